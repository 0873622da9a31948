package io.incidentiq.aws.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.incidentiq.aws.EcsServiceRegistry;
import io.incidentiq.rollback.port.DefinitionStatus;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.Rollout;
import io.incidentiq.rollback.port.ServiceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * The wire against a server that nobody here wrote: moto's, or whatever {@code IQ_TEST_ENDPOINT} names. Marshalling, error types and
 * tags alone: moto takes INACTIVE definitions and never moves a deployment, so nothing is judged by it.
 */
class OtherEndpointTest {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String FAMILY = "web-" + UUID.randomUUID().toString().substring(0, 8);
    private static final ServiceId SERVICE = new ServiceId("c-" + FAMILY, FAMILY);

    private static @Nullable Process moto;
    private static @Nullable SdkHttpClient http;
    private static @Nullable EcsClient client;

    @BeforeAll
    static void start() throws IOException {
        String named = System.getenv("IQ_TEST_ENDPOINT");
        URI endpoint = URI.create(named == null ? startMoto() : named);
        http = Apache5HttpClient.create();
        client = EcsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("drill", "drill")))
                .httpClient(http)
                .build();
        fill(client);
    }

    private static String startMoto() throws IOException {
        boolean there = onPath("moto_server");
        if (!there) {
            System.err.println("SKIPPED: moto_server is not on the PATH, so the adapters did not meet it");
        }
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("where CI=true moto_server must be on the PATH")
                .isTrue();
        assumeTrue(there, "moto_server is on the PATH");
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process started = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        moto = started;
        await(started, port);
        return "http://127.0.0.1:" + port;
    }

    private static boolean onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Connects again and again: nothing tells that it listens but a connection. */
    private static void await(Process started, int port) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                assertThat(started.isAlive() && System.nanoTime() < deadline)
                        .as("moto_server listens within %s: %s", START_LIMIT, e)
                        .isTrue();
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                        .join();
            }
        }
    }

    private static void fill(EcsClient ecs) {
        ecs.createCluster(r -> r.clusterName(SERVICE.cluster()));
        for (String migrations : new String[] {"none", "present", "none"}) {
            var container = ContainerDefinition.builder()
                    .name("web")
                    .image("registry.example/web:1")
                    .memory(64)
                    .portMappings(PortMapping.builder().containerPort(8080).build())
                    .build();
            var tag = Tag.builder().key("iq:migrations").value(migrations).build();
            ecs.registerTaskDefinition(
                    r -> r.family(FAMILY).containerDefinitions(container).tags(tag));
        }
        ecs.deregisterTaskDefinition(r -> r.taskDefinition(FAMILY + ":3"));
        ecs.createService(r -> r.cluster(SERVICE.cluster())
                .serviceName(SERVICE.name())
                .taskDefinition(FAMILY + ":1")
                .desiredCount(1));
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (http != null) {
            http.close();
        }
        if (moto != null) {
            moto.destroy();
        }
    }

    private static EcsServiceRegistry registry() {
        return EcsServiceRegistry.of(requireNonNull(client));
    }

    private static RevisionId revision(int number) {
        return new RevisionId(FAMILY, number);
    }

    @Test
    void describe_service_isUnmarshalled() {
        var snapshot = requireNonNull(registry().describe(Set.of(SERVICE)).get(SERVICE));

        assertThat(snapshot.desiredCount()).isEqualTo(1);
        assertThat(snapshot.primary().map(Rollout::definition)).contains(revision(1));
    }

    @Test
    void describe_absentService_isAbsent() {
        var absent = new ServiceId(SERVICE.cluster(), "no-such-service");

        assertThat(registry().describe(Set.of(SERVICE, absent))).containsOnlyKeys(SERVICE);
    }

    @Test
    void describe_unknownCluster_isNotFound() {
        assertThatThrownBy(() -> registry().describe(Set.of(new ServiceId("no-such-cluster", "web"))))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ProviderException.Kind.NOT_FOUND));
    }

    @Test
    void definitions_activeAndInactive_areToldApart() {
        var found = registry().definitions(Set.of(revision(1), revision(3), revision(99)));

        assertThat(found).containsOnlyKeys(revision(1), revision(3));
        assertThat(requireNonNull(found.get(revision(1))).status()).isEqualTo(DefinitionStatus.ACTIVE);
        assertThat(requireNonNull(found.get(revision(3))).status()).isEqualTo(DefinitionStatus.INACTIVE);
    }

    @Test
    void migrations_byTag_areRead() {
        var found = registry().migrationsByTag().migrations(SERVICE, Set.of(revision(1), revision(2)));

        assertThat(requireNonNull(found.get(revision(1))).kind()).isEqualTo(MigrationFinding.Kind.NONE);
        assertThat(requireNonNull(found.get(revision(2))).kind()).isEqualTo(MigrationFinding.Kind.PRESENT);
    }

    /** moto knows no order. */
    @Test
    void activeRevisions_leaveOutTheInactive() {
        assertThat(registry().activeRevisions(FAMILY, 10)).containsExactlyInAnyOrder(revision(1), revision(2));
    }
}
