package io.incidentiq.rollback.internal.planning;

import static io.incidentiq.rollback.internal.planning.Worlds.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.Action;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Outcome;
import io.incidentiq.rollback.Reason;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.DeploymentState;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceSnapshot;
import io.incidentiq.rollback.procedure.NamedService;
import io.incidentiq.rollback.procedure.Names;
import io.incidentiq.rollback.procedure.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningTest {
    private static Planning planning(Worlds world) {
        return new Planning(world.settings(), NOW, true);
    }

    private static Answer answer(Worlds world, Query query) {
        return query instanceof Query.Health
                ? new Answer.Health(new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503"))
                : world.answer(query);
    }

    private static Set<String> kinds(List<Query> queries) {
        return queries.stream()
                .map(q -> q.getClass().getSimpleName())
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    /** Answers round after round; returns the kinds that each round asked. */
    private static List<Set<String>> rounds(Worlds world, Planning planning) {
        var rounds = new ArrayList<Set<String>>();
        for (List<Query> due = planning.next(NOW); !due.isEmpty() && rounds.size() < 10; due = planning.next(NOW)) {
            rounds.add(kinds(due));
            due.forEach(q -> planning.learn(NOW, q, answer(world, q)));
        }
        return rounds;
    }

    private static Query first(Planning planning, Class<? extends Query> kind) {
        return planning.next(NOW).stream().filter(kind::isInstance).findFirst().orElseThrow();
    }

    private static void fail(Planning planning, Query query, ProviderException.Kind kind, Instant at) {
        planning.learn(at, query, new Answer.Failed(kind, "no answer"));
    }

    @Test
    void next_serviceWithHistory_takesThreeRounds() {
        var world = Worlds.badDeploy();

        assertThat(rounds(world, planning(world)))
                .containsExactly(
                        Set.of("ServiceNow", "History", "Marks", "Metric", "Health"),
                        Set.of("ServiceRevisions"),
                        Set.of("Definitions", "Migrations", "ServiceNow"));
    }

    @Test
    void next_historyLeavesOutWhatThePlatformReturnedTo_isLookedAtInTheSameRoundAsTheRevisions() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .undone(41, 300, Worlds.revision(40))
                .deployed(42, 20);

        assertThat(rounds(world, planning(world)))
                .containsExactly(
                        Set.of("ServiceNow", "History", "Marks", "Metric", "Health"),
                        Set.of("Deployments", "ServiceRevisions"),
                        Set.of("Definitions", "Migrations", "ServiceNow"));
    }

    @Test
    void plan_platformUndidTheLastDeployment_theTargetIsWhatItReturnedTo() {
        var world = Worlds.calmUntil(17)
                .deployed(40, 600)
                .undone(41, 300, Worlds.revision(40))
                .deployed(42, 20)
                .request(r -> r.withIncidentStart(Worlds.ago(18)));
        var planning = planning(world);

        rounds(world, planning);

        assertThat(planning.plan(NOW).target().orElseThrow().revision()).isEqualTo(Worlds.rev(40));
    }

    @Test
    void next_whatThePlatformReturnedToIsNew_isAskedForBeforeTheDefinitions() {
        var older = Worlds.revision(39);
        var world = Worlds.calmUntil(17).undone(41, 300, older).deployed(42, 20);

        List<Set<String>> rounds = rounds(world, planning(world));

        assertThat(rounds.get(2)).containsExactly("ServiceRevisions");
        assertThat(rounds.get(3)).contains("Definitions");
    }

    @Test
    void next_runbookWithoutChecks_asksNeitherMetricNorHealth() {
        var world = Worlds.badDeploy().withoutMetric().withoutHealth();

        assertThat(kinds(planning(world).next(NOW))).containsExactlyInAnyOrder("ServiceNow", "History", "Marks");
    }

    @Test
    void next_serviceOlderThanHistory_asksForOlderRevisionsToo() {
        var world = Worlds.calmUntil(17)
                .deployed(42, 20)
                .active(42, 41)
                .historySince(60)
                .serviceCreated(90_000);

        List<Set<String>> rounds = rounds(world, planning(world));

        assertThat(rounds).hasSizeLessThanOrEqualTo(5);
        assertThat(rounds.get(2)).contains("ActiveRevisions");
        assertThat(rounds.get(3)).contains("Definitions", "Migrations");
    }

    /** No metric and no health can make a service that isn't there one that is. */
    @Test
    void next_noSuchService_waitsForNoMetricAndNoHealth() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        for (Query query : planning.next(NOW)) {
            if (query instanceof Query.ServiceNow) {
                planning.learn(NOW, query, new Answer.Service(null));
            } else if (Planning.isEssential(query)) {
                planning.learn(NOW, query, world.answer(query));
            } else {
                fail(planning, query, ProviderException.Kind.UNAVAILABLE, NOW);
            }
        }

        assertThat(planning.next(NOW)).isEmpty();
        assertThat(planning.plan(NOW).ending().orElseThrow().reason()).isEqualTo(Reason.UNKNOWN_SERVICE);
    }

    @Test
    void next_noSuchService_asksNothingMore() {
        var planning = planning(Worlds.badDeploy());

        for (Query query : planning.next(NOW)) {
            planning.learn(
                    NOW,
                    query,
                    query instanceof Query.ServiceNow ? new Answer.Service(null) : answer(Worlds.badDeploy(), query));
        }

        assertThat(planning.next(NOW)).isEmpty();
        assertThat(planning.plan(NOW).ending().orElseThrow().reason()).isEqualTo(Reason.UNKNOWN_SERVICE);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "DENIED, FAILED, PROVIDER_DENIED",
        "NOT_FOUND, REFUSED, UNKNOWN_CLUSTER",
        "REJECTED, FAILED, PROVIDER_UNAVAILABLE"
    })
    void learn_essentialReadFailsForGood_endsThePlan(ProviderException.Kind kind, Outcome outcome, Reason reason) {
        var planning = planning(Worlds.badDeploy());

        fail(planning, first(planning, Query.ServiceNow.class), kind, NOW);

        assertThat(planning.next(NOW)).isEmpty();
        assertThat(planning.plan(NOW).ending().orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(planning.plan(NOW).ending().orElseThrow().reason()).isEqualTo(reason);
    }

    @Test
    void learn_essentialReadFailsForNow_isAskedAgain() {
        var planning = planning(Worlds.badDeploy());
        Query service = first(planning, Query.ServiceNow.class);

        for (int i = 0; i < 20; i++) {
            fail(planning, service, ProviderException.Kind.UNAVAILABLE, NOW);
        }

        assertThat(planning.next(NOW)).contains(service);
    }

    private static void fail(Planning planning, Query query, boolean unreachable, Instant at) {
        planning.learn(at, query, new Answer.Failed(ProviderException.Kind.UNAVAILABLE, "no such host", unreachable));
    }

    @Test
    void learn_nobodyIsThere_isGivenUpAfterEightSeconds_withWhatWasTried() {
        var planning = planning(Worlds.badDeploy());
        Query service = first(planning, Query.ServiceNow.class);

        fail(planning, service, true, NOW.plusSeconds(8));
        assertThat(planning.next(NOW.plusSeconds(8))).contains(service);
        fail(planning, service, true, NOW.plusSeconds(9));

        assertThat(planning.next(NOW.plusSeconds(9))).isEmpty();
        assertThat(planning.plan(NOW).ending().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
        assertThat(planning.plan(NOW).ending().orElseThrow().detail()).isEqualTo("no such host");
    }

    @Test
    void learn_platformAnswersBadly_isAskedForAMinute() {
        var planning = planning(Worlds.badDeploy());
        Query service = first(planning, Query.ServiceNow.class);

        fail(planning, service, false, NOW.plusSeconds(50));

        assertThat(planning.next(NOW.plusSeconds(50))).contains(service);
    }

    /** The network may be gone for a moment; the platform is known to be there. */
    @Test
    void learn_nobodyIsThere_butWasBefore_isAskedForAMinute() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        Query history = first(planning, Query.History.class);
        Query service = first(planning, Query.ServiceNow.class);

        planning.learn(NOW, history, world.answer(history));
        fail(planning, service, true, NOW.plusSeconds(50));

        assertThat(planning.next(NOW.plusSeconds(50))).contains(service);
    }

    @Test
    void learn_optionalReadFailsForGood_isAWarning() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        Query metric = first(planning, Query.Metric.class);

        fail(planning, metric, ProviderException.Kind.DENIED, NOW);
        rounds(world, planning);

        assertThat(planning.plan(NOW).warnings()).containsExactly("no answer");
        assertThat(planning.plan(NOW).target()).isPresent();
    }

    @Test
    void learn_optionalReadFailsForNow_isGivenUpAfterEightTries() {
        var planning = planning(Worlds.badDeploy());
        Query metric = first(planning, Query.Metric.class);

        for (int i = 0; i < 7; i++) {
            fail(planning, metric, ProviderException.Kind.THROTTLED, NOW);
        }
        assertThat(planning.next(NOW)).contains(metric);
        fail(planning, metric, ProviderException.Kind.THROTTLED, NOW);

        assertThat(planning.next(NOW)).doesNotContain(metric);
    }

    @Test
    void next_afterSixtySeconds_isFailedAsUnavailable() {
        var planning = planning(Worlds.badDeploy());

        assertThat(planning.next(NOW.plusSeconds(60))).isNotEmpty();
        assertThat(planning.next(NOW.plusSeconds(61))).isEmpty();

        assertThat(planning.plan(NOW).ending().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(planning.plan(NOW).ending().orElseThrow().reason()).isEqualTo(Reason.PROVIDER_UNAVAILABLE);
    }

    @Test
    void next_afterSixtySecondsOfFailures_saysWhatWasSeenLast() {
        var planning = planning(Worlds.badDeploy());
        fail(planning, first(planning, Query.ServiceNow.class), ProviderException.Kind.UNAVAILABLE, NOW);

        planning.next(NOW.plusSeconds(61));

        assertThat(planning.plan(NOW).ending().orElseThrow().detail())
                .isEqualTo("no complete picture within 60 s; last: no answer");
    }

    @Test
    void pause_afterFailures_growsToTwoSecondsAndIsForOnce() {
        var planning = planning(Worlds.badDeploy());
        Query service = first(planning, Query.ServiceNow.class);

        assertThat(planning.pause()).isZero();
        fail(planning, service, ProviderException.Kind.THROTTLED, NOW);
        assertThat(planning.pause()).isEqualTo(Duration.ofMillis(400));
        assertThat(planning.pause()).isZero();
        for (int i = 0; i < 9; i++) {
            fail(planning, service, ProviderException.Kind.THROTTLED, NOW);
        }
        assertThat(planning.pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void plan_healthAnswered_isShown() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        rounds(world, planning);

        PlannedRollback plan = planning.plan(NOW);

        assertThat(plan.health().map(HealthAnswer::seen)).contains("503");
        assertThat(plan.toString()).contains("health    503 now (https://payments.internal/health)");
        assertThat(PlanJson.of(plan).replaceAll("\\s+", " "))
                .contains("\"health\" : { \"verdict\" : \"unhealthy\", \"last\" : \"503\" }");
    }

    @Test
    void plan_healthyWhileTheErrorRateIsUp_saysSo() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        Query health = first(planning, Query.Health.class);
        rounds(world, planning);

        planning.learn(NOW, health, new Answer.Health(new HealthAnswer(HealthAnswer.Status.HEALTHY, "200")));

        assertThat(planning.plan(NOW).toText(100))
                .contains("health    200 now, although the error rate is up (https://");
    }

    @Test
    void plan_noHealthEndpoint_isSilentAboutIt() {
        PlannedRollback plan = Worlds.badDeploy().withoutHealth().plan();

        assertThat(plan.toString()).doesNotContain("health ");
        assertThat(PlanJson.of(plan)).contains("\"health\" : null");
    }

    @Test
    void plan_statementsOfTheRequest_areTaken() {
        var world = Worlds.badDeploy()
                .missingFromTable()
                .request(r -> r.with(new Statement("no-migrations", "kim", "read the diff", false)));
        var planning = planning(world);
        rounds(world, planning);

        assertThat(planning.plan(NOW).gate("no-migrations").orElseThrow().status())
                .isEqualTo(GateStatus.CONFIRMED);
        assertThat(planning.plan(NOW).executable()).isTrue();
    }

    private static PlannedRollback planOf(Worlds world) {
        var planning = planning(world);
        rounds(world, planning);
        return planning.plan(NOW);
    }

    @Test
    void plan_backOnAnOldReleaseBeforeTheBadOne_returnsToThatOldRelease() {
        var world = Worlds.calmUntil(17);
        for (int release = 1; release <= 12; release++) {
            world.deployed(release, 5_000 - 100 * release);
        }
        world.deployed(1, 600).deployed(13, 20).request(r -> r.withIncidentStart(Worlds.ago(18)));

        assertThat(planOf(world).target().orElseThrow().revision()).isEqualTo(Worlds.rev(1));
    }

    @Test
    void plan_aLongRowOfFailedDeployments_doesNotHideTheLastSuccess() {
        var world = Worlds.calmUntil(17).deployed(1, 9_000);
        for (int failed = 2; failed <= 60; failed++) {
            world.deployed(Worlds.revision(failed), 8_000 - 100 * failed, DeploymentState.STOPPED);
        }
        world.deployed(61, 20).request(r -> r.withIncidentStart(Worlds.ago(18)));

        assertThat(planOf(world).target().orElseThrow().revision()).isEqualTo(Worlds.rev(1));
    }

    private static Worlds twentyReleases() {
        var world = Worlds.calmUntil(17);
        for (int release = 1; release <= 20; release++) {
            world.deployed(release, 5_000 - 100 * release);
        }
        return world.deployed(21, 20)
                .request(r -> r.withIncidentStart(Worlds.ago(18)).withTarget("1"));
    }

    @Test
    void plan_namedTargetFurtherBackThanUsuallyRead_isTaken() {
        assertThat(planOf(twentyReleases()).target().orElseThrow().revision()).isEqualTo(Worlds.rev(1));
    }

    @Test
    void plan_namedTargetFurtherBackThanUsuallyRead_isVetted() {
        var world = twentyReleases().define(Worlds.definition(1, DefinitionStatus.INACTIVE, "content of 1"));

        assertThat(planOf(world).ending().orElseThrow().detail()).contains("payments:1", "INACTIVE");
    }

    /** A bad release 40 minutes ago after many good ones, undone 20 minutes ago; the alarm states a later start. */
    private static Worlds longHistory(int releases) {
        var world = Worlds.calmUntil(40).points(17, 0, Worlds.CALM);
        for (int release = 1; release <= releases; release++) {
            world.deployed(release, 40_000 - 100 * release);
        }
        return world.deployed(releases + 1, 40).request(r -> r.withIncidentStart(Worlds.ago(14)));
    }

    @Test
    void plan_aColleagueWentFarBack_isNeverTheSuspect() {
        var again = Worlds.revision("sr-5-again", 5, Worlds.image("app", "registry/payments:1.5", "sha256:5"));

        PlannedRollback plan = planOf(longHistory(50).deployed(again, 20));

        assertThat(plan.suspect().orElseThrow().revision().definition()).isEqualTo(Worlds.rev(51));
        assertThat(plan.target().orElseThrow().revision()).isEqualTo(Worlds.rev(5));
        assertThat(plan.action()).hasValue(Action.NONE);
    }

    @Test
    void plan_aColleagueRegisteredAnOldReleaseAgain_isNeverTheSuspect() {
        var again = Worlds.revision("sr-17", 17, Worlds.image("app", "registry/payments:1.2", "sha256:2"));
        var world = longHistory(15)
                .deployed(again, 20)
                .define(Worlds.definition(17, DefinitionStatus.ACTIVE, "content of 2"));

        assertThat(planOf(world).suspect().orElseThrow().revision().definition())
                .isEqualTo(Worlds.rev(16));
    }

    @Test
    void plan_lowerNumberThanRanBeforeInAHistoryWithGaps_isNotTakenForNew() {
        var again = Worlds.revision("sr-5-again", 5, Worlds.image("app", "registry/payments:1.5", "sha256:5"));
        var world = longHistory(300).deployed(again, 20);

        PlannedRollback plan = planOf(world);

        assertThat(plan.ending().orElseThrow().reason()).isEqualTo(Reason.SUSPECT_UNKNOWN);
        assertThat(plan.ending().orElseThrow().detail())
                .contains("whether payments:5 of", "can't be told", "name the bad revision");
    }

    @Test
    void plan_incidentThatTheMetricDoesNotShow_dropsNoCandidate() {
        var world = Worlds.calmUntil(0)
                .points(400, 300, Worlds.FAULT)
                .deployed(40, 600)
                .deployed(41, 400)
                .deployed(42, 300)
                .deployed(43, 20)
                .request(r -> r.withIncidentStart(Worlds.ago(18)).withTarget("41"));

        assertThat(planOf(world).target().orElseThrow().revision()).isEqualTo(Worlds.rev(41));
        assertThat(planOf(world).warnings())
                .contains(
                        "the metric does not show this incident: 0.500 before, 0.500 since; it can't judge the rollback");
    }

    /** The service is on 43 already; the history, read beside it, ends with 42. */
    private static Planning straddled(Worlds world) {
        var planning = planning(world);
        var primary = Rollout.primary(new DeploymentId("d43"), Worlds.rev(43), Worlds.ago(1));
        for (Query query : planning.next(NOW)) {
            planning.learn(NOW, query, query instanceof Query.ServiceNow ? on(world, primary) : answer(world, query));
        }
        return planning;
    }

    private static Answer on(Worlds world, Rollout primary) {
        return new Answer.Service(
                ServiceSnapshot.of(Worlds.SERVICE, world.seen().createdAt(), 3, List.of(primary)));
    }

    private static void readAgain(Worlds world, Planning planning) {
        var primary = Rollout.primary(new DeploymentId("d43"), Worlds.rev(43), Worlds.ago(1));
        List<Query> due = planning.next(NOW);
        assertThat(kinds(due)).containsExactly("History", "ServiceNow");
        due.forEach(q -> planning.learn(NOW, q, q instanceof Query.ServiceNow ? on(world, primary) : answer(world, q)));
    }

    @Test
    void next_serviceIsNewerThanItsHistory_bothAreReadAgainAtOnceAndThenEverySecond() {
        var world = Worlds.badDeploy();
        var planning = straddled(world);

        assertThat(planning.pause()).isZero();
        readAgain(world, planning);
        assertThat(planning.pause()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void next_serviceIsNewerThanItsHistory_bothAreReadAgainUntilTheyAgree() {
        var world = Worlds.badDeploy();
        var planning = straddled(world);

        planning.next(NOW).forEach(q -> planning.learn(NOW, q, answer(world, q)));

        assertThat(planning.pause()).isZero();
        assertThat(kinds(planning.next(NOW))).containsExactly("ServiceRevisions");
    }

    @Test
    void next_serviceStaysNewerThanItsHistory_bothAreReadAgainFiveTimes() {
        var world = Worlds.badDeploy();
        var planning = straddled(world);

        for (int i = 0; i < 5; i++) {
            readAgain(world, planning);
        }

        assertThat(kinds(planning.next(NOW))).containsExactly("ServiceRevisions");
    }

    @Test
    void learn_onlyTheMetricIsMissing_isGivenUpAfterFiveSecondsHoweverOftenItWasTried() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        Query metric = first(planning, Query.Metric.class);
        for (List<Query> due = planning.next(NOW); !due.equals(List.of(metric)); due = planning.next(NOW)) {
            due.stream().filter(q -> !q.equals(metric)).forEach(q -> planning.learn(NOW, q, answer(world, q)));
        }

        for (int second = 1; second <= 4; second++) {
            fail(planning, metric, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(second));
            assertThat(planning.next(NOW.plusSeconds(second))).containsExactly(metric);
        }
        fail(planning, metric, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(5));

        assertThat(planning.next(NOW.plusSeconds(5))).isEmpty();
        assertThat(planning.plan(NOW).warnings()).contains("no answer");
    }

    @Test
    void learn_metricTakesFiveSeconds_isGivenUpAtOnce() {
        var planning = planning(Worlds.badDeploy());
        Query metric = first(planning, Query.Metric.class);

        fail(planning, metric, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(5));

        assertThat(planning.next(NOW.plusSeconds(5))).doesNotContain(metric);
    }

    @Test
    void learn_clockThatRunsTwiceAsFast_allowsTwiceTheTime() {
        var planning = new Planning(Worlds.badDeploy().settings(), NOW, true, 2);
        Query metric = first(planning, Query.Metric.class);
        Query service = first(planning, Query.ServiceNow.class);

        fail(planning, metric, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(9));
        assertThat(planning.next(NOW)).contains(metric);
        fail(planning, metric, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(10));
        assertThat(planning.next(NOW)).doesNotContain(metric);

        fail(planning, service, true, NOW.plusSeconds(16));
        assertThat(planning.next(NOW.plusSeconds(16))).contains(service);
        fail(planning, service, true, NOW.plusSeconds(17));
        assertThat(planning.next(NOW.plusSeconds(17))).isEmpty();
    }

    @Test
    void learn_onlyTheMetricAnswers_thePlatformIsStillNotThere() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        Query metric = first(planning, Query.Metric.class);
        Query service = first(planning, Query.ServiceNow.class);

        planning.learn(NOW, metric, world.answer(metric));
        fail(planning, service, true, NOW.plusSeconds(9));

        assertThat(planning.next(NOW.plusSeconds(9))).isEmpty();
    }

    @Test
    void learn_serviceWasReachedOnce_isAskedForAMinute() {
        var world = Worlds.badDeploy();
        var planning = planning(world);
        Query history = first(planning, Query.History.class);
        Query service = first(planning, Query.ServiceNow.class);

        planning.learn(NOW, service, world.answer(service));
        fail(planning, history, true, NOW.plusSeconds(50));

        assertThat(planning.next(NOW.plusSeconds(50))).contains(history);
    }

    @Test
    void next_runbookNamesAnotherService_asksWhetherThatExists() {
        var named = new NamedService(NamedService.What.WRITE, "auth", new Source("RB-0007", 82));
        var world = Worlds.badDeploy().runbook(p -> p.withNames(new Names(List.of(named), List.of(), List.of(), null)));

        assertThat(kinds(planning(world).next(NOW))).contains("Neighbours");
    }

    @Test
    void next_moreRevisionsComeUp_eachIsAskedForOnce() {
        var world = Worlds.calmUntil(17).undone(41, 300, Worlds.revision(39)).deployed(42, 20);
        var planning = planning(world);
        var asked = new ArrayList<Query.ServiceRevisions>();

        for (List<Query> due = planning.next(NOW); !due.isEmpty(); due = planning.next(NOW)) {
            for (Query query : due) {
                if (query instanceof Query.ServiceRevisions q) {
                    asked.add(q);
                }
                planning.learn(NOW, query, answer(world, query));
            }
        }

        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).ids()).containsExactly(Worlds.revision(39).id());
    }

    private static boolean asksForOlderRevisions(Worlds world) {
        world.historySince(1_000).serviceCreated(90_000);
        return rounds(world, planning(world)).stream().anyMatch(r -> r.contains("ActiveRevisions"));
    }

    @Test
    void next_serviceOlderThanHistoryWithTwoSuccesses_asksForNoOlderOnes() {
        assertThat(asksForOlderRevisions(Worlds.calmUntil(17).deployed(41, 300).deployed(42, 20)))
                .isFalse();
    }

    @Test
    void next_serviceOlderThanHistoryWithOneSuccess_asksForOlderOnes() {
        assertThat(asksForOlderRevisions(Worlds.calmUntil(17)
                        .deployed(Worlds.revision(41), 300, DeploymentState.STOPPED)
                        .deployed(42, 20)))
                .isTrue();
    }

    @Test
    void next_oneOfTheTwoReadAgainFails_thatOneAloneIsAskedOnceMore() {
        var world = Worlds.badDeploy();
        var planning = straddled(world);
        var primary = Rollout.primary(new DeploymentId("d43"), Worlds.rev(43), Worlds.ago(1));

        for (Query query : planning.next(NOW)) {
            if (query instanceof Query.ServiceNow) {
                planning.learn(NOW, query, on(world, primary));
            } else {
                fail(planning, query, ProviderException.Kind.UNAVAILABLE, NOW);
            }
        }

        assertThat(kinds(planning.next(NOW))).containsExactly("History");
    }

    @Test
    void learn_metricFailsWhileTheServiceDoesToo_isNotGivenUpForItsTime() {
        var planning = planning(Worlds.badDeploy());
        Query metric = first(planning, Query.Metric.class);
        Query service = first(planning, Query.ServiceNow.class);

        for (int second = 1; second <= 7; second++) {
            fail(planning, metric, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(second));
            fail(planning, service, ProviderException.Kind.UNAVAILABLE, NOW.plusSeconds(second));
            assertThat(planning.next(NOW.plusSeconds(second))).contains(metric, service);
        }
    }
}
