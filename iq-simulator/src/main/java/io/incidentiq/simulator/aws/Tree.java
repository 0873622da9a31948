package io.incidentiq.simulator.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of an answer, built member by member; members without a value are left out, as AWS leaves them out. */
final class Tree {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Returns a structure with one member. */
    static Tree of(String name, @Nullable Object value) {
        return new Tree().with(name, value);
    }

    Tree with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    Map<String, Object> members() {
        return members;
    }
}
