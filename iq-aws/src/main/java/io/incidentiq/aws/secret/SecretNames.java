package io.incidentiq.aws.secret;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes what text names as a credential: {@code SecretAccessKey=…}, {@code "token": "…"}, {@code Bearer …}. Sentences name secrets
 * too, as in "json key db_password: not found"; what follows a bare colon is therefore removed behind few names only. Every repetition
 * is bounded or gives nothing back, so that no text takes long.
 */
final class SecretNames {
    private record Rule(Pattern pattern, String by) {
        static Rule of(String regex, String by) {
            return new Rule(Pattern.compile("(?i)" + regex), by);
        }

        /** What stands behind {@code regex} goes, its first group stays. */
        static Rule after(String regex, String value) {
            return of("(" + regex + ")" + value, "$1" + Secrets.REMOVED);
        }

        /** The same for a value in quotes, or in the escaped quotes of JSON within JSON; to the end where the quote isn't closed. */
        static Rule quoted(String regex, String length) {
            return of(
                    "(" + regex + ")(?:(\\\\{1,4}+[\"'])" + ONCE + "[^\"'\\\\]" + length + "|(\")" + ONCE + "[^\"]"
                            + length + "(?:(?<=\\\\)\"[^\"]*+){0,20}|(')" + ONCE + "[^']" + length + ")",
                    "$1$2$3$4" + Secrets.REMOVED);
        }
    }

    private static final String GAP = "\\s{0,20}+";
    private static final String SOME_GAP = "\\s{1,20}+";
    private static final String QUOTES = "[\"'\\\\]{0,6}+";
    private static final String IS = QUOTES + GAP + "=" + GAP;
    private static final String SAYS = GAP + ":" + GAP;
    private static final String ONCE = "(?!\\[removed)";

    /** Unquoted, up to whatever ends it in a list, an address or a tag. */
    private static final String VALUE = "[^\\s\"'\\\\,;&}<]";

    private static final String SIGNED = "x-amz-(?:security-token|signature|credential)";

    private static final String KEYS = "(?:secret[_-]?(?:access[_-]?)?key|access[_-]?key(?:[_-]?id)?"
            + "|(?:session|security|access|refresh|id)[_-]?token|client[_-]?secret|" + SIGNED + ")";

    private static final String NAMES = "(?:" + KEYS + "|passw(?:or)?d|passphrase|pwd(?!=/)|signature|authorization)";

    /** Names of much else too, but for what is as long as a credential. */
    private static final String SHORT = "(?:token|(?<![a-z])sig|(?:api|private|account|shared)[_-]?key)";

    /** Has a digit, or a capital within; the name of a secret mostly hasn't. */
    private static final String ODD =
            "(?!arn:)(?=(?-i:[^\\s\"'\\\\,;&}<0-9]*+[0-9]|[A-Z]*+[^\\s\"'\\\\,;&}<A-Z]*+(?<=[a-z])[A-Z]))";

    private static final String BASE64 = "(?=(?-i:[A-Za-z+/]*+[0-9=]|[A-Z]*+[a-z+/]++[A-Z]))[A-Za-z0-9+/=]{8,}+";
    private static final String PLAIN_WORD = "[a-z]++\\.?(?![a-z0-9._~+/=-])";

    private static final List<Rule> RULES = List.of(
            // what AWS encodes for sts:DecodeAuthorizationMessage
            Rule.of("[,;.]?" + GAP + "Encoded authorization (?:failure )?message:?" + GAP + "\\S*+", ""),
            // Authorization: AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...
            Rule.of(
                    "AWS4-[A-Z0-9-]{4,30}" + SOME_GAP + "Credential=\\S++(?:" + SOME_GAP + "SignedHeaders=\\S++)?(?:"
                            + SOME_GAP + "Signature=\\S++)?",
                    Secrets.REMOVED),
            // a plain word is one of a sentence, as in "basic authentication failed"
            Rule.after("\\bBearer" + SOME_GAP, "(?!" + PLAIN_WORD + ")[A-Za-z0-9._~+/=-]{8,}+"),
            Rule.after("\\bBasic" + SOME_GAP, BASE64),
            // https://user:password@host
            Rule.after(
                    "(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}+://[^\\s/?#:@\"'<>]{0,200}+:",
                    "[^\\s/?#\"'<>]{1,400}(?=@)"),
            Rule.quoted(NAMES + QUOTES + GAP + "[:=]" + GAP, "++"),
            Rule.quoted(SHORT + IS, "{8,}+"),
            Rule.quoted(SHORT + "[\"'\\\\]{1,6}+" + SAYS, "{8,}+"),
            Rule.after(NAMES + IS, ONCE + VALUE + "{4,}+"),
            Rule.after(SHORT + IS, ONCE + VALUE + "{8,}+"),
            Rule.after("secret" + IS + QUOTES, ODD + VALUE + "{8,}+"),
            Rule.after(SIGNED + SAYS, ONCE + VALUE + "{4,}+"),
            // the whole name, and not the end of a secret's path
            Rule.after("(?<![\\w./:-])(?:aws[_-]?)?" + KEYS + SAYS, ONCE + "(?!" + PLAIN_WORD + ")" + VALUE + "{4,}+"));

    private SecretNames() {}

    static String removed(String text) {
        String clean = text;
        for (Rule rule : RULES) {
            clean = rule.pattern.matcher(clean).replaceAll(rule.by);
        }
        return clean;
    }
}
