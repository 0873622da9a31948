package io.incidentiq.rollback.port;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a platform is asked and written to, and as whom: account, Region, profile and endpoint, as far as they are known. Two places
 * may have services and clusters of the same names. Immutable; what isn't known is empty, never guessed.
 */
public final class Place {
    private static final Pattern ARN = Pattern.compile("arn:([a-z0-9-]+):[a-z0-9-]+:([a-z0-9-]*):([0-9]*):.+");
    private static final Place UNKNOWN = new Place(new Owner(null, null, null), null, null, false);

    private final Owner owner;
    private final @Nullable String profile;
    private final @Nullable URI endpoint;
    private final boolean drill;

    private record Owner(
            @Nullable String partition,
            @Nullable String account,
            @Nullable String region) {}

    private Place(Owner owner, @Nullable String profile, @Nullable URI endpoint, boolean drill) {
        this.owner = owner;
        this.profile = profile;
        this.endpoint = endpoint;
        this.drill = drill;
    }

    /** Returns a place of which nothing is known. */
    public static Place unknown() {
        return UNKNOWN;
    }

    /** Returns the place of a rehearsal: a simulated platform, where nothing is real. */
    public static Place drill() {
        return new Place(UNKNOWN.owner, null, null, true);
    }

    /** Returns the account and the Region that {@code arn} holds: {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE}; any other text tells nothing. */
    public static Place ofArn(@Nullable String arn) {
        var parts = ARN.matcher(arn == null ? "" : arn);
        return parts.matches()
                ? new Place(
                        new Owner(parts.group(1), filled(parts.group(3)), filled(parts.group(2))), null, null, false)
                : UNKNOWN;
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Returns a copy with the account that owns the services, such as {@code 111122223333}. */
    public Place withAccount(String account) {
        return new Place(new Owner(owner.partition, account, owner.region), profile, endpoint, drill);
    }

    /** Returns a copy with the Region, such as {@code eu-west-1}. */
    public Place withRegion(String region) {
        return new Place(new Owner(owner.partition, owner.account, region), profile, endpoint, drill);
    }

    /** Returns a copy with the profile whose credentials are used. */
    public Place withProfile(String profile) {
        return new Place(owner, profile, endpoint, drill);
    }

    /** Returns a copy with the address at which the platform is asked, where it is not the platform's own. A user, a password and a query are left out. */
    public Place withEndpoint(URI endpoint) {
        String plain = endpoint.toString().replaceFirst("//[^/?#]*@", "//").replaceFirst("[?#].*", "");
        return new Place(owner, profile, URI.create(plain), drill);
    }

    /** Returns what the platform's answers tell of this place, {@code seen}, completed with what is configured. */
    public Place seenAs(Place seen) {
        return new Place(
                new Owner(
                        first(seen.owner.partition, owner.partition),
                        first(seen.owner.account, owner.account),
                        first(seen.owner.region, owner.region)),
                first(seen.profile, profile),
                first(seen.endpoint, endpoint),
                seen.drill || drill);
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    public Optional<String> account() {
        return Optional.ofNullable(owner.account);
    }

    public Optional<String> region() {
        return Optional.ofNullable(owner.region);
    }

    /** Returns the profile that was named; empty where the credentials come from elsewhere. */
    public Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    /** Returns the address at which the platform is asked; empty where it is the platform's own. */
    public Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    /** Returns whether it is a rehearsal's. */
    public boolean isDrill() {
        return drill;
    }

    /**
     * Returns the full name of something in this place, such as {@code arn:aws:ecs:eu-west-1:111122223333:cluster/production}; empty
     * where partition, Region or account is unknown.
     *
     * @param service the platform's service that holds it, such as {@code ecs}
     * @param resource its name there, such as {@code cluster/production}
     */
    public Optional<String> arn(String service, String resource) {
        return owner.partition == null || owner.region == null || owner.account == null
                ? Optional.empty()
                : Optional.of("arn:%s:%s:%s:%s:%s"
                        .formatted(owner.partition, service, owner.region, owner.account, resource));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place that
                && owner.equals(that.owner)
                && Objects.equals(profile, that.profile)
                && Objects.equals(endpoint, that.endpoint)
                && drill == that.drill;
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, profile, endpoint);
    }

    /** Returns it in words: {@code account 111122223333, Region eu-west-1, profile production}. */
    @Override
    public String toString() {
        if (drill) {
            return "DRILL: a simulated platform, nothing is real";
        }
        if (equals(UNKNOWN)) {
            return "account and Region unknown";
        }
        List<String> words = new ArrayList<>();
        words.add("account " + account().orElse("unknown"));
        words.add("Region " + region().orElse("unknown"));
        profile().ifPresent(p -> words.add("profile " + p));
        endpoint().ifPresent(e -> words.add("endpoint " + e));
        return String.join(", ", words);
    }
}
