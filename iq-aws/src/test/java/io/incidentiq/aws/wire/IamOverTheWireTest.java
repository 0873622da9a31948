package io.incidentiq.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The policies in {@code docs/iam} grant what all the drills together really call, and nothing else. */
class IamOverTheWireTest {
    private static Set<String> called(Function<Drilled, List<WireCall>> of) {
        return Drilled.all().stream()
                .map(of)
                .flatMap(List::stream)
                .map(WireCall::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void plan_grantsExactlyWhatPlanningCalls() {
        assertThat(IamPolicy.of("plan.json").granted()).isEqualTo(called(Drilled::planning));
    }

    /** PassRole is asked of AWS by ECS itself, where a definition has roles. */
    @Test
    void rollback_grantsExactlyWhatARollbackCalls() {
        Set<String> needed = called(Drilled::calls);
        needed.add("iam:PassRole");

        assertThat(IamPolicy.of("rollback.json").granted()).isEqualTo(needed);
    }
}
