package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.verdict.Ground.Left;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables of a grid: the summary goes into {@code docs/verification.md}, all of it into {@code docs/verification-grid.md}. */
final class GridPage {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String BEGIN = "<!-- grid: written by iq-rollback-engine/verification-grid -->\n";
    private static final String END = "<!-- grid: end -->";

    private final List<Results> grid;

    GridPage(List<Results> grid) {
        this.grid = grid;
    }

    /** Where the verdict must be able to decide. */
    static boolean decides(Ground ground) {
        return ground.each() >= 200 && ground.baseline() == 60 && ground.tenFold();
    }

    void write() throws IOException {
        Path page = DOCS.resolve("verification.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + summary() + text.substring(text.indexOf(END)));
        Files.writeString(DOCS.resolve("verification-grid.md"), all());
    }

    private String summary() {
        return """

                %,d cells, %,d seeds each. Each figure is the worst of its row's cells, in per cent of the seeds.

                **Nothing changed, called recovered.** Budget: 1 %% (bare rates 10 %%).

                %s
                **Half of the fault is left, called recovered.** Budget: 8 %%.

                %s
                **All back, called bad.** Budget: 0.5 %%.

                %s
                **All back, called recovered: the power.** Ten-fold incidents and more, baselines of 60 periods.

                %s
                **What the rest ends as.** Means over all cells of a row.

                %s
                """.formatted(
                        grid.size() * Left.values().length,
                        grid.get(0).seeds(),
                        recovered(Left.NOTHING_CHANGED),
                        recovered(Left.HALFWAY),
                        bad(),
                        power(),
                        rest());
    }

    private String recovered(Left left) {
        return "| requests per period | noise | verdict | first version | Mann-Whitney | bare rates |\n|---|---|---|---|---|---|\n"
                + rows(cells -> "%s | %s | %s | %s"
                        .formatted(
                                worst(cells, r -> r.of(left).recovered),
                                worst(cells, r -> r.of(left).first),
                                worst(cells, r -> r.of(left).canary),
                                worst(cells, r -> r.of(left).bareRates)));
    }

    private String bad() {
        return "| requests per period | noise | verdict | Mann-Whitney |\n|---|---|---|---|\n"
                + rows(cells -> "%s | %s"
                        .formatted(
                                worst(cells, r -> r.of(Left.ALL_BACK).bad),
                                worst(cells, r -> r.seeds() - r.of(Left.ALL_BACK).canary)));
    }

    private String power() {
        return "| requests per period | noise | least | mean | longest median |\n|---|---|---|---|---|\n"
                + rows(cells -> {
                    List<Results> ten = cells.stream()
                            .filter(r -> r.ground().tenFold() && r.ground().baseline() == 60)
                            .toList();
                    return "%s | %s | %s"
                            .formatted(
                                    percent(backs(ten).min().orElse(0)),
                                    percent(backs(ten).average().orElse(0)),
                                    periods(ten.stream()
                                            .mapToInt(r -> r.of(Left.ALL_BACK).median())
                                            .max()
                                            .orElse(0)));
                });
    }

    private static DoubleStream backs(List<Results> cells) {
        return cells.stream().mapToDouble(r -> r.share(r.of(Left.ALL_BACK).recovered));
    }

    private String rest() {
        return "| requests per period | noise | all back: recovered | bad | blind | undecided | nothing changed: recovered | bad | blind | undecided |\n|---|---|---|---|---|---|---|---|---|---|\n"
                + rows(cells -> ends(cells, Left.ALL_BACK) + " | " + ends(cells, Left.NOTHING_CHANGED));
    }

    private static String ends(List<Results> cells, Left left) {
        double recovered = mean(cells, r -> r.share(r.of(left).recovered));
        double bad = mean(cells, r -> r.share(r.of(left).bad));
        double blind = mean(cells, r -> r.share(r.of(left).blind));
        return "%s | %s | %s | %s"
                .formatted(percent(recovered), percent(bad), percent(blind), percent(1 - recovered - bad - blind));
    }

    private static double mean(List<Results> cells, ToDoubleFunction<Results> share) {
        return cells.stream().mapToDouble(share).average().orElse(0);
    }

    private String rows(Function<List<Results>, String> columns) {
        return IntStream.of(10, 20, 60, 200, 2000)
                .boxed()
                .flatMap(each -> Stream.of(false, true)
                        .map(correlated -> "| %,d | %s | %s |\n"
                                .formatted(each, noise(correlated), columns.apply(cells(each, correlated)))))
                .collect(Collectors.joining());
    }

    private List<Results> cells(int each, boolean correlated) {
        return grid.stream()
                .filter(r -> r.ground().each() == each && r.ground().correlated() == correlated)
                .toList();
    }

    private static String noise(boolean correlated) {
        return correlated ? "correlated" : "independent";
    }

    private static String worst(List<Results> cells, ToIntFunction<Results> count) {
        return percent(cells.stream()
                .mapToDouble(r -> r.share(count.applyAsInt(r)))
                .max()
                .orElse(0));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static String periods(int median) {
        return median == 0 ? "–" : String.valueOf(median);
    }

    private String all() {
        return """
                # Verification: every cell

                For those who want to check the figures of [verification.md](verification.md), which says what they mean. `iq-rollback-engine/verification-grid` writes this page.

                Shares in per cent of %,d seeds: recovered / bad; the rest is blind or undecided. *Median*: after how many periods half of the recognised returns were recognised. *First*, *M-W* and *bare* are how often the other judges call it back where nothing changed.

                | before %% | during %% | requests | baseline | incident | noise | all back | median | blind | a quarter left | halfway | nothing changed | first | M-W | bare |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
                """.formatted(grid.get(0).seeds())
                + grid.stream().map(GridPage::row).collect(Collectors.joining());
    }

    private static String row(Results cell) {
        Ground g = cell.ground();
        var same = cell.of(Left.NOTHING_CHANGED);
        return "| %s | %s | %d | %d | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        short1(100 * g.before()),
                        short1(100 * g.during()),
                        g.each(),
                        g.baseline(),
                        g.incident(),
                        noise(g.correlated()),
                        both(cell, Left.ALL_BACK),
                        periods(cell.of(Left.ALL_BACK).median()),
                        short1(100 * cell.share(cell.of(Left.ALL_BACK).blind)),
                        both(cell, Left.A_QUARTER),
                        both(cell, Left.HALFWAY),
                        both(cell, Left.NOTHING_CHANGED),
                        short1(100 * cell.share(same.first)),
                        short1(100 * cell.share(same.canary)),
                        short1(100 * cell.share(same.bareRates)));
    }

    private static String both(Results cell, Left left) {
        return percent(cell.share(cell.of(left).recovered)) + " / " + percent(cell.share(cell.of(left).bad));
    }

    private static String short1(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
