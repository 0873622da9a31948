package io.incidentiq.rollback.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.verdict.Ground.Left;
import java.io.IOException;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

/**
 * The verdict's error rates, by simulation. The build plays a few hundred seeds of the decisive cells;
 * {@code iq-rollback-engine/verification-grid} plays 10,000 of each cell and writes what it finds into {@code docs}.
 */
class GridTest {
    private static final int SEEDS = Integer.getInteger("iq.grid.seeds", 0);

    /** Chance fails the build once in a hundred, over all cells of a budget; but the seeds are always the same. */
    private static final double SURE = 0.01;

    private static List<Ground> decisive() {
        return Stream.of(
                        Ground.of(new double[] {0.005}, new double[] {0.05}, new int[] {10, 60, 200, 2000}, new int[] {
                            5, 60
                        }),
                        Ground.of(new double[] {0.01}, new double[] {0.03}, new int[] {20, 2000}, new int[] {5, 60}),
                        Ground.of(new double[] {0.001}, new double[] {0.2}, new int[] {10, 200}, new int[] {15}))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void judge_overTheGrid_keepsItsErrorBudgets() throws IOException {
        List<Results> grid = (SEEDS > 0 ? Ground.all() : decisive())
                .parallelStream().map(g -> g.play(SEEDS > 0 ? SEEDS : 250)).toList();

        if (Boolean.getBoolean("iq.write-docs") && SEEDS > 0) {
            new GridPage(grid).write();
        }
        assertWithin(grid, 0.01, r -> r.of(Left.NOTHING_CHANGED).recovered);
        assertWithin(grid, 0.08, r -> r.of(Left.HALFWAY).recovered);
        assertWithin(grid, 0.005, r -> r.of(Left.ALL_BACK).bad);
        assertWithin(grid, 0.10, r -> r.of(Left.NOTHING_CHANGED).bareRates);
        assertPower(grid, false, 0.98);
        assertPower(grid, true, 0.88);
    }

    /** No cell is shown to exceed the budget, and all together don't. */
    private static void assertWithin(List<Results> grid, double budget, ToIntFunction<Results> errors) {
        assertThat(grid).allSatisfy(cell -> {
            var atBudget = BinomialDistribution.of(cell.seeds(), budget);
            assertThat(atBudget.survivalProbability(errors.applyAsInt(cell) - 1))
                    .as("%s: %d of %d", cell.ground(), errors.applyAsInt(cell), cell.seeds())
                    .isGreaterThan(SURE / grid.size());
        });
        double all = grid.stream().mapToInt(errors).sum()
                / (double) grid.stream().mapToInt(Results::seeds).sum();
        assertThat(all).isLessThanOrEqualTo(budget);
    }

    private static void assertPower(List<Results> grid, boolean correlated, double goal) {
        List<Results> cells = grid.stream()
                .filter(r -> GridPage.decides(r.ground()) && r.ground().correlated() == correlated)
                .toList();
        assertThat(cells).isNotEmpty().allSatisfy(cell -> {
            int recovered = cell.of(Left.ALL_BACK).recovered;
            var atGoal = BinomialDistribution.of(cell.seeds(), goal);
            assertThat(atGoal.cumulativeProbability(recovered))
                    .as("%s: %d of %d", cell.ground(), recovered, cell.seeds())
                    .isGreaterThan(SURE / cells.size());
            assertThat(cell.of(Left.ALL_BACK).median()).as("%s", cell.ground()).isEqualTo(5);
        });
    }

    @Test
    void others_whereNothingChanged_callItBack() {
        Results cell = new Ground(0.01, 0.03, 20, 60, 10, false).play(200);

        var tally = cell.of(Left.NOTHING_CHANGED);
        assertThat(tally.recovered).isLessThanOrEqualTo(2);
        assertThat(tally.first).isGreaterThan(100);
        assertThat(tally.canary).isGreaterThan(100);
    }

    @Test
    void play_ofTheSameSeeds_isTheSame() {
        var ground = new Ground(0.005, 0.05, 200, 15, 10, true);

        assertThat(ground.play(50).of(Left.ALL_BACK).recovered)
                .isEqualTo(ground.play(50).of(Left.ALL_BACK).recovered);
    }
}
