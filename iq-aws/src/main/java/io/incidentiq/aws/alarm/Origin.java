package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.plan.Incident;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an alarm is: Region and account, from the first place that has them in a form that can be meant. */
final class Origin {
    private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final int PARTS = 6;

    private Origin() {}

    static Incident of(Incident plain, List<Optional<String>> regions, List<Optional<String>> accounts) {
        Incident incident = first(REGION, regions).map(plain::withRegion).orElse(plain);
        return first(ACCOUNT, accounts).map(incident::withAccount).orElse(incident);
    }

    private static Optional<String> first(Pattern form, List<Optional<String>> candidates) {
        return candidates.stream()
                .flatMap(Optional::stream)
                .filter(text -> form.matcher(text).matches())
                .findFirst();
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
