package io.incidentiq.examples.alarm;

import io.incidentiq.rollback.Statement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A person's word that one plan may be carried out.
 *
 * @param by who says so
 * @param plan the fingerprint of the plan they have read
 * @param confirms the gates that they confirm
 * @param note what they add
 */
record Approval(String by, String plan, Set<String> confirms, String note) {
    private static final int LONGEST_NAME = 80;

    /** @throws IllegalArgumentException if nobody is named, or no plan is */
    Approval {
        confirms = Set.copyOf(confirms);
        if (by.isBlank()
                || Statement.isPlaceholderName(by)
                || by.length() > LONGEST_NAME
                || by.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("by: expected who approves, in %d characters at most, found '%s'"
                    .formatted(LONGEST_NAME, Answer.plain(by)));
        }
        if (plan.isBlank()) {
            throw new IllegalArgumentException(
                    "plan: expected the fingerprint of the plan that is approved, found none");
        }
    }

    /**
     * Reads a form such as {@code by=alice&plan=1f2e3d4c5b6a7988&confirm=no-migrations}; {@code confirm} may stand several times.
     *
     * @throws IllegalArgumentException if it isn't an approval; the message says what is wrong
     */
    static Approval of(String form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : form.strip().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 1 ? "" : decoded(parts[1]);
            values.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>()).add(value);
        }
        return new Approval(
                one(values, "by"),
                one(values, "plan"),
                Set.copyOf(values.getOrDefault("confirm", List.of())),
                one(values, "note"));
    }

    private static String one(Map<String, List<String>> values, String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw new IllegalArgumentException("%s: expected it once, found it %d times".formatted(name, found.size()));
        }
        return found.isEmpty() ? "" : found.get(0).strip();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
