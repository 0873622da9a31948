package io.incidentiq.runbook.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String TEXT = "one\r\ntwo\rthree\n";
    private final SourceText source = new SourceText(TEXT);

    @Test
    void position_anyLineEnd_startsALine() {
        assertThat(source.position(0)).hasToString("1:1");
        assertThat(source.position(4)).hasToString("1:5");
        assertThat(source.position(5)).hasToString("2:1");
        assertThat(source.position(9)).hasToString("3:1");
        assertThat(source.position(99)).hasToString("4:1");
        assertThat(source.position(0)).hasToString("1:1");
    }

    @Test
    void lines_anyLineEnd_areWithoutIt() {
        assertThat(source.lineEnd(1)).isEqualTo(3);
        assertThat(source.nextLine(1)).isEqualTo(5);
        assertThat(source.lineEnd(6)).isEqualTo(8);
        assertThat(source.lineEnd(10)).isEqualTo(14);
        assertThat(source.nextLine(15)).isEqualTo(15);
    }

    @Test
    void range_overPieces_goesFromTheFirstToTheLast() {
        var excerpt = new Excerpt.Builder(source)
                .add("ne", 1, 3)
                .add(" ", 3, 3)
                .add("two", 5, 8)
                .build();

        assertThat(excerpt.text()).isEqualTo("ne two");
        assertThat(excerpt.range().cut(TEXT)).isEqualTo("ne\r\ntwo");
        assertThat(excerpt.range(4, 6).cut(TEXT)).isEqualTo("wo");
        assertThat(excerpt.part(3, 5).range().cut(TEXT)).isEqualTo("tw");
        assertThat(new Excerpt.Builder(source)
                        .add(excerpt.part(1, 5))
                        .build()
                        .range(2, 4)
                        .cut(TEXT))
                .isEqualTo("tw");
    }

    @Test
    void range_pieceOfAnotherLength_isAllOfIt() {
        var excerpt = Excerpt.of(source, "1", 0, 3);

        assertThat(excerpt.range(0, 1).cut(TEXT)).isEqualTo("one");
    }
}
