package io.incidentiq.aws.alarm;

import io.incidentiq.aws.alarm.text.ForeignAlarm;
import io.incidentiq.aws.alarm.text.NotAnAlarm;
import io.incidentiq.rollback.Incident;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of reading a payload: an incident, or why it is none. Immutable. */
public final class AlarmReading {
    private final @Nullable Incident incident;
    private final @Nullable String refusal;
    private final @Nullable Told told;

    /**
     * What an alarm of another sender says, for a person to state in its place.
     *
     * @param service null where it names none, or several
     * @param start null where it doesn't say when it began
     */
    public record Told(@Nullable String service, @Nullable Instant start) {}

    private AlarmReading(@Nullable Incident incident, @Nullable String refusal, @Nullable Told told) {
        this.incident = incident;
        this.refusal = refusal;
        this.told = told;
    }

    static AlarmReading of(Incident incident) {
        return new AlarmReading(incident, null, null);
    }

    static AlarmReading refused(NotAnAlarm why) {
        ForeignAlarm told = why.told();
        return new AlarmReading(
                null, String.valueOf(why.getMessage()), told == null ? null : new Told(told.service(), told.start()));
    }

    /** Returns the incident; empty if the payload is no alarm that went off. */
    public Optional<Incident> incident() {
        return Optional.ofNullable(incident);
    }

    /** Returns what was expected and what was recognised instead; empty exactly if there is an incident. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Returns what a payload says that another sender made, or may have made; empty for everything else. */
    public Optional<Told> told() {
        return Optional.ofNullable(told);
    }

    /**
     * Returns the incident.
     *
     * @throws NoSuchElementException if there is none; its message is the refusal
     */
    public Incident orElseThrow() {
        return incident().orElseThrow(() -> new NoSuchElementException(refusal));
    }

    /** Returns the incident's line, or the refusal. */
    @Override
    public String toString() {
        return incident == null ? String.valueOf(refusal) : incident.toString();
    }
}
