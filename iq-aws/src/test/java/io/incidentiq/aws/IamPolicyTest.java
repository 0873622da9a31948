package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.aws.wire.IamPolicy;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What {@code docs/iam} says; {@code IamOverTheWireTest} compares it with what drills really call. */
class IamPolicyTest {
    @Test
    void operations_areAllCovered() {
        var all = new TreeSet<String>();
        for (EcsOperation operation : EcsOperation.values()) {
            all.add(operation.action());
        }

        assertThat(IamPolicy.of("rollback.json").granted()).containsAll(all);
    }

    @Test
    void plan_writesNothing() {
        assertThat(IamPolicy.of("plan.json").granted())
                .allMatch(action -> action.matches("\\w+:(Get|List|Describe)\\w+"));
    }

    @Test
    void passRole_isRestrictedToTasks() {
        assertThat(IamPolicy.of("rollback.json").text().replaceAll("\\s+", ""))
                .contains("\"Action\":\"iam:PassRole\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                        + "{\"iam:PassedToService\":\"ecs-tasks.amazonaws.com\"}}");
    }
}
