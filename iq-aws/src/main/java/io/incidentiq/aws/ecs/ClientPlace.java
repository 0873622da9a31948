package io.incidentiq.aws.ecs;

import io.incidentiq.rollback.port.Place;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsServiceClientConfiguration;

/** Where a client asks, as it was made. */
final class ClientPlace {
    private ClientPlace() {}

    /** Returns the place of {@code client}; one that was made by hand may not tell. */
    static Place of(EcsClient client, @Nullable String profile) {
        Place place = profile == null ? Place.unknown() : Place.unknown().withProfile(profile);
        try {
            EcsServiceClientConfiguration made = client.serviceClientConfiguration();
            Place here = with(place, Optional.ofNullable(made.region()).map(Region::id), place::withRegion);
            return with(here, made.endpointOverride(), here::withEndpoint);
        } catch (UnsupportedOperationException e) {
            return place;
        }
    }

    private static <T> Place with(Place otherwise, Optional<T> told, Function<T, Place> added) {
        return told.map(added).orElse(otherwise);
    }
}
