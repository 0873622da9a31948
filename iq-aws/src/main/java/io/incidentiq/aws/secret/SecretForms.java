package io.incidentiq.aws.secret;

import java.util.List;
import java.util.regex.Pattern;

/** Removes what has the form of a credential, whatever it is called: key ids, web tokens, secret keys, session tokens. */
final class SecretForms {
    private static final List<Pattern> ALWAYS = List.of(
            Pattern.compile(
                    "(?<![A-Za-z0-9])A(?:KIA|SIA|BIA|CCA|GPA|IDA|IPA|NPA|NVA|PKA|ROA|SCA)[A-Z0-9]{12,}+(?![A-Za-z0-9])"),
            // JSON web tokens, as IRSA and GitHub give them
            Pattern.compile("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+){1,4}"));

    /** Whatever may be base64, at its full length; names of AWS resources are passed over as a whole. */
    private static final Pattern RUN = Pattern.compile("\\barn:[^\\s\"'<>,;&?=]++|[A-Za-z0-9/+%]{40,}+={0,2}+");

    private static final int SECRET_KEY = 40;
    private static final int SESSION_TOKEN = 100;

    /** As in {@code targetgroup/PaymentsWeb/6d0ecf831eec9f09}, or a digest: chance doesn't give sixteen hexadecimal digits in a row. */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16,}+|[0-9A-F]{16,}+");

    private static final Pattern WORD =
            Pattern.compile("(?:[A-Z]{0,5}+[a-z]{2,}+[0-9]{0,3}+)++|[A-Z]{0,5}+[0-9]{0,4}+|[a-z][0-9]{0,3}+");

    private SecretForms() {}

    static String removed(String text) {
        String clean = text;
        for (Pattern form : ALWAYS) {
            clean = form.matcher(clean).replaceAll(Secrets.REMOVED);
        }
        return RUN.matcher(clean).replaceAll(run -> isSecret(run.group()) ? Secrets.REMOVED : "$0");
    }

    private static boolean isSecret(String run) {
        boolean secretKey = run.length() == SECRET_KEY
                && run.chars().anyMatch(Character::isDigit)
                && run.chars().anyMatch(Character::isLowerCase)
                && run.chars().anyMatch(Character::isUpperCase);
        return (secretKey || run.length() >= SESSION_TOKEN) && !run.startsWith("arn:") && !isPath(run);
    }

    /** Returns whether people gave the names in it, but for identifiers that say nothing. */
    private static boolean isPath(String run) {
        List<String> parts = List.of(run.split("/", -1));
        return parts.stream().anyMatch(part -> HEX.matcher(part).matches())
                || parts.stream().allMatch(part -> WORD.matcher(part).matches());
    }
}
