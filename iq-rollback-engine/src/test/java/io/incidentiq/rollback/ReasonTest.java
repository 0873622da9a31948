package io.incidentiq.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.procedure.GateIds;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
    @Test
    void of_aGateOfTheEngine_isTheReasonForRefusingByIt() {
        assertThat(GateIds.ALL).allSatisfy(gate -> assertThat(Reason.of(gate)).isPresent());
    }

    @Test
    void gateIds_areAllInTheList() {
        long constants = Arrays.stream(GateIds.class.getFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == String.class)
                .count();

        assertThat(GateIds.ALL).hasSize((int) constants).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void code_ofAReason_findsItAgain(Reason reason) {
        assertThat(Reason.of(reason.code())).contains(reason);
        assertThat(reason.meaning()).isNotBlank().doesNotEndWith(".");
    }
}
