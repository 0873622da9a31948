package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Suspect;
import io.incidentiq.rollback.Target;
import io.incidentiq.rollback.internal.evidence.KeptEvidence;
import io.incidentiq.rollback.internal.fact.Facts;
import io.incidentiq.rollback.internal.fact.SeriesMeasure;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.history.Evidence;
import io.incidentiq.rollback.internal.history.IncidentStart;
import io.incidentiq.rollback.internal.history.Records;
import io.incidentiq.rollback.internal.history.Timeline;
import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.rule.ElsewhereRule;
import io.incidentiq.rollback.internal.rule.GateRules;
import io.incidentiq.rollback.internal.rule.GateTransitions;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.rule.MovedTags;
import io.incidentiq.rollback.internal.rule.OngoingRule;
import io.incidentiq.rollback.internal.rule.Refusal;
import io.incidentiq.rollback.internal.rule.RunbookElsewhere;
import io.incidentiq.rollback.internal.rule.SuspectRule;
import io.incidentiq.rollback.internal.rule.Symptoms;
import io.incidentiq.rollback.internal.rule.TargetRule;
import io.incidentiq.rollback.internal.settings.LeastTimeout;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.internal.statistics.Sample;
import io.incidentiq.rollback.internal.statistics.Visibility;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.Deployment;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.RolloutState;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.port.ServiceStatus;
import io.incidentiq.rollback.port.TaskDefinition;
import io.incidentiq.rollback.procedure.GateIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a plan of facts: suspect, target, action, gates, in the order in which {@code docs/judgement.md} asks. */
final class Judgement {
    /** How many periods a fault lasts that nobody told of before it is taken for one: a few bad minutes are often chance. */
    private static final int NO_CHANCE = Defaults.UNTOLD_INCIDENT.count();

    private static final Set<DeploymentMethod> CAN_BE_STOPPED = Set.of(
            DeploymentMethod.ROLLING,
            DeploymentMethod.BLUE_GREEN,
            DeploymentMethod.LINEAR,
            DeploymentMethod.CANARY,
            DeploymentMethod.DAEMON);

    private final Facts facts;
    private final Timeline timeline;
    private final Settings settings;
    private final Instant now;
    private final Evidence evidence;
    private final List<String> warnings;
    private Visibility visibility = Visibility.UNKNOWN;

    public Judgement(Evidence evidence, List<String> warnings) {
        this.evidence = evidence;
        this.facts = evidence.facts();
        this.timeline = evidence.timeline();
        this.settings = evidence.settings();
        this.now = evidence.now();
        this.warnings = new ArrayList<>(warnings);
    }

    PlannedRollback plan(boolean notifierReachesPeople) {
        PlannedRollback plan = judged(notifierReachesPeople);
        return plan.keeping(FirstEvidence.of(plan, facts));
    }

    private PlannedRollback judged(boolean notifierReachesPeople) {
        Suspect suspect = null;
        try {
            ServiceSnapshot snapshot = deployableService();
            requireExpectedAccount(snapshot);
            Optional<String> elsewhere = new RunbookElsewhere(settings).objection(facts);
            if (elsewhere.isPresent()) {
                throw new Refusal(Reason.RUNBOOK_ELSEWHERE, elsewhere.get());
            }
            suspect = suspect(snapshot);
            return plan(snapshot, suspect, notifierReachesPeople);
        } catch (Refusal refusal) {
            return refused(PlannedRollback.Chosen.none(suspect, List.of()), refusal.ending());
        }
    }

