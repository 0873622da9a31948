package io.incidentiq.aws.alarm.payload;

import io.incidentiq.aws.alarm.text.Node;
import io.incidentiq.aws.alarm.text.Times;
import io.incidentiq.aws.alarm.text.Words;
import io.incidentiq.rollback.Incident;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why an alarm tells nobody: a mute rule, a suppressor, or actions that are switched off.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">muteDetail and
 *     actionsSuppressedBy</a>
 */
final class Muting {
    private Muting() {}

    /** Returns the incident, marked where one of {@code parts} says that its alarm is silent. */
    static Incident read(Incident plain, Node... parts) {
        return Stream.of(parts)
                .flatMap(part -> muted(part).or(() -> suppressed(part)).or(() -> switchedOff(part)).stream())
                .findFirst()
                .map(plain::withMuted)
                .orElse(plain);
    }

    private static Optional<String> muted(Node part) {
        Node mute = part.either("muteDetail", "MuteDetail");
        if (mute.names().isEmpty()) {
            return Optional.empty();
        }
        String rule = mute.text("mutedByArn", "MutedByArn")
                .map(arn -> " " + Words.quoted(arn.substring(arn.lastIndexOf(':') + 1)))
                .orElse("");
        String until = mute.text("muteWindowEnd", "MuteWindowEnd")
                .flatMap(Times::instant)
                .map(end -> " until " + end)
                .orElse("");
        return Optional.of("mute rule" + rule + until);
    }

    private static Optional<String> suppressed(Node part) {
        return part.text("actionsSuppressedBy", "ActionsSuppressedBy")
                .filter(by -> !by.isBlank())
                .map(by -> "actions suppressed by " + Words.quoted(by));
    }

    private static Optional<String> switchedOff(Node part) {
        return part.flag("actionsEnabled")
                .or(() -> part.flag("ActionsEnabled"))
                .filter(enabled -> !enabled)
                .map(off -> "actions switched off");
    }
}
