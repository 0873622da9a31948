package io.incidentiq.rollback.internal.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final String LONG = "words that go on and on ".repeat(12).strip();

    @Test
    void plan_longEvidence_staysWithinAHundredColumns() {
        PlannedRollback plan =
                Worlds.badDeploy().checklist("Ask the duty manager").plan();
        String gate = plan.closedGates().get(0).id();

        List<String> lines =
                plan.confirm(gate, "alice", LONG).toText(100).lines().toList();

        assertThat(lines).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).contains(LONG);
    }

    @Test
    void plan_longEvidence_goesOnBelowItself() {
        PlannedRollback plan =
                Worlds.badDeploy().risk(MigrationRisk.HIGH).plan().confirm("no-migrations", "alice", LONG);

        assertThat(plan.toText(100).lines())
                .anyMatch(l ->
                        l.startsWith("  ✔ no-migrations         confirmed by alice: words") && l.endsWith(" line 1"))
                .anyMatch(l -> l.matches(" {26}[a-z]+ .*"));
    }

    @Test
    void plan_whileTheFaultLasts_saysWhatTheRateIsNow() {
        String text = Worlds.badDeploy().plan().toText(100);

        assertThat(text.replaceAll("\\s+", " "))
                .contains("error rate 0.500 then, 8.00 now")
                .contains("update to the target, about ")
                .doesNotContain("during the incident");
    }

    @Test
    void plan_withoutNewPoints_saysNothingOfNow() {
        String text = Worlds.badDeploy().withoutPoints(5, 0).plan().toText(100);

        assertThat(text.replaceAll("\\s+", " "))
                .containsPattern("error rate 0.500 then, [0-9.]+ during the incident ")
                .doesNotContain(" now");
    }

    @Test
    void plan_longRefusal_staysWithinAHundredColumns() {
        PlannedRollback plan = Worlds.badDeploy()
                .checklist("Ask the duty manager", "Ask the product owner of the service", "Ask the database team")
                .plan();

        assertThat(plan.toText(100).lines())
                .allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100))
                .anyMatch(l -> l.startsWith("REFUSED (open-gates): "));
    }

    @Test
    void plan_idLongerThanItsColumn_staysWholeAndMovesTheEvidenceBelow() {
        PlannedRollback plan = Worlds.badDeploy()
                .checklist("Ask the duty manager whether the bank is closed")
                .plan();
        Gate gate = plan.closedGates().get(0);

        assertThat(gate.id().length()).isGreaterThan(21);
        assertThat(plan.toText(100).lines().toList())
                .anyMatch(l -> l.startsWith("  ✘ " + gate.id() + " ") && !l.contains(gate.evidence()))
                .anyMatch(l -> l.startsWith(" ".repeat(26) + "only a person can tell: Ask the duty manager"));
    }
}
