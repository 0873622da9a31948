package io.incidentiq.rollback;

import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What will be done, why, and what stands in the way: complete before anything changes. Immutable. {@link RollbackEngine#plan} makes it;
 * an engine takes no other implementation. Methods may be added.
 */
public interface RollbackPlan {
    RollbackProcedure procedure();

    RollbackRequest request();

    ServiceId service();

    /** Returns where the service runs, and as whom the platform is asked: as configured, and as the platform's answer told. */
    Place place();

    Instant plannedAt();

    /** Returns what the alarm says, with the services that the runbook's metric finds in it; empty where the request has none. */
    Optional<Incident> incident();

    /** Returns the release to undo; empty where none could be told. */
    Optional<Suspect> suspect();

    /** Returns the revision to return to; empty where none is fit. */
    Optional<Target> target();

    /** Returns the revisions that will not be the target, newest first. */
    List<Rejected> rejected();

    /** Returns what will be asked of the platform; empty where nothing was decided. */
    Optional<Action> action();

    /** Returns what the metric shows without and with the fault; empty where there was nothing to compare. */
    Optional<Levels> levels();

    /** Returns what the health endpoint said; empty if there is none, or it was not answered. */
    Optional<HealthAnswer> health();

    /** Returns the revision that the service runs, or is on its way to; empty for a plan that never saw the service. */
    Optional<RevisionId> running();

    /** Returns the checklist, in its order, with what the engine adds. */
    List<Gate> gates();

    /** Returns the gate with this id; empty where the plan has none. */
    default Optional<Gate> gate(String id) {
        Objects.requireNonNull(id, "id");
        return gates().stream().filter(g -> g.id().equals(id)).findFirst();
    }

    /** Returns the gates that need a person, in the checklist's order. */
    default List<Gate> closedGates() {
        return gates().stream().filter(g -> g.status().closed()).toList();
    }

    /** Returns what opens all closed gates; empty if none are closed or one can't be opened. */
    default List<Remedy> remedies() {
        List<Remedy> all =
                closedGates().stream().flatMap(g -> g.remedy().stream()).toList();
        return all.size() == closedGates().size() ? all : List.of();
    }

    /**
     * Returns the plan with a person's word that an OPEN gate holds. Of a gate that needs nobody it is only noted. A gate that this plan
     * doesn't have, and another of its kind could, is a warning; nothing hides why a plan is refused.
     *
     * @throws GateRefusal if there is no such gate at all, or it is BLOCKED
     * @throws IllegalArgumentException as {@link Statement} does
     */
    RollbackPlan confirm(String gate, String by, String note);

    /**
     * Returns the plan with a person's decision to go on in spite of a BLOCKED gate.
     *
     * @throws GateRefusal if there is no such gate at all, it is OPEN, or nothing overrides it
     * @throws IllegalArgumentException as {@link Statement} does
     */
    RollbackPlan override(String gate, String by, String note);

    /** Returns whether starting it would do something: nothing refuses it and no gate is in the way. */
    default boolean executable() {
        return ending().isEmpty();
    }

    /** Returns how a start would end at once; empty if it can go on. */
    Optional<Ending> ending();

    /** Returns how long nothing is judged after mitigation. */
    Sourced<Duration> settle();

    /** Returns how long the verification window lasts. */
    Sourced<Duration> window();

    /** Returns how long the target may take from the write to mitigated. */
    Sourced<Duration> timeout();

    /** Returns every value the rollback works with, and where it comes from: durations and instants in ISO-8601. */
    List<Sourced<NamedValue>> values();

    /** Returns where the engine does otherwise than the runbook's text. */
    List<Deviation> deviations();

    /** Returns what a person should know: of the runbook, then of the platform. */
    List<String> warnings();

    /** Returns how often the platform was asked for it, retries included; the report of its rollback counts them too. */
    int reads();

    /** Returns the plan as the table that a person reads, at most {@code width} columns wide where words allow it. */
    String toText(int width);

    /** Returns the plan as JSON, schema {@code iq.rollback-plan/1}. */
    String toJson();

    /** Returns the plan as the table that a person reads, 80 columns wide. */
    @Override
    String toString();
}
