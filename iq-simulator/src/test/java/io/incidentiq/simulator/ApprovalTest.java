package io.incidentiq.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.Approval;
import io.incidentiq.rollback.Changed;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.TextStyle;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A caller who is asked about each plan, watches what was started, and wants to know how it stands. */
class ApprovalTest {
    private final Simulation simulation = Drills.simulation("bad-deploy", 1);
    private final RollbackEngine engine = Drills.engine(simulation).build();

    private RollbackPlan plan() throws InterruptedException {
        return engine.plan(Drills.procedure(), Drills.request(simulation));
    }

    /** Approves everything and remembers what it saw; before the first plan is started somebody else deploys. */
    private class Overtaken implements Approval {
        private final List<RollbackPlan> asked = new ArrayList<>();
        private final List<Rollback> started = new ArrayList<>();
        private final List<RollbackReport> stale = new ArrayList<>();

        List<RollbackPlan> asked() {
            return asked;
        }

        List<Rollback> started() {
            return started;
        }

        @Override
        public Optional<RollbackPlan> of(RollbackPlan plan) {
            asked.add(plan);
            if (asked.size() == 1) {
                var drill = new GatewayDrill(simulation);
                drill.update(41);
                drill.pass(Duration.ofMinutes(5));
            }
            return Optional.of(plan);
        }

        @Override
        public void started(Rollback rollback) {
            started.add(rollback);
        }

        @Override
        public void stale(RollbackReport ended) {
            stale.add(ended);
        }
    }

    @Test
    void run_theWorldMoves_asksAboutThePlanThatIsMadeAnew() throws InterruptedException {
        var approval = new Overtaken();

        RollbackReport report = engine.run(plan(), approval);

        assertThat(approval.asked).hasSize(2);
        assertThat(approval.started).hasSize(2);
        assertThat(approval.stale)
                .singleElement()
                .extracting(r -> r.ending().reason())
                .isEqualTo(Reason.PLAN_STALE);
        assertThat(report.calls().reads())
                .isGreaterThan(approval.stale.get(0).calls().reads());
        assertThat(report.calls().writes()).isZero();
        assertThat(report.plan()).isSameAs(approval.asked.get(1));
    }

