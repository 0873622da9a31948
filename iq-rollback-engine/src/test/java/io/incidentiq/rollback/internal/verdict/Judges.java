package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.procedure.Direction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/** Our verdict and three others, on the same counts. */
final class Judges {
    private static final MannWhitneyUTest RANKS = MannWhitneyUTest.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .with(PValueMethod.ASYMPTOTIC);

    private final Recovery recovery;
    private final double[] normalRates;
    private final Sample normal;
    private final Sample fault;
    private final double usual;
    private final double allowance;

    Judges(Traffic baseline, Traffic incident) {
        recovery = Recovery.of(baseline, incident);
        normalRates = rates(baseline);
        normal = Sample.of(Direction.HIGHER_IS_WORSE, normalRates);
        fault = Sample.of(Direction.HIGHER_IS_WORSE, rates(incident));
        usual = normal.level().orElseThrow();
        allowance = Math.max(normal.percentile95().orElseThrow() - usual, Math.max(usual, 0.01));
    }

    private static double[] rates(Traffic traffic) {
        return IntStream.range(0, traffic.size())
                .mapToDouble(i -> traffic.bad(i) / traffic.total(i))
                .toArray();
    }

    Verdict ours(Traffic window) {
        return recovery.judge(window);
    }

    /** The first version of this engine: five periods on the good side of a limit. */
    boolean first(Traffic window) {
        return bare(window.first(5)).level().orElseThrow() <= usual + allowance;
    }

    /** A canary's judge: five periods pass unless they are shown to be higher than before, one-sided, 5 %. */
    boolean canary(Traffic window) {
        double[] rates = rates(window.first(5));
        return RANKS.test(rates, normalRates).getPValue() >= 0.05;
    }

    /** What the engine does with rates alone: one look, ranks against the incident, and the limit. */
    boolean bareRates(Traffic all) {
        Sample window = bare(all.first(Sample.leastToTellFrom(fault.size(), 5)));
        double left = Math.min(allowance, 0.25 * (fault.level().orElseThrow() - usual));
        return Visibility.of(fault, normal) != Visibility.HIDDEN
                && window.level().orElseThrow() <= usual + left
                && window.shownBetterThan(fault);
    }

    private static Sample bare(Traffic traffic) {
        return Sample.of(Direction.HIGHER_IS_WORSE, rates(traffic));
    }
}
