package io.incidentiq.rollback;

import io.incidentiq.rollback.internal.format.Column;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a report is worded for a person.
 *
 * @param width how many columns a line may have; names and commands to copy stay whole
 * @param planShown whether the reader has just seen the plan: what it says is then not said again
 * @param remedies how what opens the closed gates is typed
 */
public record TextStyle(int width, boolean planShown, Function<List<Remedy>, String> remedies) {
    /** 80 columns, on its own, remedies as Java calls. */
    public static final TextStyle PLAIN =
            new TextStyle(80, false, all -> all.stream().map(Remedy::toString).collect(Collectors.joining("\n")));

    /** @throws IllegalArgumentException if {@code width} is less than 40 */
    public TextStyle {
        Objects.requireNonNull(remedies, "remedies");
        requireWide(width);
    }

    /** Returns which gates of a plan need a person, and what opens them; empty where none does, or nothing could be carried out. */
    public String closedGates(RollbackPlan plan) {
        List<Gate> closed = plan.closedGates();
        if (closed.isEmpty() || plan.target().isEmpty()) {
            return "";
        }
        if (plan.remedies().isEmpty()) {
            String stuck = closed.stream()
                    .filter(g -> g.remedy().isEmpty())
                    .map(Gate::id)
                    .collect(Collectors.joining(", "));
            return Column.hanging("", "Nothing overrides " + stuck + ".", width);
        }
        String need = closed.size() == 1 ? "One gate needs a person:" : closed.size() + " gates need a person:";
        return need + "\n"
                + remedies.apply(plan.remedies())
                        .lines()
                        .map("  %s\n"::formatted)
                        .collect(Collectors.joining());
    }

    /**
     * Refuses a width that no text fits.
     *
     * @throws IllegalArgumentException if {@code width} is less than 40
     */
    public static void requireWide(int width) {
        if (width < 40) {
            throw new IllegalArgumentException("width: expected at least 40 columns, found " + width);
        }
    }
}
