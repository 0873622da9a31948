package io.incidentiq.rollback.internal.rule;

/**
 * What speaks against a candidate.
 *
 * @param hard whether nobody can excuse it
 */
record Objection(String why, boolean hard) {
    static Objection hard(String why) {
        return new Objection(why, true);
    }

    static Objection soft(String why) {
        return new Objection(why, false);
    }
}
