package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.incidentiq.aws.ecs.EcsServiceRegistry;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.port.ServiceId;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsClientBuilder;

/** Who asks, and where: with the SDK's own clients, so that its words are AWS's. */
class CredentialsTest {
    private static final ServiceId SERVICE = new ServiceId("production", "payments");
    private static final RevisionId TARGET = new RevisionId("payments", 41);
    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET"));

    private static EcsClient client(
            SdkHttpClient http, String region, AwsCredentialsProvider credentials, @Nullable URI endpoint) {
        EcsClientBuilder builder = EcsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http);
        return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    private static ProviderException read(EcsClient client) {
        return catchThrowableOfType(
                ProviderException.class, () -> EcsServiceRegistry.of(client).describe(Set.of(SERVICE)));
    }

    private static ProviderException write(EcsClient client) {
        return catchThrowableOfType(
                ProviderException.class, () -> EcsServiceRegistry.of(client).update(SERVICE, TARGET));
    }

    /** A chain with nothing in it that this machine could happen to have. */
    private static AwsCredentialsProvider emptyChain() {
        ProfileFile empty = ProfileFile.aggregator().build();
        return AwsCredentialsProviderChain.of(ProfileCredentialsProvider.builder()
                .profileFile(empty)
                .profileName("nobody")
                .build());
    }

    @Test
    void noCredentials_nothingIsSent_andItSaysHowToGiveThem() {
        try (var wire = new LoopbackWire(operation -> LoopbackWire.Reply.ok("{}"));
                var http = Apache5HttpClient.create();
                var ecs = client(http, "eu-west-1", emptyChain(), wire.endpoint())) {
            for (ProviderException e : List.of(read(ecs), write(ecs))) {
                assertThat(e.kind()).isEqualTo(ProviderException.Kind.DENIED);
                assertThat(e.mayHaveHappened()).isFalse();
                assertThat(e).hasMessageContainingAll("not sent", "no AWS credentials", "--profile");
            }
            assertThat(wire.arrived).isEmpty();
        }
    }

    @Test
    void wrongRegion_itsHostIsUnknown_andItNamesTheRegion() {
        var asked = new CopyOnWriteArrayList<String>();
        try (var http = Apache5HttpClient.builder()
                        .dnsResolver(unknowing(asked))
                        .build();
                var ecs = client(http, "eu-wets-1", KEYS, null)) {
            ProviderException e = write(ecs);

            assertThat(e).hasMessageContainingAll("not sent", "'eu-wets-1'", "right Region");
            assertThat(e.mayHaveHappened()).isFalse();
            assertThat(asked).containsExactly("ecs.eu-wets-1.amazonaws.com");
        }
    }

    private static DnsResolver unknowing(List<String> asked) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                asked.add(host);
                throw new UnknownHostException(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    @Test
    void keysOfAnotherPartition_sayThatTheyBelongElsewhere() {
        var reply = new LoopbackWire.Reply(
                400,
                "{\"__type\":\"UnrecognizedClientException\",\"message\":\"The security token included in the request is"
                        + " invalid.\"}");
        try (var wire = new LoopbackWire(operation -> reply);
                var http = Apache5HttpClient.create();
                var ecs = client(http, "cn-north-1", KEYS, wire.endpoint())) {
            ProviderException e = write(ecs);

            assertThat(e.kind()).isEqualTo(ProviderException.Kind.DENIED);
            assertThat(e.mayHaveHappened()).isFalse();
            assertThat(e).hasMessageContainingAll("cn-north-1", "same partition");
            assertThat(wire.arrived).containsExactly("UpdateService");
        }
    }
}