    private PlannedRollback plan(ServiceSnapshot snapshot, Suspect suspect, boolean notifierReachesPeople) {
        Optional<String> elsewhere = ElsewhereRule.objection(settings, suspect);
        if (elsewhere.isPresent()) {
            throw new Refusal(Reason.INCIDENT_ELSEWHERE, elsewhere.get());
        }
        Records records = evidence.records(suspect.since());
        var targets = new TargetRule(evidence, suspect, records);
        var question = question(suspect, records, targets.reference());
        Symptoms symptoms = question.answer(facts, now);
        visibility = symptoms.visibility();
        Optional<ServiceRevision> platforms =
                suspect.deployment().state().rollingBack() ? targets.platformReturnsTo() : Optional.empty();
        TargetRule.Choice choice =
                platforms.map(r -> targets.vetPlatformChoice(r, symptoms)).orElseGet(() -> targets.choose(symptoms));
        if (choice.target().isEmpty()) {
            Target own = platforms.isEmpty()
                    ? null
                    : targets.choose(symptoms).target().orElse(null);
            Ending ending = noTarget(platforms.isPresent(), choice);
            return refused(
                    PlannedRollback.Chosen.none(suspect, choice.rejected()).insteadOf(own), ending);
        }
        Target target = choice.target().get();
        MeasuredLevels levels = levels(records, suspect, target, new Shown(question, symptoms));
        Action action = action(snapshot, suspect, target, targets);
        warn(snapshot, action, target, symptoms);
        Prospect.of(settings, levels)
                .filter(Prospect::tooLittle)
                .ifPresent(p -> warnings.add("the error rate alone can hardly show that the service is back: %s%s"
                        .formatted(p.text(), settings.healthUrl().isPresent() ? "" : "; name a health endpoint")));
        new MovedTags(evidence, suspect, target).warning().ifPresent(warnings::add);
        var ongoing = new OngoingRule(question, suspect.revision().definition(), runsInstead(suspect));
        boolean foreign = action.kind() == Action.Kind.UPDATE && foreignInProgress(suspect);
        var rules = new GateRules(evidence, suspect, target, levels);
        var gates = new ArrayList<>(rules.all(notifierReachesPeople, foreign));
        boolean asked = asksWhetherItGoesOn(snapshot, action);
        if (asked) {
            gates.add(0, ongoing.of(OngoingRule.ITEM, symptoms, facts.health()));
        }
        var chosen = new PlannedRollback.Chosen(
                suspect,
                target,
                choice.rejected(),
                action,
                levels,
                new PlannedRollback.Recheck(rules.undone(), asked ? ongoing : null));
        Ending refusal = unsupported(snapshot, action);
        return new PlannedRollback(
                settings,
                now,
                chosen,
                world(action),
                gates,
                refusal == null ? LeastTimeout.objection(settings) : refusal);
    }

    /** Returns whether the metric shows the incident, once the plan is made. */
    Visibility visibility() {
        return visibility;
    }

    private record Shown(Symptoms.Question question, Symptoms symptoms) {}

    /** The incident runs from its start, else the onset, no earlier than the suspect, to where the suspect's release stopped serving. */
    private Symptoms.Question question(Suspect suspect, Records records, Sample reference) {
        Instant left = timeline.leftAt(suspect).orElse(null);
        Instant seenTo = left == null ? now : left;
        Instant from = IncidentStart.of(evidence)
                .map(IncidentStart::at)
                .or(() -> records.onset(reference, settings.floor(suspect.since()), seenTo)
                        .filter(onset ->
                                !seenTo.isBefore(onset.plus(settings.period().multipliedBy(NO_CHANCE)))))
                .filter(t -> t.isAfter(suspect.since()) && (left == null || t.isBefore(left)))
                .orElse(suspect.since());
        Instant earliest = left == null ? suspect.since() : left;
        Instant since = servesSince().filter(s -> s.isAfter(earliest)).orElse(earliest);
        return new Symptoms.Question(settings, reference, from, left, since);
    }

    /** Returns when what runs now began to serve alone. */
    private Optional<Instant> servesSince() {
        return timeline.running()
                .flatMap(running -> timeline.served(now).stream()
                        .filter(s -> timeline.sameContent(s.revision(), running))
                        .map(Timeline.Served::from)
                        .reduce((older, newer) -> newer));
    }

    private @Nullable RevisionId runsInstead(Suspect suspect) {
        return timeline.leftAt(suspect)
                .flatMap(left ->
                        facts.snapshot().flatMap(ServiceSnapshot::primary).map(Rollout::definition))
                .orElse(null);
    }

