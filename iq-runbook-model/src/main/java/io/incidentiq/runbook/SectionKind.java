package io.incidentiq.runbook;

import java.util.List;
import java.util.Locale;

/**
 * What a section is for, told by words anywhere in its title. Case doesn't matter, what is no letter counts as a space,
 * and "roll back" is "rollback": "3) Post-Rollback" and "Post rollback tasks" are the same kind. The first kind in this
 * order whose words are there counts. A section below one of a kind belongs to it, and is {@link #OTHER} itself, whatever
 * its title; so is the title of the whole: a first heading of level 1 with a deeper one behind it.
 */
public enum SectionKind {
    /** What to do afterwards: "post-rollback", "post-incident", "after (the) rollback", "follow-up". */
    POST_ACTIONS(
            "post rollback",
            "post incident",
            "after rollback",
            "after the rollback",
            "after a rollback",
            "after rolling back",
            "follow up",
            "follow ups"),
    /** What to make sure of before: "checklist", "pre-rollback", "before (the) rollback", "prerequisites". */
    CHECKLIST(
            "checklist",
            "check list",
            "pre rollback",
            "before rollback",
            "before the rollback",
            "before a rollback",
            "before you rollback",
            "before rolling back",
            "prerequisites",
            "pre requisites"),
    /** When to roll back: "when to use", "when to run", "when to roll back", "trigger(s)". */
    TRIGGERS("when to use", "when to run", "when to rollback", "trigger", "triggers"),
    /** What is special about services: "service-specific", "service notes", "services", "per service". */
    SERVICES("service specific", "service notes", "services", "per service"),
    /** How to roll back: "rollback steps", "rollback procedure", "how to roll back", "rolling back", "steps" alone. */
    STEPS(
            "rollback steps",
            "rollback procedure",
            "rollback instructions",
            "steps to rollback",
            "how to rollback",
            "rolling back"),
    /** None of those. */
    OTHER;

    private static final int LONGEST_TITLE = 200;
    private static final String STEPS_ALONE = " steps ";

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> phrases;

    SectionKind(String... phrases) {
        this.phrases =
                List.of(phrases).stream().map(phrase -> " " + phrase + " ").toList();
    }

    /** Returns the kind a title tells; a title of more than 200 characters tells none. */
    public static SectionKind ofTitle(String title) {
        if (title.length() > LONGEST_TITLE) {
            return OTHER;
        }
        var words = words(title);
        for (var kind : values()) {
            for (var phrase : kind.phrases) {
                if (words.contains(phrase)) {
                    return kind;
                }
            }
        }
        return words.equals(STEPS_ALONE) ? STEPS : OTHER;
    }

    private static String words(String title) {
        var words = new StringBuilder(title.length() + 2).append(' ');
        for (int i = 0; i < title.length(); i++) {
            char c = title.charAt(i);
            if (Character.isLetter(c)) {
                words.append(c);
            } else if (words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        if (words.length() > 1 && words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
        return words.toString().toLowerCase(Locale.ROOT).replace(" roll back ", " rollback ");
    }
}
