package io.incidentiq.aws.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS's words for a denial, taken apart: which action is denied to whom, on what, and by which kind of policy. */
record DeniedOperation(String action, String to, String on, String reason) {
    private static final int LONGEST_REASON = 400;
    private static final Pattern WHO = Pattern.compile("User: (\\S+) is not authorized to perform: ([^\\s,]+)"
            + "(?: on (?:the )?resources?: \\S*[^\\s,.:;])?[,.:;]?(.*)");
    private static final Pattern ON = Pattern.compile(" on (?:the )?resources?: (\\S*[^\\s,.:;])");

    /** Reads {@code words}, which name no credentials any more; what they don't say is what was asked. */
    static DeniedOperation of(AwsOperation asked, String words) {
        Matcher who = WHO.matcher(words);
        if (!who.find()) {
            return new DeniedOperation(asked.action(), "", asked.on(), shortened(words));
        }
        Matcher on = ON.matcher(words);
        String resource = on.find() ? on.group(1) : asked.on();
        return new DeniedOperation(who.group(2), who.group(1), resource, shortened(who.group(3)));
    }

    private static String shortened(String words) {
        String reason = words.trim().replaceFirst("[.\\s]+$", "");
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    /** Returns whether another permission wouldn't help: a policy says no, or one that bounds all others doesn't say yes. */
    private boolean isForbidden() {
        return reason.contains("explicit deny")
                || reason.matches(".*no (service control|resource control|session|VPC endpoint) policy allows.*")
                || reason.matches(".*no permissions boundary allows.*");
    }

    /** Returns one sentence for a person. */
    String words(boolean writes) {
        String whom = to.isEmpty() ? "" : " for " + to;
        String why =
                Optional.of(reason).filter(r -> !r.isEmpty()).map(r -> ": " + r).orElse("");
        String remedy = isForbidden()
                ? "whoever owns that policy must change it, other permissions don't help"
                : writes
                        ? "docs/iam/rollback.json lists what is needed"
                        : "docs/iam/plan.json and docs/iam/rollback.json list what is needed";
        return "%s denied%s on %s%s; %s".formatted(action, whom, on, why, remedy);
    }
}
