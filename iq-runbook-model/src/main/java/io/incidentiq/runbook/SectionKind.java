package io.incidentiq.runbook;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a section is for, told by words in its title: in any case, anywhere in it, so that numbers and other words
 * around them don't matter. The first kind in this order whose words are there counts. A section below one of a kind
 * belongs to it, and is {@link #OTHER} itself, whatever its title; so is the title of the whole: a first heading of level 1
 * with a deeper one behind it.
 */
public enum SectionKind {
    /** What to do afterwards: "post-rollback", "after (the) rollback", "follow-up(s)", "post-incident". */
    POST_ACTIONS("post[- ]?(rollback|incident|deployment)|after (the |a )?roll(ing )?back|follow[- ]?ups?"),
    /** What to make sure of before: "checklist", "pre-rollback", "before (the) rollback", "prerequisites". */
    CHECKLIST("check[- ]?list|pre[- ]?rollback|before (you |the |a )?roll(ing )?[- ]?back|pre[- ]?requisites?"),
    /** When to roll back: "when to use", "when to roll back", "trigger(s)". */
    TRIGGERS("when to (use|roll ?back|run)|triggers?"),
    /** What is special about services: "service-specific", "service notes", "services", "per service". */
    SERVICES("service[- ]specific|service notes|services|per[- ]service"),
    /** How to roll back: "rollback steps", "rollback procedure", "steps", "rolling back", "procedure". */
    STEPS("roll[- ]?back (steps|procedure|instructions)|(steps|how) to roll ?back|^[^a-z]*steps[^a-z]*$|rolling back"),
    /** None of those. */
    OTHER("(?!)");

    private static final int LONGEST_TITLE = 200;

    private final Pattern words;

    SectionKind(String words) {
        this.words = Pattern.compile("(?<![a-z])(" + words + ")(?![a-z])");
    }

    /** Returns the kind a title tells; a title of more than 200 characters tells none. */
    public static SectionKind ofTitle(String title) {
        if (title.length() <= LONGEST_TITLE) {
            var lower = title.toLowerCase(Locale.ROOT);
            for (var kind : values()) {
                if (kind.words.matcher(lower).find()) {
                    return kind;
                }
            }
        }
        return OTHER;
    }
}
