package io.incidentiq.aws;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Takes credentials out of text that comes from outside: key ids, secret keys, session tokens, signatures, bearer tokens and AWS's
 * encoded authorization messages. What has the form of one is removed, wherever it stands; what was signed with is removed as it is.
 */
final class Secrets {
    private static final String REMOVED = "[removed]";
    private static final int LEAST_SECRET = 8;

    private record Rule(Pattern pattern, String by) {
        static Rule of(String regex, String by) {
            return new Rule(Pattern.compile(regex), by);
        }
    }

    private static final List<Rule> RULES = List.of(
            // what AWS encodes for sts:DecodeAuthorizationMessage
            Rule.of("(?i)[,;.]?\\s*Encoded authorization (?:failure )?message:?\\s*\\S*", ""),
            // Authorization: AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...
            Rule.of(
                    "(?i)AWS4-HMAC-SHA256\\s+Credential=\\S+(?:\\s+SignedHeaders=\\S+)?(?:\\s+Signature=\\S+)?",
                    REMOVED),
            Rule.of("(?i)\\b(Bearer|Basic)\\s+[A-Za-z0-9._~+/=-]{8,}", "$1 " + REMOVED),
            // name=value, name: value, "name": "value"
            Rule.of(
                    "(?i)((?:aws[_-]?)?(?:secret[_-]?(?:access[_-]?)?key|session[_-]?token|security[_-]?token|access[_-]?key(?:[_-]?id)?"
                            + "|access[_-]?token|refresh[_-]?token|id[_-]?token|client[_-]?secret|password|passwd"
                            + "|x-amz-(?:security-token|signature|credential)|signature|authorization)"
                            + "[\\\\\"']*\\s*[:=]\\s*[\\\\\"']*)(?!\\[removed)[^\\s\"'\\\\,;&}<]{4,}",
                    "$1" + REMOVED),
            Rule.of("\\bA(?:KIA|SIA|BIA|CCA|GPA|IDA|IPA|NPA|NVA|PKA|ROA|SCA)[A-Z0-9]{12,}\\b", REMOVED),
            // JSON web tokens, as IRSA and GitHub give them
            Rule.of("\\beyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){1,4}", REMOVED),
            // a secret key: 40 characters of base64, all kinds of them
            Rule.of(
                    "(?<![A-Za-z0-9/+=])(?=[A-Za-z/+]*[0-9])(?=[A-Z0-9/+]*[a-z])(?=[a-z0-9/+]*[A-Z])[A-Za-z0-9/+]{40}"
                            + "(?![A-Za-z0-9/+=])",
                    REMOVED),
            // a session token: base64 without an end
            Rule.of("(?<![A-Za-z0-9/+=])[A-Za-z0-9/+%]{100,}={0,2}", REMOVED));

    private Secrets() {}

    /** Returns {@code text} without what has the form of a credential. A registry's signed addresses stand in the reasons of failed tasks. */
    static String removed(String text) {
        return removed(text, List.of());
    }

    /** Returns {@code text} without what has the form of a credential, and without each of {@code used}. */
    static String removed(String text, List<String> used) {
        String clean = text;
        for (String secret : used) {
            clean = secret.length() < LEAST_SECRET ? clean : clean.replace(secret, REMOVED);
        }
        for (Rule rule : RULES) {
            clean = rule.pattern.matcher(clean).replaceAll(rule.by);
        }
        return clean;
    }

    /** Returns {@code e}, or a copy in the same words but for the credentials; whoever logs an exception logs its causes. */
    static Throwable removed(Throwable e, List<String> used) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (!removed(text, used).equals(text) || cause.getSuppressed().length > 0) {
                return copy(e, used, 0);
            }
        }
        return e;
    }

    private static RuntimeException copy(Throwable e, List<String> used, int depth) {
        var builder = SdkClientException.builder().message(removed(e.toString(), used));
        if (e.getCause() != null && depth < 10) {
            builder.cause(copy(e.getCause(), used, depth + 1));
        }
        SdkClientException copy = builder.build();
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }
}
