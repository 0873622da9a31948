package io.incidentiq.aws.alarm.payload;

import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Incident.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an alarm is: its Region, and the account that owns it, each from the first place that has it in a form that can be meant. */
final class Origin {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final int PARTS = 6;

    private final @Nullable String region;
    private final @Nullable String owner;

    Origin(List<Optional<String>> regions, List<Optional<String>> accounts) {
        this.region = first(REGION, flat(regions));
        this.owner = account(flat(accounts));
    }

    /** Returns the account that owns the alarm, which need not be the one whose metrics it watches. */
    Optional<String> owner() {
        return Optional.ofNullable(owner);
    }

    /** Returns the incident of an alarm that watches no metric by itself. */
    Incident placed(Incident plain) {
        return placed(plain, List.of(), null);
    }

    /**
     * @param accounts whose metrics are watched; the owner's where it is empty
     * @param oneRegion the namespace that has one Region for all, so that the alarm's says nothing; null where the Region counts
     */
    Incident placed(Incident plain, List<String> accounts, @Nullable String oneRegion) {
        Incident incident = plain;
        for (String account : accounts.isEmpty() ? owner().stream().toList() : accounts) {
            incident = incident.withAccount(account);
        }
        if (oneRegion != null) {
            return incident.lacking(Part.REGION, oneRegion + " has one Region for all");
        }
        return region == null ? incident : incident.withRegion(region);
    }

    /** Returns the first of {@code candidates} that is an account's number; null if none is. */
    static @Nullable String account(List<String> candidates) {
        return first(ACCOUNT, candidates);
    }

    private static @Nullable String first(Pattern form, List<String> candidates) {
        return candidates.stream()
                .filter(text -> form.matcher(text).matches())
                .findFirst()
                .orElse(null);
    }

    private static List<String> flat(List<Optional<String>> candidates) {
        return candidates.stream().flatMap(Optional::stream).toList();
    }

    /** Returns the Region in {@code arn:partition:service:region:account:resource}. */
    static Optional<String> region(Optional<String> arn) {
        return part(arn, 3);
    }

    /** Returns the account in an ARN. */
    static Optional<String> account(Optional<String> arn) {
        return part(arn, 4);
    }

    private static Optional<String> part(Optional<String> arn, int index) {
        return arn.map(text -> text.split(":", PARTS))
                .filter(parts -> parts.length == PARTS && parts[0].equals("arn"))
                .map(parts -> parts[index]);
    }
}
