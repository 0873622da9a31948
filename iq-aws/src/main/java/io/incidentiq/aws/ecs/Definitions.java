package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.aws.call.NextToken;
import io.incidentiq.aws.call.OwnCode;
import io.incidentiq.aws.call.RecentReads;
import io.incidentiq.rollback.port.ContainerDefinition;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** Task definitions with their tags. Registry and inspector ask for the same ones at the same time: each is read once. */
final class Definitions {
    /** Below the ten seconds after which the engine looks at a definition again. */
    private static final Duration VALID_FOR = Duration.ofSeconds(5);

    private static final int PAGE = 100;

    private final AwsCalls calls;
    private final RecentReads<RevisionId, Optional<Described>> recent;

    /** One definition, and what its tags say. */
    record Described(TaskDefinition definition, Map<String, String> tags) {}

    Definitions(AwsCalls calls, LongSupplier nanoTime) {
        this.calls = calls;
        this.recent = new RecentReads<>(VALID_FOR, nanoTime);
    }

    /** Returns those of {@code ids} that exist, whatever their status. */
    Map<RevisionId, Described> read(Set<RevisionId> ids) {
        var found = new LinkedHashMap<RevisionId, Described>();
        List<RevisionId> asked = ids.stream().sorted().toList();
        List<Optional<Described>> read = InParallel.each(asked, id -> recent.get(id, this::readOne));
        for (int i = 0; i < asked.size(); i++) {
            RevisionId id = asked.get(i);
            read.get(i).ifPresent(described -> found.put(id, described));
        }
        return found;
    }

    private Optional<Described> readOne(RevisionId id) {
        var request = DescribeTaskDefinitionRequest.builder()
                .taskDefinition(id.toString())
                .include(TaskDefinitionField.TAGS)
                .overrideConfiguration(AwsCalls.READ)
                .build();
        return calls.ecs(request, "task-definition/" + id, this::describe)
                .filter(response -> response.taskDefinition() != null)
                .map(response -> described(id, response));
    }

    /** ECS has no exception of its own for a definition that isn't there. */
    private Optional<DescribeTaskDefinitionResponse> describe(DescribeTaskDefinitionRequest request) {
        try {
            DescribeTaskDefinitionResponse answer = calls.ecs().describeTaskDefinition(request);
            if (answer.taskDefinition() == null && answer.sdkHttpResponse() != null) {
                throw ProviderException.of(
                        ProviderException.Kind.UNAVAILABLE,
                        "ecs:DescribeTaskDefinition on task-definition/%s: the answer holds no definition"
                                .formatted(request.taskDefinition()));
            }
            return Optional.of(answer);
        } catch (ClientException e) {
            if (OwnCode.of(e).isPresent()
                    && String.valueOf(e.awsErrorDetails().errorMessage())
                            .contains("Unable to describe task definition")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Described described(RevisionId id, DescribeTaskDefinitionResponse response) {
        var definition = response.taskDefinition();
        var tags = new LinkedHashMap<String, String>();
        for (Tag tag : response.tags()) {
            tags.put(tag.key(), String.valueOf(tag.value()));
        }
        return new Described(
                new TaskDefinition(
                        id,
                        status(definition.status()),
                        definition.containerDefinitions().stream()
                                .map(Definitions::container)
                                .toList(),
                        Fingerprint.of(definition),
                        Objects.requireNonNullElse(definition.registeredAt(), Instant.EPOCH),
                        labels(tags, definition.containerDefinitions())),
                tags);
    }

    /** Of two labels of one name the definition's tag counts, then the first container's. */
    private static Map<String, String> labels(
            Map<String, String> tags, List<software.amazon.awssdk.services.ecs.model.ContainerDefinition> containers) {
        var labels = new LinkedHashMap<>(tags);
        for (var container : containers) {
            container.dockerLabels().forEach((name, value) -> labels.putIfAbsent(name, String.valueOf(value)));
        }
        return labels;
    }

    /** A status that this SDK doesn't know is none that can be deployed. */
    private static DefinitionStatus status(TaskDefinitionStatus status) {
        if (status == TaskDefinitionStatus.ACTIVE) {
            return DefinitionStatus.ACTIVE;
        }
        return status == TaskDefinitionStatus.INACTIVE ? DefinitionStatus.INACTIVE : DefinitionStatus.DELETING;
    }

    private static ContainerDefinition container(software.amazon.awssdk.services.ecs.model.ContainerDefinition c) {
        return new ContainerDefinition(
                c.name(),
                String.valueOf(c.image()),
                c.portMappings().stream()
                        .map(p -> p.containerPort())
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Returns at most {@code limit} revisions of exactly {@code family} that can be deployed, newest first. */
    List<RevisionId> active(String family, int limit) {
        var found = new ArrayList<RevisionId>();
        String token = null;
        do {
            ListTaskDefinitionsResponse page = calls.ecs(
                    ListTaskDefinitionsRequest.builder()
                            .familyPrefix(family)
                            .status(TaskDefinitionStatus.ACTIVE)
                            .sort(SortOrder.DESC)
                            .maxResults(Math.min(PAGE, Math.max(1, limit)))
                            .nextToken(token)
                            .overrideConfiguration(AwsCalls.READ)
                            .build(),
                    "task-definition-family/" + family,
                    calls.ecs()::listTaskDefinitions);
            page.taskDefinitionArns().stream()
                    .map(arn -> RevisionId.parse(arn, family))
                    .filter(id -> id.family().equals(family))
                    .forEach(found::add);
            token = NextToken.after(token, page.nextToken());
        } while (token != null && found.size() < limit);
        return found.stream().limit(limit).toList();
    }
}
