package io.incidentiq.examples.alarm;

import com.fasterxml.jackson.core.JsonGenerator;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateRefusal;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Rollback;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.procedure.GateIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One alarm on its way from plan to report. Thread-safe; no rollback under way is asked or told anything under its lock. */
final class AlarmCase {
    private static final int FINGERPRINT_BYTES = 8;

    private enum State {
        PLANNING,
        WAITING,
        RUNNING,
        OVER
    }

    /** Hard to guess, because it is all that is asked of those who only look. */
    private final String id = UUID.randomUUID().toString();

    private final Alarm alarm;
    private State state = State.PLANNING;
    private @Nullable RollbackPlan plan;
    private @Nullable String fingerprint;
    private boolean teamKnows;
    private @Nullable String approvedBy;
    private @Nullable Rollback rollback;
    private @Nullable RollbackReport report;
    private @Nullable String trouble;

    AlarmCase(Alarm alarm) {
        this.alarm = alarm;
    }

    /** What is answered to an approval, and the plan to be carried out; null where there is none. */
    record Decision(Answer answer, @Nullable RollbackPlan plan) {
        private static Decision refused(String why) {
            return new Decision(Answer.refused(409, why), null);
        }
    }

    String id() {
        return id;
    }

    Alarm alarm() {
        return alarm;
    }

    /** From now on this plan waits for a person, and no other. */
    synchronized String waitFor(RollbackPlan newPlan) {
        plan = newPlan;
        fingerprint = fingerprint(newPlan);
        teamKnows = true;
        approvedBy = null;
        rollback = null;
        state = State.WAITING;
        return fingerprint;
    }

    /** The message to the team didn't get through, so that the one who approves has to tell them. */
    synchronized void teamDoesNotKnow() {
        teamKnows = false;
    }

    /** Takes an approval, once; where something is in its way, nothing changes. */
    synchronized Decision decide(Approval approval) {
        RollbackPlan waiting = plan;
        if (state != State.WAITING || waiting == null) {
            return Decision.refused("nothing waits for an approval: it is " + words(state)
                    + (approvedBy == null ? "" : ", approved by " + approvedBy));
        }
        if (!approval.plan().equals(fingerprint)) {
            return Decision.refused("plan %s was approved, but plan %s waits; read it, then approve that one"
                    .formatted(approval.plan(), fingerprint));
        }
        if (!teamKnows && !approval.confirms().contains(GateIds.TEAM_NOTIFIED)) {
            return Decision.refused(
                    "the webhook took no message: tell the team, then add confirm=" + GateIds.TEAM_NOTIFIED);
        }
        try {
            RollbackPlan stated = stated(waiting, approval);
            if (!stated.executable()) {
                return Decision.refused("these need a person's word: %s; add confirm=GATE for each that you answer for"
                        .formatted(stated.closedGates()));
            }
            state = State.RUNNING;
            approvedBy = approval.by();
            return new Decision(
                    Answer.done(202, "approved by %s; follow it at /rollbacks/%s".formatted(approvedBy, id)), stated);
        } catch (GateRefusal e) {
            return Decision.refused(String.valueOf(e.getMessage()));
        }
    }

    private static RollbackPlan stated(RollbackPlan waiting, Approval approval) {
        RollbackPlan stated = waiting;
        for (String gate : approval.confirms()) {
            stated = stated.confirm(gate, approval.by(), approval.note());
        }
        boolean passed = stated.gate(GateIds.TARGET_IDENTIFIED)
                .filter(g -> g.status() == GateStatus.PASSED)
                .isPresent();
        // Said of what passed it changes nothing, and puts into the report who approved.
        return passed
                ? stated.confirm(GateIds.TARGET_IDENTIFIED, approval.by(), "approved plan " + approval.plan())
                : stated;
    }

    synchronized void follow(Rollback started) {
        rollback = started;
    }

    synchronized void end(RollbackReport result) {
        report = result;
        state = State.OVER;
    }

    synchronized void fail(String why) {
        trouble = why;
        state = State.OVER;
    }

    /** Returns what is under way; empty where nothing is. */
    synchronized Optional<Rollback> underWay() {
        return state == State.RUNNING ? Optional.ofNullable(rollback) : Optional.empty();
    }

    synchronized Optional<RollbackPlan> plan() {
        return Optional.ofNullable(plan);
    }

    /** Returns the report of the last attempt; empty before its end. */
    synchronized Optional<RollbackReport> report() {
        return Optional.ofNullable(report);
    }

    /** Returns how things stand. */
    Answer status() {
        Optional<Rollback> running = underWay();
        Optional<RollbackPlan> planned = plan();
        return Answer.of(200, json -> {
            facts(json);
            json.writeArrayFieldStart("gates");
            for (Gate gate : planned.map(RollbackPlan::gates).orElse(List.of())) {
                json.writeStartObject();
                json.writeStringField("id", gate.id());
                json.writeStringField("status", gate.status().name());
                json.writeStringField("evidence", gate.evidence());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField(
                    "phase", running.map(r -> r.phase().toString()).orElse(null));
            json.writeObjectFieldStart("running");
            for (Rollout rollout : running.flatMap(r -> r.progress().lastSeen())
                    .map(ServiceSnapshot::rollouts)
                    .orElse(List.of())) {
                json.writeNumberField(
                        rollout.definition().toString(), rollout.tasks().running());
            }
            json.writeEndObject();
        });
    }

    private synchronized void facts(JsonGenerator json) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("alarm", alarm.text());
        json.writeStringField("service", alarm.request().service());
        json.writeStringField("state", words(state));
        json.writeStringField("plan", fingerprint);
        json.writeBooleanField("teamKnows", teamKnows);
        json.writeStringField("approvedBy", approvedBy);
        json.writeStringField(
                "outcome", report == null ? null : report.outcome().name());
        json.writeStringField("detail", report == null ? trouble : report.toString());
    }

    /** Returns why no person's confirmation would make it executable; empty where one can, or none is needed. */
    static Optional<Ending> beyondConfirming(RollbackPlan plan) {
        RollbackPlan confirmed = plan;
        for (Gate gate : plan.closedGates()) {
            confirmed = gate.status() == GateStatus.OPEN ? confirmed.confirm(gate.id(), "anybody", "") : confirmed;
        }
        return confirmed.ending();
    }

    private static String words(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String fingerprint(RollbackPlan plan) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(plan.toJson().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
