package io.incidentiq.rollback.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnTest {
    @Test
    void lines_textThatFits_staysAsItIs() {
        assertThat(Column.lines("one   two", 9)).containsExactly("one   two");
    }

    @Test
    void lines_longText_breaksBetweenWords() {
        assertThat(Column.lines("one two three", 9)).containsExactly("one two", "three");
    }

    @Test
    void lines_wordLongerThanTheWidth_staysWholeOnItsOwnLine() {
        assertThat(Column.lines("see db/migration/V42__split.sql now", 10))
                .containsExactly("see", "db/migration/V42__split.sql", "now");
    }

    @Test
    void lines_lineBreaksAndRunsOfSpacesAtABreak_leaveNoTrace() {
        assertThat(Column.lines(" one\ntwo    three ", 8)).containsExactly("one two", "three");
    }

    @Test
    void lines_nothing_isOneEmptyLine() {
        assertThat(Column.lines("", 10)).containsExactly("");
    }
}
