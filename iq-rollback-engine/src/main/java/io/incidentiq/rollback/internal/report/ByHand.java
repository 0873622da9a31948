package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.format.ShellWord;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.Sourced;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine's remaining actions, for a person's hands: the vetted revision written out, no arithmetic, no force, no date that a shell computes. */
final class ByHand {
    /** Somebody else is at it, or the world is no longer what was planned for. */
    private static final Set<Reason> MOVED = Set.of(
            Reason.WRITE_UNKNOWN,
            Reason.IN_PROGRESS_ELSEWHERE,
            Reason.PLAN_STALE,
            Reason.SERVICE_GONE,
            Reason.UNKNOWN_STATE);

    private static final String HIDDEN_QUERY = "?…";

    private final PlannedRollback plan;
    private final AwsLine aws;
    private final ElsewhereLines elsewhere;
    private final ScriptLines lines;
    private final @Nullable Instant mitigatedAt;
    private final Instant at;
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

    /** @param at when a person takes over */
    private ByHand(PlannedRollback plan, @Nullable Instant mitigatedAt, Instant at) {
        this.plan = plan;
        this.at = at;
        this.aws = new AwsLine(plan.settings().service(), plan.place());
        this.elsewhere = new ElsewhereLines(plan, aws);
        this.lines = plan.settings().procedure().scriptLines();
        this.mitigatedAt = mitigatedAt;
    }

    static List<HandCommand> of(RunReport report) {
        if (report.outcome().success()) {
            return List.of();
        }
        Instant mitigatedAt = report.progress().mitigatedAt().orElse(null);
        Instant at = report.progress().endedAt().orElse(report.requestedAt());
        return new ByHand(report.plan(), mitigatedAt, at).commands(left(report));
    }

    private static Left left(RunReport report) {
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
        boolean toLookAt = platformIsBusy || plan.deployer().isElsewhere();
        if (target.isEmpty() && !toLookAt) {
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
            stop(target.get());
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

    private void look() {
        if (plan.deployer().isElsewhere()) {
            elsewhere.looks().forEach(l -> add(l, null));
        } else {
            add(aws.ofService("describe-services", "--services", "--query", "services[0].deployments"), null);
        }
    }

    /** Without the full name of the deployment the platform refuses the stop; an update to the target does the same, later. */
    private void stop(Target target) {
        DeploymentId stopped = plan.action().map(Action::deployment).orElseThrow();
        String arn = plan.suspect()
                .map(Suspect::deployment)
                .filter(d -> d.id().equals(stopped))
                .map(Deployment::arn)
                .orElse(null);
        if (arn == null) {
            update(target);
            return;
        }
        add(
                aws.of(
                        "ecs stop-service-deployment",
                        List.of("--service-deployment-arn", arn, "--stop-type", "ROLLBACK")),
                lines.update());
    }

    private void update(Target target) {
        if (plan.deployer().isElsewhere()) {
            elsewhere.update(target.revision()).forEach(l -> add(l, lines.update()));
        } else {
            add(
                    aws.ofService(
                            "update-service",
                            "--service",
                            "--task-definition",
                            target.revision().toString()),
                    lines.update());
        }
    }

    /** The waiter counts the platform's own deployments, of which a service that is deployed elsewhere has none. */
    private void await() {
        if (plan.deployer().isElsewhere()) {
            look();
        } else {
            add(aws.ofService("wait services-stable", "--services"), lines.await());
        }
    }

    private void check() {
        Settings settings = plan.settings();
        settings.healthUrl().ifPresent(u -> add("curl -f " + address(u), lines.health()));
        settings.metric().ifPresent(m -> add(metric(m).of(aws), lines.metric()));
    }

    /** A query may hold a token, so that no report shows it: the shell asks for it before anything is sent, and says where it stands. */
    private static String address(Sourced<URI> address) {
        String shown = Settings.shown(address.value());
        if (!shown.endsWith(HIDDEN_QUERY)) {
            return ShellWord.of(shown);
        }
        String begin = shown.substring(0, shown.length() - 1);
        Integer line = address.source().line();
        String where = line == null ? "that was given" : "in line %d of the runbook".formatted(line);
        return "%s\"${IQ_HEALTH_QUERY:?set it to what follows the question mark in the address %s}\""
                .formatted(ShellWord.of(begin), where);
    }

    /** Where it is known when the target took over, the window that the engine would have judged; else what comes from now on. */
    private MetricLine metric(MetricQuery metric) {
        Settings settings = plan.settings();
        if (mitigatedAt == null) {
            return MetricLine.from(metric, settings.floor(at));
        }
        Instant from = settings.ceiling(mitigatedAt.plus(settings.settle().value()));
        return new MetricLine(metric, from, from.plus(settings.window().value()));
    }
}
