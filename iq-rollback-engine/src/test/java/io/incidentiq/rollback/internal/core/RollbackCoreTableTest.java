package io.incidentiq.rollback.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.planning.Worlds;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state machine, complete: which phase follows from which phase by which event. {@code docs/state-machine.md} shows it. */
class RollbackCoreTableTest {
    /** One row per event, one column per phase; a dot means that the phase stays. */
    private static final String TABLE = """
            event                               | NEW         CHECKING    ANNOUNCING  WRITING     SENT        RECONCILING ROLLING_OUT SETTLING    VERIFYING   DRAINING    CLOSING     ENDED
            the rollback begins                 | ANNOUNCING  .           .           .           .           .           .           .           .           .           .           .
            the rollback begins, the plan is old| CHECKING    .           .           .           .           .           .           .           .           .           .           .
            another rollback holds the service  | ENDED       .           .           .           .           .           .           .           .           .           .           .
            read: the service as planned        | .           ANNOUNCING  .           .           .           WRITING     .           ROLLING_OUT ROLLING_OUT .           .           .
            read: the target serves alone       | .           ENDED       .           CLOSING     .           ROLLING_OUT SETTLING    .           .           .           .           .
            read: the service is drained        | .           ENDED       .           CLOSING     .           ROLLING_OUT SETTLING    .           .           CLOSING     .           .
            read: the platform rolled ours back | .           ENDED       .           CLOSING     .           ROLLING_OUT CLOSING     CLOSING     CLOSING     CLOSING     .           .
            read: somebody else's deployment    | .           ENDED       .           CLOSING     .           CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     .           .
            read: the target is scaled to zero  | .           ENDED       .           CLOSING     .           ROLLING_OUT CLOSING     CLOSING     CLOSING     CLOSING     .           .
            read: the suspect is scaled to zero | .           ANNOUNCING  .           .           .           WRITING     .           ROLLING_OUT ROLLING_OUT .           .           .
            read: no such service               | .           ENDED       .           CLOSING     .           CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     .           .
            read: the target runs other images  | .           ENDED       .           CLOSING     .           CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     .           .
            read: the target is INACTIVE        | .           ENDED       .           .           .           .           .           .           .           .           .           .
            read: a task can never start        | .           .           .           .           .           .           CLOSING     .           .           .           .           .
            read: health                        | .           .           .           .           .           .           .           .           .           .           .           .
            read: the window's numbers          | .           .           .           .           .           .           .           .           .           .           .           .
            read: history                       | .           .           .           .           .           .           .           .           .           .           .           .
            read: deployments                   | .           .           .           .           .           .           .           .           .           .           .           .
            read: active revisions              | .           .           .           .           .           .           .           .           .           .           .           .
            read: migrations                    | .           .           .           .           .           .           .           .           .           .           .           .
            read: a reverted release migrated   | .           ENDED       .           .           .           .           .           .           .           .           .           .
            read: marks                         | .           .           .           .           .           .           .           .           .           .           .           .
            read: other services                | .           .           .           .           .           .           .           .           .           .           .           .
            a read fails temporarily            | .           .           .           .           .           .           .           .           .           .           .           .
            a read fails permanently            | .           ENDED       .           CLOSING     .           .           .           .           .           .           .           .
            start message sent                  | .           .           WRITING     .           .           .           .           .           .           .           .           .
            start message failed                | .           .           ENDED       .           .           .           .           .           .           .           .           .
            start message may have arrived      | .           .           CLOSING     .           .           .           .           .           .           .           .           .
            mitigation message sent             | .           .           .           .           .           .           .           .           .           .           .           .
            mitigation message failed           | .           .           .           .           .           .           .           .           .           .           .           .
            outcome message sent                | .           .           .           .           .           .           .           .           .           .           ENDED       .
            outcome message failed              | .           .           .           .           .           .           .           .           .           .           ENDED       .
            the write is sent                   | .           .           .           SENT        .           .           .           .           .           .           .           .
            write accepted                      | .           .           .           .           ROLLING_OUT .           .           .           .           .           .           .
            write throttled                     | .           .           .           .           WRITING     .           .           .           .           .           .           .
            write not sent                      | .           .           .           .           WRITING     .           .           .           .           .           .           .
            write rejected                      | .           .           .           .           CLOSING     .           .           .           .           .           .           .
            write's answer lost                 | .           .           .           .           RECONCILING .           .           .           .           .           .           .
            a second passes                     | .           .           .           .           .           .           .           .           .           .           .           .
            four minutes pass                   | .           .           .           .           .           .           .           VERIFYING   .           .           .           .
            half an hour passes                 | .           .           .           .           .           .           .           .           .           .           .           .
            half an hour passes, a read fails   | .           ENDED       .           CLOSING     .           CLOSING     CLOSING     .           DRAINING    CLOSING     .           .
            the clock jumps                     | .           .           .           .           .           .           .           .           SETTLING    .           .           .
            a fault of this program             | ENDED       ENDED       ENDED       CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     ENDED       .
            the caller cancels                  | ENDED       ENDED       .           CLOSING     .           CLOSING     CLOSING     CLOSING     CLOSING     CLOSING     .           .
            """;

