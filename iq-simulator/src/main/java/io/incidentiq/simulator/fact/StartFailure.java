package io.incidentiq.simulator.fact;

import io.incidentiq.rollback.port.Image;
import io.incidentiq.rollback.port.ServiceRevision;

/** Why tasks of a drill don't start, in the words of Amazon ECS. */
public enum StartFailure {
    /** The cluster has no container instances. Only a service event says so. */
    NO_CONTAINER_INSTANCE(
            Shown.IN_EVENT,
            "was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. "
                    + Words.GUIDE),
    /** No container instance has memory for another task. Only a service event says so. */
    INSUFFICIENT_MEMORY(
            Shown.IN_EVENT,
            "was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 0123456789abcdef0123456789abcdef) has insufficient memory available. "
                    + Words.GUIDE),
    /** Fargate has no capacity for now. Only a service event says so. */
    FARGATE_CAPACITY(
            Shown.IN_EVENT,
            "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. "
                    + Words.GUIDE),
    /** The definition asks for a size that Fargate doesn't have. Only a service event says so. */
    INVALID_SIZE(
            Shown.IN_EVENT,
            "failed to launch a task with (error No Fargate configuration exists for given values: 100 CPU, 512 memory.)."),
    /** The network interface isn't there in time. It can pass. */
    NETWORK_INTERFACE(Shown.PASSING, "Timeout waiting for network interface provisioning to complete."),
    /** The registry has no image of that name and tag. */
    IMAGE_NOT_FOUND(Shown.FOR_GOOD, Words.PULL + "1 time(s): failed to resolve ref {image}: {image}: not found"),
    /** The registry refuses to give the image. */
    IMAGE_FORBIDDEN(
            Shown.FOR_GOOD,
            "CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref \"{image}\": pulling from host {host} failed with status code [manifests {tag}]: 403 Forbidden"),
    /** The registry's name isn't found. It can pass. */
    IMAGE_HOST_UNKNOWN(
            Shown.PASSING,
            Words.PULL
                    + "5 time(s): failed to resolve ref {image}: failed to do request: Head \"https://{host}/v2/\": dial tcp: lookup {host} on 10.0.0.2:53: no such host"),
    /** The registry doesn't answer in time. It can pass. */
    IMAGE_TIMEOUT(
            Shown.PASSING,
            Words.PULL
                    + "5 time(s): failed to resolve ref {image}: failed to do request: Head \"https://{host}/v2/\": dial tcp 203.0.113.10:443: i/o timeout"),
    /** The registry has answered too often. It can pass. */
    IMAGE_RATE_LIMITED(
            Shown.PASSING,
            "CannotPullContainerError: inspect image has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://{host}/v2/: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit."),
    /** The image is there, but not for this architecture. */
    IMAGE_PLATFORM(
            Shown.FOR_GOOD,
            Words.PULL + "1 time(s): image Manifest does not contain descriptor matching platform 'linux/arm64'"),
    /** The program in the image is for another architecture. ECS says so of the container, not of the task. */
    EXEC_FORMAT(
            Shown.FOR_GOOD,
            Words.OF_CONTAINER
                    + "CannotStartContainerError: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec /app/start: exec format error"),
    /** The secret isn't there any more. */
    SECRET_GONE(
            Shown.FOR_GOOD,
            Words.SECRET
                    + "failed to fetch secret {secret} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret."),
    /** The secret is there without the key that the definition names. */
    SECRET_KEY_GONE(
            Shown.FOR_GOOD, Words.SECRET + "retrieved secret from Secrets Manager did not contain json key password"),
    /** The execution role may not read the secret. */
    SECRET_DENIED(
            Shown.FOR_GOOD,
            Words.SECRET
                    + "failed to fetch secret {secret} from secrets manager: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/0123456789abcdef is not authorized to perform: secretsmanager:GetSecretValue on resource: {secret} because no identity-based policy allows the secretsmanager:GetSecretValue action"),
    /** The log group that the definition names isn't there. */
    LOG_GROUP_MISSING(
            Shown.FOR_GOOD,
            "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1");

    private final Shown shown;
    private final String words;

    StartFailure(Shown shown, String words) {
        this.shown = shown;
        this.words = words;
    }

    private enum Shown {
        /** No task stops: none has begun. */
        IN_EVENT,
        /** A stopped task says so, and another may start. */
        PASSING,
        /** A stopped task says so, and every other stops so. */
        FOR_GOOD
    }

    private static final class Words {
        private static final String GUIDE =
                "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
        private static final String PULL = "CannotPullContainerError: pull image manifest has been retried ";
        private static final String SECRET =
                "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ";
        private static final String OF_CONTAINER = "Task failed to start: ";
    }

    /** Returns whether trying again can't help, where a stopped task says why. */
    public boolean permanent() {
        return shown == Shown.FOR_GOOD;
    }

    /** Returns whether only a service event says so, since no task has begun. */
    public boolean beforeTask() {
        return shown == Shown.IN_EVENT;
    }

    /** Returns what ECS says where the tasks of {@code service} run {@code revision}. */
    public String of(String service, ServiceRevision revision) {
        String image =
                revision.images().stream().map(Image::reference).findFirst().orElse("");
        int slash = image.indexOf('/');
        String secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:%s-AbCdEf".formatted(service);
        return words.replace("{image}", image)
                .replace("{host}", slash < 0 ? "docker.io" : image.substring(0, slash))
                .replace("{tag}", image.substring(image.lastIndexOf(':') + 1))
                .replace("{secret}", secret);
    }
}
