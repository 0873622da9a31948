package io.incidentiq.rollback.internal.verdict;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Series for tests. */
final class Counts {
    private Counts() {}

    /** Returns so many periods of {@code each} events; the bad ones repeat. */
    static Traffic repeated(int periods, int each, int... bad) {
        double[] total = new double[periods];
        Arrays.fill(total, each);
        return Traffic.of(
                IntStream.range(0, periods)
                        .mapToDouble(i -> bad[i % bad.length])
                        .toArray(),
                total);
    }
}
