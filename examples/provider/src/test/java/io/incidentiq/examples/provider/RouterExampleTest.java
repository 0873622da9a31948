package io.incidentiq.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.examples.provider.BlueGreenRouter.Cutover;
import io.incidentiq.examples.provider.BlueGreenRouter.End;
import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notification.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RouterExampleTest {
    private static final Path RUNBOOK = Path.of("runbook.md");

    private final RouterExample example = new RouterExample();

    private BlueGreenRouter.Application application() {
        return example.router().application("checkout").orElseThrow();
    }

    private int serving() {
        return application()
                .serving(example.time().instant())
                .orElseThrow()
                .build()
                .number();
    }

    private Cutover newest() {
        return application().newest().orElseThrow();
    }

    @Test
    void rollBack_badBuildServes_sendsTheTrafficBackOnce() throws Exception {
        Instant start = example.release(42, 8.5);
        example.time().advance(Duration.ofMinutes(14));
        int before = application().cutovers().size();

        RollbackReport report = example.rollBack(RUNBOOK, start);

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.plan().action()).map(Action::kind).contains(Action.Kind.UPDATE);
        assertThat(serving()).isEqualTo(41);
        assertThat(application().cutovers()).hasSize(before + 1);
    }

    @Test
    void rollBack_badBuildStillWarmsUp_abortsItsCutover() throws Exception {
        Instant start = example.release(42, 8.5);
        int before = application().cutovers().size();

        RollbackReport report = example.rollBack(RUNBOOK, start);

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.plan().action()).map(Action::kind).contains(Action.Kind.STOP);
        assertThat(newest().end()).isEqualTo(End.ABORTED);
        assertThat(serving()).isEqualTo(41);
        assertThat(application().cutovers()).hasSize(before);
    }

    @Test
    void rollBack_nothingNewWasDeployed_isRefusedAndChangesNothing() throws Exception {
        int before = application().cutovers().size();

        RollbackReport report = example.rollBack(RUNBOOK, example.time().instant());

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.REFUSED);
        assertThat(application().cutovers()).hasSize(before);
    }

    @Test
    void rollBack_buildBeforeWasWithdrawn_takesTheOneBeforeIt() throws Exception {
        example.router().withdraw("checkout", 41);
        Instant start = example.release(42, 8.5);
        example.time().advance(Duration.ofMinutes(14));

        RollbackReport report = example.rollBack(RUNBOOK, start);

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(serving()).isEqualTo(40);
    }

    @Test
    void rollBack_badBuildServes_tellsTheTeam() throws Exception {
        Instant start = example.release(42, 8.5);
        example.time().advance(Duration.ofMinutes(14));

        example.rollBack(RUNBOOK, start);

        assertThat(example.team().sent())
                .extracting(Notification::moment)
                .containsExactly(Moment.STARTED, Moment.MITIGATED, Moment.ENDED);
    }
}
