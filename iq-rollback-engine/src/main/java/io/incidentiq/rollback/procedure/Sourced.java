package io.incidentiq.rollback.procedure;

/** A value that remembers where it comes from. */
public record Sourced<T>(T value, Source source) {
    /** Returns a value that the caller gave. */
    public static <T> Sourced<T> byRequest(T value) {
        return new Sourced<>(value, Source.REQUEST);
    }

    /** Returns a value that nobody gave. */
    public static <T> Sourced<T> byDefault(T value) {
        return new Sourced<>(value, Source.DEFAULT);
    }

    /** Returns {@code value (source)}. */
    @Override
    public String toString() {
        return value + " (" + source + ")";
    }
}
