package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.rule.RunbookElsewhere;
import io.incidentiq.rollback.internal.rule.SuspectRule;
import io.incidentiq.rollback.internal.rule.Symptoms;
import io.incidentiq.rollback.internal.rule.TargetRule;
import io.incidentiq.rollback.internal.rule.Vetting;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.Counts;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentHistory;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.MetricPoint;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.RequestCounts;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.RevisionMark;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.Statistic;
import io.incidentiq.rollback.port.TaskCounts;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.procedure.ChecklistLine;
import io.incidentiq.rollback.procedure.Checks;
import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.MigrationRisk;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.rollback.procedure.RunbookRef;
import io.incidentiq.rollback.procedure.ScriptLines;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Source;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** A service's world in a few lines: deployments, numbers and a request, made into facts or a plan. */
public final class Worlds {
    /** When everything is judged: on the edge of a minute. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    public static final ServiceId SERVICE = new ServiceId("prod", "payments");
    public static final double CALM = 0.5;
    public static final double FAULT = 8.0;

    /** Where a {@link #balanced} world counts its requests. */
    public static final RequestCounts REQUESTS =
            new RequestCounts("target group payments", sum("HTTPCode_Target_5XX_Count"), sum("RequestCount"));

    private static final Source RUNBOOK = new Source("RB-0007", 1);

    private final List<Deployment> deployments = new ArrayList<>();
    private final Map<DeploymentId, Deployment> closer = new LinkedHashMap<>();
    private final Map<ServiceRevisionId, ServiceRevision> revisions = new LinkedHashMap<>();
    private final Map<RevisionId, TaskDefinition> definitions = new LinkedHashMap<>();
    private final Map<Instant, Double> points = new LinkedHashMap<>();
    private final Map<RevisionId, RevisionMark> marks = new LinkedHashMap<>();
    private final Map<RevisionId, MigrationFinding> findings = new LinkedHashMap<>();
    private final List<RevisionId> active = new ArrayList<>();
    private final Set<RevisionId> gone = new LinkedHashSet<>();
    private List<String> checklist = List.of(
            "Recent deployment correlates with incident start",
            "Previous stable revision identified",
            "No database migration in the release",
            "Notify team in the channel");
    private MigrationRisk risk = MigrationRisk.LOW;
    private boolean inTable = true;
    private boolean readsMetric = true;
    private boolean asksHealth = true;
    private int requests;
    private boolean pair;
    private DoubleUnaryOperator failing = percent -> percent;
    private Checks.Unread unread = Checks.Unread.NONE;
    private Instant historySince = ago(90 * 24 * 60);
    private Instant serviceCreated = ago(60 * 24 * 60);
    private RollbackRequest request = RollbackRequest.of("payments");
    private UnaryOperator<ServiceSnapshot> snapshotChange = s -> s;
    private boolean reachesPeople = true;
    private UnaryOperator<RollbackProcedure> runbook = p -> p;
    private final Set<ServiceId> neighbours = new LinkedHashSet<>();

    private Worlds() {}

    /** Returns a service that was never deployed. */
    public static Worlds empty() {
        return new Worlds();
    }

