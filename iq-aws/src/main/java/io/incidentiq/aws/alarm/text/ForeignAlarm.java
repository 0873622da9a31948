package io.incidentiq.aws.alarm.text;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm of another sender says, as far as it is known.
 *
 * @param service null where it names none, or several
 * @param start null where it doesn't say when it began
 */
public record ForeignAlarm(
        @Nullable String service, @Nullable Instant start) {}
