package io.incidentiq.rollback.report;

import io.incidentiq.rollback.outcome.Changed;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.outcome.Outcome;
import io.incidentiq.rollback.outcome.Progress;
import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.outcome.Verification;
import io.incidentiq.rollback.plan.Gate;
import io.incidentiq.rollback.plan.RollbackPlan;
import io.incidentiq.rollback.port.RollbackId;
import io.incidentiq.rollback.port.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one rollback was asked, found, did and left to do. Immutable; made by the engine. */
public final class RollbackReport {
    private static final int INTERNAL_ERROR_CODE = 70;

    private final RollbackId id;
    private final Instant requestedAt;
    private final RollbackPlan plan;
    private final Ending ending;
    private final RunDetails details;
    private final Calls calls;

    /** How it went. */
    public record RunDetails(Progress progress, Verification verification, List<Gate> gates, List<String> warnings) {
        public RunDetails {
            gates = List.copyOf(gates);
            warnings = List.copyOf(warnings);
        }
    }

    public RollbackReport(
            RollbackId id, Instant requestedAt, RollbackPlan plan, Ending ending, RunDetails details, Calls calls) {
        this.id = id;
        this.requestedAt = requestedAt;
        this.plan = plan;
        this.ending = ending;
        this.details = details;
        this.calls = calls;
    }

    public RollbackId id() {
        return id;
    }

    /** Returns when the caller asked, by the engine's clock. */
    public Instant requestedAt() {
        return requestedAt;
    }

    /** Returns the plan that was, or would have been, carried out. */
    public RollbackPlan plan() {
        return plan;
    }

    public Outcome outcome() {
        return ending.outcome();
    }

    /** Returns why; empty for a success. */
    public Optional<Reason> reason() {
        return Optional.ofNullable(ending.reason());
    }

    /** Returns why, as text: the gate's id where one gate is in the way, else the reason's code; empty for a success. */
    public Optional<String> reasonCode() {
        return ending.code();
    }

    /** Returns what was seen, for people; may be empty. */
    public String detail() {
        return ending.detail();
    }

    /** Returns what our writes did to the platform. */
    public Changed changed() {
        return details.progress().changed();
    }

    /** Returns whether a platform's or a person's own return was followed, so that something moved although nothing was written. */
    public boolean followed() {
        return details.progress().deployment().isPresent() && changed() == Changed.NO;
    }

    /** Returns the moments and what was seen last. */
    public Progress progress() {
        return details.progress();
    }

    public Verification verification() {
        return details.verification();
    }

    /** Returns the checklist as it stood at the end. */
    public List<Gate> gates() {
        return details.gates();
    }

    public List<String> warnings() {
        return details.warnings();
    }

    public Calls calls() {
        return calls;
    }

    /** Returns what is left to do, the engine's own items first. */
    public List<FollowUp> followUps() {
        return FollowUps.of(this);
    }

    /** Returns the engine's own remaining actions as aws-cli lines; empty after a success. */
    public List<HandCommand> byHand() {
        return ByHand.of(this);
    }

    /** Returns the process exit code that stands for the outcome. */
    public int exitCode() {
        return switch (outcome()) {
            case ROLLED_BACK, NOTHING_TO_DO -> 0;
            case FAILED, NOT_RECOVERED -> failureCode();
            case REFUSED -> 3;
            case ROLLED_BACK_UNVERIFIED -> 4;
            case SUPERSEDED -> 5;
            case CANCELLED -> 6;
        };
    }

    private int failureCode() {
        if (reason().filter(r -> r == Reason.INTERNAL_ERROR).isPresent()) {
            return INTERNAL_ERROR_CODE;
        }
        return changed() == Changed.NO && !followed() ? 3 : 1;
    }

    /** Returns the report as JSON, schema {@code iq.rollback-report/1}. */
    public String toJson() {
        return ReportJson.of(this);
    }

    /** Returns outcome, reason and detail in one line. */
    @Override
    public String toString() {
        return VisibleText.line(ending.toString());
    }
}
