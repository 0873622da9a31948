package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of reading a payload: an incident, or why it is none. Immutable. */
public final class AlarmReading {
    private final @Nullable Incident incident;
    private final @Nullable String refusal;

    private AlarmReading(@Nullable Incident incident, @Nullable String refusal) {
        this.incident = incident;
        this.refusal = refusal;
    }

    static AlarmReading of(Incident incident) {
        return new AlarmReading(incident, null);
    }

    static AlarmReading refused(String why) {
        return new AlarmReading(null, why);
    }

    /** Returns the incident; empty if the payload is no alarm that went off. */
    public Optional<Incident> incident() {
        return Optional.ofNullable(incident);
    }

    /** Returns what was expected and what was recognised instead; empty exactly if there is an incident. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
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
