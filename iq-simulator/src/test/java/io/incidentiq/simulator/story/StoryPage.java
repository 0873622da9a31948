package io.incidentiq.simulator.story;

import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.simulator.story.StoryVerdict.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures as a page of Markdown, {@code docs/quality.md} down to its section Mutants. */
record StoryPage(StoryFigures figures, long first) {
    private static final Map<String, String> MEANINGS = Map.of(
            "incident-ongoing", "The fault seems over, or a newer release does well, or nothing can be told of it yet.",
            "deployment-correlates", "The start that was told and the release don't fit.",
            "open-gates", "More than one gate is open or blocked.",
            "suspect-unknown",
                    "Nothing new was deployed before the start, or without a start there is more than one choice.",
            "no-candidate", "No earlier release can be deployed, or all had the fault.",
            "target-identified", "The release before the suspect served for minutes only.",
            "plan-stale", "The service changed while the plan was made.",
            "platform-target-rejected", "The platform returns to a release that fails vetting.");

    private record Column(String title, Predicate<StoryVerdict> holds) {}

    private static final List<Column> STATES = Arrays.stream(State.values())
            .map(state -> new Column(state.toString(), v -> v.state() == state))
            .toList();

    private static final List<Column> COURSES = List.of(
            new Column("written to", StoryVerdict::wrote),
            new Column("already there", v -> !v.wrote() && v.report().outcome() != Outcome.REFUSED),
            new Column("gate `incident-ongoing`", stoppedBy(GateIds.INCIDENT_ONGOING)),
            new Column("gate `deployment-correlates`", stoppedBy("deployment-correlates")),
            new Column("other or several gates", v -> v.closed().size() > 1 || stoppedByAnother(v)),
            new Column("refused without a gate", v -> refused(v) && v.closed().isEmpty()));

    private static final List<Column> ENDS = List.of(
            new Column("success", StoryVerdict::success),
            new Column("unverified", v -> v.report().outcome() == Outcome.ROLLED_BACK_UNVERIFIED),
            new Column("not recovered", v -> v.report().outcome() == Outcome.NOT_RECOVERED),
            new Column(
                    "other",
                    v -> !v.success()
                            && !refused(v)
                            && v.report().outcome() != Outcome.ROLLED_BACK_UNVERIFIED
                            && v.report().outcome() != Outcome.NOT_RECOVERED));

    private static boolean refused(StoryVerdict verdict) {
        return verdict.report().outcome() == Outcome.REFUSED;
    }

    private static Predicate<StoryVerdict> stoppedBy(String gate) {
        return v -> v.closed().size() == 1 && v.closed().get(0).id().equals(gate);
    }

    private static boolean stoppedByAnother(StoryVerdict verdict) {
        return verdict.closed().size() == 1
                && !stoppedBy(GateIds.INCIDENT_ONGOING).test(verdict)
                && !stoppedBy("deployment-correlates").test(verdict);
    }

    /** Returns the whole page. */
    String text() {
        return """
                # Quality of judgement

                For operators who want to know how often the engine is right, and for contributors who change a rule.

                The simulator knows the truth, and the engine is measured against it. %,d random stories were played, the seeds %d to
                %d. The same seed is always the same story. `RandomStoriesTest` writes this page, all but *Mutants*.

                ## The four figures

                %s
                - **Healthy, written to:** a service that does well gets an update or a stop although nobody closed a gate.
                - **Success on a bad revision:** the outcome is ROLLED_BACK or NOTHING_TO_DO, and what serves at the end still has at
                  least half of the fault by itself.
                - **Refused for good:** the fault goes on, a good release is there, the start that was told is true, and the rollback is
                  REFUSED in a way that no statement at a gate can change.
                - **Fault doubted:** in the same stories, `incident-ongoing` is OPEN although the fault goes on.

                ## Stories

                A story is a service with four good releases in its past, then what its kind says. All times and rates are random:

                - A good release fails 0.1 to 1 %% of its requests. The fault is at least five times as much: 2 to 30 %%.
                - 200 to 2,000 requests a minute arrive. The rate wanders from minute to minute with a coefficient of variation of 0.2
                  to 0.6. In half of the stories each minute resembles the one before, with a correlation of up to 0.7.
                - The metric's points come 30 seconds after each minute, in a fifth of the stories up to two minutes late. In a tenth of
                  them up to 5 %% of the points are missing.
                - The start of the incident is told by a person (right, late or early), by an alarm, or by nobody.
                - The runbook is like RB-0007. Nobody confirms or overrides anything.

                ## Truth

                The truth of a moment is the error rate that the simulator works with, without noise, delay or gaps. It is looked at when
                the write is sent; if nothing is written, when the plan is made.

                | state | means |
                |---|---|
                | healthy | At most one and a half times the rate of a good release in each of the last %d minutes. |
                | just well | The same now, but not yet for %d minutes. The metric shows a minute only when it is over and at least 3 minutes old, and a fault that pauses looks the same. No figure counts these stories. |
                | partly | Less than half of the fault is left, after a half-good fix or while tasks are replaced. No figure counts them. |
                | faulty | At least half of the fault. A dependency that fails counts as well. |

                A start is true if it is at most %d minutes off.

                %s
                ## What to know of these figures

                - The seeds 1 to 5,000 were looked at while the rules were made. On 10,000 other seeds, from 100,001 and from 200,001 on, three of
                  2,257 healthy services were written to: for minutes their noise looked like a fault. No success stood on a bad
                  revision, 0.8 %% were refused for good, 3.7 %% of the faults were doubted.
                - Most refusals for good are faults that show later than the suspect window after their release, while another release is
                  less than a day old. `--suspect` names the release.
                - Most doubted faults are fixes forward that are minutes old, or that leave a little more than half of the fault.
                - A dependency that fails after a good release looks like the release's fault. The engine then returns to the release before,
                  and says NOT_RECOVERED. If the dependency recovers in the meantime, it says ROLLED_BACK.
                - A start that is told too early often points at an older release. The gates then ask. If nobody tells a start and more than
                  one release is recent, `--suspect` has to name one.

                ## Again

                - `benchmarks/stories` plays 5,000 stories in about a minute. `benchmarks/stories 1000 7` plays 1,000 from seed 7.
                - `./mvnw verify` plays the first 1,000.
                - `benchmarks/stories 5000 1 -Diq.write-docs=true` writes this page anew, all but *Mutants*.
                """.formatted(
                        figures.verdicts().size(),
                        first,
                        first + figures.verdicts().size() - 1,
                        four(),
                        StoryVerdict.UNSEEN.toMinutes(),
                        StoryVerdict.UNSEEN.toMinutes(),
                        StoryStart.TRUE.toMinutes(),
                        sections());
    }

