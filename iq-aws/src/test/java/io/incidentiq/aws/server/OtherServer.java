package io.incidentiq.aws.server;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The clients of a server that nobody here wrote, with keys that open nothing. */
final class OtherServer implements AutoCloseable {
    private final URI endpoint;
    private final SdkHttpClient http = Apache5HttpClient.create();
    private final EcsClient ecs;
    private final CloudWatchClient cloudWatch;

    private OtherServer(URI endpoint) {
        this.endpoint = endpoint;
        this.ecs = configured(EcsClient.builder()).build();
        this.cloudWatch = configured(CloudWatchClient.builder()).build();
    }

    static OtherServer at(URI endpoint) {
        return new OtherServer(endpoint);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder) {
        var keys = AwsBasicCredentials.create("drill", "drill");
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .httpClient(http);
    }

    EcsClient ecs() {
        return ecs;
    }

    CloudWatchClient cloudWatch() {
        return cloudWatch;
    }

    @Override
    public void close() {
        ecs.close();
        cloudWatch.close();
        http.close();
    }
}
