package io.incidentiq.aws;

import io.incidentiq.aws.call.AwsTrouble;
import io.incidentiq.aws.cloudwatch.CloudWatchMetricsSource;
import io.incidentiq.aws.ecs.EcsServiceRegistry;
import io.incidentiq.aws.login.AwsConfiguration;
import io.incidentiq.aws.login.DefaultRegion;
import io.incidentiq.aws.login.Login;
import io.incidentiq.aws.login.LoginChain;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Assembles an {@link AwsRollback}. What isn't set comes from the SDK's default chains. Not thread-safe. */
public final class AwsRollbackBuilder {
    private @Nullable String region;
    private @Nullable String profile;
    private @Nullable URI endpoint;
    private @Nullable SdkHttpClient httpClient;
    private @Nullable EcsClient ecs;
    private @Nullable CloudWatchClient cloudWatch;
    private @Nullable InstantSource clock;

    AwsRollbackBuilder() {}

    /** Sets the Region of the clients that are made, such as {@code eu-west-1}; by default that of the profile or environment. */
    public AwsRollbackBuilder region(String name) {
        this.region = name;
        return this;
    }

    /**
     * Sets the profile whose credentials the clients that are made use, whatever keys the environment holds. Its Region is theirs
     * unless {@link #region} or {@code AWS_REGION} says otherwise. By default the SDK's chain of credentials is asked, in which keys
     * of the environment come before {@code AWS_PROFILE}.
     */
    public AwsRollbackBuilder profile(String name) {
        this.profile = name;
        return this;
    }

    /** Sets where the clients that are made send their requests; by default {@code AWS_ENDPOINT_URL}, or else AWS itself. */
    public AwsRollbackBuilder endpoint(URI url) {
        this.endpoint = url;
        return this;
    }

    /**
     * Sets the HTTP client of the clients that are made, which stays the caller's to close. By default the one that is on the class
     * path; this library brings none.
     *
     * <p>It must not repeat a request by itself: ECS knows no client tokens, and a repeated UpdateService is a second deployment.
     * {@code apache5-client} and {@code url-connection-client} 2.59.1 were tested for that. The latter stands on
     * {@link java.net.HttpURLConnection}, which repeats a POST whose length isn't fixed when a kept connection is closed without an
     * answer; start the JVM with {@code -Dsun.net.http.retryPost=false} to be safe with other versions of it.
     */
    public AwsRollbackBuilder httpClient(SdkHttpClient client) {
        this.httpClient = client;
        return this;
    }

    /** Sets the ECS client, which stays the caller's to close. Its retries are switched off for each request. */
    public AwsRollbackBuilder ecs(EcsClient client) {
        this.ecs = client;
        return this;
    }

    /** Sets the CloudWatch client, which stays the caller's to close. */
    public AwsRollbackBuilder cloudWatch(CloudWatchClient client) {
        this.cloudWatch = client;
        return this;
    }

    /**
     * Sets the clock by which answers are shared and the account's budget of calls is spent; by default the machine's. For drills
     * whose time runs faster: give the engine the same one.
     */
    public AwsRollbackBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /**
     * Returns the ports. AWS is asked nothing, and credentials are first looked for when it is. Where neither {@link #region}, the
     * environment nor the profile names a Region, the machine's metadata service is asked for it, for three seconds at most.
     *
     * @throws IllegalStateException if the AWS configuration can't be read, there is no such profile, or no Region or no HTTP client can
     *     be found; the message says what to do
     */
    public AwsRollback build() {
        boolean makesClients = ecs == null || cloudWatch == null;
        ProfileFile file = makesClients || profile != null
                ? AwsConfiguration.read()
                : ProfileFile.aggregator().build();
        check(file);
        var own = new ArrayList<SdkAutoCloseable>();
        try {
            Login login = made(own, profile == null ? Login.ofDefaultChain(file) : Login.ofProfile(profile));
            Region here = makesClients ? here() : null;
            EcsClient services = ecs == null
                    ? made(own, configured(EcsClient.builder(), login, here).build())
                    : ecs;
            CloudWatchClient numbers = cloudWatch == null
                    ? made(
                            own,
                            configured(CloudWatchClient.builder(), login, here).build())
                    : cloudWatch;
            return new AwsRollback(
                    registry(services),
                    metrics(numbers),
                    AwsTrouble.of(services).region(),
                    own);
        } catch (SdkClientException e) {
            own.forEach(SdkAutoCloseable::close);
            throw new IllegalStateException(whatToDo(String.valueOf(e.getMessage())), e);
        }
    }

    private Region here() {
        return region == null ? DefaultRegion.of(profile) : Region.of(region);
    }

    private void check(ProfileFile file) {
        if (profile != null && file.profile(profile).isEmpty()) {
            throw new IllegalStateException("profile '%s': no such profile in the AWS configuration; there is %s"
                    .formatted(profile, AwsConfiguration.names(file)));
        }
    }

    private EcsServiceRegistry registry(EcsClient client) {
        InstantSource source = clock;
        String used = ecs != null ? null : profile != null ? profile : LoginChain.profileThatGives();
        return source == null
                ? EcsServiceRegistry.of(client, InstantSource.system(), System::nanoTime, used)
                : EcsServiceRegistry.of(client, source, nanosOf(source), used);
    }

    private CloudWatchMetricsSource metrics(CloudWatchClient client) {
        InstantSource source = clock;
        return source == null
                ? CloudWatchMetricsSource.of(client)
                : CloudWatchMetricsSource.of(client, nanosOf(source));
    }

    private static LongSupplier nanosOf(InstantSource source) {
        return () -> ChronoUnit.NANOS.between(Instant.EPOCH, source.instant());
    }

    private static <C extends SdkAutoCloseable> C made(List<SdkAutoCloseable> own, C client) {
        own.add(client);
        return client;
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Login login, @Nullable Region here) {
        builder.overrideConfiguration(o -> {
            o.retryStrategy(DefaultRetryStrategy.doNotRetry());
            if (profile != null) {
                o.defaultProfileName(profile);
            }
        });
        builder.credentialsProvider(login).region(here);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        if (httpClient != null) {
            builder.httpClient(httpClient);
        }
        return builder;
    }

    static String whatToDo(String message) {
        if (message.contains("Unable to load an HTTP implementation")) {
            return "no HTTP client for the AWS SDK on the class path: add software.amazon.awssdk:apache5-client,"
                    + " or give one to AwsRollback.builder().httpClient(...)";
        }
        if (message.contains("Unable to load region")) {
            return "no AWS Region: set --region, AWS_REGION, or a region in the profile";
        }
        return "the AWS clients can't be made: " + message;
    }
}