    private static final Query UNDONE = new Query.Migrations(Worlds.SERVICE, Set.of(Worlds.rev(42)));

    private static final Path DOCUMENT = Path.of("..", "docs", "state-machine.md");

    private static final ServiceRevision OTHER_IMAGES =
            Worlds.revision("sr-other", 41, Worlds.image("app", "registry/payments:1.41", "sha256:other"));

    /** Where each phase is entered for the table: so far that one event decides. */
    private static final Map<Phase, Consumer<Driven>> BASES = new EnumMap<>(Map.ofEntries(
            Map.entry(Phase.NEW, d -> {}),
            Map.entry(Phase.CHECKING, d -> allButTheService(d.after(60).began().seesSymptoms(), Worlds.badDeploy())),
            Map.entry(Phase.ANNOUNCING, Driven::toAnnouncing),
            Map.entry(Phase.WRITING, Driven::toWriting),
            Map.entry(Phase.SENT, Driven::toSent),
            Map.entry(
                    Phase.RECONCILING,
                    d -> d.toSent()
                            .unknown()
                            .seesPlanned()
                            .after(10)
                            .seesPlanned()
                            .after(10)),
            Map.entry(
                    Phase.ROLLING_OUT,
                    d -> d.toRollingOut()
                            .after(5)
                            .seesServing()
                            .seesImages(Worlds.revision(41))
                            .after(5)),
            Map.entry(Phase.SETTLING, Driven::toSettling),
            Map.entry(Phase.VERIFYING, d -> d.toVerifying().healthy().healthy().healthy()),
            Map.entry(Phase.DRAINING, d -> d.toJudged(0.5, 0.5, 0.5, 0.5, 0.5)),
            Map.entry(Phase.CLOSING, d -> d.toRollingOut().cancelled()),
            Map.entry(Phase.ENDED, d -> d.toRollingOut().cancelled().told(Notification.Moment.ENDED))));

