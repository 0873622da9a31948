package io.incidentiq.aws.alarm.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of JSON. A member that is missing, null or of another kind than asked for is empty. */
public record Node(Map<String, Object> members) {
    public static final Node NONE = new Node(Map.of());

    public boolean has(String name) {
        return members.containsKey(name);
    }

    public Set<String> names() {
        return members.keySet();
    }

    private <T> Optional<T> member(String name, Class<T> kind) {
        return Optional.ofNullable(members.get(name)).filter(kind::isInstance).map(kind::cast);
    }

    public Optional<String> text(String name) {
        return member(name, String.class);
    }

    /** Returns the text of one name, else that of the other. */
    public Optional<String> text(String name, String other) {
        return text(name).or(() -> text(other));
    }

    /** Returns whether the text of {@code name} is {@code value}. */
    public boolean says(String name, String value) {
        return text(name).filter(value::equals).isPresent();
    }

    /** Returns a number that is finite. */
    public Optional<Double> number(String name) {
        return member(name, Double.class).filter(Double::isFinite);
    }

    public Optional<Boolean> flag(String name) {
        return member(name, Boolean.class);
    }

    public Node object(String name) {
        return member(name, Node.class).orElse(NONE);
    }

    /** Returns the object of one name, else that of the other: senders differ in how they spell what is the same. */
    public Node either(String name, String other) {
        return has(name) ? object(name) : object(other);
    }

    /** Returns its members that are texts. */
    public Map<String, String> texts() {
        var found = new LinkedHashMap<String, String>();
        names().forEach(name -> text(name).ifPresent(value -> found.put(name, value)));
        return found;
    }

    /** Returns the elements of an array that are texts. */
    public List<String> texts(String name) {
        return elements(name, String.class);
    }

    /** Returns the elements of an array that are objects. */
    public List<Node> objects(String name) {
        return elements(name, Node.class);
    }

    /** Returns the elements of an array that are numbers. */
    public List<Double> numbers(String name) {
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
