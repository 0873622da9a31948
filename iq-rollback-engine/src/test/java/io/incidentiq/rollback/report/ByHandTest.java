package io.incidentiq.rollback.report;

import static io.incidentiq.rollback.plan.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.core.Progress;
import io.incidentiq.rollback.core.Verification;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.plan.Worlds;
import io.incidentiq.rollback.port.RollbackId;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ByHandTest {
    private static RollbackReport report(RollbackPlan plan, Ending ending, Progress progress) {
        var course = new RollbackReport.Course(progress, Verification.NONE, plan.gates(), List.of());
        return new RollbackReport(new RollbackId("rb-1"), ago(0), plan, ending, course, new Calls(8, 0));
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
        RollbackPlan plan =
                Worlds.badDeploy().request(r -> r.withHealthUrl(secret)).plan();
        var ending = new Ending(Outcome.FAILED, Reason.PROVIDER_UNAVAILABLE, "why");
        RollbackReport report = report(plan, ending, Progress.none());

        assertThat(report.toJson()).contains("https://status.example.org/payments?…");
        assertThat(plan + PlanJson.of(plan) + report.toJson() + report.byHand()).doesNotContain("s3cret");
    }
}
