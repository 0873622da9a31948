package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.ServiceRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingsTest {
    private static final String ROW = "| payments | NONE |";

    @ParameterizedTest
    @CsvSource({"NONE, HIGH, HIGH", "HIGH, LOW, HIGH", "MED, who knows, UNREADABLE", "NONE, NONE, NONE"})
    void rule_ofAServiceWithTwoRows_hasTheHigherRisk(String first, String second, MigrationRisk expected) {
        Binding binding = Books.changed(ROW, "| payments | " + first + " |\n| payments | " + second + " |");

        assertThat(binding.orElseThrow().rule("payments").map(ServiceRule::risk))
                .hasValue(expected);
    }

    @Test
    void rule_riskThatNobodyCanRead_stopsNoRollback() {
        Binding binding = Books.changed(ROW, ROW + "\n| search | terrible |");

        assertThat(Books.parse(Books.WHOLE.replace(ROW, "| search | terrible |"))
                        .hasErrors())
                .isFalse();
        assertThat(binding.orElseThrow().rule("search").map(ServiceRule::risk)).hasValue(MigrationRisk.UNREADABLE);
    }
}
