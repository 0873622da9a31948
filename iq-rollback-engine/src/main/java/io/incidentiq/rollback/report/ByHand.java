package io.incidentiq.rollback.report;

import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Target;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.ScriptLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine's remaining actions, for a person's hands: the vetted revision written out, no arithmetic, no force. */
final class ByHand {
    private ByHand() {}

    static List<HandCommand> of(RollbackReport report) {
        if (report.outcome().success()) {
            return List.of();
        }
        boolean superseded = report.outcome() == Outcome.SUPERSEDED;
        return remaining(report.plan(), superseded || report.changed() == Changed.YES);
    }

    /** Returns what is left of {@code plan}; a write that has been done, or is not ours to do, is not. */
    static List<HandCommand> remaining(RollbackPlan plan, boolean written) {
        Optional<Target> target = plan.target();
        if (target.isEmpty()) {
            return List.of();
        }
        ServiceId service = plan.settings().service();
        ScriptLines lines = plan.settings().procedure().scriptLines();
        var commands = new ArrayList<HandCommand>();
        if (!written && plan.action().filter(Action::writes).isPresent()) {
            commands.add(new HandCommand(look(service), null));
            commands.add(new HandCommand(write(plan, service, target.get()), lines.update()));
        }
        commands.add(new HandCommand(
                "aws ecs wait services-stable --cluster %s --services %s".formatted(service.cluster(), service.name()),
                lines.await()));
        plan.settings()
                .healthUrl()
                .ifPresent(u -> commands.add(new HandCommand("curl -f " + u.value(), lines.health())));
        return List.copyOf(commands);
    }

    private static String look(ServiceId service) {
        return "aws ecs describe-services --cluster %s --services %s --query 'services[0].deployments'"
                .formatted(service.cluster(), service.name());
    }

    private static String write(RollbackPlan plan, ServiceId service, Target target) {
        Action action = plan.action().orElse(null);
        if (action != null && action.kind() == Action.Kind.STOP) {
            return "aws ecs stop-service-deployment --service-deployment-arn %s --stop-type ROLLBACK"
                    .formatted(action.deployment());
        }
        return "aws ecs update-service --cluster %s --service %s --task-definition %s"
                .formatted(service.cluster(), service.name(), target.revision());
    }
}