    /** Before every update; before a stop unless the old release still carries most of the traffic. */
    private static boolean asksWhetherItGoesOn(ServiceSnapshot snapshot, Action action) {
        if (action.kind() != Action.Kind.STOP) {
            return action.kind() == Action.Kind.UPDATE;
        }
        int suspects = snapshot.primary().map(r -> r.tasks().running()).orElse(0);
        int all =
                snapshot.rollouts().stream().mapToInt(r -> r.tasks().running()).sum();
        return suspects * 2 >= all;
    }

    private void warn(ServiceSnapshot snapshot, Action action, Target target, Symptoms symptoms) {
        if (symptoms.visibility() == Visibility.HIDDEN) {
            warnings.add("the metric does not show this incident: %s before, %s since; it can't judge the rollback"
                    .formatted(
                            NumberFormat.text(symptoms.reference().level()),
                            NumberFormat.text(symptoms.incident().level())));
        }
        settings.measure().stream()
                .flatMap(m -> m.series().stream())
                .filter(m -> facts.series(m).holdsNoNumbers())
                .forEach(m -> warnings.add(
                        "the metric %s holds points that are no numbers; they count as missing".formatted(m.name())));
        if (settings.impliesMeasure() && settings.metric().isPresent()) {
            warnings.add("the rollback is judged by the requests of %s; the runbook's %s is not looked at again"
                    .formatted(
                            settings.worse().source(), settings.metric().get().name()));
        }
        TaskDefinition definition = facts.definition(target.revision());
        if (!action.writes() && definition != null && definition.status() != DefinitionStatus.ACTIVE) {
            warnings.add("%s runs on, but is %s: it could not be deployed again"
                    .formatted(target.revision(), definition.status()));
        }
        boolean blind = settings.measure().filter(m -> m.wasRead(facts)).isPresent()
                && !symptoms.reference().usable()
                && settings.request().maxErrorRate().isEmpty();
        if (blind) {
            warnings.add(
                    "the metric %s doesn't tell how the service does without a fault; the rollback can't be verified by it"
                            .formatted(measured()));
        }
        warnOfAlarms(snapshot, action);
    }

    private String measured() {
        return settings.measure().orElse(null) instanceof SeriesMeasure series
                ? series.query().name()
                : settings.metricName();
    }

    private ServiceSnapshot deployableService() {
        ServiceSnapshot snapshot = facts.snapshot()
                .orElseThrow(() -> new Refusal(
                        Reason.UNKNOWN_SERVICE,
                        "cluster %s has no service %s; check both names"
                                .formatted(
                                        settings.service().cluster(),
                                        settings.service().name())));
        if (snapshot.status() == ServiceStatus.UNKNOWN) {
            throw new Refusal(
                    Reason.UNKNOWN_STATE,
                    "the service has a status that this version does not know; nothing is written");
        }
        if (snapshot.status() != ServiceStatus.ACTIVE) {
            throw new Refusal(Reason.SERVICE_INACTIVE, "the service is " + snapshot.status());
        }
        return snapshot;
    }

    /** The platform keeps no history of a service that is deployed elsewhere: to look for a suspect in it is no help. */
    private Suspect suspect(ServiceSnapshot snapshot) {
        try {
            return new SuspectRule(evidence).choose();
        } catch (Refusal refusal) {
            boolean elsewhere = Deployer.of(snapshot).isElsewhere()
                    && facts.history().deployments().isEmpty();
            throw elsewhere ? new Refusal(Reason.UNSUPPORTED_METHOD, unsupported(snapshot)) : refusal;
        }
    }

    private void requireExpectedAccount(ServiceSnapshot snapshot) {
        String expected = settings.request().expectedAccount().orElse(null);
        Place here = settings.place().seenAs(snapshot.place());
        if (expected != null && !here.account().equals(Optional.of(expected))) {
            throw new Refusal(
                    Reason.OTHER_ACCOUNT,
                    "expected account %s, found %s; use that account's credentials, or expect this one"
                            .formatted(expected, here));
        }
    }

