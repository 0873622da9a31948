package io.incidentiq.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as ECS, Docker, containerd and the registries write them. */
class TaskStopsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref \"x\": pulling from host registry.example failed with status code [manifests 1.41.0]: 403 Forbidden",
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64'",
                "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/x/timeout-service:1: not found",
                "CannotPullContainerError: Error response from daemon: manifest for x:1 not found: manifest unknown: Requested image not found",
                "CannotPullContainerError: Error response from daemon: pull access denied for x, repository does not exist or may require 'docker login'",
                "CannotPullContainerError: pull access denied for x: denied: requested access to the resource is denied",
                "CannotPullContainerError: failed to resolve ref \"x\": unexpected status: 401 Unauthorized",
                "CannotPullContainerError: Error response from daemon: no basic auth credentials",
                "CannotPullContainerError: no matching manifest for linux/arm64/v8 in the manifest list entries",
                "CannotPullECRContainerError: AccessDeniedException: User is not authorized to perform: ecr:GetAuthorizationToken",
                "CannotPullContainerError: invalid reference format",
                "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ResourceNotFoundException: Secrets Manager can't find the specified secret.",
                "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: User: x is not authorized to perform: secretsmanager:GetSecretValue on resource: y",
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: AccessDeniedException: User: x is not authorized to perform: ssm:GetParameters",
                "ResourceInitializationError: unable to pull secrets or registry auth: retrieved secret from Secrets Manager did not contain json key password",
                "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: invalid ssm parameters: /prod/key",
                "ResourceInitializationError: unable to pull secrets or registry auth: InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.",
                "ResourceInitializationError: unable to pull secrets or registry auth: AccessDeniedException: User: x is not authorized to perform: kms:Decrypt",
                "Fetching secret data from SSM Parameter Store in eu-west-1: AccessDeniedException: not authorized",
                "ResourceInitializationError: failed to download env files: file download command: non empty error stream: NoSuchKey",
                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.",
                "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.",
                "CannotStartContainerError: exec /app/run: exec format error",
                "Essential container in task exited: exec /usr/bin/java: exec format error",
                "Invalid CPU or memory value specified",
                "No Fargate configuration exists for given values: 512 CPU, 128 memory"
            })
    void permanent_whatNoOtherTryCanMend_is(String why) {
        assertThat(TaskStops.permanent(why)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref registry.example/api-gateway:1.41.0: failed to do request: Head \"https://registry.example/v2/\": dial tcp: lookup registry.example on 10.0.0.2:53: no such host",
                "CannotPullContainerError: dial tcp 10.0.0.1:443: i/o timeout",
                "CannotPullContainerError: Error response from daemon: Get https://x/v2/: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)",
                "CannotPullContainerError: toomanyrequests: You have reached your pull rate limit: access denied",
                "CannotPullContainerError: failed to resolve ref x: unexpected status: 429 Too Many Requests",
                "CannotPullContainerError: unexpected status: 503 Service Unavailable",
                "CannotPullContainerError: context canceled",
                "CannotPullContainerError: dial tcp 10.0.0.1:443: connect: connection refused",
                "CannotPullContainerError: net/http: TLS handshake timeout",
                "CannotPullContainerError: denied: Your Authorization Token has expired. Please run 'aws ecr get-login'",
                "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration.",
                "ResourceInitializationError: unable to pull secrets or registry auth: RequestError: send request failed caused by: Post: dial tcp: lookup secretsmanager.eu-west-1.amazonaws.com: no such host",
                "ResourceInitializationError: unable to pull secrets or registry auth: ThrottlingException: Rate exceeded",
                "ResourceInitializationError: unable to pull secrets or registry auth: context deadline exceeded",
                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: signal: killed",
                "Timeout waiting for network interface provisioning to complete.",
                "Capacity is unavailable at this time. Please try again later or in a different availability zone",
                "RESOURCE:ENI",
                "RESOURCE:MEMORY",
                "CannotStartContainerError: Error response from daemon: OCI runtime create failed",
                "Essential container in task exited",
                "Task failed container health checks",
                "OutOfMemoryError: Container killed due to memory usage",
                "Host EC2 (instance i-0) terminated.",
                ""
            })
    void permanent_whatCanPass_isNot(String why) {
        assertThat(TaskStops.permanent(why)).isFalse();
    }
}
