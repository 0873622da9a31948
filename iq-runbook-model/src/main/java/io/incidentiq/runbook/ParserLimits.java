package io.incidentiq.runbook;

import java.time.Duration;

/** What guards the parser against hostile text. Going over a limit is a diagnostic, never an exception. Immutable. */
public final class ParserLimits {
    private static final ParserLimits STANDARD = new ParserLimits(1 << 20, 32, 200, Duration.ofSeconds(30));

    private final int textLength;
    private final int depth;
    private final int diagnostics;
    private final Duration time;

    private ParserLimits(int textLength, int depth, int diagnostics, Duration time) {
        this.textLength = textLength;
        this.depth = depth;
        this.diagnostics = diagnostics;
        this.time = time;
    }

    /** Returns the standard limits: 1 Mi UTF-16 units of text, depth 32, 200 diagnostics, 30 seconds by the clock on the wall, which a
     * very busy machine may need for a harmless text. */
    public static ParserLimits standard() {
        return STANDARD;
    }

    /** Returns the greatest length of a text in UTF-16 units, and of UTF-8 in bytes; of a longer one nothing is read. */
    public int textLength() {
        return textLength;
    }

    /** Returns how deep blocks (a list and its item are two), YAML and {@code $(…)} may nest; what is deeper is not read. */
    public int depth() {
        return depth;
    }

    /** Returns how many diagnostics are kept; one more tells how many were not. */
    public int diagnostics() {
        return diagnostics;
    }

    /** Returns after which time no further part is begun; Markdown as a whole is one part. */
    public Duration time() {
        return time;
    }

    /**
     * Returns these limits with another {@link #textLength()}.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ParserLimits withTextLength(int length) {
        return new ParserLimits(positive("textLength", length), depth, diagnostics, time);
    }

    /**
     * Returns these limits with another {@link #depth()}.
     *
     * @throws IllegalArgumentException if it is below 1 or above 100, which no thread's stack has to fear
     */
    public ParserLimits withDepth(int newDepth) {
        if (newDepth > 100) {
            throw new IllegalArgumentException("expected depth <= 100, found " + newDepth);
        }
        return new ParserLimits(textLength, positive("depth", newDepth), diagnostics, time);
    }

    /**
     * Returns these limits with another {@link #diagnostics()}.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ParserLimits withDiagnostics(int count) {
        return new ParserLimits(textLength, depth, positive("diagnostics", count), time);
    }

    /**
     * Returns these limits with another {@link #time()}.
     *
     * @throws IllegalArgumentException if it is zero, negative or above an hour
     */
    public ParserLimits withTime(Duration newTime) {
        if (newTime.isNegative() || newTime.isZero() || newTime.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("expected 0 < time <= PT1H, found " + newTime);
        }
        return new ParserLimits(textLength, depth, diagnostics, newTime);
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("expected " + name + " >= 1, found " + value);
        }
        return value;
    }
}
