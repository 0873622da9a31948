package io.incidentiq.simulator.story;

import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.Simulation;
import io.incidentiq.simulator.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a story went, beside what truly was.
 *
 * @param state how the service truly did when it was written to, or, where it wasn't, when the plan was made
 * @param wrote whether the platform began a deployment or a rollback because of us
 * @param badAtTheEnd whether what serves at the end has, by itself, at least half of the fault
 */
record StoryVerdict(
        RandomStory story,
        StoryStart.Said said,
        State state,
        boolean wrote,
        boolean badAtTheEnd,
        RollbackReport report) {
    /** A fault that ended later than that before the look can't be told from a pause by anybody. */
    static final Duration UNSEEN = Duration.ofMinutes(8);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double WELL = 1.5;
    private static final ServiceId SERVICE = new ServiceId(Simulation.CLUSTER, Drills.SERVICE);

    /** How a service truly does. */
    enum State {
        /** At most half as many errors again as a good release, for at least {@link #UNSEEN}. */
        HEALTHY,
        /** Well now, and not yet for {@link #UNSEEN}. */
        JUST_WELL,
        /** Less than half of the fault is left. */
        PARTLY,
        /** At least half of the fault. */
        FAULTY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static StoryVerdict of(RandomStory story) {
        Simulation simulation = Simulation.startingAt(story.startsAt(), story.scenario(), story.seed());
        StoryStart.Said said = story.start().say(simulation, story.fault().began());
        RollbackReport report = Drills.play(simulation, said.into());
        Instant looked = report.progress().sentAt().orElse(report.plan().plannedAt());
        Truth truth = simulation.truth();
        double own = truth.now(SERVICE).orElseThrow().ownErrorRatePercent();
        return new StoryVerdict(
                story,
                said,
                state(story.fault(), truth, looked),
                simulation.effectiveDeployments() > 0,
                own >= story.fault().half(),
                report);
    }

    private static State state(RandomStory.Fault fault, Truth truth, Instant at) {
        double now = percent(truth, at.minus(MINUTE), at);
        if (now >= fault.half()) {
            return State.FAULTY;
        }
        double well = WELL * fault.goodPercent();
        if (now > well) {
            return State.PARTLY;
        }
        for (long minute = 1; minute < UNSEEN.toMinutes(); minute++) {
            Instant to = at.minus(MINUTE.multipliedBy(minute));
            if (percent(truth, to.minus(MINUTE), to) > well) {
                return State.JUST_WELL;
            }
        }
        return State.HEALTHY;
    }

    private static double percent(Truth truth, Instant from, Instant to) {
        OptionalDouble mean = truth.errorRatePercent(SERVICE, from, to);
        return mean.orElseGet(() -> truth.now(SERVICE).orElseThrow().errorRatePercent());
    }

    boolean success() {
        return report.outcome().success();
    }

    List<Gate> closed() {
        return report.outcome() == Outcome.REFUSED ? report.plan().closedGates() : List.of();
    }

    /** Whether a healthy service was written to, nobody having said anything at a gate. */
    boolean touchedTheHealthy() {
        return wrote && state == State.HEALTHY;
    }

    boolean praisedTheBad() {
        return success() && badAtTheEnd;
    }

    /** Whether it is a service that has to be helped: the fault goes on, its start is truly told, and a good release is there. */
    boolean calls() {
        return state == State.FAULTY
                && story.candidate()
                && said.isTrue(story.fault().began());
    }

    /** Whether it ended before anything happened, and no statement of a person at a gate changes that. */
    boolean refusedForGood() {
        return report.outcome() == Outcome.REFUSED
                && (closed().isEmpty()
                        || closed().stream().anyMatch(g -> g.remedy().isEmpty()));
    }

    /** Whether a person is asked if the fault of such a service goes on. */
    boolean doubtedTheFault() {
        return calls()
                && report.plan()
                        .gate(GateIds.INCIDENT_ONGOING)
                        .filter(g -> g.status() == GateStatus.OPEN)
                        .isPresent();
    }

    /** Returns one line. */
    @Override
    public String toString() {
        return "seed %d: %s; start told by %s; %s; %s %s %s"
                .formatted(
                        story.seed(),
                        story.kind(),
                        said.how(),
                        state,
                        wrote ? "written" : "not written",
                        report.outcome(),
                        report.reasonCode().orElse(""));
    }
}
