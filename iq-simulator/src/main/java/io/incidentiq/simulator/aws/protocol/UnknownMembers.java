package io.incidentiq.simulator.aws.protocol;

import java.util.List;

/** What a later version of AWS may add to its answers. */
public final class UnknownMembers {
    /** Names to values without a shape: another member there would be another label. */
    private static final String LABELS = "dockerLabels";

    private UnknownMembers() {}

    /** Returns a copy of {@code tree} of which each structure has more members. */
    public static Tree in(Tree tree) {
        var more = new Tree();
        tree.members().forEach((name, value) -> more.with(name, name.equals(LABELS) ? value : in(value)));
        return more.with("futureMode", "SOMETHING_NEW")
                .with("futureSettings", List.of(Tree.of("name", "x").with("values", List.of("y", "z"))));
    }

    private static Object in(Object value) {
        if (value instanceof Tree tree) {
            return in(tree);
        }
        return value instanceof List<?> list
                ? list.stream().map(UnknownMembers::in).toList()
                : value;
    }
}
