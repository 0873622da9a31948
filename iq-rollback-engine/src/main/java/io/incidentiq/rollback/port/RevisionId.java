package io.incidentiq.rollback.port;

import java.util.regex.Pattern;

/** Names one task definition revision. A family may serve several services, so a number alone says nothing about one of them. */
public record RevisionId(String family, int number) implements Comparable<RevisionId> {
    private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** @throws IllegalArgumentException if the family has other characters than letters, digits, {@code -}, {@code _}, or the number is below 1 */
    public RevisionId {
        if (!FAMILY.matcher(family).matches() || number < 1) {
            throw new IllegalArgumentException(
                    "revision '%s:%d': expected family:number, such as payments-service:41, number >= 1"
                            .formatted(family, number));
        }
    }

    /**
     * Reads {@code 41}, {@code payments-service:41} or a task definition ARN.
     *
     * @param text what a person typed
     * @param familyOfBareNumber the family that a bare number belongs to
     * @throws IllegalArgumentException if {@code text} is none of these
     */
    public static RevisionId parse(String text, String familyOfBareNumber) {
        String rest = text.startsWith("arn:") ? text.substring(text.lastIndexOf('/') + 1) : text;
        int colon = rest.lastIndexOf(':');
        String number = rest.substring(colon + 1);
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    "revision '%s': expected 41, family:41 or a task definition ARN".formatted(text));
        }
        return new RevisionId(colon < 0 ? familyOfBareNumber : rest.substring(0, colon), Integer.parseInt(number));
    }

    /** Orders by family, then by number. */
    @Override
    public int compareTo(RevisionId other) {
        int byFamily = family.compareTo(other.family);
        return byFamily != 0 ? byFamily : Integer.compare(number, other.number);
    }

    /** Returns {@code family:number}. */
    @Override
    public String toString() {
        return family + ":" + number;
    }
}
