package io.incidentiq.rollback.procedure;

import java.util.Locale;

/** One item of the pre-rollback checklist, and the gate it stands for. */
public record ChecklistLine(String gate, String text, Source source) {
    /** The suspect's time fits the incident's. */
    public static final String DEPLOYMENT_CORRELATES = "deployment-correlates";

    /** There is a revision to go back to. */
    public static final String TARGET_IDENTIFIED = "target-identified";

    /** The team knows. */
    public static final String TEAM_NOTIFIED = "team-notified";

    /** Nothing after the target migrated a database. */
    public static final String NO_MIGRATIONS = "no-migrations";

    /**
     * Recognises the item by its words; one that isn't recognised becomes {@code confirm-<slug>}, which only a person can close.
     */
    public static ChecklistLine of(String text, Source source) {
        return new ChecklistLine(gateOf(text.toLowerCase(Locale.ROOT)), text, source);
    }

    private static String gateOf(String words) {
        if (words.contains("migration")) {
            return NO_MIGRATIONS;
        }
        if (words.contains("correlate") && words.contains("deploy")) {
            return DEPLOYMENT_CORRELATES;
        }
        if (words.contains("revision") && (words.contains("previous") || words.contains("stable"))) {
            return TARGET_IDENTIFIED;
        }
        if (words.contains("notify") && words.contains("team")) {
            return TEAM_NOTIFIED;
        }
        return "confirm-" + slug(words);
    }

    private static String slug(String words) {
        var slug = new StringBuilder();
        for (int i = 0; i < words.length() && slug.length() < 40; i++) {
            char c = words.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int end = slug.length() > 0 && slug.charAt(slug.length() - 1) == '-' ? slug.length() - 1 : slug.length();
        return end == 0 ? "item" : slug.substring(0, end);
    }
}
