package io.incidentiq.rollback.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    @Test
    void parse_values_areFoundByTheirKind() {
        JsonValue read = JsonValue.parse("{\"a\": [1.5, \"x\", null, true], \"b\": {\"c\": \"d\"}, \"n\": null}");

        assertThat(read.at("a").isArray()).isTrue();
        assertThat(read.at("a").elements()).hasSize(4);
        assertThat(read.at("a").elements().get(0).number()).contains(1.5);
        assertThat(read.at("a").elements().get(1).text()).contains("x");
        assertThat(read.at("a").elements().get(3).flag()).contains(true);
        assertThat(read.at("b").at("c").text()).contains("d");
    }

    @Test
    void at_missingNullOrOtherKind_isEmpty() {
        JsonValue read = JsonValue.parse("{\"a\": \"1\", \"n\": null, \"big\": 1e999}");

        assertThat(read.at("a").number()).isEmpty();
        assertThat(read.at("n").text()).isEmpty();
        assertThat(read.at("x").at("y").elements()).isEmpty();
        assertThat(read.at("big").number()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\": 1} x",
                "{\"a\": 1}{}",
                "{'a': 1}",
                "{\"a\": 1, \"a\": 2}",
                "NaN",
                "// c\n1",
                "\"secret-token"
            })
    void parse_noJson_isRefusedWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.parse(text))
                .withMessageStartingWith("expected ")
                .withMessageNotContaining("secret");
    }

    @Test
    void parse_deeplyNested_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonValue.parse("[".repeat(100_000) + "]".repeat(100_000)));
    }
}
