package io.incidentiq.rollback.internal.verdict;

import static io.incidentiq.rollback.internal.verdict.Counts.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.internal.verdict.Verdict.Answer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {
    private static final Recovery RECOVERY = Recovery.of(repeated(60, 200, 1, 0, 2, 1), repeated(10, 200, 11, 9, 10));

    @Test
    void of_muchTraffic_decidesAtOnce() {
        Outlook outlook = Outlook.of(RECOVERY, 2000);

        assertThat(outlook.early()).isGreaterThan(0.9);
        assertThat(outlook.enough()).hasValue(5);
    }

    @Test
    void of_lessTraffic_needsLonger() {
        assertThat(Outlook.of(RECOVERY, 20).enough().orElse(99))
                .isGreaterThan(Outlook.of(RECOVERY, 200).enough().orElse(99));
        assertThat(Outlook.of(RECOVERY, 1).enough()).isEmpty();
        assertThat(Outlook.of(RECOVERY, 0).early()).isZero();
    }

    @Test
    void of_whatCanNeverDecide_isZero() {
        Recovery blind = Recovery.of(repeated(60, 200, 1), repeated(10, 200, 1));

        assertThat(Outlook.of(blind, 200).steps())
                .allSatisfy(s -> assertThat(s.chance()).isZero());
        assertThat(Outlook.of(RECOVERY.withLooks(Looks.between(5, 4)), 200).early())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 200})
    void of_traffic_isWhatHappens(int each) {
        Outlook outlook = Outlook.of(RECOVERY, each);

        for (Outlook.Step step : outlook.steps()) {
            double happened = IntStream.range(0, 600)
                            .filter(seed -> recovered(seed, each, step.periods()))
                            .count()
                    / 600.0;
            assertThat(step.chance()).as("after %d", step.periods()).isCloseTo(happened, within(0.12));
        }
    }

    private static boolean recovered(int seed, int each, int periods) {
        var world = new World(seed, true);
        Traffic window = world.traffic(0.005, each, world.factors(periods));
        return RECOVERY.judge(window).answer() == Answer.RECOVERED;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void of_noTraffic_isRefused(double each) {
        assertThatIllegalArgumentException().isThrownBy(() -> Outlook.of(RECOVERY, each));
    }
}
