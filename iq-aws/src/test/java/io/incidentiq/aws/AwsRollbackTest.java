package io.incidentiq.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