    /** Which of them are in ALARM isn't asked (decision 0014); the one that the incident came by is. */
    private void warnOfAlarms(ServiceSnapshot snapshot, Action action) {
        List<String> alarms = snapshot.deploymentAlarms();
        if (action.kind() == Action.Kind.UPDATE && !alarms.isEmpty()) {
            String known = settings.incident()
                    .map(Incident::alarm)
                    .filter(alarms::contains)
                    .map(name -> "; " + name + " is the one of this incident")
                    .orElse("");
            warnings.add(
                    "if one of the service's deployment alarms (%s) is in ALARM as the rollback begins, the platform watches none of them for it%s"
                            .formatted(String.join(", ", alarms), known));
        }
    }

    /** Nothing is written on what isn't understood, a stop included. */
    private @Nullable Ending unsupported(ServiceSnapshot snapshot, Action action) {
        if (!action.writes()) {
            return null;
        }
        boolean stops = action.kind() == Action.Kind.STOP && CAN_BE_STOPPED.contains(snapshot.method());
        if (snapshot.method() != DeploymentMethod.ROLLING && !stops) {
            return new Ending(Outcome.REFUSED, Reason.UNSUPPORTED_METHOD, unsupported(snapshot));
        }
        return timeline.current()
                .map(Timeline.Entry::deployment)
                .filter(d -> d.state() == DeploymentState.UNKNOWN)
                .map(d -> new Ending(
                        Outcome.REFUSED,
                        Reason.UNKNOWN_STATE,
                        "%s%s; nothing is written".formatted(d.id(), d.reason().isEmpty() ? "" : ": " + d.reason())))
                .orElse(null);
    }

    private static String unsupported(ServiceSnapshot snapshot) {
        return "this service deploys by " + snapshot.methodName() + "; only ROLLING services are written to";
    }

    private Ending noTarget(boolean platformReturns, TargetRule.Choice choice) {
        String dropped = Stream.concat(
                        choice.rejected().stream().map(r -> r.revision() + ": " + r.why()),
                        Stream.of(choice.wayOut()).filter(way -> !way.isEmpty()))
                .collect(Collectors.joining("; "));
        if (platformReturns) {
            return new Ending(Outcome.REFUSED, Reason.PLATFORM_TARGET_REJECTED, dropped);
        }
        if (settings.request().target().isPresent()) {
            return new Ending(Outcome.REFUSED, Reason.TARGET_UNFIT, dropped);
        }
        return new Ending(
                Outcome.REFUSED,
                Reason.NO_CANDIDATE,
                dropped.isEmpty() ? "nothing succeeded in this service before the suspect" : dropped);
    }

    private MeasuredLevels levels(Records records, Suspect suspect, Target target, Shown shown) {
        Symptoms symptoms = shown.symptoms;
        Symptoms.Question question = shown.question;
        Instant servedUntil = target.servedUntil();
        Sample baseline = records.baseline(
                target.recorded(), record -> !record.shownNearerToBad(symptoms.reference(), symptoms.incident()));
        Instant searched = settings.floor(servedUntil == null ? question.from() : servedUntil);
        Instant undone = timeline.undoneAt(suspect.deployment()).orElse(now);
        Instant onset = records.onset(baseline, searched, undone).orElse(null);
        Instant until = question.left() != null ? question.left() : symptoms.nowFrom();
        Instant to = until == null ? now : until;
        Instant from = question.from();
        return new MeasuredLevels(
                baseline,
                records.between(from, to),
                NumberFormat.boxed(records.latest()),
                new MeasuredLevels.Span(from, until),
                onset,
                symptoms.visibility());
    }

    private Action action(ServiceSnapshot snapshot, Suspect suspect, Target target, TargetRule targets) {
        if (suspect.deployment().state().rollingBack()) {
            return new Action(Action.Kind.FOLLOW, suspect.deployment().id());
        }
        if (runsTarget(snapshot, suspect, target)) {
            return following(snapshot);
        }
        boolean inProgress = !suspect.deployment().state().terminal() && isCurrent(suspect);
        boolean returnsToTarget = targets.platformReturnsTo()
                .filter(r -> timeline.sameContent(r, target.recorded()))
                .isPresent();
        boolean chosenByUs = settings.request().target().isEmpty();
        return inProgress && returnsToTarget && chosenByUs
                ? new Action(Action.Kind.STOP, suspect.deployment().id())
                : Action.UPDATE;
    }

