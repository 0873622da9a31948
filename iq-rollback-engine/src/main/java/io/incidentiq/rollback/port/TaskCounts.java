package io.incidentiq.rollback.port;

/** How many tasks of one rollout there are. {@code running} includes the unhealthy, {@code failed} counts since the rollout began. */
public record TaskCounts(int desired, int running, int pending, int failed, int unhealthy) {
    /** No tasks at all. */
    public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0, 0);

    public TaskCounts {
        if (desired < 0 || running < 0 || pending < 0 || failed < 0 || unhealthy < 0) {
            throw new IllegalArgumentException("task counts must be >= 0");
        }
    }
}