    /** Returns a service that ran 40, then 41, and got the bad 42 twenty minutes ago; the incident began 18 minutes ago. */
    public static Worlds badDeploy() {
        return calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(ago(18)));
    }

    /** Returns a bad deployment whose history calls the suspect's {@code state}. */
    static Worlds suspectIn(DeploymentState state) {
        return calmUntil(17)
                .deployed(40, 600)
                .deployed(41, 300)
                .deployed(revision(42), 20, state)
                .request(r -> r.withIncidentStart(ago(18)));
    }

    /** Returns an empty world whose metric is calm until {@code minutesAgo} and shows the fault from then on. */
    public static Worlds calmUntil(int minutesAgo) {
        return empty().points(24 * 60, minutesAgo, CALM).points(minutesAgo, 0, FAULT);
    }

    public static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    public static RevisionId rev(int number) {
        return new RevisionId("payments", number);
    }

    /** Returns what the first deployment of {@code number} started: one container, tag and digest of its own. */
    public static ServiceRevision revision(int number) {
        return revision("sr-" + number, number, image("app", "registry/payments:1." + number, "sha256:" + number));
    }

    public static ServiceRevision revision(String id, int number, Image... images) {
        return new ServiceRevision(new ServiceRevisionId(id), rev(number), List.of(images));
    }

    public static Image image(String container, String reference, String digest) {
        return new Image(container, reference, digest);
    }

    public static TaskDefinition definition(int number, DefinitionStatus status, String fingerprint) {
        return new TaskDefinition(
                rev(number),
                status,
                List.of(new ContainerDefinition("app", "registry/payments:1." + number, List.of(8080))),
                fingerprint,
                ago(30 * 24 * 60));
    }

    /** Returns a definition with a label. */
    public static TaskDefinition labelled(int number, String label, String value) {
        TaskDefinition plain = definition(number, DefinitionStatus.ACTIVE, "content of " + number);
        return new TaskDefinition(
                plain.id(),
                plain.status(),
                plain.containers(),
                plain.fingerprint(),
                plain.registeredAt(),
                Map.of(label, value));
    }

    /** Returns a definition with an app and a proxy that listens, too. */
    public static TaskDefinition withProxy(int number) {
        return new TaskDefinition(
                rev(number),
                DefinitionStatus.ACTIVE,
                List.of(
                        new ContainerDefinition("app", "registry/app:1." + number, List.of(8081)),
                        new ContainerDefinition("proxy", "proxy:latest", List.of(8080))),
                "content of " + number,
                ago(30 * 24 * 60));
    }

    /** Returns 41 with a proxy by {@code :latest}, as it ran before that tag moved; see {@link #afterTheProxyMoved}. */
    public static ServiceRevision beforeTheProxyMoved() {
        return revision(
                "sr-old",
                41,
                image("app", "registry/app:1.41", "sha256:1"),
                image("proxy", "proxy:latest", "sha256:7"));
    }

    public static ServiceRevision afterTheProxyMoved() {
        return revision(
                "sr-new",
                42,
                image("app", "registry/app:1.42", "sha256:2"),
                image("proxy", "proxy:latest", "sha256:8"));
    }

    /** Adds a deployment that ended well three minutes after its creation. */
    public Worlds deployed(int number, int minutesAgo) {
        return deployed(revision(number), minutesAgo);
    }

    public Worlds deployed(ServiceRevision started, int minutesAgo) {
        return deployed(started, minutesAgo, DeploymentState.SUCCESSFUL);
    }

    public Worlds deployed(ServiceRevision started, int minutesAgo, DeploymentState state) {
        Deployment deployment = Deployment.of(nextId(started), started.id(), state, ago(minutesAgo));
        boolean over = state.terminal();
        return deployment(over ? deployment.withFinishedAt(ago(minutesAgo - 3)) : deployment, started);
    }

    public Worlds deployment(Deployment deployment, ServiceRevision started) {
        deployments.add(deployment);
        revisions.put(started.id(), started);
        int number = started.definition().number();
        definitions.putIfAbsent(
                started.definition(), definition(number, DefinitionStatus.ACTIVE, "content of " + number));
        return this;
    }

    /** Adds a deployment that the platform undid by returning to {@code to}, which only a closer look tells. */
    public Worlds undone(int number, int minutesAgo, ServiceRevision to) {
        deployed(revision(number), minutesAgo, DeploymentState.ROLLBACK_SUCCESSFUL);
        Deployment undone = deployments.get(deployments.size() - 1);
        closer.put(undone.id(), undone.withRolledBackTo(to.id()));
        return this;
    }

    /** Adds a deployment that ended well, of something that the platform no longer knows. */
    public Worlds deployedSomethingForgotten(int minutesAgo) {
        deployments.add(Deployment.of(
                        new DeploymentId("forgotten-" + minutesAgo),
                        new ServiceRevisionId("sr-forgotten"),
                        DeploymentState.SUCCESSFUL,
                        ago(minutesAgo))
                .withFinishedAt(ago(minutesAgo - 3)));
        return this;
    }

    private DeploymentId nextId(ServiceRevision started) {
        int number = started.definition().number();
        long before = deployments.stream()
                .filter(d -> d.id().value().startsWith("d" + number))
                .count();
        return new DeploymentId("d" + number + (before == 0 ? "" : "-" + (before + 1)));
    }

    public Worlds define(TaskDefinition definition) {
        definitions.put(definition.id(), definition);
        return this;
    }

    /** Makes the platform have no such definition any more, so that asking for it finds nothing. */
    public Worlds undefine(int number) {
        definitions.remove(rev(number));
        gone.add(rev(number));
        return this;
    }

    /** Sets the metric's minutes in {@code [from, to)}, both in minutes before now. */
    public Worlds points(int fromMinutesAgo, int toMinutesAgo, double value) {
        for (int minute = fromMinutesAgo; minute > toMinutesAgo; minute--) {
            points.put(ago(minute), value);
        }
        return this;
    }

    /** Sets the metric's minutes in {@code [from, to)}: so many percent of the {@code counted} requests fail, by {@code random}. */
    public Worlds failing(int fromMinutesAgo, int toMinutesAgo, double percent, Random random) {
        for (int minute = fromMinutesAgo; minute > toMinutesAgo; minute--) {
            long bad = random.doubles(requests).filter(d -> 100 * d < percent).count();
            points.put(ago(minute), 100.0 * bad / requests);
        }
        return this;
    }

    public Worlds withoutPoints(int fromMinutesAgo, int toMinutesAgo) {
        for (int minute = fromMinutesAgo; minute > toMinutesAgo; minute--) {
            points.remove(ago(minute));
        }
        return this;
    }

    public Worlds standing(int number, RevisionMark standing) {
        marks.put(rev(number), standing);
        return this;
    }

    public Worlds finding(int number, MigrationFinding.Kind kind) {
        findings.put(rev(number), new MigrationFinding(kind, "found in V" + number + ".sql"));
        return this;
    }

    public Worlds finding(int number, MigrationFinding.Kind kind, String evidence) {
        findings.put(rev(number), new MigrationFinding(kind, evidence));
        return this;
    }

    public Worlds active(int... numbers) {
        for (int number : numbers) {
            active.add(rev(number));
            definitions.putIfAbsent(rev(number), definition(number, DefinitionStatus.ACTIVE, "content of " + number));
        }
        return this;
    }

    public Worlds request(UnaryOperator<RollbackRequest> change) {
        request = change.apply(request);
        return this;
    }

    public Worlds snapshot(UnaryOperator<ServiceSnapshot> change) {
        snapshotChange = change;
        return this;
    }

    public Worlds historySince(int minutesAgo) {
        historySince = ago(minutesAgo);
        return this;
    }

    public Worlds serviceCreated(int minutesAgo) {
        serviceCreated = ago(minutesAgo);
        return this;
    }

    public Worlds checklist(String... items) {
        checklist = List.of(items);
        return this;
    }

    public Worlds risk(MigrationRisk risk) {
        this.risk = risk;
        return this;
    }

    public Worlds missingFromTable() {
        inTable = false;
        return this;
    }

    public Worlds withoutMetric() {
        readsMetric = false;
        return this;
    }

    public Worlds withoutHealth() {
        asksHealth = false;
        return this;
    }

    /** Adds a second metric to the runbook that nobody understands. */
    public Worlds withUnreadMetric(String why) {
        unread = new Checks.Unread(new Sourced<>(why, RUNBOOK), unread.health());
        return this;
    }

    /** Adds a second health check to the runbook that nobody makes. */
    public Worlds withUnreadHealth(String why) {
        unread = new Checks.Unread(unread.metric(), new Sourced<>(why, RUNBOOK));
        return this;
    }

    /** Changes what the runbook says. */
    public Worlds runbook(UnaryOperator<RollbackProcedure> change) {
        runbook = change;
        return this;
    }

    /** Adds another service to the cluster. */
    public Worlds neighbour(String name) {
        neighbours.add(new ServiceId(SERVICE.cluster(), name));
        return this;
    }

    public Worlds notifierReachesNobody() {
        reachesPeople = false;
        return this;
    }

    public RollbackProcedure procedure() {
        MetricTemplate metric =
                pair ? sumOf("Errors").outOf(sumOf("Requests"), 100) : template("ErrorRate", Statistic.AVERAGE);
        var checks = new Checks(
                readsMetric ? new Sourced<>(metric, RUNBOOK) : null,
                asksHealth ? new Sourced<>("https://{service}.internal/health", RUNBOOK) : null,
                new Sourced<>(Duration.ofMinutes(3), RUNBOOK),
                Sourced.byDefault(Duration.ofMinutes(5)),
                unread);
        var rule = new ServiceRule("payments", risk, "", Duration.ofMinutes(3), "team-payments", RUNBOOK);
        var team = new RollbackProcedure.Team(
                checklist.stream().map(c -> ChecklistLine.of(c, RUNBOOK)).toList(),
                inTable ? List.of(rule) : List.of(),
                List.of(),
                new Sourced<>("#incidents", RUNBOOK));
        return runbook.apply(new RollbackProcedure(
                new RunbookRef("rollback.md", "RB-0007", "Rollback"),
                new Sourced<>("prod", RUNBOOK),
                checks,
                team,
                Sourced.byDefault(Duration.ofHours(2)),
                new RollbackProcedure.Script(new ScriptLines(null, null, null, null), List.of())));
    }

    public Settings settings() {
        return Settings.of(procedure(), request);
    }

    /** Returns the service on its newest deployment, all three tasks running. */
    public ServiceSnapshot seen() {
        var rollouts = new ArrayList<Rollout>();
        if (!deployments.isEmpty()) {
            Deployment newest = deployments.get(deployments.size() - 1);
            ServiceRevision started = Objects.requireNonNull(revisions.get(newest.started()));
            rollouts.add(Rollout.primary(newest.id(), started.definition(), newest.createdAt())
                    .withTasks(new TaskCounts(3, 3, 0, 0, 0))
                    .withState(newest.state().terminal() ? RolloutState.COMPLETED : RolloutState.IN_PROGRESS, "")
                    .withServiceRevision(newest.started()));
        }
        return snapshotChange.apply(ServiceSnapshot.of(SERVICE, serviceCreated, 3, rollouts));
    }

    public Facts facts() {
        var facts = new Facts();
        answers().forEach((query, answer) -> facts.learn(NOW, query, answer));
        return facts;
    }

    private Map<Query, Answer> answers() {
        var answers = new LinkedHashMap<Query, Answer>();
        var numbers = new LinkedHashSet<>(definitions.keySet());
        numbers.addAll(gone);
        answers.put(new Query.ServiceNow(SERVICE), new Answer.Service(seen()));
        answers.put(new Query.History(SERVICE, historySince), new Answer.History(history()));
        answers.put(
                new Query.ServiceRevisions(new LinkedHashSet<>(revisions.keySet())),
                new Answer.ServiceRevisions(revisions));
        answers.put(new Query.Definitions(numbers), new Answer.Definitions(definitions));
        answers.put(new Query.ActiveRevisions("payments", 10), new Answer.ActiveRevisions(active));
        answers.put(new Query.Marks(SERVICE), new Answer.Marks(marks));
        new RunbookElsewhere(settings()).reads().ifPresent(q -> answers.put(q, new Answer.Neighbours(neighbours)));
        answers.put(new Query.Migrations(SERVICE, numbers), new Answer.Migrations(findings));
        settings().metric().ifPresent(m -> answers.put(new Query.Metric(m, ago(24 * 60), NOW), metric()));
        return answers;
    }

    private DeploymentHistory history() {
        return new DeploymentHistory(deployments, historySince);
    }

    private Answer metric() {
        return Answer.Metric.of(
                settings().metric().orElseThrow(),
                new MetricSeries(
                        points.entrySet().stream()
                                .map(e -> point(e.getKey(), e.getValue()))
                                .toList(),
                        true));
    }

    private MetricPoint point(Instant start, double percent) {
        var bare = new MetricPoint(start, percent);
        return requests == 0 ? bare : bare.withCounts(new Counts(Math.rint(percent * requests / 100), requests));
    }

    /** Returns a world behind a load balancer, which counts 200 requests a minute; so many percent fail where the metric has its value. */
    public Worlds balanced(DoubleUnaryOperator failing) {
        this.failing = failing;
        return snapshot(s -> s.withRequestCounts(List.of(REQUESTS)));
    }

    private Answer requests(MetricQuery failed, MetricQuery all) {
        var bad = new ArrayList<MetricPoint>();
        var total = new ArrayList<MetricPoint>();
        points.forEach((at, percent) -> {
            bad.add(new MetricPoint(at, Math.rint(2 * failing.applyAsDouble(percent))));
            total.add(new MetricPoint(at, 200));
        });
        return new Answer.Metric(Map.of(failed, new MetricSeries(bad, true), all, new MetricSeries(total, true)));
    }

    /** Returns a world whose runbook reads errors and requests, 200 a minute. */
    public Worlds readingAPair() {
        pair = true;
        return this;
    }

    private static MetricTemplate sumOf(String name) {
        return template(name, Statistic.SUM);
    }

    private static MetricTemplate template(String name, Statistic statistic) {
        return new MetricTemplate("App", name, Map.of("Service", "{service}"), statistic, Duration.ofMinutes(1));
    }

    private static MetricQuery sum(String name) {
        return new MetricQuery(
                "AWS/ApplicationELB",
                name,
                Map.of("TargetGroup", "targetgroup/payments/1", "LoadBalancer", MetricQuery.ANY),
                Statistic.SUM,
                Duration.ofMinutes(1));
    }

    /** Returns a world whose metric says how many requests each of its percentages is of. */
    public Worlds counted(int requestsPerMinute) {
        requests = requestsPerMinute;
        return this;
    }

    /** Returns this world's answer to {@code query}. */
    public Answer answer(Query query) {
        if (query instanceof Query.ServiceNow) {
            return new Answer.Service(seen());
        } else if (query instanceof Query.History) {
            return new Answer.History(history());
        } else if (query instanceof Query.Deployments) {
            return new Answer.Deployments(closer);
        } else if (query instanceof Query.ServiceRevisions q) {
            var asked = new LinkedHashMap<>(revisions);
            asked.keySet().retainAll(q.ids());
            return new Answer.ServiceRevisions(asked);
        } else if (query instanceof Query.Definitions q) {
            var asked = new LinkedHashMap<>(definitions);
            asked.keySet().retainAll(q.ids());
            return new Answer.Definitions(asked);
        } else if (query instanceof Query.ActiveRevisions) {
            return new Answer.ActiveRevisions(active);
        } else if (query instanceof Query.Marks) {
            return new Answer.Marks(marks);
        } else if (query instanceof Query.Migrations) {
            return new Answer.Migrations(findings);
        } else if (query instanceof Query.Metric q) {
            return q.series().contains(REQUESTS.total())
                    ? requests(REQUESTS.bad(), REQUESTS.total())
                    : pair
                            ? requests(
                                    sumOf("Errors").of(SERVICE),
                                    sumOf("Requests").of(SERVICE))
                            : metric();
        }
        throw new IllegalArgumentException("no answer to " + query);
    }

    public Suspect suspect() {
        return new SuspectRule(evidence()).choose();
    }

    public TargetRule targetRule() {
        Suspect suspect = suspect();
        return new TargetRule(evidence(), suspect, evidence().records(suspect.since()));
    }

    /** Returns what the metric shows of an incident that began when the request says, or with the suspect. */
    public Symptoms symptoms() {
        Instant from = request.incidentStart()
                .filter(t -> t.isAfter(suspect().since()))
                .orElse(suspect().since());
        return new Symptoms.Question(settings(), targetRule().reference(), from, null, from).answer(facts(), NOW);
    }

    public Vetting vetting() {
        Suspect suspect = suspect();
        return new Vetting(evidence(), suspect, evidence().records(suspect.since()), symptoms());
    }

    public Evidence evidence() {
        Facts facts = facts();
        return Evidence.of(facts, Measures.of(settings(), facts).get(0), NOW);
    }

    /** Returns the plan that follows where the health endpoint has answered. */
    public PlannedRollback plan(Answer.Health health) {
        Evidence evidence = evidence();
        settings().healthUrl().ifPresent(url -> evidence.facts().learn(NOW, new Query.Health(url.value()), health));
        return new Judgement(evidence, List.of()).plan(reachesPeople);
    }

    /** Returns the plan that follows, with what the request states about gates left out. */
    public PlannedRollback plan() {
        return new Judgement(evidence(), List.of()).plan(reachesPeople);
    }
}