    /** Returns the figures and the tables. */
    String tables() {
        return four() + "\n" + sections();
    }

    private String sections() {
        return "## By kind of story\n\n"
                + by(StoryKind.class, v -> v.story().kind(), "kind")
                + "\n## By who tells the start\n\n"
                + by(StoryStart.How.class, v -> v.said().how(), "told by")
                + "\n## What is refused, and why\n\n"
                + refusals();
    }

    private String four() {
        return "| figure | wrong | of | share | at most |\n|---|---|---|---|---|\n"
                + row("healthy, written to", figures.healthyWrittenTo())
                + row("success on a bad revision", figures.successesOnBad())
                + row("refused for good", figures.refusedForGood())
                + row("fault doubted", figures.faultDoubted());
    }

    private static String row(String name, StoryFigures.Figure figure) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f %% | %.0f %% |%n",
                name,
                figure.wrong().size(),
                figure.of(),
                figure.percent(),
                figure.mostPercent());
    }

    private <E extends Enum<E>> String by(Class<E> kinds, Function<StoryVerdict, E> kind, String title) {
        List<Column> columns = Stream.of(STATES, COURSES, ENDS)
                .flatMap(List::stream)
                .filter(c -> figures.verdicts().stream().anyMatch(c.holds()))
                .toList();
        var table = new StringBuilder(header(title, columns));
        for (E each : kinds.getEnumConstants()) {
            List<StoryVerdict> group = figures.verdicts().stream()
                    .filter(v -> kind.apply(v) == each)
                    .toList();
            table.append(line(each.toString(), group, columns));
        }
        return table.append(line("all", figures.verdicts(), columns)).toString();
    }

    private String refusals() {
        List<Column> columns = STATES;
        var groups = new TreeMap<String, List<StoryVerdict>>();
        figures.verdicts().stream()
                .filter(StoryPage::refused)
                .forEach(v -> groups.computeIfAbsent(v.report().reasonCode().orElse(""), key -> new ArrayList<>())
                        .add(v));
        var table = new StringBuilder(header("reason", columns));
        groups.forEach((reason, group) -> table.append(line("`" + reason + "`", group, columns)));
        String meanings = groups.keySet().stream()
                .filter(MEANINGS::containsKey)
                .map(reason -> "- `%s`: %s\n".formatted(reason, MEANINGS.get(reason)))
                .collect(Collectors.joining());
        return table + "\n" + meanings;
    }

    private static String header(String title, List<Column> columns) {
        return "| %s | stories | %s |\n|---%s|\n"
                .formatted(
                        title,
                        columns.stream().map(Column::title).collect(Collectors.joining(" | ")),
                        "|---".repeat(columns.size() + 1));
    }

    private static String line(String name, List<StoryVerdict> group, List<Column> columns) {
        return "| %s | %d | %s |\n"
                .formatted(
                        name,
                        group.size(),
                        columns.stream()
                                .map(c -> group.stream().filter(c.holds()).count())
                                .map(count -> count == 0 ? "" : count.toString())
                                .collect(Collectors.joining(" | ")));
    }
}
