package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The target runs before anything is done: it is only judged. */
class AlreadyThereTest {
    /** The service went back to 41 so many minutes ago, which took three of them. */
    private static Driven since(int minutes) {
        return since(minutes, Worlds.ago(38));
    }

    private static Driven since(int minutes, Instant incidentStart) {
        return Driven.of(Worlds.calmUntil(37)
                        .points(minutes, 0, Worlds.CALM)
                        .deployed(40, 600)
                        .deployed(41, 300)
                        .deployed(42, 40)
                        .deployed(41, minutes)
                        .request(r -> r.withIncidentStart(incidentStart)))
                .began();
    }

    private static Driven seenTwice(Driven driven) {
        return driven.after(5)
                .seesPlanned()
                .seesImages(Worlds.revision(41))
                .after(5)
                .seesPlanned();
    }

    private static Driven judged(double mean) {
        Driven driven = seenTwice(since(20));
        Instant from = Worlds.NOW.minus(Duration.ofMinutes(4));
        driven.after(Duration.ofMinutes(2)).woke();
        return driven.seesPlanned().healthy().healthy().healthy().numbers(from, mean, mean, mean, mean, mean);
    }

    @Test
    void targetServes_isMitigatedSinceItBeganTo() {
        Driven driven = seenTwice(since(10));

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
        assertThat(driven.core.progress().mitigatedAt()).hasValue(Worlds.ago(7));
        assertThat(driven.core.progress().sentAt()).isEmpty();
    }

    @Test
    void settledAlready_isJudgedAtOnce() {
        assertThat(seenTwice(since(20)).after(60).woke().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void youngerThanSettle_isWaitedFor() {
        Driven driven = seenTwice(since(4));

        driven.after(60).woke();

        assertThat(driven.phase()).isEqualTo(Phase.SETTLING);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"0.5, NOTHING_TO_DO,", "7.0, NOT_RECOVERED, ERROR_RATE_HIGH"})
    void judged_byTheSameRules_endsAsTheyRule(double mean, Outcome outcome, Reason reason) {
        Driven driven = judged(mean);

        assertThat(driven.outcome()).isEqualTo(outcome);
        assertThat(driven.reason()).isEqualTo(reason);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void judged_inconclusive_isAlreadyOnTarget() {
        Driven driven = seenTwice(since(20)).after(Duration.ofMinutes(2)).woke();

        driven.after(Duration.ofMinutes(6)).healthy().healthy().healthy().seesPlanned();

        assertThat(driven.outcome()).isEqualTo(Outcome.ROLLED_BACK_UNVERIFIED);
        assertThat(driven.reason()).isEqualTo(Reason.ALREADY_ON_TARGET);
    }

    @Test
    void somebodyDeploysMeanwhile_isSuperseded() {
        Driven driven = since(10).after(5).seesPlanned();

        driven.after(5).sees(Driven.of(Driven.foreign(), Driven.old(3)));

        assertThat(driven.outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(driven.reason()).isEqualTo(Reason.SUPERSEDED);
        assertThat(driven.core.progress().changed()).isEqualTo(Changed.NO);
    }

    @Test
    void incident_isMeasuredUntilTheTargetWasBroughtBack() {
        Driven driven = seenTwice(since(20)).after(Duration.ofMinutes(2)).woke();
        double[] faultUntilThen = IntStream.range(0, 40)
                .mapToDouble(i -> i < 18 ? Worlds.FAULT : Worlds.CALM)
                .toArray();

        driven.seesPlanned().healthy().healthy().healthy().numbers(Worlds.ago(38), faultUntilThen);

        assertThat(Objects.requireNonNull(driven.core.verification().metric())
                        .numbers()
                        .incident())
                .isCloseTo(Worlds.FAULT, within(1e-9));
    }

    @Test
    void incidentBeganLongAfterTheReturn_isJudgedOnlyByWhatCameAfterIt() {
        Driven driven = seenTwice(since(20, Worlds.ago(2)));
        driven.after(Duration.ofMinutes(2)).woke();

        driven.seesPlanned().healthy().healthy().healthy();
        driven.numbers(Worlds.ago(4), 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
        assertThat(driven.phase()).isEqualTo(Phase.VERIFYING);
        driven.after(Duration.ofMinutes(1)).seesPlanned().numbers(Worlds.ago(4), 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(driven.phase()).isEqualTo(Phase.ENDED);
    }

    @Test
    void staleAnswerShowsTheSuspect_isNotJudged() {
        Rollout suspect =
                Rollout.primary(Driven.SUSPECT, Worlds.rev(42), Worlds.ago(40)).withTasks(Driven.ALL);
        Driven driven = since(10).after(5).sees(Driven.of(suspect)).after(5).sees(Driven.of(suspect));

        assertThat(driven.phase()).isEqualTo(Phase.ROLLING_OUT);
        assertThat(driven.core.progress().mitigatedAt()).isEmpty();
    }
}
