package io.incidentiq.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.aws.LoopbackWire;
import io.incidentiq.rollback.port.DeploymentId;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.rollback.port.ServiceRevisionId;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class LostAnswerTest {
    private static final ServiceId SERVICE = new ServiceId("production", "payments");
    private static final RevisionId TARGET = new RevisionId("payments", 41);

    private static final ServiceRevisionId REVISION =
            new ServiceRevisionId(FakeEcs.ARN + "service-revision/production/payments/1");

    /** As an embedder may have built it: the SDK's retries on. */
    private static EcsClient client(LoopbackWire wire, SdkHttpClient http) {
        return EcsClient.builder()
                .endpointOverride(wire.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET")))
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.STANDARD))
                .httpClient(http)
                .build();
    }

    private static LoopbackWire.Reply losingWrites(String operation, boolean reset) {
        boolean writes = operation.equals("UpdateService") || operation.equals("StopServiceDeployment");
        LoopbackWire.Reply lost = reset ? LoopbackWire.Reply.RESET : LoopbackWire.Reply.CLOSE;
        return writes ? lost : LoopbackWire.Reply.ok("{\"serviceRevisions\":[],\"failures\":[]}");
    }

    private static void assertLost(EcsServiceRegistry registry) {
        assertThatThrownBy(() -> registry.update(SERVICE, TARGET))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        e -> assertThat(e.mayHaveHappened()).as("%s", e).isTrue());
    }

    /** HttpURLConnection repeats a POST by itself unless its length was fixed before, which this version of the SDK's client does. */
    @ParameterizedTest(name = "{0}, warm connection: {1}, reset: {2}")
    @CsvSource({
        "apache5, true, true",
        "apache5, true, false",
        "apache5, false, true",
        "apache5, false, false",
        "url-connection, true, true",
        "url-connection, true, false",
        "url-connection, false, true",
        "url-connection, false, false"
    })
    void trap_updateServiceHasNoClientToken_aLostAnswerIsSentOnce(String client, boolean warm, boolean reset) {
        try (var wire = new LoopbackWire(operation -> losingWrites(operation, reset));
                var http = client.equals("apache5") ? Apache5HttpClient.create() : UrlConnectionHttpClient.create();
                var ecs = client(wire, http)) {
            var registry = EcsServiceRegistry.of(ecs);
            if (warm) {
                registry.serviceRevisions(Set.of(REVISION));
            }

            assertLost(registry);

            assertThat(wire.connections()).as("the connection is kept").isEqualTo(1);
            assertThat(wire.count("UpdateService")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void serverError_onAWrite_isSentOnceAndMayHaveHappened(int status) {
        try (var wire = new LoopbackWire(operation -> new LoopbackWire.Reply(status, "{}"));
                var http = Apache5HttpClient.create();
                var ecs = client(wire, http)) {
            assertLost(EcsServiceRegistry.of(ecs));

            assertThat(wire.count("UpdateService")).isEqualTo(1);
        }
    }

    @Test
    void serverError_onARead_isAskedOnce() {
        try (var wire = new LoopbackWire(operation -> new LoopbackWire.Reply(500, "{}"));
                var http = Apache5HttpClient.create();
                var ecs = client(wire, http)) {
            var registry = EcsServiceRegistry.of(ecs);

            assertThatThrownBy(() -> registry.describe(Set.of(SERVICE)))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.retryable()).isTrue());

            assertThat(wire.count("DescribeServices")).isEqualTo(1);
        }
    }

    @Test
    void throttled_write_isSentOnceAndCertainlyNotDone() {
        var reply = new LoopbackWire.Reply(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
        try (var wire = new LoopbackWire(operation -> reply);
                var http = Apache5HttpClient.create();
                var ecs = client(wire, http)) {
            assertThatThrownBy(() -> EcsServiceRegistry.of(ecs).update(SERVICE, TARGET))
                    .isInstanceOfSatisfying(ProviderException.class, e -> {
                        assertThat(e.kind()).isEqualTo(ProviderException.Kind.THROTTLED);
                        assertThat(e.mayHaveHappened()).isFalse();
                    });

            assertThat(wire.count("UpdateService")).isEqualTo(1);
        }
    }

    @Test
    void answerThatNamesNoDeployment_mayHaveHappened() {
        try (var wire = new LoopbackWire(operation -> LoopbackWire.Reply.ok("{}"));
                var http = Apache5HttpClient.create();
                var ecs = client(wire, http)) {
            assertLost(EcsServiceRegistry.of(ecs));
        }
    }

    @Test
    void endpointRefuses_isCertainlyNotDone() {
        var wire = new LoopbackWire(operation -> LoopbackWire.Reply.CLOSE);
        wire.close();
        try (var http = Apache5HttpClient.create();
                var ecs = client(wire, http)) {
            assertThatThrownBy(() -> EcsServiceRegistry.of(ecs).update(SERVICE, TARGET))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.mayHaveHappened()).isFalse())
                    .hasMessageContaining("refuses");
        }
    }

    @Test
    void stop_ofAnUnknownDeployment_isNotSent() {
        try (var wire = new LoopbackWire(operation -> losingWrites(operation, false));
                var http = Apache5HttpClient.create();
                var ecs = client(wire, http)) {
            assertThatThrownBy(() -> EcsServiceRegistry.of(ecs).stop(SERVICE, new DeploymentId("ecs-svc/1")))
                    .isInstanceOf(ProviderException.class);

            assertThat(wire.count("StopServiceDeployment")).isZero();
        }
    }

    /** What was handed to the HTTP client is no matter of logins, whatever its words are. */
    @Test
    void trouble_afterTheWriteWasSent_thatSpeaksOfAnExpiredSession_mayHaveHappened() {
        try (var wire = new LoopbackWire(operation -> LoopbackWire.Reply.CLOSE);
                var http = new Complaining();
                var ecs = client(wire, http)) {
            assertLost(EcsServiceRegistry.of(ecs));
        }
    }

    private static final class Complaining implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    throw new IOException("the TLS session has expired; login token refresh needed");
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
