package io.incidentiq.aws.call;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * How AWS is called: once, within a time, within the budget, and with every kind of trouble as the ports' exception. The SDK's own
 * retries are off whatever the client was built with: the engine asks again, and only it knows when a write may be repeated.
 */
public record AwsCalls(EcsClient ecs, ApiBudget budget, AwsTrouble trouble) {
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(40);
    private static final SdkPlugin ONCE = client -> client.overrideConfiguration(
            o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()).addExecutionInterceptor(Sent.WATCH));

    /** For every read: asked once, an answer within 20 s. */
    public static final AwsRequestOverrideConfiguration READ = once(READ_LIMIT);

    /** For every write: sent once, an answer within 40 s. */
    public static final AwsRequestOverrideConfiguration WRITE = once(WRITE_LIMIT);

    private static AwsRequestOverrideConfiguration once(Duration limit) {
        return AwsRequestOverrideConfiguration.builder()
                .addPlugin(ONCE)
                .apiCallTimeout(limit)
                .build();
    }

    /** Asks ECS once. */
    public <Q extends EcsRequest, R> R ecs(Q request, String on, Function<Q, R> call) {
        EcsOperation operation = EcsOperation.of(request);
        var asked = new AwsOperation(operation.action(), on, operation.writes());
        budget.take(operation.budget(), asked);
        return trouble.translated(asked, () -> call.apply(request));
    }
}
