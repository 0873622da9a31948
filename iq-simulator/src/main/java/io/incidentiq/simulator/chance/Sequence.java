package io.incidentiq.simulator.chance;

/** Numbers what comes into being in a service, and names it. */
public final class Sequence {
    private final Dice dice;
    private int last;

    public Sequence(Dice dice) {
        this.dice = dice;
    }

    public int next() {
        return ++last;
    }

    /** Returns 19 digits, as the platform writes its ids. */
    public String nextId() {
        return dice.digits("id", next());
    }
}
