package io.incidentiq.simulator.chance;

import java.time.Duration;

/**
 * Values that look random and follow from seed, purpose and index alone, so that what is asked first changes nothing. The
 * mixing is SplitMix64's (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 */
public record Dice(long seed) {
    /** Returns dice of their own for {@code purpose}. */
    public Dice forPurpose(String purpose) {
        return new Dice(mix(seed ^ mix(purpose.hashCode())));
    }

    /** Returns a number in [0, 1). */
    public double unit(String purpose, long index) {
        return (bits(purpose, index) >>> 11) * 0x1.0p-53;
    }

    /** Returns a whole number of milliseconds in [{@code from}, {@code to}). */
    public Duration between(String purpose, long index, Duration from, Duration to) {
        return from.plusMillis((long) (unit(purpose, index) * to.minus(from).toMillis()));
    }

    /** Returns 19 digits, as the platform writes its ids. */
    String digits(String purpose, long index) {
        return "%019d".formatted(bits(purpose, index) >>> 1);
    }

    /** Returns 32 hexadecimal digits, as the platform writes the ids of tasks. */
    public String hex(String purpose, long index) {
        return "%016x%016x".formatted(bits(purpose, 2 * index), bits(purpose, 2 * index + 1));
    }

    private long bits(String purpose, long index) {
        return mix(seed ^ mix(purpose.hashCode() ^ mix(index)));
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
