package io.incidentiq.aws.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * LocalStack in a container: one for all tests of this JVM, started by the first that asks and removed with the JVM. Where it can't be
 * had the tests are skipped, loudly; CONTRIBUTING.md says what decides.
 */
final class LocalStack {
    /** The last tag that runs without a token. It has no ECS; the image of that version which has it needs one. */
    private static final String FREE = "localstack/localstack:4.14.0";

    private static final String LICENSED = "localstack/localstack-pro:4.14.0";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static @Nullable LocalStackContainer running;
    private static @Nullable String noImage;

    private LocalStack() {}

    /** Returns where CloudWatch answers. */
    static URI cloudWatch() {
        return started("CloudWatch").getEndpoint();
    }

    /** Returns where ECS answers, for which LocalStack wants a token. */
    static URI ecs() {
        if (token() == null) {
            throw skipped("LOCALSTACK_AUTH_TOKEN is not set, so the adapters did not meet LocalStack's ECS");
        }
        return started("ECS").getEndpoint();
    }

    private static @Nullable String token() {
        return System.getenv("LOCALSTACK_AUTH_TOKEN");
    }

    private static synchronized LocalStackContainer started(String service) {
        String wish = System.getenv().getOrDefault("IQ_DOCKER", "auto");
        if (!List.of("auto", "required", "off").contains(wish)) {
            return fail("IQ_DOCKER is one of auto, required, off; it is: " + wish);
        }
        String loss = ", so the adapters did not meet LocalStack's " + service;
        if (wish.equals("off")) {
            throw skipped("IQ_DOCKER=off" + loss);
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw missing(wish, "no Docker engine answers" + loss);
        }
        if (noImage == null) {
            try {
                return start();
            } catch (ContainerFetchException e) {
                noImage = String.valueOf(e.getMessage());
            }
        }
        throw missing(wish, noImage + loss);
    }

    private static LocalStackContainer start() {
        LocalStackContainer container = running;
        if (container == null) {
            container = made();
            container.start();
            running = container;
        }
        return container;
    }

    /** Without a token nothing in it runs containers of its own, so it is not handed the engine's socket. */
    private static LocalStackContainer made() {
        String token = token();
        String name = System.getenv().getOrDefault("IQ_LOCALSTACK_IMAGE", token == null ? FREE : LICENSED);
        var image = DockerImageName.parse(name).asCompatibleSubstituteFor("localstack/localstack");
        fetch(image);
        var container = new LocalStackContainer(image)
                .withStartupTimeout(START_LIMIT)
                .withEnv("DISABLE_EVENTS", "1")
                .withEnv("SKIP_SSL_CERT_DOWNLOAD", "1");
        if (token == null) {
            container.setBinds(List.of());
            return container.withServices("cloudwatch");
        }
        return container.withServices("cloudwatch", "ecs").withEnv("LOCALSTACK_AUTH_TOKEN", token);
    }

    /** A container that lacks its image tries for minutes, once for each line of its log; this tries once. */
    private static void fetch(DockerImageName image) {
        try {
            new RemoteDockerImage(image).get();
        } catch (RuntimeException e) {
            throw new ContainerFetchException("the image " + image + " can't be had: " + e.getMessage(), e);
        }
    }

    /** Prints and skips; throws where {@code wish} says that Docker belongs there. */
    private static AssertionError missing(String wish, String what) {
        if (wish.equals("required")) {
            return new AssertionError("IQ_DOCKER=required, but " + what);
        }
        throw skipped(what + "; IQ_DOCKER=required makes this a failure");
    }

    private static AssertionError skipped(String what) {
        System.err.println("SKIPPED: " + what);
        return abort(what);
    }
}
