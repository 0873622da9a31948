package io.incidentiq.rollback.procedure;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** Makes of a text what anybody can type: small Latin letters, digits and dashes, 40 characters at most. */
final class Slug {
    private static final int LONGEST = 40;

    /** Letters that lose more than a mark above or below. */
    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('ä', "ae"),
            Map.entry('ö', "oe"),
            Map.entry('ü', "ue"),
            Map.entry('ß', "ss"),
            Map.entry('æ', "ae"),
            Map.entry('œ', "oe"),
            Map.entry('ø', "oe"),
            Map.entry('å', "aa"),
            Map.entry('ł', "l"),
            Map.entry('đ', "d"),
            Map.entry('ð', "d"),
            Map.entry('þ', "th"),
            Map.entry('ı', "i"));

    private Slug() {}

    static String of(String text) {
        String latin = latin(text);
        var slug = new StringBuilder();
        for (int i = 0; i < latin.length() && slug.length() < LONGEST; i++) {
            char c = latin.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-' && !isMark(c)) {
                slug.append('-');
            }
        }
        int length = slug.length();
        return slug.substring(0, length > 0 && slug.charAt(length - 1) == '-' ? length - 1 : length);
    }

    private static String latin(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var letters = new StringBuilder();
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            letters.append(LETTERS.getOrDefault(c, String.valueOf(c)));
        }
        return Normalizer.normalize(letters, Normalizer.Form.NFD);
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
