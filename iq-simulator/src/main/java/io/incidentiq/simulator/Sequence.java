package io.incidentiq.simulator;

/** Numbers what comes into being in a service, and names it. */
final class Sequence {
    private final Dice dice;
    private int last;

    Sequence(Dice dice) {
        this.dice = dice;
    }

    int next() {
        return ++last;
    }

    /** Returns 19 digits, as the platform writes its ids. */
    String nextId() {
        return dice.digits("id", next());
    }
}
