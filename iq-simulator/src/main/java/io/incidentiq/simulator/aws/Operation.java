package io.incidentiq.simulator.aws;

/** One operation of an AWS API. */
record Operation(Kind kind, Answer answer) {
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

    static Operation read(Answer answer) {
        return new Operation(Kind.READ, answer);
    }

    static Operation write(Answer answer) {
        return new Operation(Kind.WRITE, answer);
    }
}
