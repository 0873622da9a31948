package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.core.RollbackCore;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;

/** What the team is told. */
final class Messages {
    private Messages() {}

    static Notification of(Notification.Moment moment, RollbackId id, RollbackCore core) {
        PlannedRollback plan = core.plan();
        String channel =
                plan.settings().procedure().channel().map(Sourced::value).orElse(null);
        RollbackRequest request = plan.settings().request();
        String drill = request.drill().map(d -> "[" + d + "] ").orElse("");
        String text =
                drill + plan.settings().service() + where(plan) + ": " + body(moment, core, request) + " (" + id + ")";
        return new Notification(moment, plan.settings().service(), channel, VisibleText.line(text));
    }

    /** A rehearsal that says DRILL already has no other place. */
    private static String where(PlannedRollback plan) {
        Place place = plan.place();
        boolean said = plan.settings().request().drill().isPresent() || place.equals(Place.unknown());
        return said ? "" : " in " + place;
    }

    private static String body(Notification.Moment moment, RollbackCore core, RollbackRequest request) {
        String target =
                core.plan().target().map(Target::revision).map(Object::toString).orElse("?");
        return switch (moment) {
            case STARTED -> {
                String suspect = core.plan()
                        .suspect()
                        .map(s -> s.revision().definition().toString())
                        .orElse("?");
                yield "rolling back from %s to %s, requested by %s%s"
                        .formatted(
                                suspect,
                                target,
                                request.requestedBy(),
                                request.reason().isEmpty() ? "" : ": " + request.reason());
            }
            case MITIGATED -> "mitigated: %s serves alone%s; verification follows".formatted(target, took(core));
            case ENDED -> core.ending().toString();
        };
    }

    private static String took(RollbackCore core) {
        var progress = core.progress();
        return progress.sentAt()
                .flatMap(sent -> progress.mitigatedAt()
                        .map(at -> ", %s after the write"
                                .formatted(DurationFormat.wholeSeconds(Duration.between(sent, at)))))
                .orElse("");
    }
}
