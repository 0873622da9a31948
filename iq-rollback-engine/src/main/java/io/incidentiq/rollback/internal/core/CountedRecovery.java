package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.internal.verdict.Looks;
import io.incidentiq.rollback.internal.verdict.Outlook;
import io.incidentiq.rollback.internal.verdict.Recovery;
import io.incidentiq.rollback.internal.verdict.Traffic;
import io.incidentiq.rollback.internal.verdict.Verdict.Answer;
import io.incidentiq.rollback.internal.verdict.Verdict.Levels;
import org.jspecify.annotations.Nullable;

/**
 * Is the service shown to be back? Judged by counted events: before, during, after ({@code docs/verification.md}).
 *
 * @param planned whether the plan saw the incident
 */
record CountedRecovery(
        Settings settings, Visibility planned, Sample baseline, Sample incident, Sample window, Looks looks) {
    /** Returns whether the events behind all three are known; a stretch without periods doesn't speak against it. */
    boolean possible() {
        boolean any = baseline.traffic().isPresent() || incident.traffic().isPresent();
        return any && isCounted(baseline) && isCounted(incident) && isCounted(window);
    }

    private static boolean isCounted(Sample sample) {
        return sample.size() == 0 || sample.traffic().isPresent();
    }

    private io.incidentiq.rollback.internal.verdict.Verdict verdict() {
        return recovery().judge(events(window));
    }

    private Recovery recovery() {
        return settings.recovery(baseline, incident).withLooks(looks);
    }

    private static Traffic events(Sample sample) {
        return sample.traffic().orElse(Traffic.none());
    }

    /** Returns the answer of the newest look. */
    Answer answer() {
        return answer(verdict());
    }

    private Answer answer(io.incidentiq.rollback.internal.verdict.Verdict verdict) {
        boolean hidden = planned == Visibility.HIDDEN && Visibility.of(incident, baseline) == Visibility.HIDDEN;
        return hidden ? Answer.BLIND : verdict.answer();
    }

    MetricCheck judge() {
        var verdict = verdict();
        return switch (answer(verdict)) {
            case RECOVERED -> check(Verdict.GOOD, null, "", verdict);
            case BAD -> check(Verdict.BAD, Reason.ERROR_RATE_HIGH, "worse than before the incident", verdict);
            case BAD_SO_FAR ->
                check(
                        Verdict.INCONCLUSIVE,
                        Reason.NO_DATA,
                        "worse than before the incident, but not in the newest periods",
                        verdict);
            case IMPROVED -> undecided("improved, not shown to be back", verdict);
            case UNDECIDED -> undecided("not shown to be better than during the incident", verdict);
            case BLIND ->
                check(Verdict.INCONCLUSIVE, Reason.METRIC_BLIND, "the metric does not show this incident", verdict);
            case NO_BASELINE ->
                check(
                        Verdict.INCONCLUSIVE,
                        Reason.NO_DATA,
                        "nothing is known of how the service does without a fault",
                        verdict);
        };
    }

    private MetricCheck undecided(String note, io.incidentiq.rollback.internal.verdict.Verdict verdict) {
        return tooLittle()
                ? check(
                        Verdict.INCONCLUSIVE,
                        Reason.TOO_LITTLE_TRAFFIC,
                        "%s: %s a period are too few to show it".formatted(note, requests()),
                        verdict)
                : check(Verdict.INCONCLUSIVE, Reason.NO_DATA, note, verdict);
    }

    /** Returns whether a service that is fully back could hardly have been shown to be. */
    private boolean tooLittle() {
        double each = window.size() == 0 ? 0 : events(window).total() / window.size();
        return Outlook.of(recovery(), each).enough().isEmpty();
    }

    private String requests() {
        return "%.0f requests".formatted(window.size() == 0 ? 0 : events(window).total() / window.size());
    }

    private MetricCheck check(
            Verdict verdict,
            @Nullable Reason reason,
            String note,
            io.incidentiq.rollback.internal.verdict.Verdict seen) {
        Levels levels = seen.levels();
        return new MetricCheck(
                verdict,
                new MetricCheck.SampleStatistics(
                        value(levels.baseline()),
                        value(levels.incident()),
                        window.size() == 0 ? null : value(levels.window().rate()),
                        value(levels.limit()),
                        window.size()),
                reason,
                note);
    }

    private @Nullable Double value(@Nullable Double share) {
        return share == null ? null : (Double) settings.unit().orElseThrow().value(share);
    }
}