    private Action following(ServiceSnapshot snapshot) {
        Optional<Rollout> rolling = snapshot.primary().filter(r -> inProgress());
        return rolling.map(r -> new Action(Action.Kind.FOLLOW, r.rollbackOf() == null ? r.id() : r.rollbackOf()))
                .orElse(Action.NONE);
    }

    private boolean runsTarget(ServiceSnapshot snapshot, Suspect suspect, Target target) {
        Optional<ServiceRevision> running = timeline.running();
        if (running.isPresent()) {
            return timeline.sameContent(running.get(), target.recorded());
        }
        boolean toldApart = !target.revision().equals(suspect.revision().definition());
        return toldApart
                && snapshot.primary()
                        .filter(r -> r.definition().equals(target.revision()))
                        .isPresent();
    }

    private boolean isCurrent(Suspect suspect) {
        return timeline.current()
                .filter(e -> e.deployment().id().equals(suspect.deployment().id()))
                .isPresent();
    }

    private boolean isOfSuspect(Suspect suspect) {
        return timeline.current()
                .map(Timeline.Entry::started)
                .filter(started -> timeline.sameContent(started, suspect.revision()))
                .isPresent();
    }

    /** Asked only where the target isn't what runs. */
    private boolean foreignInProgress(Suspect suspect) {
        return inProgress() && !isOfSuspect(suspect);
    }

    /** Returns whether the service is on its way to something, by its history or, where that is silent, by its primary rollout. */
    private boolean inProgress() {
        Optional<Deployment> current = timeline.current().map(Timeline.Entry::deployment);
        return current.map(d -> !d.state().terminal())
                .orElseGet(() -> facts.snapshot()
                        .flatMap(ServiceSnapshot::primary)
                        .filter(r -> r.state() == RolloutState.IN_PROGRESS)
                        .isPresent());
    }

    private PlannedRollback.Seen world(@Nullable Action action) {
        Optional<ServiceSnapshot> snapshot = facts.snapshot();
        Instant servingSince = action != null && action.kind() == Action.Kind.NONE
                ? timeline.current().map(e -> e.deployment().finishedAt()).orElse(null)
                : null;
        return new PlannedRollback.Seen(
                snapshot.map(Situation::of).orElse(null),
                facts.seenAt().orElse(null),
                knownDeployments(snapshot),
                servingSince,
                facts.health(),
                snapshot.map(Deployer::of).orElse(Deployer.UNSEEN),
                warnings,
                KeptEvidence.NONE);
    }

    private Set<DeploymentId> knownDeployments(Optional<ServiceSnapshot> snapshot) {
        return Stream.concat(
                        snapshot.stream().flatMap(s -> s.rollouts().stream()).map(Rollout::id),
                        timeline.entries().stream().map(e -> e.deployment().id()))
                .collect(Collectors.toSet());
    }

    private PlannedRollback refused(PlannedRollback.Chosen choice, Ending ending) {
        List<Gate> gates = choice.suspect() == null ? List.of() : blockedTarget(ending);
        return new PlannedRollback(settings, now, choice, world(null), gates, ending);
    }

    /** Without a target the checklist is still shown, with the one item that fails. */
    private List<Gate> blockedTarget(Ending ending) {
        boolean targetFails = ending.reason() == Reason.NO_CANDIDATE
                || ending.reason() == Reason.TARGET_UNFIT
                || ending.reason() == Reason.PLATFORM_TARGET_REJECTED;
        return settings.procedure().checklist().stream()
                .map(item -> targetFails && item.gate().equals(GateIds.TARGET_IDENTIFIED)
                        ? GateTransitions.forGood(item, ending.detail())
                        : GateTransitions.gate(item, GateStatus.OPEN, "not looked at: nothing can be written"))
                .toList();
    }
}
