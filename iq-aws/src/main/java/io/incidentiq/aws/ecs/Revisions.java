package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.AwsCalls;
import io.incidentiq.aws.call.InParallel;
import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceRevision;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;

/** Service revisions: which definition a deployment started, with which image digests. */
record Revisions(AwsCalls calls) {
    private static final int AT_ONCE = 20;

    Map<ServiceRevisionId, ServiceRevision> read(Set<ServiceRevisionId> ids) {
        List<String> arns = ids.stream()
                .map(ServiceRevisionId::value)
                .filter(Arns::isServiceRevision)
                .toList();
        var found = new LinkedHashMap<ServiceRevisionId, ServiceRevision>();
        InParallel.batches(
                        arns,
                        AT_ONCE,
                        batch -> calls.ecs(
                                DescribeServiceRevisionsRequest.builder()
                                        .serviceRevisionArns(batch)
                                        .overrideConfiguration(AwsCalls.READ)
                                        .build(),
                                "service revisions such as " + batch.get(0),
                                calls.ecs()::describeServiceRevisions))
                .stream()
                .flatMap(answer -> answer.serviceRevisions().stream())
                .filter(r -> r.taskDefinition() != null)
                .map(Revisions::revision)
                .forEach(r -> found.put(r.id(), r));
        return found;
    }

    private static ServiceRevision revision(software.amazon.awssdk.services.ecs.model.ServiceRevision seen) {
        return new ServiceRevision(
                new ServiceRevisionId(seen.serviceRevisionArn()),
                RevisionId.parse(seen.taskDefinition(), ""),
                seen.containerImages().stream().map(Revisions::image).toList());
    }

    private static Image image(ContainerImage image) {
        return new Image(image.containerName(), image.image(), image.imageDigest());
    }
}
