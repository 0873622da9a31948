package io.incidentiq.rollback;

import io.incidentiq.rollback.port.RollbackId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one rollback was asked, found, did and left to do. Immutable; made by the engine. Methods may be added. */
public interface RollbackReport {
    RollbackId id();

    /** Returns when the caller asked, by the engine's clock. */
    Instant requestedAt();

    /** Returns the plan that was, or would have been, carried out. */
    RollbackPlan plan();

    /** Returns how it ended. */
    Ending ending();

    default Outcome outcome() {
        return ending().outcome();
    }

    /** Returns why; empty for a success. */
    default Optional<Reason> reason() {
        return Optional.ofNullable(ending().reason());
    }

    /** Returns why, as text: the gate's id where one gate is in the way, else the reason's code; empty for a success. */
    default Optional<String> reasonCode() {
        return ending().code();
    }

    /** Returns what was seen, for people; may be empty. */
    default String detail() {
        return ending().detail();
    }

    /** Returns what our writes did to the platform. */
    default Changed changed() {
        return progress().changed();
    }

    /** Returns whether a platform's or a person's own return was followed, so that something moved although nothing was written. */
    default boolean followed() {
        return progress().deployment().isPresent() && changed() == Changed.NO;
    }

    /** Returns the moments and what was seen last. */
    Progress progress();

    /** Returns how the service does on the target; {@link Verification#NONE} where it was not judged. */
    Verification verification();

    /** Returns the checklist as it stood at the end. */
    List<Gate> gates();

    /** Returns what a person should know, in the order in which it came up. */
    List<String> warnings();

    /** Returns the calls made, those of the plan included. */
    Calls calls();

    /** Returns what is left to do, the engine's own items first. */
    List<FollowUp> followUps();

    /** Returns the engine's own remaining actions as aws-cli lines; empty after a success. */
    List<HandCommand> byHand();

    /** Returns the process exit code that stands for the outcome. */
    int exitCode();

    /** Returns the report as text for a person: the outcome first, what to do next last. */
    String toText(TextStyle style);

    /** Returns the report as JSON, schema {@code iq.rollback-report/1}. */
    String toJson();

    /**
     * Returns the report as one HTML page for a person: with charts, without scripts, and without anything that is loaded from elsewhere. It
     * is at most 150 KB in UTF-8; what doesn't fit is in {@link #toJson}.
     */
    String toHtml();

    /** Returns the report as text for a person, in {@link TextStyle#PLAIN}: several lines. A log wants {@link #ending}. */
    @Override
    String toString();
}
