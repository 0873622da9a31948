package io.incidentiq.rollback;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement that can't be taken: the plan has no such gate, or the gate's status asks for another one, or for none. */
public final class GateRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Statement statement;
    private final transient @Nullable Remedy instead;

    /** @param instead what would be taken; null where nothing would */
    public GateRefusal(Statement statement, String why, @Nullable Remedy instead) {
        super(Objects.requireNonNull(why, "why"));
        this.statement = Objects.requireNonNull(statement, "statement");
        this.instead = instead;
    }

    /** Returns what was stated. */
    public Optional<Statement> statement() {
        return Optional.ofNullable(statement);
    }

    /** Returns what the gate takes instead; empty where it takes nothing. */
    public Optional<Remedy> instead() {
        return Optional.ofNullable(instead);
    }
}
