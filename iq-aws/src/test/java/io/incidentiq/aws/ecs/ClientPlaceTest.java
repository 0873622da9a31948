package io.incidentiq.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.port.Place;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class ClientPlaceTest {
    @Test
    void of_aClient_isItsRegionAndEndpoint() {
        try (var http = UrlConnectionHttpClient.create();
                EcsClient client = EcsClient.builder()
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .endpointOverride(URI.create("https://vpce.example"))
                        .httpClient(http)
                        .build()) {
            assertThat(ClientPlace.of(client, "prod"))
                    .hasToString("account unknown, Region eu-west-1, profile prod, endpoint https://vpce.example");
            assertThat(EcsServiceRegistry.of(client).place().region()).contains("eu-west-1");
            assertThat(EcsServiceRegistry.of(client).place().profile()).isEmpty();
        }
    }

    @Test
    void of_aClientMadeByHand_tellsNothing() {
        var client = new EcsClient() {
            @Override
            public String serviceName() {
                return "ecs";
            }

            @Override
            public void close() {}
        };

        assertThat(ClientPlace.of(client, null)).isEqualTo(Place.unknown());
    }
}
