package io.incidentiq.rollback.internal.verdict;

import static io.incidentiq.rollback.internal.verdict.Counts.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.internal.verdict.Verdict.Answer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecoveryTest {
    /** 0.5 % before, 5 % during, 200 requests a period. */
    private static final Traffic NORMAL = repeated(60, 200, 1, 0, 2, 1);

    private static final Traffic FAULT = repeated(10, 200, 11, 9, 10);
    private static final Recovery RECOVERY = Recovery.of(NORMAL, FAULT);

    private static Answer answer(Traffic window) {
        return RECOVERY.judge(window).answer();
    }

    @Test
    void judge_backToNormal_isRecoveredAtTheFirstLook() {
        Verdict verdict = RECOVERY.judge(repeated(5, 200, 1, 1, 0, 2, 1));

        assertThat(verdict.answer()).isEqualTo(Answer.RECOVERED);
        assertThat(verdict.periods()).isEqualTo(5);
        assertThat(verdict.last()).isTrue();
        assertThat(verdict.betterThanHalfway()).isGreaterThan(2);
    }

    @Test
    void judge_levels_areShares() {
        Verdict.Levels levels = RECOVERY.judge(repeated(5, 200, 1)).levels();

        assertThat(levels.baseline()).isEqualTo(0.005);
        assertThat(levels.incident()).isEqualTo(0.0505);
        assertThat(levels.halfway()).isCloseTo(0.02775, within(1e-9));
        assertThat(levels.limit()).isCloseTo(0.005 + 0.01, within(0.0014));
        assertThat(levels.window().rate()).isEqualTo(0.005);
        assertThat(levels.window().low()).isLessThan(0.005);
        assertThat(levels.window().high()).isBetween(0.005, 0.03);
    }

    @Test
    void judge_beforeTheFirstLook_isUndecided() {
        Verdict verdict = RECOVERY.judge(repeated(4, 200, 0));

        assertThat(verdict.answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(verdict.periods()).isZero();
        assertThat(verdict.nextLook()).isEqualTo(5);
    }

    @Test
    void judge_nothingChanged_isBad() {
        assertThat(answer(repeated(8, 200, 10, 12, 9))).isEqualTo(Answer.BAD);
    }

    @Test
    void judge_halfwayBack_isNeverRecovered() {
        assertThat(answer(repeated(30, 200, 5, 6))).isNotEqualTo(Answer.RECOVERED);
    }

    @Test
    void judge_aLittleBeyondTheLimit_isImproved() {
        Recovery steady = Recovery.of(repeated(60, 2000, 10, 11, 9), repeated(10, 2000, 100));

        Verdict verdict = steady.judge(repeated(30, 2000, 31));

        assertThat(verdict.answer()).isEqualTo(Answer.IMPROVED);
        assertThat(verdict.last()).isTrue();
    }

    @Test
    void judge_badOnlyAtFirst_isNotFinal() {
        Traffic window = repeated(5, 200, 20).and(repeated(5, 200, 1));

        Verdict verdict = RECOVERY.withLooks(Looks.between(10, 30)).judge(window);

        assertThat(verdict.answer()).isEqualTo(Answer.BAD_SO_FAR);
        assertThat(verdict.worseThanLimit()).isGreaterThan(2.33);
        assertThat(verdict.nextLook()).isEqualTo(12);
    }

    @Test
    void judge_aLookThatDecided_stands() {
        Traffic window = repeated(5, 200, 1).and(repeated(25, 200, 20));

        assertThat(RECOVERY.judge(window).answer()).isEqualTo(Answer.RECOVERED);
        assertThat(RECOVERY.judge(window).periods()).isEqualTo(5);
    }

    @Test
    void judge_betweenLooks_judgesTheNewestLook() {
        Recovery quiet = Recovery.of(repeated(60, 20, 0, 0, 0, 0, 1), repeated(10, 20, 1, 2));
        Verdict verdict = quiet.judge(repeated(7, 20, 0, 0, 1));

        assertThat(verdict.answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(verdict.periods()).isEqualTo(5);
        assertThat(verdict.nextLook()).isEqualTo(8);
    }

    @Test
    void judge_fewRequests_takesTheTimeItNeeds() {
        Recovery quiet = Recovery.of(repeated(60, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), repeated(10, 20, 1));
        Traffic window = repeated(30, 20, 0);

        assertThat(quiet.judge(window.first(5)).answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(quiet.judge(window).answer()).isEqualTo(Answer.RECOVERED);
        assertThat(quiet.judge(window).periods()).isGreaterThan(5);
    }

    @Test
    void judge_anIncidentThatTheMetricDoesNotShow_isBlind() {
        Verdict verdict = Recovery.of(NORMAL, NORMAL.first(10)).judge(repeated(30, 200, 0));

        assertThat(verdict.answer()).isEqualTo(Answer.BLIND);
        assertThat(verdict.last()).isTrue();
    }

    @Test
    void judge_aFaultOfHundredfold_doesNotAcceptAnEighth() {
        Recovery recovery = Recovery.of(repeated(60, 1000, 1), repeated(10, 1000, 500));

        assertThat(recovery.judge(repeated(30, 1000, 120)).answer()).isEqualTo(Answer.BAD);
        assertThat(recovery.judge(repeated(30, 1000, 10)).answer()).isEqualTo(Answer.RECOVERED);
    }

    @Test
    void judge_aThreefoldFault_allowsAQuarterOfIt() {
        Recovery recovery = Recovery.of(repeated(60, 2000, 20, 21, 19), repeated(10, 2000, 60));

        assertThat(recovery.judge(Traffic.none()).levels().limit()).isCloseTo(0.015, within(1e-9));
        assertThat(recovery.judge(repeated(30, 2000, 28)).answer()).isEqualTo(Answer.RECOVERED);
        assertThat(recovery.judge(repeated(30, 2000, 36)).answer()).isEqualTo(Answer.BAD);
    }

    @Test
    void judge_incidentUnknown_asksForTheBaselinesLimit() {
        Recovery recovery = Recovery.of(NORMAL, FAULT.first(2));

        assertThat(recovery.visible()).isEqualTo(Shown.UNKNOWN);
        assertThat(recovery.judge(repeated(30, 200, 1)).answer()).isEqualTo(Answer.RECOVERED);
        assertThat(recovery.judge(repeated(30, 200, 10)).answer()).isEqualTo(Answer.BAD);
        assertThat(recovery.judge(repeated(30, 200, 10)).levels().incident()).isNull();
    }

    @Test
    void judge_withoutABaseline_hasNoAnswer() {
        assertThat(Recovery.of(NORMAL.first(4), FAULT)
                        .judge(repeated(30, 200, 1))
                        .answer())
                .isEqualTo(Answer.NO_BASELINE);
        assertThat(Recovery.of(repeated(60, 0, 0), FAULT)
                        .judge(repeated(30, 200, 1))
                        .answer())
                .isEqualTo(Answer.NO_BASELINE);
    }

    @Test
    void withMaxErrorRate_withoutABaseline_standsInForIt() {
        Recovery recovery = Recovery.of(Traffic.none(), FAULT).withMaxErrorRate(0.01);

        assertThat(recovery.judge(repeated(30, 200, 1)).answer()).isEqualTo(Answer.RECOVERED);
        assertThat(recovery.judge(repeated(30, 200, 10)).answer()).isEqualTo(Answer.BAD);
        assertThat(Recovery.of(Traffic.none(), Traffic.none())
                        .withMaxErrorRate(0.01)
                        .judge(repeated(30, 200, 1))
                        .answer())
                .isEqualTo(Answer.RECOVERED);
    }

    @Test
    void withMaxErrorRate_besideABaseline_onlyTightens() {
        Traffic window = repeated(5, 200, 1, 1, 0, 2, 1);

        assertThat(RECOVERY.withMaxErrorRate(0.5).judge(window)).isEqualTo(RECOVERY.judge(window));
        assertThat(RECOVERY.withMaxErrorRate(0.002).judge(window).answer()).isNotEqualTo(Answer.RECOVERED);
        assertThat(RECOVERY.withMaxErrorRate(0).judge(repeated(30, 2000, 0)).answer())
                .isEqualTo(Answer.RECOVERED);
        assertThatIllegalArgumentException().isThrownBy(() -> RECOVERY.withMaxErrorRate(Double.NaN));
    }

    @Test
    void withLooks_aLongerWindow_waitsForIt() {
        Recovery later = RECOVERY.withLooks(Looks.between(10, 30));

        assertThat(later.judge(repeated(9, 200, 1)).nextLook()).isEqualTo(10);
        assertThat(later.judge(repeated(10, 200, 1)).answer()).isEqualTo(Answer.RECOVERED);
    }

    @Test
    void withLooks_noWindowLongEnough_isUndecidedForGood() {
        Verdict verdict = RECOVERY.withLooks(Looks.between(5, 3)).judge(repeated(3, 200, 1));

        assertThat(verdict.answer()).isEqualTo(Answer.UNDECIDED);
        assertThat(verdict.last()).isTrue();
    }

    @Test
    void judge_aWindowWithoutRequests_isUndecided() {
        assertThat(answer(repeated(30, 0, 0))).isEqualTo(Answer.UNDECIDED);
    }

    /** Counts of all sizes, none left out. */
    static Stream<Recovery> anything() {
        var random = new SplittableRandom(7);
        return Stream.generate(() -> {
                    Recovery recovery = Recovery.of(anyTraffic(random), anyTraffic(random));
                    return random.nextBoolean() ? recovery : recovery.withMaxErrorRate(random.nextInt(3) / 2.0);
                })
                .limit(400);
    }

    private static Traffic anyTraffic(SplittableRandom random) {
        double[] total = DoubleStream.generate(() -> random.nextInt(3) == 0 ? 0 : Math.pow(10, random.nextInt(16)))
                .limit(random.nextInt(70))
                .toArray();
        double[] bad = Arrays.stream(total)
                .map(n -> Math.floor(n * new double[] {0, 1, 1e-3, 0.3}[random.nextInt(4)]))
                .toArray();
        return Traffic.of(bad, total);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void judge_anything_neverIsNaN(Traffic window) {
        assertThat(anything()).allSatisfy(recovery -> {
            Verdict verdict = recovery.judge(window);
            Verdict.Levels levels = verdict.levels();
            assertThat(verdict.betterThanHalfway()).isBetween(-6.1, 6.1);
            assertThat(verdict.worseThanLimit()).isBetween(-6.1, 6.1);
            assertThat(levels.window().low()).isBetween(0.0, levels.window().rate());
            assertThat(levels.window().high()).isBetween(levels.window().rate(), 1.0);
            assertThat(Stream.of(levels.baseline(), levels.incident(), levels.halfway(), levels.limit()))
                    .allSatisfy(level ->
                            assertThat(level == null || Double.isFinite(level)).isTrue());
            assertThat(Outlook.of(recovery, 50).steps())
                    .allSatisfy(step -> assertThat(step.chance()).isBetween(0.0, 1.0));
        });
    }

    static Stream<Traffic> windows() {
        return Stream.of(
                Traffic.none(),
                repeated(30, 0, 0),
                repeated(30, 1_000_000_000, 0, 1, 999_999_999),
                repeated(1, 10, 10),
                repeated(12, 20, 1));
    }
}
