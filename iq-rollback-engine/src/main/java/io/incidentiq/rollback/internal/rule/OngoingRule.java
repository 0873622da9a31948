package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.GateIds;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is there still something to undo ({@code docs/judgement.md}, incident-ongoing)? Asked when planning, and again at the last look
 * before the write.
 *
 * @param suspect the suspect's revision
 * @param instead what runs in its place; null while the suspect's release serves
 */
public record OngoingRule(
        Symptoms.Question question,
        RevisionId suspect,
        @Nullable RevisionId instead) {
    public static final ChecklistLine ITEM = GateTransitions.line(GateIds.INCIDENT_ONGOING, "The incident goes on");

    /**
     * Answers by what {@code facts} know at {@code at}.
     *
     * @param earlier what the health endpoint showed before, where {@code facts} don't know; null where nothing did
     */
    public Gate of(ChecklistLine item, Facts facts, Instant at, @Nullable HealthAnswer earlier) {
        return of(item, question.answer(facts, at), facts.health() == null ? earlier : facts.health());
    }

    /** Answers by what is seen. */
    public Gate of(ChecklistLine item, Symptoms symptoms, @Nullable HealthAnswer health) {
        boolean fails = health != null && health.status() == HealthAnswer.Status.UNHEALTHY;
        String seen = health == null ? "" : ", health " + health.seen();
        Gate gate = instead == null ? serving(item, symptoms, fails, seen) : replaced(item, symptoms, fails, seen);
        return settings()
                .incident()
                .flatMap(Incident::muted)
                .map(why -> muted(gate, why))
                .orElse(gate);
    }

    /** Nobody was to be woken by such an alarm: a person has to say so, whatever else stands in the way. */
    private static Gate muted(Gate gate, String why) {
        GateStatus status = gate.status() == GateStatus.BLOCKED ? GateStatus.BLOCKED : GateStatus.OPEN;
        return GateTransitions.now(gate, status, "the alarm is muted: %s; %s".formatted(why, gate.evidence()));
    }

    private Settings settings() {
        return question.settings();
    }

    private Gate serving(ChecklistLine item, Symptoms symptoms, boolean fails, String seen) {
        if (symptoms.isOver()) {
            String since = InstantFormat.words(Objects.requireNonNull(symptoms.nowFrom()));
            return GateTransitions.gate(
                    item,
                    GateStatus.OPEN,
                    fails
                            ? "metric and health disagree: %s runs, %s since %s%s"
                                    .formatted(suspect, rate(symptoms.now()), since, seen)
                            : "the incident seems over since %s: %s runs, %s%s"
                                    .formatted(since, suspect, rate(symptoms.now()), seen));
        }
        if (!fails && symptoms.rests()) {
            return GateTransitions.gate(
                    item,
                    GateStatus.OPEN,
                    "%s runs, and the metric does not show that the incident goes on: %s, %s before%s"
                            .formatted(
                                    suspect,
                                    rate(symptoms.newest()),
                                    NumberFormat.text(symptoms.reference().level()),
                                    seen));
        }
        return GateTransitions.gate(item, GateStatus.PASSED, "%s runs; %s%s".formatted(suspect, shown(symptoms), seen));
    }

    private String shown(Symptoms symptoms) {
        if (symptoms.visibility() == Visibility.VISIBLE) {
            return "%s %s since %s, %s before"
                    .formatted(
                            settings().metricName(),
                            NumberFormat.text(symptoms.incident().level()),
                            InstantFormat.words(question.from()),
                            NumberFormat.text(symptoms.reference().level()));
        }
        if (symptoms.shownLately() == Visibility.VISIBLE) {
            return "%s, %s before"
                    .formatted(
                            rate(symptoms.newest()),
                            NumberFormat.text(symptoms.reference().level()));
        }
        return symptoms.visibility() == Visibility.HIDDEN
                ? "the metric does not show this incident: %s before, %s since"
                        .formatted(
                                NumberFormat.text(symptoms.reference().level()),
                                NumberFormat.text(symptoms.incident().level()))
                : "too little is measured to tell whether it goes on";
    }

    private Gate replaced(ChecklistLine item, Symptoms symptoms, boolean fails, String seen) {
        String runs = "%s runs since %s".formatted(instead, InstantFormat.words(question.since()));
        if (symptoms.isOver()) {
            return fails
                    ? GateTransitions.gate(
                            item,
                            GateStatus.OPEN,
                            "metric and health disagree: %s, %s%s".formatted(runs, rate(symptoms.now()), seen))
                    : GateTransitions.gate(
                            item,
                            GateStatus.BLOCKED,
                            "%s and does well: %s%s".formatted(runs, rate(symptoms.now()), seen));
        }
        if (symptoms.goesOn()) {
            return GateTransitions.gate(
                    item,
                    GateStatus.PASSED,
                    "%s and does badly: %s, %s before%s"
                            .formatted(
                                    runs,
                                    rate(symptoms.now()),
                                    NumberFormat.text(symptoms.reference().level()),
                                    seen));
        }
        String untold = symptoms.untold()
                ? "%s; nothing can be told yet of how it does".formatted(runs)
                : "%s, shown neither well nor as bad as the incident: %s, %s before, %s during it"
                        .formatted(
                                runs,
                                rate(symptoms.now()),
                                NumberFormat.text(symptoms.reference().level()),
                                NumberFormat.text(symptoms.incident().level()));
        return GateTransitions.gate(item, GateStatus.OPEN, untold + seen);
    }

    /** Says the level as a person would, with how many periods it rests on. */
    private String rate(Sample sample) {
        Duration span = settings().period().multipliedBy(sample.size());
        return "%s %s for %s"
                .formatted(settings().metricName(), NumberFormat.text(sample.level()), DurationFormat.words(span));
    }

    /** Returns what to ask to answer anew; empty where there is nothing to ask. */
    public Set<Query> reads(Instant now) {
        var reads = new LinkedHashSet<Query>();
        Instant latest = question.latestFrom(now);
        Instant from = latest.isBefore(question.from()) ? latest : question.from();
        settings()
                .measure()
                .ifPresent(
                        m -> reads.add(m.read(settings().floor(from), settings().floor(now))));
        settings().healthUrl().ifPresent(u -> reads.add(new Query.Health(u.value())));
        return reads;
    }
}
