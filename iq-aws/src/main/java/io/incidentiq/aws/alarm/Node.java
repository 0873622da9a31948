package io.incidentiq.aws.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of JSON. A member that is missing, null or of another kind than asked for is empty. */
record Node(Map<String, Object> members) {
    static final Node NONE = new Node(Map.of());

    boolean has(String name) {
        return members.containsKey(name);
    }

    Set<String> names() {
        return members.keySet();
    }

    private <T> Optional<T> member(String name, Class<T> kind) {
        return Optional.ofNullable(members.get(name)).filter(kind::isInstance).map(kind::cast);
    }

    Optional<String> text(String name) {
        return member(name, String.class);
    }

    /** Returns a number that is finite. */
    Optional<Double> number(String name) {
        return member(name, Double.class).filter(Double::isFinite);
    }

    Node object(String name) {
        return member(name, Node.class).orElse(NONE);
    }

    /** Returns the elements of an array that are objects. */
    List<Node> objects(String name) {
        return elements(name, Node.class);
    }

    /** Returns the elements of an array that are numbers. */
    List<Double> numbers(String name) {
        return elements(name, Double.class);
    }

    private <T> List<T> elements(String name, Class<T> kind) {
        var found = new ArrayList<T>();
        if (members.get(name) instanceof List<?> list) {
            list.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
        }
        return found;
    }
}