    @Test
    void run_givenUpAsItEndsStale_isNotPlannedAnew() throws InterruptedException {
        var approval = new Overtaken() {
            @Override
            public void stale(RollbackReport ended) {
                super.stale(ended);
                started().get(0).cancel("kim", "");
            }
        };

        RollbackReport report = engine.run(plan(), approval);

        assertThat(approval.asked()).hasSize(1);
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.detail()).isEqualTo("by kim; nothing was sent");
    }

    @Test
    void run_approvalOfAnotherPlan_isRefused() throws InterruptedException {
        RollbackPlan other = plan();

        assertThatThrownBy(() -> engine.run(plan(), plan -> Optional.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("approval: expected the plan for ");
    }

    @Test
    void run_approvalFailsOnceStarted_givesTheRollbackUp() throws InterruptedException {
        var started = new CompletableFuture<Rollback>();
        var approval = new Approval() {
            @Override
            public Optional<RollbackPlan> of(RollbackPlan plan) {
                return Optional.of(plan);
            }

            @Override
            public void started(Rollback rollback) {
                started.complete(rollback);
                throw new IllegalStateException("no screen");
            }
        };
        RollbackPlan plan = plan();

        assertThatThrownBy(() -> engine.run(plan, approval)).hasMessage("no screen");
        assertThat(started.join().await().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void run_declined_isCancelledAndNothingIsSent() throws InterruptedException {
        RollbackReport report = engine.run(plan(), plan -> Optional.empty());

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.detail()).isEqualTo("declined; nothing was sent");
        assertThat(report.calls().writes()).isZero();
        assertThat(report.calls().reads()).isPositive();
        assertThat(report.gates())
                .filteredOn(g -> g.status() == GateStatus.PENDING)
                .extracting(Gate::evidence)
                .containsOnly("not sent: nothing was changed");
    }

    @Test
    void decline_aPlan_saysWhyAndKeepsWhatItRead() throws InterruptedException {
        RollbackPlan plan = plan();

        RollbackReport report = engine.decline(plan, "by kim; nothing was sent");

        assertThat(report.detail()).isEqualTo("by kim; nothing was sent");
        assertThat(report.calls().reads()).isEqualTo(plan.reads());
        assertThat(report.byHand()).anyMatch(c -> c.command().contains("update-service"));
    }

    @Test
    void decline_beforeThereIsAPlan_readsNothing() {
        RollbackReport report = engine.decline(Drills.procedure(), Drills.request(simulation), "too late");

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.calls().reads()).isZero();
        assertThat(report.plan().suspect()).isEmpty();
        assertThat(report.toJson()).contains("\"detail\" : \"too late\"");
    }

    @Test
    void start_aFreshPlanOfAnotherPlace_looksFirstAndWritesNothing() throws InterruptedException {
        Simulation elsewhere = Drills.simulation("bad-deploy", 2);
        RollbackPlan plan = plan();

        RollbackReport report = Drills.engine(elsewhere).build().start(plan).await();

        assertThat(plan.executable()).isTrue();
        assertThat(report.reason()).contains(Reason.PLAN_STALE);
        assertThat(elsewhere.effectiveDeployments()).isZero();
    }

    @Test
    void start_aFreshPlanByAnEngineOfTheSamePlace_isCarriedOut() throws InterruptedException {
        RollbackReport report = Drills.engine(simulation).build().start(plan()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void start_aPlanThatNoEngineMade_isRefused() {
        var foreign = (RollbackPlan) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RollbackPlan.class}, (proxy, method, arguments) -> null);

        assertThatThrownBy(() -> engine.start(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("plan: expected one that an engine made");
    }

    /** What a report says in each phase, were nobody to follow the rollback any further. */
    @Test
    void report_asOfNow_saysWhatWasSent() throws InterruptedException {
        Map<Phase, RollbackReport> seen = new TreeMap<>();
        var handle = new CompletableFuture<Rollback>();
        RollbackEngine listened = Drills.engine(simulation)
                .listener((event, view) ->
                        seen.putIfAbsent(view.phase(), handle.join().report()))
                .build();
        Rollback rollback = listened.start(listened.plan(Drills.procedure(), Drills.request(simulation)));
        handle.complete(rollback);

        RollbackReport ended = rollback.await();

        assertThat(seen).containsKeys(Phase.SENT, Phase.ROLLING_OUT, Phase.VERIFYING);
        assertThat(Objects.requireNonNull(seen.get(Phase.SENT)).changed()).isEqualTo(Changed.UNKNOWN);
        assertThat(Objects.requireNonNull(seen.get(Phase.SENT)).detail())
                .isEqualTo("not followed any further; a write is in flight; look before you write");
        assertThat(Objects.requireNonNull(seen.get(Phase.ROLLING_OUT)).changed())
                .isEqualTo(Changed.YES);
        assertThat(Objects.requireNonNull(seen.get(Phase.ROLLING_OUT)).outcome())
                .isEqualTo(Outcome.CANCELLED);
        assertThat(Objects.requireNonNull(seen.get(Phase.VERIFYING)).progress().endedAt())
                .isPresent();
        assertThat(rollback.report()).isSameAs(ended);
    }

    @Test
    void toString_ofAReport_isWhatAPersonReads() throws InterruptedException {
        RollbackReport report = engine.run(plan(), Approval.GIVEN);

        assertThat(report.toString().lines()).first().asString().startsWith("ROLLED_BACK in ");
        assertThat(report.toString().lines()).allMatch(l -> l.length() <= 80 || !l.contains(" "));
        assertThat(report.toText(new TextStyle(200, false, all -> "")).lines().count())
                .isLessThan(report.toString().lines().count());
        assertThatThrownBy(() -> new TextStyle(39, false, all -> "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_ofARefusal_namesTheCallThatHelps() throws InterruptedException {
        Simulation silent = Drills.simulation("bad-deploy", 1);
        RollbackEngine mute = RollbackEngine.builder(silent.registry())
                .metrics(silent.metrics())
                .health(silent.health())
                .inspector(silent.inspector())
                .time(silent.time())
                .build();

        RollbackReport report = mute.run(Drills.procedure(), Drills.request(silent));

        assertThat(report.toString())
                .contains("One gate needs a person:\n  plan.confirm(\"team-notified\", \"YOUR-NAME\", \"\")\n");
    }
}
