package io.incidentiq.rollback.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final Place SEEN = Place.ofArn("arn:aws-cn:ecs:cn-north-1:111122223333:service/prod/payments");

    @Test
    void ofArn_ofAService_holdsAccountAndRegion() {
        assertThat(SEEN).hasToString("account 111122223333, Region cn-north-1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "payments", "arn:aws", "arn:aws:ecs:eu-west-1"})
    void ofArn_anythingElse_tellsNothing(String text) {
        assertThat(Place.ofArn(text)).isEqualTo(Place.unknown());
    }

    @Test
    void seenAs_whatThePlatformTells_goesOverWhatIsConfigured() {
        Place configured = Place.unknown()
                .withAccount("999988887777")
                .withRegion("eu-west-1")
                .withProfile("prod")
                .withEndpoint(URI.create("https://vpce.example/"));

        assertThat(configured.seenAs(SEEN))
                .hasToString("account 111122223333, Region cn-north-1, profile prod, endpoint https://vpce.example/");
    }

    @Test
    void arn_inAnyPartition_isWrittenOut() {
        assertThat(SEEN.arn("ecs", "cluster/prod")).contains("arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod");
    }

    @Test
    void arn_partitionUnknown_isEmpty() {
        assertThat(Place.unknown()
                        .withAccount("111122223333")
                        .withRegion("eu-west-1")
                        .arn("ecs", "cluster/prod"))
                .isEmpty();
    }

    @Test
    void withEndpoint_aSecretInIt_isLeftOut() {
        Place place = Place.unknown().withEndpoint(URI.create("https://me:s3cret@vpce.example/x?token=s3cret"));

        assertThat(place.endpoint()).contains(URI.create("https://vpce.example/x"));
    }

    @Test
    void toString_perPlace_saysWhatIsKnown() {
        assertThat(Place.unknown()).hasToString("account and Region unknown");
        assertThat(Place.drill()).asString().startsWith("DRILL");
        assertThat(Place.unknown().withRegion("eu-west-1")).hasToString("account unknown, Region eu-west-1");
    }
}
