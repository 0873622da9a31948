package io.incidentiq.simulator.aws.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of an answer, built member by member; members without a value are left out, as AWS leaves them out. */
public final class Tree {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Returns a structure with one member. */
    public static Tree of(String name, @Nullable Object value) {
        return new Tree().with(name, value);
    }

    public Tree with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** Returns a copy that has {@code value} at {@code path}, in each member of the lists on the way. */
    public Tree showing(List<String> path, String value) {
        var copy = new Tree();
        copy.members.putAll(members);
        String name = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty()) {
            return copy.with(name, value);
        }
        copy.members.computeIfPresent(name, (key, below) -> showing(below, rest, value));
        return copy;
    }

    private static Object showing(Object below, List<String> path, String value) {
        if (below instanceof Tree tree) {
            return tree.showing(path, value);
        }
        return below instanceof List<?> list
                ? list.stream().map(item -> showing(item, path, value)).toList()
                : below;
    }

    public Map<String, Object> members() {
        return members;
    }
}
