package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.outcome.Reason;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Source;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One item that must hold before anything is written. Immutable. */
public final class Gate {
    /** Somebody else's deployment is in progress. */
    public static final String FOREIGN_DEPLOYMENT = "foreign-deployment";

    /** There is still something to undo. */
    public static final String INCIDENT_ONGOING = "incident-ongoing";

    /** Some containers would start another image than the recorded one. */
    public static final String MOVED_TAG = "moved-tag";

    /** The alarm is about another service or cluster. */
    public static final String INCIDENT_ELSEWHERE = "incident-elsewhere";

    /** The runbook names another service. */
    public static final String RUNBOOK_ELSEWHERE = "runbook-elsewhere";

    private static final Set<String> ENGINES = Set.of(
            INCIDENT_ONGOING,
            FOREIGN_DEPLOYMENT,
            MOVED_TAG,
            INCIDENT_ELSEWHERE,
            RUNBOOK_ELSEWHERE,
            ChecklistLine.DEPLOYMENT_CORRELATES,
            ChecklistLine.TARGET_IDENTIFIED,
            ChecklistLine.NO_MIGRATIONS,
            ChecklistLine.TEAM_NOTIFIED);

    private final ChecklistLine item;
    private final GateStatus status;
    private final String evidence;
    private final @Nullable Statement statement;
    private final boolean forGood;

    private Gate(
            ChecklistLine item, GateStatus status, String evidence, @Nullable Statement statement, boolean forGood) {
        this.item = item;
        this.status = status;
        this.evidence = evidence;
        this.statement = statement;
        this.forGood = forGood;
    }

    static Gate of(ChecklistLine item, GateStatus status, String evidence) {
        return new Gate(item, status, evidence, null, false);
    }

    /** Returns a BLOCKED gate that nobody may override. */
    static Gate forGood(ChecklistLine item, String evidence) {
        return new Gate(item, GateStatus.BLOCKED, evidence, null, true);
    }

    /** Returns whether a plan of some service can have this gate without its runbook saying so. */
    static boolean isKnown(String id) {
        return ENGINES.contains(id);
    }

    /** Returns an item that the engine adds itself. */
    static ChecklistLine line(String id, String text) {
        return new ChecklistLine(id, text, Source.DEFAULT);
    }

    /** Returns a gate that the engine adds itself. */
    static Gate added(String id, String text, GateStatus status, String evidence) {
        return of(line(id, text), status, evidence);
    }

    /** Returns a copy in another state, as found at start. */
    public Gate now(GateStatus newStatus, String newEvidence) {
        return new Gate(item, newStatus, newEvidence, statement, forGood);
    }

    /** Returns a copy as it stands where a rollback ends before the start: what was still to be done was not done. */
    public Gate unsent() {
        return status == GateStatus.PENDING ? now(GateStatus.PENDING, "not sent: nothing was changed") : this;
    }

    /**
     * Returns the gate after what a person said of it. What passed stays so; that they spoke is noted.
     *
     * @throws GateRefusal if a BLOCKED gate is confirmed, an OPEN one overridden, or one overridden that nothing overrides
     */
    Gate after(Statement said) {
        if (!takes(said)) {
            throw refusal(said);
        }
        return switch (status) {
            case CONFIRMED, OVERRIDDEN -> this;
            case PASSED -> new Gate(item, GateStatus.PASSED, evidence, said, forGood);
            case OPEN -> new Gate(item, GateStatus.CONFIRMED, evidence, said, forGood);
            case BLOCKED -> new Gate(item, GateStatus.OVERRIDDEN, evidence, said, forGood);
            case PENDING -> said.override() ? this : new Gate(item, GateStatus.PENDING, evidence, said, forGood);
        };
    }

    /** Returns whether {@link #after} would not refuse it. */
    boolean takes(Statement said) {
        return switch (status) {
            case OPEN -> !said.override();
            case BLOCKED -> said.override() && overridable();
            case PASSED, PENDING, CONFIRMED, OVERRIDDEN -> true;
        };
    }

    private GateRefusal refusal(Statement said) {
        if (status == GateStatus.OPEN) {
            return new GateRefusal(
                    "--override %s: this gate is OPEN, not BLOCKED; use --confirm %s=NAME".formatted(id(), id()));
        }
        if (said.override()) {
            return new GateRefusal("--override %s: nothing overrides it (%s)".formatted(id(), evidence));
        }
        return new GateRefusal("--confirm %s: this gate is BLOCKED (%s); ".formatted(id(), evidence)
                + (overridable() ? "use --override %s=NAME:NOTE".formatted(id()) : "nothing overrides it"));
    }

    /** Returns whether a person may go on in spite of evidence against it. */
    public boolean overridable() {
        return !forGood;
    }

    /** Returns this item as {@code rule} sees it now, if more stands in its way than before. */
    Optional<Gate> worsened(Function<ChecklistLine, Gate> rule) {
        return Optional.of(rule.apply(item)).filter(now -> now.status.worseThan(status));
    }

    public String id() {
        return item.gate();
    }

    /** Returns the checklist's words. */
    public String text() {
        return item.text();
    }

    /** Returns where the item stands in the runbook; without a line if the engine added it. */
    public Source source() {
        return item.source();
    }

    public GateStatus status() {
        return status;
    }

    /** Returns what the status rests on, for people. */
    public String evidence() {
        return evidence;
    }

    /** Returns what a person stated, not verified; empty where nobody did. On a PASSED gate it is noted and made no difference. */
    public Optional<Statement> statement() {
        return Optional.ofNullable(statement);
    }

    /** Returns the reason for refusing when only this gate is in the way; {@link #id} tells unrecognised items apart. */
    public Reason reason() {
        return Reason.of(id()).orElse(Reason.UNRECOGNISED_ITEM);
    }

    /** Returns the option that takes it out of the way; empty where it isn't in the way or nothing can. */
    public Optional<String> remedy() {
        return switch (status) {
            case OPEN -> Optional.of("--confirm " + id() + "=YOUR-NAME");
            case BLOCKED -> overridable() ? Optional.of("--override " + id() + "=YOUR-NAME:WHY") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Returns {@code id STATUS evidence}. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(id(), status, evidence);
    }
}
