package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.ReasonText;
import io.incidentiq.aws.alarm.text.Times;
import io.incidentiq.rollback.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an incident began: at the first datapoint that crossed the threshold, where the payload has it, else as long before the state
 * change as the alarm looks back, which is an estimate.
 */
final class Beginning {
    /** CloudWatch evaluates over a week at most. */
    private static final Duration LONGEST = Duration.ofDays(8);

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Evidence evidence;
    private final ReasonText words;

    /**
     * What a payload tells of it.
     *
     * @param changed when the alarm changed its state; null where that can't be read
     * @param data what the evaluation was based on; empty in messages of Amazon SNS
     * @param period in seconds
     * @param periods how many of them the alarm looks at
     * @param children when other alarms changed, for a rule over them
     */
    record Evidence(
            @Nullable Instant changed,
            String reason,
            Node data,
            Optional<Double> period,
            Optional<Double> periods,
            List<Instant> children) {}

    Beginning(Evidence evidence) {
        this.evidence = evidence;
        this.words = new ReasonText(evidence.reason());
    }

    Incident of(Incident incident) {
        Instant changed = evidence.changed();
        if (changed == null) {
            return incident.lacking(Incident.Part.START, "its state change has no time that can be read");
        }
        Optional<Instant> first = firstEvaluated()
                .or(() -> words.firstBreaching().filter(this::isNear))
                .or(this::firstOfAllRecent);
        Optional<Duration> period = seconds(evidence.period());
        Duration span = period.orElse(Duration.ZERO);
        if (first.isPresent()) {
            return incident.withStart(first.get(), span);
        }
        return period.flatMap(this::lookedBack)
                .map(back -> incident.withEstimatedStart(changed.minus(back), back))
                .orElseGet(() -> incident.withEstimatedStart(firstChild().orElse(changed), Duration.ZERO));
    }

    private Optional<DoublePredicate> crosses() {
        return evidence.data().number("threshold").flatMap(words::crosses);
    }

    private Optional<Instant> firstEvaluated() {
        return crosses()
                .flatMap(crosses -> evidence.data().objects("evaluatedDatapoints").stream()
                        .filter(point ->
                                point.number("value").map(crosses::test).orElse(words.missingIsBreaching()))
                        .flatMap(point -> point.text("timestamp").flatMap(Times::instant).stream())
                        .filter(this::isNear)
                        .min(Comparator.naturalOrder()));
    }

    /** Recent datapoints have no times of their own, but {@code startDate} is that of the first. */
    private Optional<Instant> firstOfAllRecent() {
        List<Double> recent = evidence.data().numbers("recentDatapoints");
        boolean all = !recent.isEmpty()
                && crosses().filter(c -> recent.stream().allMatch(c::test)).isPresent();
        return all ? evidence.data().text("startDate").flatMap(Times::instant).filter(this::isNear) : Optional.empty();
    }

    private Optional<Duration> lookedBack(Duration period) {
        return evidence.periods()
                .or(words::periods)
                .filter(count -> count >= 1 && count * period.toSeconds() <= LONGEST.toSeconds())
                .map(count -> period.multipliedBy(count.longValue()));
    }

    private Optional<Instant> firstChild() {
        return evidence.children().stream().filter(this::isNear).min(Comparator.naturalOrder());
    }

    /** A time that is far from the state change was misread, or isn't of this incident. */
    private boolean isNear(Instant instant) {
        return Stream.ofNullable(evidence.changed())
                .anyMatch(c -> instant.isAfter(c.minus(LONGEST)) && instant.isBefore(c.plus(SKEW)));
    }

    private static Optional<Duration> seconds(Optional<Double> number) {
        return number.filter(n -> n >= 1 && n <= LONGEST.toSeconds()).map(n -> Duration.ofSeconds(n.longValue()));
    }
}
