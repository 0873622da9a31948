package io.incidentiq.rollback.internal.report;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Calls;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Progress;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.Verification;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.planning.PlanJson;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.PortBinding;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskSet;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ByHandTest {
    private static RollbackReport report(PlannedRollback plan, Ending ending, Progress progress) {
        var course = new RunDetails(progress, Verification.NONE, plan.gates(), List.of(), KeptEvidence.NONE);
        return new RunReport(new RollbackId("rb-1"), ago(0), plan, ending, course, new Calls(8, 0));
    }

    private static List<String> commands(Ending ending, Progress progress) {
        return report(Worlds.badDeploy().plan(), ending, progress).byHand().stream()
                .map(HandCommand::command)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, WRITE_UNKNOWN",
        "FAILED, SERVICE_GONE",
        "REFUSED, PLAN_STALE",
        "REFUSED, UNKNOWN_STATE",
        "REFUSED, IN_PROGRESS_ELSEWHERE"
    })
    void byHand_somebodyMayHaveWritten_onlyLooks(Outcome outcome, Reason reason) {
        assertThat(commands(new Ending(outcome, reason, "why"), Progress.none()))
                .singleElement()
                .asString()
                .startsWith("aws ecs describe-services");
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "CANCELLED"})
    void byHand_whatWasChangedIsUnknown_onlyLooks(Outcome outcome) {
        var ending = new Ending(outcome, Reason.PROVIDER_UNAVAILABLE, "why");

        assertThat(commands(ending, Progress.none().awaitingAnswer()))
                .singleElement()
                .asString()
                .startsWith("aws ecs describe-services");
    }

    @Test
    void byHand_certainlyNothingSent_offersTheWrite() {
        assertThat(commands(new Ending(Outcome.FAILED, Reason.PROVIDER_UNAVAILABLE, "why"), Progress.none()))
                .anyMatch(c -> c.startsWith("aws ecs update-service"));
    }

    @Test
    void report_healthAddressWithAToken_holdsNoneOfItsQuery() {
        var secret = URI.create("https://status.example.org/payments?token=s3cret");
        PlannedRollback plan =
                Worlds.badDeploy().request(r -> r.withHealthUrl(secret)).plan();
        var ending = new Ending(Outcome.FAILED, Reason.PROVIDER_UNAVAILABLE, "why");
        RollbackReport report = report(plan, ending, Progress.none());

        assertThat(report.toJson()).contains("https://status.example.org/payments?…");
        assertThat(plan + PlanJson.of(plan) + report.toJson() + report.byHand()).doesNotContain("s3cret");
        assertThat(report.byHand())
                .map(HandCommand::command)
                .contains(
                        "curl -f 'https://status.example.org/payments?'\"${IQ_HEALTH_QUERY:?set it to what follows the question mark"
                                + " in the address that was given}\"");
    }

    private static final Place HERE = Place.ofArn("arn:aws:ecs:eu-west-1:111122223333:service/prod/payments")
            .withProfile("on call")
            .withEndpoint(URI.create("https://vpce.example"));

    private static List<String> unsent(UnaryOperator<ServiceSnapshot> seen) {
        var ending = new Ending(Outcome.REFUSED, Reason.UNSUPPORTED_METHOD, "why");
        PlannedRollback plan =
                Worlds.badDeploy().snapshot(s -> seen.apply(s.withPlace(HERE))).plan();
        return report(plan, ending, Progress.none()).byHand().stream()
                .map(HandCommand::command)
                .toList();
    }

    private static UnaryOperator<ServiceSnapshot> deployedBy(DeploymentMethod method, TaskSet... sets) {
        return s -> s.withMethod(method)
                .withLoadBalanced(List.of(new PortBinding("app", 8080)))
                .withTaskSets(List.of(sets));
    }

    @Test
    void byHand_everyCommandOfThePlatform_namesItsPlace() {
        List<String> commands = unsent(s -> s);

        assertThat(commands)
                .hasSize(5)
                .filteredOn(c -> c.startsWith("aws "))
                .allMatch(
                        c -> c.endsWith(" --region eu-west-1 --profile 'on call' --endpoint-url https://vpce.example"))
                .filteredOn(c -> c.startsWith("aws ecs "))
                .isNotEmpty()
                .allMatch(c -> c.contains(" --cluster arn:aws:ecs:eu-west-1:111122223333:cluster/prod "));
    }

    @Test
    void byHand_untilMitigated_readsTheMetricFromNowOnWithoutADateOfTheShell() {
        assertThat(unsent(s -> s))
                .last()
                .asString()
                .contains(" --start-time 2026-03-01T12:00:00Z --end-time 2026-03-01T18:00:00Z ")
                .doesNotContain("date", "$");
    }

    @Test
    void lines_ofACommandForALine_nameTheLineAboveIt() {
        assertThat(new HandCommand("aws x", 57).lines()).containsExactly(": runbook line 57", "aws x");
        assertThat(new HandCommand("aws x", null).lines()).containsExactly("aws x");
    }

    @Test
    void byHand_codeDeployWhileTheOldTaskSetIsThere_stopsItsDeployment() {
        List<String> commands = unsent(deployedBy(
                DeploymentMethod.CODE_DEPLOY,
                new TaskSet("ecs-svc/2", Worlds.rev(42), true, "d-NEW"),
                new TaskSet("ecs-svc/1", Worlds.rev(41), false, "d-OLD")));

        assertThat(commands)
                .anyMatch(c -> c.startsWith(
                        "aws deploy stop-deployment --deployment-id d-NEW --auto-rollback-enabled --region eu-west-1"))
                .noneMatch(c -> c.contains("update-service") || c.contains("services-stable"));
    }

    @Test
    void byHand_codeDeployOnceTheOldTaskSetIsGone_deploysTheTarget() {
        List<String> commands = unsent(
                deployedBy(DeploymentMethod.CODE_DEPLOY, new TaskSet("ecs-svc/2", Worlds.rev(42), true, "d-NEW")));

        assertThat(commands)
                .filteredOn(c -> c.startsWith("aws deploy create-deployment"))
                .singleElement()
                .asString()
                .contains("get-deployment --deployment-id d-NEW --query deploymentInfo.applicationName")
                .contains("arn:aws:ecs:eu-west-1:111122223333:task-definition/payments:41")
                .contains("\\\"ContainerName\\\":\\\"app\\\",\\\"ContainerPort\\\":8080");
    }

    @Test
    void byHand_codeDeployWithoutAnEarlierDeployment_takesTheNamesThatEcsGives() {
        assertThat(unsent(deployedBy(DeploymentMethod.CODE_DEPLOY)))
                .anyMatch(c -> c.contains(
                        "--application-name AppECS-prod-payments --deployment-group-name DgpECS-prod-payments"));
    }

    @Test
    void byHand_externalWithTheTargetsTaskSet_makesItPrimary() {
        List<String> commands = unsent(deployedBy(
                DeploymentMethod.EXTERNAL,
                new TaskSet("ecs-svc/2", Worlds.rev(42), true, null),
                new TaskSet("ecs-svc/1", Worlds.rev(41), false, null)));

        assertThat(commands)
                .anyMatch(c -> c.startsWith("aws ecs update-service-primary-task-set ")
                        && c.contains(" --primary-task-set ecs-svc/1 "))
                .noneMatch(c -> c.contains("create-task-set") || c.contains("update-service "));
    }

    @Test
    void byHand_externalWithoutTheTargetsTaskSet_createsItFirst() {
        List<String> commands =
                unsent(deployedBy(DeploymentMethod.EXTERNAL, new TaskSet("ecs-svc/2", Worlds.rev(42), true, null)));

        assertThat(commands.stream().map(c -> c.split(" ", -1)[2]))
                .startsWith("describe-services", "create-task-set", "update-service-primary-task-set");
        assertThat(commands.get(1)).contains(" --task-definition payments:41 --scale value=100,unit=PERCENT ");
    }
}
