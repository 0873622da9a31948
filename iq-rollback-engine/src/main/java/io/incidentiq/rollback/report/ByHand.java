package io.incidentiq.rollback.report;

import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.Action;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Settings;
import io.incidentiq.rollback.plan.Target;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.procedure.ScriptLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engine's remaining actions, for a person's hands: the vetted revision written out, no arithmetic, no force. */
final class ByHand {
    /** Somebody else is at it, or the world is no longer what was planned for. */
    private static final Set<Reason> MOVED = Set.of(
            Reason.WRITE_UNKNOWN,
            Reason.IN_PROGRESS_ELSEWHERE,
            Reason.PLAN_STALE,
            Reason.SERVICE_GONE,
            Reason.UNKNOWN_STATE);

    private final RollbackPlan plan;
    private final ServiceId service;
    private final ScriptLines lines;
    private final @Nullable Instant mitigatedAt;
    private final List<HandCommand> commands = new ArrayList<>();

    /** What the engine would still have done. */
    enum Left {
        /** The plan's own write, and what follows it. */
        WRITE,
        /** The platform moved to another revision: an update to the target, if that is still wanted. */
        UPDATE,
        /** The platform is busy with a rollback of its own, which nothing may cut short; then an update to the target. */
        WAIT_THEN_UPDATE,
        /** The write is done: it is only followed. */
        FOLLOWING,
        /** The target was reached, or can't be, or is no longer ours to deploy: only looking is left. */
        CHECKS,
        /** A write of ours or of somebody else's may have been done: whatever is sent before a look could be a second one. */
        LOOK
    }

    private ByHand(RollbackPlan plan, @Nullable Instant mitigatedAt) {
        this.plan = plan;
        this.service = plan.settings().service();
        this.lines = plan.settings().procedure().scriptLines();
        this.mitigatedAt = mitigatedAt;
    }

    static List<HandCommand> of(RollbackReport report) {
        if (report.outcome().success()) {
            return List.of();
        }
        Instant mitigatedAt = report.progress().mitigatedAt().orElse(null);
        return new ByHand(report.plan(), mitigatedAt).commands(left(report));
    }

    private static Left left(RollbackReport report) {
        Reason reason = report.reason().orElse(null);
        if (reason == Reason.PLATFORM_TARGET_REJECTED) {
            return Left.WAIT_THEN_UPDATE;
        }
        if (report.changed() == Changed.UNKNOWN || (reason != null && MOVED.contains(reason))) {
            return Left.LOOK;
        }
        boolean elsewhere = reason == Reason.ROLLBACK_REVERTED
                || reason == Reason.OTHER_TARGET
                || reason == Reason.PLATFORM_ROLLBACK_FAILED;
        if (elsewhere) {
            return Left.UPDATE;
        }
        boolean onlyChecks = report.outcome() == Outcome.SUPERSEDED
                || report.progress().mitigatedAt().isPresent()
                || reason == Reason.WRONG_IMAGE
                || reason == Reason.PERMANENT_TASK_FAILURE
                || reason == Reason.ROLLOUT_FAILED;
        if (onlyChecks) {
            return Left.CHECKS;
        }
        return report.changed() == Changed.YES || report.followed() ? Left.FOLLOWING : Left.WRITE;
    }

    private List<HandCommand> commands(Left left) {
        Optional<Target> target = plan.target();
        boolean platformIsBusy = left == Left.WAIT_THEN_UPDATE;
        if (target.isEmpty() && !platformIsBusy) {
            return List.of();
        }
        if (platformIsBusy) {
            await();
        }
        look();
        if (target.isEmpty() || left == Left.LOOK) {
            return List.copyOf(commands);
        }
        boolean stops = plan.action().filter(a -> a.kind() == Action.Kind.STOP).isPresent();
        boolean writes = plan.action().filter(Action::writes).isPresent();
        if (left == Left.WRITE && stops) {
            stop();
        } else if (left == Left.WRITE ? writes : left == Left.UPDATE || platformIsBusy) {
            update(target.get());
        }
        if (left != Left.CHECKS) {
            await();
        }
        check();
        return List.copyOf(commands);
    }

    private void add(String command, @Nullable Integer line) {
        commands.add(new HandCommand(command, line));
    }

    /** Fills in values that may be anything: an address from the command line, a name from the runbook. */
    private static String line(String command, Object... values) {
        return command.formatted(
                Arrays.stream(values).map(v -> ShellWord.of(v.toString())).toArray());
    }

    private void look() {
        add(
                line(
                        "aws ecs describe-services --cluster %s --services %s --query 'services[0].deployments'",
                        service.cluster(), service.name()),
                null);
    }

    private void stop() {
        add(
                line(
                        "aws ecs stop-service-deployment --service-deployment-arn %s --stop-type ROLLBACK",
                        plan.action().map(Action::deployment).orElseThrow()),
                lines.update());
    }

    private void update(Target target) {
        add(
                line(
                        "aws ecs update-service --cluster %s --service %s --task-definition %s",
                        service.cluster(), service.name(), target.revision()),
                lines.update());
    }

    private void await() {
        add(
                line("aws ecs wait services-stable --cluster %s --services %s", service.cluster(), service.name()),
                lines.await());
    }

    private void check() {
        plan.settings().healthUrl().ifPresent(u -> add(line("curl -f %s", Settings.shown(u.value())), lines.health()));
        plan.settings().metric().ifPresent(this::metric);
    }

    /** Where it is known when the target took over, the window that the engine would have judged; else the last minutes. */
    private void metric(MetricQuery metric) {
        Settings settings = plan.settings();
        Instant from = mitigatedAt == null
                ? null
                : settings.ceiling(mitigatedAt.plus(settings.settle().value()));
        Duration window = settings.window().value();
        String start = from == null
                ? "$(date -u -d '%d minutes ago' +%%FT%%TZ)".formatted(window.toMinutes())
                : from.toString();
        String end = from == null ? "$(date -u +%FT%TZ)" : from.plus(window).toString();
        String dimensions = metric.dimensions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(d -> ShellWord.of("Name=%s,Value=%s".formatted(d.getKey(), d.getValue())))
                .collect(Collectors.joining(" "));
        add(
                "aws cloudwatch get-metric-statistics --namespace %s --metric-name %s%s --start-time %s --end-time %s --period %d --statistics %s"
                        .formatted(
                                ShellWord.of(metric.namespace()),
                                ShellWord.of(metric.name()),
                                dimensions.isEmpty() ? "" : " --dimensions " + dimensions,
                                start,
                                end,
                                metric.period().toSeconds(),
                                word(metric.statistic())),
                lines.metric());
    }

    private static String word(Statistic statistic) {
        return switch (statistic) {
            case AVERAGE -> "Average";
            case SUM -> "Sum";
            case MINIMUM -> "Minimum";
            case MAXIMUM -> "Maximum";
        };
    }
}
