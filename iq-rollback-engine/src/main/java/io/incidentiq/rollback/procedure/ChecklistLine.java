package io.incidentiq.rollback.procedure;

/** One item of the pre-rollback checklist, and the gate it stands for. */
public record ChecklistLine(String gate, String text, Source source) {
    private static final String CONFIRM = "confirm-";

    /**
     * Recognises the item if it asks one of the questions that the engine has evidence for, and nothing else besides. One that isn't
     * recognised is {@link #confirmed}.
     */
    public static ChecklistLine of(String text, Source source) {
        return GateWords.gate(text)
                .map(gate -> new ChecklistLine(gate, text, source))
                .orElseGet(() -> confirmed(text, source));
    }

    /** Returns the item as {@code confirm-<slug>}, which only a person can close; {@code confirm-item} if nothing in it can be typed. */
    public static ChecklistLine confirmed(String text, Source source) {
        String slug = Slug.of(text);
        return new ChecklistLine(CONFIRM + (slug.isEmpty() ? "item" : slug), text, source);
    }

    /** Returns whether the gate is one that the engine has evidence for. */
    public boolean isRecognised() {
        return !gate.startsWith(CONFIRM);
    }
}
