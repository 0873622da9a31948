package io.incidentiq.aws.call;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.aws.wire.IamPolicy;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/iam} says; {@code IamOverTheWireTest} compares it with what drills really call. */
class IamPolicyTest {
    @Test
    void operations_areAllCovered() {
        var all = new TreeSet<String>();
        for (EcsOperation operation : EcsOperation.values()) {
            all.add(operation.action());
        }

        assertThat(IamPolicy.of("rollback.json").granted()).containsAll(all);
    }

    @Test
    void plan_writesNothing() {
        assertThat(IamPolicy.of("plan.json").granted())
                .allMatch(action -> action.matches("\\w+:(Get|List|Describe)\\w+"));
    }

    @Test
    void passRole_isRestrictedToTasks() {
        assertThat(IamPolicy.of("rollback.json").text().replaceAll("\\s+", ""))
                .contains("\"Action\":\"iam:PassRole\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                        + "{\"iam:PassedToService\":\"ecs-tasks.amazonaws.com\"}}");
    }

    /** By the service authorization reference of Amazon ECS and CloudWatch: nothing where only {@code *} is taken. */
    private static final Map<String, Set<String>> AUTHORISED_ON = Map.ofEntries(
            entry("ecs:DescribeServices", Set.of("service")),
            entry("ecs:ListServiceDeployments", Set.of("service")),
            entry("ecs:DescribeServiceDeployments", Set.of("service", "service-deployment")),
            entry("ecs:DescribeServiceRevisions", Set.of("service", "service-revision")),
            entry("ecs:DescribeTaskDefinition", Set.of()),
            entry("ecs:ListTaskDefinitions", Set.of()),
            entry("cloudwatch:GetMetricData", Set.of()),
            entry("ecs:ListTasks", Set.of()),
            entry("ecs:DescribeTasks", Set.of("task")),
            entry("ecs:UpdateService", Set.of("service")),
            entry("ecs:StopServiceDeployment", Set.of("service", "service-deployment")),
            entry("ecs:ContinueServiceDeployment", Set.of("service", "service-deployment")),
            entry("iam:PassRole", Set.of("role")));

    private static Set<String> types(IamPolicy.Statement statement) {
        return statement.resources().stream()
                .filter(arn -> !arn.equals("*"))
                .map(arn -> arn.replaceFirst("arn:[^:]*:[^:]*:[^:]*:[^:]*:([a-z-]+)/.*", "$1"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan.json", "rollback.json", "rollback-one-service.json"})
    void statement_holdsOneTypeOfResource_soThatItCanBeNarrowed(String file) {
        assertThat(IamPolicy.of(file).statements())
                .allSatisfy(statement -> assertThat(statement.actions().stream()
                                .map(AUTHORISED_ON::get)
                                .distinct())
                        .as(statement.sid())
                        .hasSize(1)
                        .doesNotContainNull());
    }

    @Test
    void narrowed_namesEachResourceThatACallIsAuthorisedOn() {
        assertThat(IamPolicy.of("rollback-one-service.json").statements())
                .allSatisfy(statement -> assertThat(types(statement))
                        .as(statement.sid())
                        .isEqualTo(AUTHORISED_ON.get(statement.actions().get(0))));
    }

    @Test
    void narrowed_namesOneServiceOfOneCluster() {
        assertThat(IamPolicy.of("rollback-one-service.json").statements().stream()
                        .flatMap(statement -> statement.resources().stream())
                        .filter(arn -> arn.contains(":ecs:")))
                .allMatch(
                        arn -> arn.matches(
                                "arn:aws:ecs:eu-west-1:111122223333:(service|service-deployment|service-revision|task)/production/.+"));
    }

    /** Listing tasks takes no resource that a service could be told by, but a cluster as a condition. */
    @Test
    void narrowed_listsTasksOfOneClusterAlone() {
        assertThat(IamPolicy.of("rollback-one-service.json").statements())
                .filteredOn(statement -> statement.actions().contains("ecs:ListTasks"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.condition())
                        .contains("ecs:cluster", "arn:aws:ecs:eu-west-1:111122223333:cluster/production"));
    }

    @Test
    void narrowed_grantsWhatTheWideOneGrants() {
        assertThat(IamPolicy.of("rollback-one-service.json").granted())
                .isEqualTo(IamPolicy.of("rollback.json").granted());
    }

    @Test
    void optionalFeatures_standAlone_soThatTheyCanBeLeftOut() {
        assertThat(IamPolicy.of("rollback.json").statements())
                .extracting(IamPolicy.Statement::sid)
                .containsExactly(
                        "ReadTheService",
                        "ReadItsDeployments",
                        "ReadItsRevisions",
                        "ReadDefinitions",
                        "ReadMetrics",
                        "ListTasks",
                        "ReadTasks",
                        "Update",
                        "StopAndReturn",
                        "ReturnAtAHook",
                        "HandTheRolesOfTheDefinitionToItsTasks");
    }
}
