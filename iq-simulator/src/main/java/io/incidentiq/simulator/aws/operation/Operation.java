package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.Accepted;
import io.incidentiq.simulator.aws.protocol.Tree;
import java.util.Set;

/** One operation of an AWS API. */
public record Operation(Kind kind, Accepted accepted, Answer answer) {
    /** Whether it can change the platform. */
    public enum Kind {
        READ,
        WRITE
    }

    @FunctionalInterface
    public interface Answer {
        /** Returns the answer, or throws where AWS would refuse. */
        Tree to(Call call);
    }

    /**
     * Returns an operation that reads.
     *
     * @param accepted the members of a request that it acts on; it refuses all others
     */
    public static Operation read(Answer answer, String... accepted) {
        return new Operation(Kind.READ, new Accepted(Set.of(accepted)), answer);
    }

    /**
     * Returns an operation that writes.
     *
     * @param accepted the members of a request that it acts on; it refuses all others
     */
    public static Operation write(Answer answer, String... accepted) {
        return new Operation(Kind.WRITE, new Accepted(Set.of(accepted)), answer);
    }
}
