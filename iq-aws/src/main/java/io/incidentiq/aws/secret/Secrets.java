package io.incidentiq.aws.secret;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Takes credentials out of text that comes from outside: what is named as one ({@link SecretNames}), what has the form of one
 * ({@link SecretForms}), and what was signed with. What is left is for people: whatever decides reads the text as it came, since the
 * name of a secret can look like its value.
 */
public final class Secrets {
    static final String REMOVED = "[removed]";
    private static final int LEAST_SECRET = 8;

    /** Longer than any message of AWS, and short enough that no text takes long to clean. */
    private static final int LONGEST = 8_192;

    private Secrets() {}

    /** Returns {@code text} without what has the form of a credential. A registry's signed addresses stand in the reasons of failed tasks. */
    public static String removed(String text) {
        return removed(text, List.of());
    }

    /** Returns {@code text} without what has the form of a credential, and without each of {@code used}; what is too long is cut. */
    public static String removed(String text, List<String> used) {
        String clean = text;
        for (String secret : used) {
            clean = secret.length() < LEAST_SECRET ? clean : clean.replace(secret, REMOVED);
        }
        return SecretForms.removed(SecretNames.removed(cut(clean)));
    }

    /** Cuts between two words, so that no half of a credential stays. */
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int most = LONGEST - 1;
        int space = text.lastIndexOf(' ', most);
        return text.substring(0, space > LONGEST / 2 ? space : most) + "…";
    }

    /** Returns {@code e}, or a copy in the same words but for the credentials; whoever logs an exception logs its causes. */
    public static Throwable removed(Throwable e, List<String> used) {
        List<Throwable> chain = Causes.of(e);
        boolean clean = chain.get(chain.size() - 1).getCause() == null
                && chain.stream().allMatch(cause -> isClean(cause, used));
        return clean ? e : copy(chain, used);
    }

    private static boolean isClean(Throwable e, List<String> used) {
        String text = String.valueOf(e.getMessage());
        return e.getSuppressed().length == 0 && removed(text, used).equals(text);
    }

    private static RuntimeException copy(List<Throwable> chain, List<String> used) {
        Throwable e = chain.get(0);
        var builder = SdkClientException.builder().message(removed(e.toString(), used));
        if (chain.size() > 1) {
            builder.cause(copy(chain.subList(1, chain.size()), used));
        }
        SdkClientException copy = builder.build();
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }
}
