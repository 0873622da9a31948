package io.incidentiq.rollback.internal.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.incidentiq.rollback.internal.format.ShellWord;
import io.incidentiq.rollback.internal.planning.Deployer;
import io.incidentiq.rollback.internal.planning.PlannedRollback;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TaskSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What returns a service that UpdateService refuses: one that AWS CodeDeploy deploys, or its owner by task sets (deployment controllers
 * {@code CODE_DEPLOY} and {@code EXTERNAL}).
 */
record ElsewhereLines(PlannedRollback plan, AwsLine aws) {
    /** The names that Amazon ECS gives to an application and its deployment group. */
    private static final String APPLICATION = "AppECS-%s-%s";

    private static final String GROUP = "DgpECS-%s-%s";

    private static final String[] SETTINGS = {
        "launchType",
        "capacityProviderStrategy",
        "platformVersion",
        "networkConfiguration",
        "loadBalancers",
        "serviceRegistries"
    };

    private Deployer deployer() {
        return plan.deployer();
    }

    private boolean byCodeDeploy() {
        return deployer().method() == DeploymentMethod.CODE_DEPLOY;
    }

    /** Returns what shows how the service stands. */
    List<String> looks() {
        var lines = new ArrayList<String>();
        lines.add(aws.ofService("describe-services", "--services", "--query", "services[0].taskSets"));
        if (byCodeDeploy()) {
            lines.add(aws.of(
                    "deploy list-deployments",
                    List.of("--include-only-statuses", "Created", "Queued", "InProgress", "Ready")));
        }
        return lines;
    }

    /** Returns what makes {@code target} serve. */
    List<String> update(RevisionId target) {
        return byCodeDeploy() ? List.of(deployed(target)) : taskSet(target);
    }

    /** While the task set of {@code target} is still there, stopping the suspect's deployment sends the traffic back to it. */
    private String deployed(RevisionId target) {
        Optional<String> suspects = deployment(suspect());
        boolean targetIsThere =
                deployer().taskSets().stream().anyMatch(s -> s.definition().equals(target));
        if (targetIsThere && suspects.isPresent()) {
            return aws.of(
                    "deploy stop-deployment", List.of("--deployment-id", suspects.get(), "--auto-rollback-enabled"));
        }
        return aws.finished("deploy create-deployment --application-name %s --deployment-group-name %s --revision %s"
                .formatted(
                        named("applicationName", APPLICATION),
                        named("deploymentGroupName", GROUP),
                        word(revision(target))));
    }

    private Optional<RevisionId> suspect() {
        return plan.suspect().map(s -> s.revision().definition());
    }

    private Optional<String> deployment(Optional<RevisionId> definition) {
        return deployer().taskSets().stream()
                .filter(s -> definition.isEmpty() || s.definition().equals(definition.get()))
                .flatMap(s -> Optional.ofNullable(s.deployer()).stream())
                .findFirst();
    }

    /** An earlier deployment tells the name; without one it is the name that ECS gives. */
    private String named(String member, String otherwise) {
        String byEcs =
                otherwise.formatted(aws.service().cluster(), aws.service().name());
        return deployment(Optional.empty())
                .map(id -> AwsLine.printedBy(aws.of(
                        "deploy get-deployment",
                        List.of("--deployment-id", id, "--query", "deploymentInfo." + member, "--output", "text"))))
                .orElse(word(byEcs));
    }

    private String revision(RevisionId target) {
        String definition = plan.place().arn("ecs", "task-definition/" + target).orElse(target.toString());
        String balanced = deployer().loadBalanced().stream()
                .findFirst()
                .map(p -> "{\"ContainerName\":\"%s\",\"ContainerPort\":%d}".formatted(inJson(p.container()), p.port()))
                .orElse("{}");
        String content =
                "{\"version\":0.0,\"Resources\":[{\"TargetService\":{\"Type\":\"AWS::ECS::Service\",\"Properties\":{\"TaskDefinition\":\"%s\",\"LoadBalancerInfo\":%s}}}]}"
                        .formatted(inJson(definition), balanced);
        return "{\"revisionType\":\"AppSpecContent\",\"appSpecContent\":{\"content\":\"%s\"}}"
                .formatted(inJson(content));
    }

    private List<String> taskSet(RevisionId target) {
        var lines = new ArrayList<String>();
        Optional<TaskSet> there = deployer().taskSets().stream()
                .filter(s -> s.definition().equals(target))
                .findFirst();
        if (there.isEmpty()) {
            lines.add(created(target));
        }
        String id = there.map(s -> word(s.id())).orElseGet(() -> AwsLine.printedBy(idOf(target)));
        lines.add(aws.finished("ecs update-service-primary-task-set --cluster %s --service %s --primary-task-set %s"
                .formatted(word(aws.cluster()), word(aws.service().name()), id)));
        return lines;
    }

    /** A copy of the primary task set, but for the definition. */
    private String created(RevisionId target) {
        var copied = new ArrayList<String>();
        for (String setting : SETTINGS) {
            copied.add("%s && {%s: %s} || `{}`".formatted(setting, setting, setting));
        }
        String query =
                "services[0].taskSets[?status==`\"PRIMARY\"`] | [0] | merge(%s)".formatted(String.join(", ", copied));
        String settings = aws.ofService("describe-services", "--services", "--query", query, "--output", "json");
        return aws.finished(
                "ecs create-task-set --cluster %s --service %s --task-definition %s --scale value=100,unit=PERCENT --cli-input-json %s"
                        .formatted(
                                word(aws.cluster()),
                                word(aws.service().name()),
                                word(target.toString()),
                                AwsLine.printedBy(settings)));
    }

    private String idOf(RevisionId target) {
        String query = "services[0].taskSets[?ends_with(taskDefinition, `\"/%s\"`)] | [0].id".formatted(target);
        return aws.ofService("describe-services", "--services", "--query", query, "--output", "text");
    }

    /** Returns {@code text} as one word of a command in one line. */
    private static String word(String text) {
        return ShellWord.line(List.of(text));
    }

    private static String inJson(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
