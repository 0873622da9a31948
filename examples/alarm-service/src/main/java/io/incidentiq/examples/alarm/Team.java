package io.incidentiq.examples.alarm;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import java.net.URI;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who read the webhook's channel. A message takes the notifier's few seconds, or is lost and said to be. */
record Team(Notifier notifier, URI publicUrl) {
    private static final Logger LOG = LoggerFactory.getLogger(Team.class);

    /** Asks for an approval; returns whether the message got through. */
    boolean ask(AlarmCase alarmCase, RollbackPlan plan, String fingerprint) {
        String open = plan.closedGates().stream()
                .filter(g -> g.status() == GateStatus.OPEN)
                .map(Gate::id)
                .map(id -> " -d confirm=" + id)
                .collect(Collectors.joining());
        String page = publicUrl + "/rollbacks/" + alarmCase.id();
        return tell(plan, """
                %s
                %s
                Read it: %s/plan
                Approve it: curl -H "Authorization: Bearer $ALARM_SECRET" -d by=YOUR-NAME -d plan=%s%s %s/approval
                """.formatted(alarmCase.alarm().text(), plan, page, fingerprint, open, page));
    }

    /** Says that nothing will be done, and why. */
    void nothingWillBeDone(AlarmCase alarmCase, RollbackPlan plan, String why) {
        tell(plan, "%s\nNo rollback: %s".formatted(alarmCase.alarm().text(), why));
    }

    private boolean tell(RollbackPlan plan, String text) {
        try {
            notifier.send(new Notification(Notification.Moment.STARTED, plan.service(), null, text));
            return true;
        } catch (ProviderException e) {
            LOG.warn("the team wasn't told: {}", e.getMessage());
            return false;
        }
    }
}
