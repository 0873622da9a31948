package io.incidentiq.rollback;

import static io.incidentiq.rollback.internal.planning.Worlds.ago;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.procedure.Direction;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request keeps everything that was said of it, in whatever order. */
class RollbackRequestTest {
    private static final RollbackRequest PLAIN = RollbackRequest.of("payments");
    private static final URI HEALTH = URI.create("https://payments.example/health");
    private static final Incident ALARM = Incident.of("payments-5xx");
    private static final Statement SAID = new Statement("no-migrations", "kim", "read the diff", false);
    private static final RollbackRequest.Drill DRILL = new RollbackRequest.Drill("bad-deploy", 1);

    private static RollbackRequest everything() {
        return PLAIN.withCluster("prod")
                .withSuspect("42")
                .withTarget("41")
                .withExpectedAccount("111122223333")
                .withHealthUrl(HEALTH)
                .withDimension("Stage", "prod")
                .withDimension("Zone", "a")
                .withWorse(Direction.LOWER_IS_WORSE)
                .withMaxErrorRate(0)
                .withTimeout(Duration.ofMinutes(10))
                .withSettle(Duration.ZERO)
                .withPollInterval(Duration.ofSeconds(3))
                .withBestEffortNotice()
                .withWaitUntil(WaitUntil.DRAINED)
                .withIncidentStart(ago(18))
                .withIncident(ALARM)
                .requestedBy("kim", "errors are up")
                .with(SAID)
                .withDrill(DRILL);
    }

    @Test
    void of_aServiceAlone_leavesAllElseToRunbookAndDefaults() {
        assertThat(PLAIN.service()).isEqualTo("payments");
        assertThat(PLAIN.requestedBy()).isEqualTo("unknown");
        assertThat(PLAIN.reason()).isEmpty();
        assertThat(PLAIN.cluster()).isEmpty();
        assertThat(PLAIN.suspect()).isEmpty();
        assertThat(PLAIN.suspectCommit()).isEmpty();
        assertThat(PLAIN.target()).isEmpty();
        assertThat(PLAIN.expectedAccount()).isEmpty();
        assertThat(PLAIN.healthUrl()).isEmpty();
        assertThat(PLAIN.dimensions()).isEmpty();
        assertThat(PLAIN.worse()).isEmpty();
        assertThat(PLAIN.maxErrorRate()).isEmpty();
        assertThat(PLAIN.timeout()).isEmpty();
        assertThat(PLAIN.settle()).isEmpty();
        assertThat(PLAIN.pollInterval()).isEmpty();
        assertThat(PLAIN.bestEffortNotice()).isFalse();
        assertThat(PLAIN.waitUntil()).isEqualTo(WaitUntil.VERIFIED);
        assertThat(PLAIN.incident()).isEmpty();
        assertThat(PLAIN.incidentStart()).isEmpty();
        assertThat(PLAIN.statements()).isEmpty();
        assertThat(PLAIN.drill()).isEmpty();
    }

    @Test
    void with_everyWishInTurn_keepsThemAll() {
        RollbackRequest request = everything();

        assertThat(request.service()).isEqualTo("payments");
        assertThat(request.requestedBy()).isEqualTo("kim");
        assertThat(request.reason()).isEqualTo("errors are up");
        assertThat(request.cluster()).contains("prod");
        assertThat(request.suspect()).contains("42");
        assertThat(request.target()).contains("41");
        assertThat(request.expectedAccount()).contains("111122223333");
        assertThat(request.healthUrl()).contains(HEALTH);
        assertThat(request.dimensions()).containsExactly(Map.entry("Stage", "prod"), Map.entry("Zone", "a"));
        assertThat(request.worse()).contains(Direction.LOWER_IS_WORSE);
        assertThat(request.maxErrorRate()).contains(0.0);
        assertThat(request.timeout()).contains(Duration.ofMinutes(10));
        assertThat(request.settle()).contains(Duration.ZERO);
        assertThat(request.pollInterval()).contains(Duration.ofSeconds(3));
        assertThat(request.bestEffortNotice()).isTrue();
        assertThat(request.waitUntil()).isEqualTo(WaitUntil.DRAINED);
        assertThat(request.incident()).contains(ALARM);
        assertThat(request.incidentStart()).contains(ago(18));
        assertThat(request.statements()).containsExactly(SAID);
        assertThat(request.drill()).contains(DRILL);
    }

    @Test
    void withoutStatements_ofARequest_keepsAllElse() {
        RollbackRequest request = everything().withoutStatements();

        assertThat(request.statements()).isEmpty();
        assertThat(request.target()).contains("41");
        assertThat(request.drill()).contains(DRILL);
    }

    @Test
    void withDimension_ofTheSameName_replacesIt() {
        assertThat(PLAIN.withDimension("Stage", "prod")
                        .withDimension("Stage", "test")
                        .dimensions())
                .containsExactly(Map.entry("Stage", "test"));
    }

    @ParameterizedTest
    @CsvSource({"' ', prod", "Stage, ' '"})
    void withDimension_blankNameOrValue_isRefused(String name, String value) {
        assertThatThrownBy(() -> PLAIN.withDimension(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a dimension needs a name and a value, found '%s=%s'".formatted(name, value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void withMaxErrorRate_noNumberFromZeroUp_isRefused(double rate) {
        assertThatThrownBy(() -> PLAIN.withMaxErrorRate(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxErrorRate must be a number >= 0, found " + rate);
    }

    @Test
    void startingIncident_ofAnAlarmWithoutAStart_isNone() {
        assertThat(PLAIN.withIncident(ALARM).startingIncident()).isEmpty();
    }

    @Test
    void startingIncident_ofAnAlarmWithAStart_isThatUnlessTheCallerStatesOne() {
        Incident started = ALARM.withStart(ago(20), Duration.ofMinutes(1));

        assertThat(PLAIN.withIncident(started).startingIncident()).contains(started);
        assertThat(PLAIN.withIncident(started).withIncidentStart(ago(18)).startingIncident())
                .isEmpty();
    }

    @Test
    void toString_ofADrill_namesScenarioAndSeed() {
        assertThat(DRILL).hasToString("DRILL bad-deploy, seed 1");
    }
}
