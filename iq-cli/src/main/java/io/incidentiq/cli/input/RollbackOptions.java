package io.incidentiq.cli.input;

import io.incidentiq.cli.completion.Choices;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.WaitUntil;
import io.incidentiq.rollback.internal.format.InstantFormat;
import io.incidentiq.rollback.procedure.GateIds;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.simulator.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code iq plan} and {@code iq rollback} are told. */
public final class RollbackOptions {
    @Parameters(index = "0", arity = "0..1", paramLabel = "RUNBOOK", description = "The runbook, in Markdown.")
    @Nullable
    Path runbook;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "The service to roll back; by default the one that the alarm names.")
    @Nullable
    String service;

    @Mixin
    IncidentOptions cause = new IncidentOptions();

    @Option(
            names = "--scenario",
            paramLabel = "S",
            description = "The drill to play on the simulated platform: ${COMPLETION-CANDIDATES}",
            completionCandidates = ScenarioNames.class)
    @Nullable
    public String scenario;

    @Option(
            names = "--provider",
            paramLabel = "aws",
            completionCandidates = Choices.Providers.class,
            description = "The real platform, instead of --scenario; aws is Amazon ECS and CloudWatch.")
    @Nullable
    public String provider;

    @Mixin
    public AwsProviderOptions aws = new AwsProviderOptions();

    @Option(names = "--cluster", paramLabel = "C", description = "The cluster; by default the runbook's.")
    @Nullable
    String cluster;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The drill's seed; ${DEFAULT-VALUE} by default. The same seed gives the same drill.")
    public long seed = 1;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "Speed of the drill as a multiple of real time; 60 on a terminal, else max.")
    @Nullable
    public String speed;

    @Option(
            names = "--incident-start",
            paramLabel = "T|-25m",
            description =
                    "When the incident began; by default the alarm's start, in a drill without an alarm the drill's.")
    @Nullable
    String incidentStart;

    @Mixin
    SuspectOptions choice = new SuspectOptions();

    @Option(
            names = "--requested-by",
            paramLabel = "WHO",
            description = "Who requests the rollback; by default the operating system's user.")
    public String requestedBy = System.getProperty("user.name", "unknown");

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why the rollback is requested; for the report and the team.")
    String reason = "";

    @Option(
            names = "--confirm",
            paramLabel = "GATE=WHO[:NOTE]",
            description = "State that an OPEN checklist item holds.")
    List<String> confirm = new ArrayList<>();

    @Option(
            names = "--override",
            paramLabel = "GATE=WHO:NOTE",
            description = "Go on in spite of a BLOCKED checklist item.")
    List<String> override = new ArrayList<>();

    @Mixin
    public TeamOptions team = new TeamOptions();

    @Option(
            names = "--timeout",
            paramLabel = "D",
            description = "Longest time for the target to take over after the write; 20m by default.")
    @Nullable
    String timeout;

    @Option(
            names = "--settle",
            paramLabel = "D",
            description = "Wait time after mitigation before verification starts; by default the runbook's.")
    @Nullable
    String settle;

    @Option(
            names = "--poll-interval",
            paramLabel = "D",
            description = "Time between two looks at a rollout; 2s to 5s by default.")
    @Nullable
    String pollInterval;

    @Option(
            names = "--max-error-rate",
            paramLabel = "X",
            description = "Highest error rate that counts as recovered, in the metric's own unit.")
    @Nullable
    String maxErrorRate;

    @Option(
            names = "--health-url",
            paramLabel = "U",
            description = "The health endpoint; by default the runbook's, in a drill the drill's.")
    @Nullable
    String healthUrl;

    @Option(
            names = "--wait-until",
            paramLabel = "mitigated|verified|drained",
            defaultValue = "verified",
            completionCandidates = Choices.Ends.class,
            description = "When to stop watching the rollback; ${DEFAULT-VALUE} by default.")
    WaitUntil waitUntil = WaitUntil.VERIFIED;

    @Option(names = "--yes", description = "Never prompt. Open gates cause a refusal.")
    public boolean yes;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Write each event as one line of JSON; iq plan has no events.")
    @Nullable
    public Path events;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write the report as a page to a .html file. Write it, or the plan, as text to a .txt file, as JSON to others.")
    @Nullable
    public Path report;

    /** The names that {@code --help} lists. */
    public static final class ScenarioNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenario.names().iterator();
        }
    }

    /** Returns what is requested of the engine, all but what only the drill knows. */
    public RollbackRequest request(RollbackInput input, Instant now) {
        if (Statement.isPlaceholderName(requestedBy)) {
            throw CliError.usage("--requested-by '%s': a placeholder; write who asks".formatted(requestedBy));
        }
        requireBegun(input.incident(), now);
        try {
            RollbackRequest request = RollbackRequest.of(input.service())
                    .requestedBy(requestedBy, input.reason(reason))
                    .withWaitUntil(waitUntil);
            request = input.incident() == null ? request : request.withIncident(input.incident());
            request = withChoice(request, now);
            request = withLimits(request);
            request = aws.requested(request);
            for (Statement statement : statements(input.procedure())) {
                request = request.with(statement);
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw CliError.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Returns a command line to copy, with what leads another shell to the same place. */
    public String placed(String line, RollbackPlan plan) {
        return provider == null ? line : aws.placed(line, plan.place());
    }

    private RollbackRequest withChoice(RollbackRequest plain, Instant now) {
        RollbackRequest request = team.noticed(choice.chosen(plain));
        if (cluster != null) {
            request = request.withCluster(cluster);
        }
        if (incidentStart != null) {
            request = request.withIncidentStart(OptionParsers.past("--incident-start", incidentStart, now));
        }
        return healthUrl == null ? request : request.withHealthUrl(OptionParsers.address("--health-url", healthUrl));
    }

    /** The start that counts can't be still to come; one that an option goes over doesn't count. */
    private void requireBegun(@Nullable Incident incident, Instant now) {
        if (incident == null || incidentStart != null) {
            return;
        }
        incident.start().filter(t -> t.isAfter(now.plus(OptionParsers.SKEW))).ifPresent(t -> {
            throw CliError.usage(
                    "--incident: alarm %s began at %s, which is in the future: it is %s; is the clock right?"
                            .formatted(incident.alarm(), InstantFormat.words(t), InstantFormat.words(now)));
        });
    }

    private RollbackRequest withLimits(RollbackRequest plain) {
        RollbackRequest request = plain;
        if (timeout != null) {
            request = limited(request, "--timeout", timeout, RollbackRequest::withTimeout);
        }
        if (settle != null) {
            request = limited(request, "--settle", settle, RollbackRequest::withSettle);
        }
        if (pollInterval != null) {
            request = limited(request, "--poll-interval", pollInterval, RollbackRequest::withPollInterval);
        }
        return maxErrorRate == null ? request : withMaxErrorRate(request, maxErrorRate);
    }

    private static RollbackRequest withMaxErrorRate(RollbackRequest request, String text) {
        try {
            return request.withMaxErrorRate(Double.parseDouble(text));
        } catch (IllegalArgumentException e) {
            throw CliError.usage(
                    "--max-error-rate '%s': expected a number from 0 on, in the metric's own unit, such as 0.5"
                            .formatted(text));
        }
    }

    private static RollbackRequest limited(
            RollbackRequest request,
            String option,
            String text,
            BiFunction<RollbackRequest, Duration, RollbackRequest> setting) {
        Duration span = OptionParsers.duration(option, text);
        try {
            return setting.apply(request, span);
        } catch (IllegalArgumentException e) {
            boolean tooLong = span.compareTo(RollbackRequest.LONGEST_WAIT) > 0;
            throw CliError.usage("%s '%s': expected a %s, such as 90s"
                    .formatted(option, text, tooLong ? "duration of at most 24h" : "longer duration"));
        }
    }

    private List<Statement> statements(RollbackProcedure procedure) {
        var statements = new ArrayList<Statement>();
        confirm.forEach(text -> statements.add(OptionParsers.statement("--confirm", text, false)));
        override.forEach(text -> statements.add(OptionParsers.statement("--override", text, true)));
        Set<String> known = gates(procedure);
        for (Statement statement : statements) {
            if (!known.contains(statement.gate())) {
                throw CliError.usage("%s '%s': no such gate; this runbook has %s"
                        .formatted(
                                statement.override() ? "--override" : "--confirm",
                                statement.gate(),
                                String.join(", ", known)));
            }
        }
        return statements;
    }

    private static Set<String> gates(RollbackProcedure procedure) {
        var ids = new LinkedHashSet<String>();
        procedure.checklist().forEach(item -> ids.add(item.gate()));
        ids.addAll(List.of(
                GateIds.DEPLOYMENT_CORRELATES,
                GateIds.TARGET_IDENTIFIED,
                GateIds.NO_MIGRATIONS,
                GateIds.FOREIGN_DEPLOYMENT,
                GateIds.MOVED_TAG,
                GateIds.INCIDENT_ELSEWHERE,
                GateIds.INCIDENT_ONGOING,
                GateIds.RUNBOOK_ELSEWHERE));
        return ids;
    }
}