    private static final Map<Phase, String> MEANINGS = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    Phase.NEW,
                    "The plan exists. Nothing has been sent to anybody. If the plan writes, the rollback waits for the lease of its service."),
            Map.entry(
                    Phase.CHECKING,
                    "The plan is older than ten seconds. The engine reads service, target and migrations again, and checks whether the incident goes on."),
            Map.entry(
                    Phase.ANNOUNCING,
                    "The engine sends the start message before anything changes. If that fails, it writes nothing. A cancellation waits for the answer, so that an outcome message follows the start message."),
            Map.entry(
                    Phase.WRITING,
                    "The write is due, or waits to be repeated after an attempt that certainly did nothing. If the last look at the service is older than ten seconds, the engine looks first."),
            Map.entry(
                    Phase.SENT,
                    "The engine stores the intent and sends the write. A cancellation before the call begins prevents the call. A later one waits for the answer."),
            Map.entry(
                    Phase.RECONCILING,
                    "The answer to the write is lost. The engine adopts a new deployment of the target. Three unchanged reads over 15 s allow one second write."),
            Map.entry(Phase.ROLLING_OUT, "The target takes over. Two good reads in a row make it mitigated."),
            Map.entry(Phase.SETTLING, "The target serves alone. The engine waits until the settle time is over."),
            Map.entry(
                    Phase.VERIFYING,
                    "The engine reads health during the window and the metric at its end, then judges once."),
            Map.entry(
                    Phase.DRAINING,
                    "The verdict is known. With `--wait-until drained` the engine waits until the old tasks are gone, 15 minutes at most."),
            Map.entry(
                    Phase.CLOSING, "The outcome is decided. If a start message was sent, the outcome message follows."),
            Map.entry(Phase.ENDED, "Nothing changes any more. Late answers are ignored.")));

    /** Everything that can happen, as far as it makes a difference. */
    private static final List<Happening> HAPPENINGS = List.of(
            new Happening(Event.Began.class, "the rollback begins", Driven::began),
            new Happening(
                    Event.Began.class,
                    "the rollback begins, the plan is old",
                    d -> d.after(60).began()),
            new Happening(
                    Event.Refused.class,
                    "another rollback holds the service",
                    d -> d.apply(new Event.Refused(
                            d.now(), new Ending(Outcome.REFUSED, Reason.IN_PROGRESS_ELSEWHERE, "by rb-1")))),
            new Happening(Event.Answered.class, "read: the service as planned", Driven::seesPlanned),
            new Happening(Event.Answered.class, "read: the target serves alone", Driven::seesServing),
            new Happening(
                    Event.Answered.class,
                    "read: the service is drained",
                    d -> d.sees(Driven.of(Driven.ours(Driven.ALL)))),
            new Happening(
                    Event.Answered.class,
                    "read: the platform rolled ours back",
                    d -> d.sees(Driven.of(Driven.thrownBack(), drainingOurs()))),
            new Happening(
                    Event.Answered.class,
                    "read: somebody else's deployment",
                    d -> d.sees(Driven.of(Driven.foreign(), Driven.old(3)))),
            new Happening(
                    Event.Answered.class,
                    "read: the target is scaled to zero",
                    d -> d.sees(ServiceSnapshot.of(
                            Worlds.SERVICE, Worlds.ago(9999), 0, List.of(Driven.ours(TaskCounts.NONE))))),
            new Happening(
                    Event.Answered.class,
                    "read: the suspect is scaled to zero",
                    d -> d.sees(ServiceSnapshot.of(
                            Worlds.SERVICE, Worlds.ago(9999), 0, d.planned().rollouts()))),
            new Happening(Event.Answered.class, "read: no such service", Driven::seesNoService),
            new Happening(
                    Event.Answered.class,
                    "read: the target runs other images",
                    d -> d.sees(Driven.of(
                                    Driven.ours(Driven.ALL).withServiceRevision(OTHER_IMAGES.id()), Driven.old(0)))
                            .seesImages(OTHER_IMAGES)),
            new Happening(
                    Event.Answered.class,
                    "read: the target is INACTIVE",
                    d -> d.answered(
                            new Query.Definitions(Set.of(Worlds.rev(41))),
                            new Answer.Definitions(Map.of(
                                    Worlds.rev(41),
                                    Worlds.definition(41, DefinitionStatus.INACTIVE, "content of 41"))))),
            new Happening(
                    Event.Answered.class,
                    "read: a task can never start",
                    d -> d.answered(
                            new Query.Failures(Worlds.SERVICE, Driven.OURS),
                            new Answer.Failures(
                                    List.of(new TaskFailure("t1", d.now(), "CannotPullContainerError", true))))),
            new Happening(Event.Answered.class, "read: health", Driven::healthy),
            new Happening(
                    Event.Answered.class,
                    "read: the window's numbers",
                    d -> d.numbers(Driven.windowFrom(), 1, 1, 1, 1, 1)),
            new Happening(
                    Event.Answered.class,
                    "read: history",
                    d -> d.answered(
                            new Query.History(Worlds.SERVICE, Worlds.ago(60)),
                            new Answer.History(new DeploymentHistory(List.of(), Worlds.ago(60))))),
            new Happening(
                    Event.Answered.class,
                    "read: deployments",
                    d -> d.answered(new Query.Deployments(Worlds.SERVICE, Set.of()), new Answer.Deployments(Map.of()))),
            new Happening(
                    Event.Answered.class,
                    "read: active revisions",
                    d -> d.answered(new Query.ActiveRevisions("payments", 10), new Answer.ActiveRevisions(List.of()))),
            new Happening(
                    Event.Answered.class,
                    "read: migrations",
                    d -> d.answered(new Query.Migrations(Worlds.SERVICE, Set.of()), new Answer.Migrations(Map.of()))),
            new Happening(
                    Event.Answered.class,
                    "read: a reverted release migrated",
                    d -> d.answered(
                            UNDONE,
                            new Answer.Migrations(Map.of(
                                    Worlds.rev(42),
                                    new MigrationFinding(MigrationFinding.Kind.PRESENT, "found in V42.sql"))))),
            new Happening(
                    Event.Answered.class,
                    "read: marks",
                    d -> d.answered(new Query.Marks(Worlds.SERVICE), new Answer.Marks(Map.of()))),
            new Happening(
                    Event.Answered.class,
                    "read: other services",
                    d -> d.answered(new Query.Neighbours(Set.of()), new Answer.Neighbours(Set.of()))),
            new Happening(
                    Event.Answered.class,
                    "a read fails temporarily",
                    d -> d.failed(ProviderException.Kind.UNAVAILABLE)),
            new Happening(
                    Event.Answered.class, "a read fails permanently", d -> d.failed(ProviderException.Kind.DENIED)),
            new Happening(Event.Told.class, "start message sent", d -> d.told(Notification.Moment.STARTED)),
            new Happening(Event.Told.class, "start message failed", d -> d.notTold(Notification.Moment.STARTED)),
            new Happening(
                    Event.Told.class,
                    "start message may have arrived",
                    d -> d.perhapsTold(Notification.Moment.STARTED)),
            new Happening(Event.Told.class, "mitigation message sent", d -> d.told(Notification.Moment.MITIGATED)),
            new Happening(Event.Told.class, "mitigation message failed", d -> d.notTold(Notification.Moment.MITIGATED)),
            new Happening(Event.Told.class, "outcome message sent", d -> d.told(Notification.Moment.ENDED)),
            new Happening(Event.Told.class, "outcome message failed", d -> d.notTold(Notification.Moment.ENDED)),
            new Happening(Event.Sent.class, "the write is sent", Driven::sent),
            new Happening(Event.Written.class, "write accepted", Driven::accepted),
            new Happening(Event.Written.class, "write throttled", Driven::throttled),
            new Happening(Event.Written.class, "write not sent", Driven::notSent),
            new Happening(
                    Event.Written.class,
                    "write rejected",
                    d -> d.written(new WriteAnswer.Rejected(Reason.WRITE_REJECTED, "no such role"))),
            new Happening(Event.Written.class, "write's answer lost", Driven::unknown),
            new Happening(Event.Woke.class, "a second passes", d -> d.after(1).woke()),
            new Happening(
                    Event.Woke.class,
                    "four minutes pass",
                    d -> d.after(Duration.ofMinutes(4)).woke()),
            new Happening(
                    Event.Woke.class,
                    "half an hour passes",
                    d -> d.after(Duration.ofMinutes(30)).woke()),
            new Happening(
                    Event.Woke.class,
                    "half an hour passes, a read fails",
                    d -> d.after(Duration.ofMinutes(30)).woke().failed(ProviderException.Kind.UNAVAILABLE)),
            new Happening(Event.Jumped.class, "the clock jumps", d -> d.after(7).jumps(Duration.ofHours(1))),
            new Happening(
                    Event.Broke.class, "a fault of this program", d -> d.apply(new Event.Broke(d.now(), "a bug"))),
            new Happening(Event.CancelAsked.class, "the caller cancels", Driven::cancelled));

    /** Something that can happen, in words. */
    private record Happening(Class<? extends Event> type, String words, Consumer<Driven> happens) {}

    /** What other plans do otherwise than the one of the table. */
    private static final List<Variant> VARIANTS = List.of(
            new Variant(
                    Phase.NEW,
                    "begins, no notifier reaches people",
                    () -> Driven.of(Worlds.badDeploy().checklist()),
                    Driven::began,
                    Phase.WRITING),
            new Variant(
                    Phase.NEW,
                    "begins, nothing has to be written",
                    () -> Driven.of(alreadyThere()),
                    Driven::began,
                    Phase.ROLLING_OUT),
            new Variant(
                    Phase.CHECKING,
                    "as planned, no notifier reaches people",
                    () -> checking(Worlds.badDeploy().checklist()).seesSymptoms(),
                    Driven::seesPlanned,
                    Phase.WRITING),
            new Variant(
                    Phase.CHECKING,
                    "as planned, nothing has to be written",
                    () -> checking(alreadyThere()),
                    Driven::seesPlanned,
                    Phase.ROLLING_OUT),
            new Variant(
                    Phase.ANNOUNCING,
                    "start message failed, but a person had confirmed the gate",
                    () -> Driven.of(Worlds.badDeploy(), "team-notified").began(),
                    d -> d.notTold(Notification.Moment.STARTED),
                    Phase.WRITING),
            new Variant(
                    Phase.ROLLING_OUT,
                    "mitigated, the caller waits for no more",
                    () -> Driven.of(Worlds.badDeploy().request(r -> r.withWaitUntil(WaitUntil.MITIGATED)))
                            .toRollingOut()
                            .seesServing()
                            .seesImages(Worlds.revision(41)),
                    Driven::seesServing,
                    Phase.CLOSING),
            new Variant(
                    Phase.VERIFYING,
                    "judged, the caller does not wait until drained",
                    () -> Driven.of(Worlds.badDeploy())
                            .toVerifying()
                            .healthy()
                            .healthy()
                            .healthy(),
                    d -> d.after(Duration.ofMinutes(30)).woke().failed(ProviderException.Kind.UNAVAILABLE),
                    Phase.CLOSING));

    /** A way that the table's plan doesn't go. */
    record Variant(Phase from, String words, Supplier<Driven> base, Consumer<Driven> happens, Phase to) {
        @Override
        public String toString() {
            return "%s, %s: %s".formatted(from, words, to);
        }
    }

    static List<Variant> variants() {
        return VARIANTS;
    }

    private static Worlds alreadyThere() {
        return Worlds.badDeploy().points(10, 0, Worlds.CALM).deployed(41, 10);
    }

    private static Driven checking(Worlds world) {
        return allButTheService(Driven.of(world).after(60).began(), world);
    }

    private static Driven allButTheService(Driven driven, Worlds world) {
        var definitions = new Query.Definitions(Set.of(Worlds.rev(41)));
        return driven.answered(definitions, world.answer(definitions)).answered(UNDONE, world.answer(UNDONE));
    }

    private static Rollout drainingOurs() {
        return Rollout.draining(Driven.OURS, Worlds.rev(41), Worlds.NOW);
    }

    /** One cell of the table. */
    record Step(Phase from, Happening event, Phase to) {
        @Override
        public String toString() {
            return "%s, %s: %s".formatted(from, event.words(), to);
        }
    }

    static List<Step> steps() {
        var steps = new ArrayList<Step>();
        List<String> lines = TABLE.strip().lines().toList();
        List<Phase> columns = cells(lines.get(0)).stream().map(Phase::valueOf).toList();
        for (String line : lines.subList(1, lines.size())) {
            String words = line.substring(0, line.indexOf('|')).strip();
            Happening event = HAPPENINGS.stream()
                    .filter(h -> h.words().equals(words))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no event is called " + words));
            List<String> cells = cells(line);
            for (int i = 0; i < columns.size(); i++) {
                Phase from = columns.get(i);
                String to = cells.get(i);
                steps.add(new Step(from, event, to.equals(".") ? from : Phase.valueOf(to)));
            }
        }
        return steps;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(line.indexOf('|') + 1).strip().split("\\s+"))
                .toList();
    }

    /** Returns a core in {@code phase}, of a rollback that is also to wait for old tasks. */
    private static Driven in(Phase phase) {
        Driven driven = Driven.of(Worlds.badDeploy().request(r -> r.withWaitUntil(WaitUntil.DRAINED)));
        Objects.requireNonNull(BASES.get(phase)).accept(driven);
        assertThat(driven.phase()).as("base of %s", phase).isEqualTo(phase);
        return driven;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void apply_anyEventInAnyPhase_leadsToTheTablesPhase(Step step) {
        Driven driven = in(step.from());

        step.event().happens().accept(driven);

        assertThat(driven.phase()).isEqualTo(step.to());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void apply_withAnotherPlan_leadsToTheVariantsPhase(Variant variant) {
        Driven driven = variant.base().get();
        assertThat(driven.phase()).isEqualTo(variant.from());

        variant.happens().accept(driven);

        assertThat(driven.phase()).isEqualTo(variant.to());
    }

    @Test
    void table_everyPhaseAndEveryHappening_isThereOnce() {
        List<Step> steps = steps();

        assertThat(steps).hasSize(Phase.values().length * HAPPENINGS.size());
        assertThat(steps.stream().map(Step::toString).distinct()).hasSize(steps.size());
    }

    @Test
    void table_everyTypeOfEvent_isThere() {
        assertThat(HAPPENINGS.stream().map(Happening::type).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Event.class.getPermittedSubclasses()));
    }

    @Test
    void table_everyKindOfAnswerAndMoment_isThere() {
        var answers = new LinkedHashSet<Class<?>>();
        var writeAnswers = new LinkedHashSet<Class<?>>();
        var moments = new LinkedHashSet<Notification.Moment>();
        for (Happening happening : HAPPENINGS) {
            Driven driven = Driven.of(Worlds.badDeploy());
            happening.happens().accept(driven);
            driven.applied().forEach(event -> {
                if (event instanceof Event.Answered e) {
                    answers.add(e.answer().getClass());
                } else if (event instanceof Event.Written e) {
                    writeAnswers.add(e.answer().getClass());
                } else if (event instanceof Event.Told e) {
                    moments.add(e.moment());
                }
            });
        }

        assertThat(answers).isEqualTo(Set.of(Answer.class.getPermittedSubclasses()));
        assertThat(writeAnswers).isEqualTo(Set.of(WriteAnswer.class.getPermittedSubclasses()));
        assertThat(moments).isEqualTo(Set.of(Notification.Moment.values()));
    }

    @Test
    void document_rendered_isTheCommittedOne() throws IOException {
        String rendered = rendered();
        if (Boolean.getBoolean("iq.write-docs")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, rendered);
        }

        assertThat(DOCUMENT)
                .as("run this test with -Diq.write-docs=true to write it anew")
                .hasContent(rendered);
    }

    private static String rendered() {
        return Stream.of(
                        "# State machine",
                        "",
                        "For contributors, and for operators who want to know what the engine does next in every situation.",
                        "",
                        "What a rollback does next depends on its phase and on the next event. The rules behind it are in [judgement.md](judgement.md).",
                        "",
                        "`RollbackCoreTableTest` tests every cell of the table below and writes this page: run it with `-Diq.write-docs=true`",
                        "after a change of the table there.",
                        "",
                        "## Phases",
                        "",
                        phases(),
                        "",
                        "## Diagram",
                        "",
                        "The diagram shows the table and the other plans below it. It leaves out cancellations and faults of the program: they lead to closing or ended.",
                        "",
                        "```mermaid",
                        "stateDiagram-v2",
                        diagram(),
                        "```",
                        "",
                        "## Table",
                        "",
                        "If a cell is empty, the phase stays. The table shows the cases in which one event decides:",
                        "",
                        "- *checking*: the target's definition and the migrations are read already.",
                        "- *reconciling*: two unchanged reads are done.",
                        "- *rolling out*: one good read is done.",
                        "- *verifying*: three probes agree. The caller waits until drained, so *draining* follows.",
                        "- *closing*: if no start message was sent, the rollback skips this phase and ends at once.",
                        "",
                        table(),
                        "",
                        "Other plans also take these ways:",
                        "",
                        VARIANTS.stream()
                                .map(v -> "- %s: %s; then %s".formatted(v.from(), v.words(), v.to()))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String phases() {
        return "| phase | what happens |\n|---|---|\n"
                + Arrays.stream(Phase.values())
                        .map(p -> "| %s | %s |".formatted(p, MEANINGS.get(p)))
                        .collect(Collectors.joining("\n"));
    }

    private static String diagram() {
        var labels = new TreeMap<Phase, Map<Phase, List<String>>>();
        steps().stream()
                .filter(s -> s.from() != s.to()
                        && s.event().type() != Event.CancelAsked.class
                        && s.event().type() != Event.Broke.class)
                .forEach(s -> label(labels, s.from(), s.to(), s.event().words().replace("read: ", "")));
        VARIANTS.forEach(v -> label(labels, v.from(), v.to(), v.words()));
        var arrows = new ArrayList<String>();
        labels.forEach((from, ways) -> ways.forEach((to, words) ->
                arrows.add("    %s --> %s: %s".formatted(from.name(), to.name(), String.join(" / ", words)))));
        return Stream.of(Stream.of("    [*] --> NEW"), arrows.stream(), Stream.of("    ENDED --> [*]"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static void label(Map<Phase, Map<Phase, List<String>>> labels, Phase from, Phase to, String words) {
        labels.computeIfAbsent(from, f -> new TreeMap<>())
                .computeIfAbsent(to, t -> new ArrayList<>())
                .add(words);
    }

    private static String table() {
        var rows = new ArrayList<String>();
        rows.add("| event | "
                + Arrays.stream(Phase.values()).map(Phase::toString).collect(Collectors.joining(" | ")) + " |");
        rows.add("|---|" + "---|".repeat(Phase.values().length));
        Map<Happening, List<Step>> byEvent =
                steps().stream().collect(Collectors.groupingBy(Step::event, LinkedHashMap::new, Collectors.toList()));
        byEvent.forEach((event, steps) -> rows.add("| " + event.words() + " | "
                + steps.stream()
                        .map(s -> s.from() == s.to() ? "" : s.to().toString())
                        .collect(Collectors.joining(" | "))
                + " |"));
        return String.join("\n", rows);
    }
}
