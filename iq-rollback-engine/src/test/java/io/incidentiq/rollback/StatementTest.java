package io.incidentiq.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "YOUR-NAME",
                "your-name",
                "Your_Name",
                "YOUR NAME",
                "YOUR\u2011NAME",
                "YOURNAME",
                "NAME",
                "<name>",
                "<who is on duty>",
                "[YOUR_NAME]",
                "${NAME}",
                "{{ approver }}",
                "$NAME",
                "WHO",
                "WHO[",
                "WHO:WHY",
                "$USER",
                "%USERNAME%",
                "TODO",
                "xxx",
                "...",
                "?",
                "\u200b",
                "'YOUR-NAME'"
            })
    void of_nameThatNobodyFilledIn_isRefused(String name) {
        assertThatThrownBy(() -> new Statement("g", name, "read the diff", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the name of a person, found the placeholder '" + name + "'");
        assertThatThrownBy(() -> new Statement("g", name, "", false)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WHY",
                "why",
                "<why>",
                "REASON",
                "your reason",
                "NOTE",
                "NOTE]",
                "<ticket>",
                "WHO:WHY",
                "...",
                "-",
                "TODO"
            })
    void of_reasonThatNobodyFilledIn_isRefused(String note) {
        assertThatThrownBy(() -> new Statement("g", "alice", note, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found the placeholder '" + note + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "you",
                "me",
                "duty",
                "Alice",
                "Y. Name-Smith",
                "Namen",
                "Whoopi",
                "Jo",
                "user",
                "o'brien",
                "山田",
                "alice@example.com",
                "ops-bot",
                "Your Majesty"
            })
    void of_realName_isTaken(String name) {
        assertThat(new Statement("g", name, "", false).by()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reason: bad deploy", "CHG-123", "[CHG-123]", "why not", "note 7", "asked <alice> and <bob>"})
    void of_realReason_isTaken(String note) {
        assertThat(new Statement("g", "alice", note, true).note()).isEqualTo(note);
    }

    @Test
    void of_blank_isRefusedAsSuch() {
        assertThatThrownBy(() -> new Statement("g", " ", "x", true)).hasMessageContaining("blank name");
        assertThatThrownBy(() -> new Statement("g", "alice", " ", true)).hasMessageContaining("a NOTE saying why");
        assertThat(Statement.isPlaceholderName("")).isFalse();
        assertThat(Statement.isPlaceholderNote("")).isFalse();
    }
}
