package io.incidentiq.rollback.internal.rule;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.RevertedReleases;
import io.incidentiq.rollback.internal.history.Timeline;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How each checklist item stands ({@code docs/judgement.md}, gates). */
public final class GateRules {
    private final Evidence evidence;
    private final Facts facts;
    private final Timeline timeline;
    private final Settings settings;
    private final Suspect suspect;
    private final Target target;
    private final MeasuredLevels levels;
    private final RevertedReleases undone;

    public GateRules(Evidence evidence, Suspect suspect, Target target, MeasuredLevels levels) {
        this.evidence = evidence;
        this.facts = evidence.facts();
        this.timeline = evidence.timeline();
        this.settings = evidence.settings();
        this.suspect = suspect;
        this.target = target;
        this.levels = levels;
        this.undone = deployedAfterTarget();
    }

    public RevertedReleases undone() {
        return undone;
    }

    /** Returns every item of the checklist, in its order, then what the engine adds. */
    public List<Gate> all(boolean notifierReachesPeople, boolean foreignInProgress) {
        var gates = new ArrayList<Gate>();
        for (ChecklistLine item : itemsWithSafetyOnes()) {
            gates.add(
                    switch (item.gate()) {
                        case GateIds.DEPLOYMENT_CORRELATES -> deploymentCorrelates(item);
                        case GateIds.TARGET_IDENTIFIED -> targetIdentified(item);
                        case GateIds.NO_MIGRATIONS -> new MigrationRule(settings, undone).of(item, facts);
                        case GateIds.TEAM_NOTIFIED -> teamNotified(item, notifierReachesPeople);
                        default ->
                            GateTransitions.gate(item, GateStatus.OPEN, "only a person can tell: " + item.text());
                    });
        }
        ElsewhereRule.gate(settings).ifPresent(gates::add);
        new RunbookElsewhere(settings).gate().ifPresent(gates::add);
        if (foreignInProgress) {
            gates.add(GateTransitions.added(
                    GateIds.FOREIGN_DEPLOYMENT,
                    "No other deployment is in progress",
                    GateStatus.BLOCKED,
                    foreignEvidence()));
        }
        new MovedTags(evidence, suspect, target).gate().ifPresent(gates::add);
        return gates;
    }

    /** A runbook without these items doesn't switch them off: they guard against harm. */
    private List<ChecklistLine> itemsWithSafetyOnes() {
        var items = new ArrayList<>(settings.procedure().checklist());
        Set<String> listed = items.stream().map(ChecklistLine::gate).collect(Collectors.toSet());
        addUnlessListed(
                items, listed, GateIds.DEPLOYMENT_CORRELATES, "The deployment's time fits the incident's start");
        addUnlessListed(items, listed, GateIds.TARGET_IDENTIFIED, "A revision to return to is identified");
        addUnlessListed(items, listed, GateIds.NO_MIGRATIONS, "No database migration was deployed after the target");
        return items;
    }

    private static void addUnlessListed(List<ChecklistLine> items, Set<String> listed, String gate, String text) {
        if (!listed.contains(gate)) {
            items.add(new ChecklistLine(gate, text, Source.DEFAULT));
        }
    }

    private Gate deploymentCorrelates(ChecklistLine item) {
        return new CorrelationRule(evidence, suspect, levels.onset()).of(item);
    }

    private Gate targetIdentified(ChecklistLine item) {
        Target.Trust trust = target.trust();
        if (trust.objection() != null) {
            return GateTransitions.gate(
                    item, GateStatus.BLOCKED, "%s: %s".formatted(target.revision(), trust.objection()));
        }
        if (trust.doubt() != null) {
            return GateTransitions.gate(
                    item, GateStatus.OPEN, "%s, %s; %s".formatted(target.revision(), target.evidence(), trust.doubt()));
        }
        return GateTransitions.gate(item, GateStatus.PASSED, target.revision() + ", " + target.evidence());
    }

    private RevertedReleases deployedAfterTarget() {
        Instant since = target.succeededAt();
        var after = new TreeSet<RevisionId>();
        boolean complete = true;
        for (Timeline.Entry entry : timeline.entries()) {
            if (since != null && !entry.createdAt().isAfter(since)) {
                continue;
            }
            ServiceRevision started = entry.started();
            complete &= started != null;
            if (started != null && !timeline.sameContent(started, target.recorded())) {
                after.add(started.definition());
            }
        }
        facts.snapshot()
                .flatMap(s -> s.primary())
                .map(r -> r.definition())
                .filter(r -> !r.equals(target.revision()))
                .ifPresent(after::add);
        return new RevertedReleases(after, complete);
    }

    private Gate teamNotified(ChecklistLine item, boolean notifierReachesPeople) {
        String channel = settings.procedure().channel().map(c -> c.value()).orElse("the team");
        return notifierReachesPeople
                ? GateTransitions.gate(item, GateStatus.PENDING, "at start, to " + channel)
                : GateTransitions.gate(
                        item, GateStatus.OPEN, "no notifier that reaches people is set up; tell " + channel);
    }

    private String foreignEvidence() {
        return facts.snapshot()
                .flatMap(s -> s.primary())
                .map(r -> "%s is rolling out since %s".formatted(r.definition(), InstantFormat.words(r.createdAt())))
                .orElse("another deployment is rolling out");
    }
}
