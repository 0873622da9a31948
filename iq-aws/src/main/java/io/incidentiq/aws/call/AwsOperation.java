package io.incidentiq.aws.call;

/**
 * What was asked of AWS, for messages.
 *
 * @param action the permission that it takes, such as {@code ecs:UpdateService}
 * @param on what it was asked about, such as {@code service/production/payments}
 * @param writes whether it changes something
 */
public record AwsOperation(String action, String on, boolean writes) {
    @Override
    public String toString() {
        return action + " on " + on;
    }
}
