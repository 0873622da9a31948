package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.aws.cloudwatch.FakeCloudWatch;
import io.incidentiq.rollback.port.ServiceId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.ecs.EcsClient;

class AwsRollbackTest {
    @Test
    void build_regionProfileAndEndpoint_needsNothingElseToBegin() {
        try (var http = Apache5HttpClient.create();
                var aws = AwsRollback.builder()
                        .region("eu-west-1")
                        .endpoint(URI.create("http://127.0.0.1:9"))
                        .httpClient(http)
                        .build()) {
            assertThat(aws.region()).isEqualTo("eu-west-1");
            assertThat(aws.engine().build()).isNotNull();
        }
    }

    /** Returns what is asked with as the SDK signs it: the access key and the Region. */
    private static String signedFor(AwsRollbackBuilder builder) {
        var signature = new AtomicReference<String>("");
        SdkHttpClient http = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                signature.set(request.httpRequest()
                        .firstMatchingHeader("Authorization")
                        .orElse(""));
                throw new IllegalStateException("nothing is sent");
            }

            @Override
            public void close() {}
        };
        try (var aws = builder.endpoint(URI.create("http://127.0.0.1:9"))
                .httpClient(http)
                .build()) {
            assertThatThrownBy(() -> aws.registry().describe(Set.of(new ServiceId("production", "api"))));
        }
        return String.valueOf(signature.get());
    }

    @Test
    void profile_besideKeysInTheEnvironment_isWhoAsks(@TempDir Path dir) throws IOException {
        Path config = Files.writeString(
                dir.resolve("config"),
                "[profile prod]\naws_access_key_id = PRODKEY\naws_secret_access_key = s\nregion = eu-central-1\n");
        var settings = Map.of(
                "aws.configFile",
                config.toString(),
                "aws.sharedCredentialsFile",
                dir.resolve("none").toString(),
                "aws.accessKeyId",
                "DEVKEY",
                "aws.secretAccessKey",
                "s");
        settings.forEach(System::setProperty);
        try {
            assertThat(signedFor(AwsRollback.builder().profile("prod").region("eu-central-1")))
                    .contains("Credential=PRODKEY/", "/eu-central-1/");
            assertThat(signedFor(AwsRollback.builder().region("eu-central-1"))).contains("Credential=DEVKEY/");
            assertThatThrownBy(() -> AwsRollback.builder().profile("nope").build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("profile 'nope': no such profile in the AWS configuration; there is prod");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void close_clientThatWasPassedIn_staysOpen() {
        var closed = new AtomicBoolean();
        EcsClient mine = new EcsClient() {
            @Override
            public String serviceName() {
                return "ecs";
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        AwsRollback.builder().ecs(mine).cloudWatch(new FakeCloudWatch()).build().close();

        assertThat(closed).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Unable to load an HTTP implementation from any provider in the chain.', apache5-client",
        "'Unable to load region from any of the providers in the chain', --region",
        "'something else', something else"
    })
    void whatToDo_knownTrouble_isSaid(String message, String words) {
        assertThat(AwsRollbackBuilder.whatToDo(message)).contains(words);
    }
}
