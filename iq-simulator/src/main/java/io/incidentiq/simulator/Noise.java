package io.incidentiq.simulator;

/** Chance that depends on nothing but the seed and what it is drawn for, so that the order of calls doesn't matter. */
record Noise(long seed) {
    /** Returns a number in [0, 1). */
    double draw(String purpose, long index) {
        long mixed =
                seed * 0x9E3779B97F4A7C15L + purpose.hashCode() * 0xC2B2AE3D27D4EB4FL + index * 0x165667B19E3779F9L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    long between(long low, long high, String purpose, long index) {
        return low + (long) (draw(purpose, index) * (high - low + 1));
    }
}
