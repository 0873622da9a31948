package io.incidentiq.rollback.internal.verdict;

/**
 * Some periods taken together.
 *
 * @param periods how many periods of equal traffic would average their noise as well; fewer than there are where traffic is uneven
 */
record Pool(double bad, double total, double periods) {
    double rate() {
        return total > 0 ? bad / total : 0;
    }
}
