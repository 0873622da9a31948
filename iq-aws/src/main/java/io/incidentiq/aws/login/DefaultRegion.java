package io.incidentiq.aws.login;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The Region by the SDK's default chain. The SDK waits seven seconds for a machine's metadata service that is silent; this, three. */
public final class DefaultRegion {
    private static final int SECONDS = 3;

    private DefaultRegion() {}

    /**
     * Returns the Region of the environment, of {@code profile} or of the machine.
     *
     * @param profile null for the default one
     * @throws SdkClientException if none of them has one, or says so in time
     */
    public static Region of(@Nullable String profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        if (profile != null) {
            chain.profileName(profile);
        }
        var found = new CompletableFuture<Region>();
        var thread = new Thread(() -> look(chain.build(), found), "iq-aws-region");
        thread.setDaemon(true);
        thread.start();
        try {
            return found.completeOnTimeout(null, SECONDS, TimeUnit.SECONDS)
                    .thenApply(DefaultRegion::known)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SdkClientException nowhere ? nowhere : e;
        }
    }

    private static void look(DefaultAwsRegionProviderChain chain, CompletableFuture<Region> found) {
        try {
            found.complete(chain.getRegion());
        } catch (Throwable e) {
            found.completeExceptionally(e);
        }
    }

    private static Region known(@Nullable Region region) {
        if (region == null) {
            throw SdkClientException.create("Unable to load region: the metadata service is silent");
        }
        return region;
    }
}
