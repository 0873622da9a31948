package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.Verification.HealthCheck;
import io.incidentiq.rollback.Verification.MetricCheck;
import io.incidentiq.rollback.Verification.Verdict;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.evidence.Window;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.internal.rule.GateTransitions;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceEvent;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskFailure;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.FollowUpRule;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.RunbookRef;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Reports of one incident, one for each outcome that differs on the page: 400 requests a minute, 0.4 % of them fail before, 7 % during it. */
final class Reports {
    static final Instant NOW = Worlds.NOW;
    private static final Instant MITIGATED = NOW.plusSeconds(97);
    private static final Window WINDOW = new Window(NOW.plusSeconds(300), NOW.plusSeconds(600));
    private static final int EACH = 400;

    private Reports() {}

    /** Returns one report for each outcome that has its page looked at, by its name. */
    static Map<String, RunReport> all() {
        var all = new LinkedHashMap<String, RunReport>();
        all.put("ROLLED_BACK", rolledBack());
        all.put("NOT_RECOVERED", notRecovered());
        all.put("ROLLED_BACK_UNVERIFIED", unverified());
        all.put("REFUSED", refused());
        all.put("FAILED", failed());
        all.put("CANCELLED", cancelled());
        return all;
    }

    static Worlds world(Random random) {
        return Worlds.empty()
                .counted(EACH)
                .failing(24 * 60, 17, 0.4, random)
                .failing(17, 0, 7, random)
                .deployed(39, 1_400)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 20)
                .request(r -> r.withIncident(Incident.of("payments-error-rate")
                                .withService("payments")
                                .withThreshold(5)
                                .withStart(Worlds.ago(18), Duration.ofMinutes(1)))
                        .requestedBy("kim", "5xx after the release"))
                .snapshot(s -> s.withPlace(Place.ofArn("arn:aws:ecs:eu-west-1:111122223333:service/prod/payments"))
                        .withEvents(events()));
    }

    private static List<ServiceEvent> events() {
        return List.of(
                new ServiceEvent(
                        "e3", Worlds.ago(4), "(service payments) (task 7f2c9a) failed container health checks."),
                new ServiceEvent("e2", Worlds.ago(17), "(service payments) has reached a steady state."),
                new ServiceEvent(
                        "e1",
                        Worlds.ago(20),
                        "(service payments) has started 3 tasks: (task 7f2c9a) (task 81bd02) (task 1fd733)."));
    }

    static PlannedRollback plan() {
        PlannedRollback plan = world(new Random(7))
                .plan(new io.incidentiq.rollback.internal.fact.Answer.Health(
                        new HealthAnswer(HealthAnswer.Status.HEALTHY, "200")));
        return plan.closedGates().stream().findFirst().isPresent()
                ? plan.confirm(plan.closedGates().get(0).id(), "kim", "the release has none")
                : plan;
    }

    static RunReport rolledBack() {
        var metric = new MetricCheck(Verdict.GOOD, numbers(0.398, 6.95, 0.35, 1.4, 5), null, "");
        return judged(Outcome.ROLLED_BACK, null, metric, HealthAnswer.Status.HEALTHY, 0.4);
    }

    static RunReport notRecovered() {
        var metric = new MetricCheck(
                Verdict.BAD,
                numbers(0.398, 6.95, 6.2, 1.4, 8),
                Reason.ERROR_RATE_HIGH,
                "worse than before the incident");
        return judged(Outcome.NOT_RECOVERED, Reason.ERROR_RATE_HIGH, metric, HealthAnswer.Status.UNHEALTHY, 6.4);
    }

    static RunReport unverified() {
        var metric = new MetricCheck(
                Verdict.INCONCLUSIVE,
                numbers(0.398, 6.95, 2.6, 1.4, 5),
                Reason.NO_DATA,
                "improved, not shown to be back");
        return judged(Outcome.ROLLED_BACK_UNVERIFIED, Reason.NO_DATA, metric, HealthAnswer.Status.INCONCLUSIVE, 2.6);
    }

    private static MetricCheck.SampleStatistics numbers(
            double baseline, double incident, double observed, double threshold, int points) {
        return new MetricCheck.SampleStatistics(baseline, incident, observed, threshold, points);
    }

    private static RunReport judged(
            Outcome outcome, @Nullable Reason reason, MetricCheck metric, HealthAnswer.Status health, double percent) {
        PlannedRollback plan = plan();
        KeptEvidence kept = serving(plan.evidence());
        var random = new Random(11);
        kept = kept.withMetric(minutes(NOW, 2, 7, random))
                .withMetric(minutes(NOW.plusSeconds(120), 8, percent, random));
        int healthy = 0;
        for (int probe = 0; probe < 21; probe++) {
            boolean well = health == HealthAnswer.Status.HEALTHY || probe % 3 == 0;
            healthy += well ? 1 : 0;
            kept = kept.probed(
                    WINDOW.from().plusSeconds(15L * probe),
                    well ? new HealthAnswer(HealthAnswer.Status.HEALTHY, "200") : new HealthAnswer(health, "503"));
        }
        Instant end = WINDOW.to().plusSeconds(34);
        var moments =
                new Progress.Moments(NOW.plusSeconds(2), NOW.plusSeconds(3), MITIGATED, NOW.plusSeconds(190), end, end);
        Verdict verdict = switch (health) {
            case HEALTHY -> Verdict.GOOD;
            case UNHEALTHY -> Verdict.BAD;
            case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
        };
        var checks =
                Verification.of(new HealthCheck(verdict, verdict == Verdict.GOOD ? "200" : "503", 21, healthy), metric);
        String seen = "error rate %s (baseline 0.398, was 6.95, limit 1.40, 5 points), health %s"
                .formatted(metric.numbers().observed(), verdict == Verdict.GOOD ? "200 x 21" : "503");
        return report(
                plan,
                new Ending(outcome, reason, seen),
                new Course(moments, checks, kept.judgedIn(WINDOW), Changed.YES));
    }

    private static KeptEvidence serving(KeptEvidence kept) {
        KeptEvidence stopped = kept.withStopped(List.of(
                new TaskFailure(
                        "7f2c9a", Worlds.ago(4), "Task failed ELB health checks in (target-group payments)", false),
                new TaskFailure(
                        "81bd02", Worlds.ago(9), "OutOfMemoryError: Container killed due to memory usage", false)));
        return looked(looked(looked(stopped, 21, 1, 3), 60, 2, 2), 97, 3, 0);
    }

    private static KeptEvidence looked(KeptEvidence kept, int second, int onTarget, int others) {
        Rollout ours = Rollout.primary(new DeploymentId("d-ours"), Worlds.rev(41), NOW)
                .withTasks(new TaskCounts(3, onTarget, 0, 0, 0));
        Rollout old = Rollout.draining(new DeploymentId("d42"), Worlds.rev(42), Worlds.ago(20))
                .withTasks(new TaskCounts(0, others, 0, 0, 0));
        ServiceSnapshot seen = ServiceSnapshot.of(Worlds.SERVICE, Worlds.ago(9999), 3, List.of(ours, old));
        return kept.looked(NOW.plusSeconds(second), seen, Worlds.rev(41));
    }

    private static List<MetricPoint> minutes(Instant from, int minutes, double percent, Random random) {
        var points = new ArrayList<MetricPoint>();
        for (int minute = 0; minute < minutes; minute++) {
            long bad = random.doubles(EACH).filter(d -> 100 * d < percent).count();
            points.add(new MetricPoint(from.plus(Duration.ofMinutes(minute)), 100.0 * bad / EACH)
                    .withCounts(new Counts(bad, EACH)));
        }
        return points;
    }

    static RunReport refused() {
        PlannedRollback plan =
                world(new Random(7)).finding(42, MigrationFinding.Kind.PRESENT).plan();
        Ending ending = plan.ending().orElseThrow();
        var moments = new Progress.Moments(null, null, null, null, null, NOW.plusSeconds(1));
        return report(plan, ending, new Course(moments, Verification.NONE, plan.evidence(), Changed.NO));
    }

    static RunReport failed() {
        PlannedRollback plan = plan();
        KeptEvidence kept = plan.evidence().withStoppedUnknown("AccessDeniedException: ecs:ListTasks is not allowed");
        var moments = new Progress.Moments(
                NOW.plusSeconds(2), NOW.plusSeconds(3), null, null, null, NOW.plus(Duration.ofMinutes(20)));
        var ending = new Ending(Outcome.FAILED, Reason.TIMEOUT, "after 20 min; payments:41 has 1 of 3 tasks running");
        kept = looked(looked(kept, 40, 1, 3).withMetric(minutes(NOW, 19, 7, new Random(3))), 300, 1, 2);
        return report(plan, ending, new Course(moments, Verification.NONE, kept, Changed.YES));
    }

    /** The plan saw the service, and no metric is read. */
    static RunReport cancelled() {
        PlannedRollback plan =
                Worlds.badDeploy().withoutMetric().withoutHealth().plan();
        var moments = new Progress.Moments(NOW.plusSeconds(2), null, null, null, null, NOW.plusSeconds(4));
        var ending = new Ending(Outcome.CANCELLED, Reason.CANCELLED, "by kim: wrong service; nothing was changed");
        return report(plan, ending, new Course(moments, Verification.NONE, plan.evidence(), Changed.NO));
    }

    /** Returns a failed rollback in which a runbook, the platform and a person say {@code text} wherever they can. */
    static RunReport hostile(String text) {
        RollbackProcedure procedure = procedure(text);
        PlannedRollback plan = Worlds.empty()
                .points(60, 17, 0.5)
                .points(17, 0, 8)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(Worlds.revision("sr-x", 42, Worlds.image(text, text, text)), 20)
                .checklist(text, "No database migration in the release")
                .runbook(p -> procedure)
                .request(r -> r.withIncident(Incident.of(text)
                                .withService(text)
                                .withRegion(text)
                                .withStart(Worlds.ago(18), Duration.ofMinutes(1))
                                .withMuted(text))
                        .withCluster("prod")
                        .requestedBy(text, text)
                        .withDimension("Stage", "x" + text)
                        .withDrill(new RollbackRequest.Drill(text, 1)))
                .finding(42, MigrationFinding.Kind.PRESENT, text)
                .snapshot(s -> s.withPlace(Place.unknown()
                                .withProfile(text)
                                .withAccount(text)
                                .withRegion(text))
                        .withDeploymentAlarms(List.of(text))
                        .withEvents(Collections.nCopies(20, new ServiceEvent(text, Worlds.ago(3), text))))
                .plan(new io.incidentiq.rollback.internal.fact.Answer.Health(
                        new HealthAnswer(HealthAnswer.Status.INCONCLUSIVE, text)));
        Gate gate = new Gate(
                ChecklistLine.of(text, new Source(text, 1)),
                GateStatus.CONFIRMED,
                text,
                new Statement("a", "x" + text, "x" + text, false),
                true);
        var checks = Verification.of(
                new HealthCheck(Verdict.BAD, text, 3, 1),
                new MetricCheck(Verdict.BAD, numbers(0.5, 8, 8, 1, 5), Reason.ERROR_RATE_HIGH, text));
        KeptEvidence kept = looked(plan.evidence(), 30, 1, 2)
                .withStopped(Collections.nCopies(10, new TaskFailure(text, NOW, text, true)))
                .probed(NOW.plusSeconds(20), new HealthAnswer(HealthAnswer.Status.UNHEALTHY, text))
                .judgedIn(WINDOW);
        var moments = new Progress.Moments(NOW, NOW, NOW, NOW, NOW, WINDOW.to());
        Progress progress = Progress.of(moments, new DeploymentId("x" + text), null, Changed.UNKNOWN);
        var details =
                new RunDetails(progress, checks, Collections.nCopies(30, gate), Collections.nCopies(30, text), kept);
        return new RunReport(
                new RollbackId("x" + text),
                NOW,
                plan,
                new Ending(Outcome.FAILED, Reason.TIMEOUT, text),
                details,
                new Calls(1, 1));
    }

    private static RollbackProcedure procedure(String text) {
        var source = new Source(text, 1);
        var metric = new MetricTemplate(
                "N" + text, "M" + text, Map.of("D", "V" + text), Statistic.AVERAGE, Duration.ofMinutes(1));
        var checks = new Checks(
                new Sourced<>(metric, source),
                null,
                new Sourced<>(Duration.ofMinutes(3), source),
                Sourced.byDefault(Duration.ofMinutes(5)),
                Checks.Unread.NONE);
        var team = new RollbackProcedure.Team(
                List.of(ChecklistLine.of(text, source)),
                List.of(new ServiceRule("payments", MigrationRisk.HIGH, text, null, text, source)),
                List.of(new FollowUpRule(text, Duration.ofHours(24), source)),
                new Sourced<>(text, source));
        return new RollbackProcedure(
                        new RunbookRef(text, text, text),
                        null,
                        checks,
                        team,
                        Sourced.byDefault(Duration.ofHours(2)),
                        new RollbackProcedure.Script(
                                new ScriptLines(null, null, null, null), List.of(new Deviation(1, text, text, text))))
                .withChosen(text)
                .withWarnings(List.of(text));
    }

    private record Course(Progress.Moments moments, Verification checks, KeptEvidence kept, Changed changed) {}

    private static RunReport report(PlannedRollback plan, Ending ending, Course course) {
        boolean sent = course.moments.sentAt() != null;
        List<Gate> gates = sent ? plan.gates() : GateTransitions.unsent(plan.gates());
        Progress progress = Progress.of(
                course.moments, sent ? new DeploymentId("ecs-svc/7710279806512123755") : null, null, course.changed);
        var details = new RunDetails(progress, course.checks, gates, plan.warnings(), course.kept);
        return new RunReport(
                new RollbackId("rb-20260301-1"),
                NOW.minusSeconds(2),
                plan,
                ending,
                details,
                new Calls(41, sent ? 1 : 0));
    }
}
