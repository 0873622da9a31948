package io.incidentiq.simulator.aws;

import java.util.Set;

/** One operation of an AWS API. */
record Operation(Kind kind, Accepted accepted, Answer answer) {
    /** Whether it can change the platform. */
    enum Kind {
        READ,
        WRITE
    }

    @FunctionalInterface
    interface Answer {
        /** Returns the answer, or throws where AWS would refuse. */
        Tree to(Call call);
    }

    /** @param accepted the members of a request that it acts on; it refuses all others */
    static Operation read(Answer answer, String... accepted) {
        return new Operation(Kind.READ, new Accepted(Set.of(accepted)), answer);
    }

    /** @param accepted the members of a request that it acts on; it refuses all others */
    static Operation write(Answer answer, String... accepted) {
        return new Operation(Kind.WRITE, new Accepted(Set.of(accepted)), answer);
    }
}
