package io.incidentiq.rollback.internal.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkerLabelsTest {
    private static final Instant FROM = Instant.parse("2026-03-01T11:00:00Z");
    private static final List<String> NAMES = List.of("deployed", "incident", "write", "mitigated", "judged");

    private static Moment at(long second, String label) {
        return new Moment(FROM.plusSeconds(second), "", "", label);
    }

    @Test
    void labels_anywhere_neverLieOnEachOtherOrOnAStem() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            int span = 1 + random.nextInt(3_600);
            List<Long> seconds =
                    random.longs(NAMES.size(), 0, span).sorted().boxed().toList();
            List<Moment> moments = IntStream.range(0, NAMES.size())
                    .mapToObj(i -> at(seconds.get(i), NAMES.get(i)))
                    .toList();
            for (Frame frame :
                    List.of(Frame.wide(FROM, FROM.plusSeconds(3_600)), Frame.narrow(FROM, FROM.plusSeconds(3_600)))) {
                List<MarkerLabels.Placed> placed = MarkerLabels.of(frame, moments);
                assertThat(placed).hasSize(NAMES.size());
                for (MarkerLabels.Placed one : placed) {
                    placed.stream().filter(other -> !other.equals(one)).forEach(other -> requireApart(one, other));
                }
            }
        }
    }

    private static void requireApart(MarkerLabels.Placed one, MarkerLabels.Placed other) {
        boolean overlap = one.from() < other.to() && other.from() < one.to();
        boolean stem = one.lane() < other.lane() && other.x() > one.from() && other.x() < one.to();
        assertThat(one.lane() == other.lane() && overlap)
                .as("%s and %s", one, other)
                .isFalse();
        assertThat(stem).as("the stem of %s through %s", other, one).isFalse();
    }

    @Test
    void labels_outsideTheFrame_areLeftOut() {
        Frame frame = Frame.wide(FROM, FROM.plusSeconds(60));

        assertThat(MarkerLabels.of(frame, List.of(at(-10, "deployed"), at(30, "write"), at(70, "judged"))))
                .singleElement()
                .satisfies(l -> assertThat(l.text()).isEqualTo("11:00 write"));
    }
}
