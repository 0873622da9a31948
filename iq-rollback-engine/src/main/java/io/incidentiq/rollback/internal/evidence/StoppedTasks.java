package io.incidentiq.rollback.internal.evidence;

import io.incidentiq.rollback.port.TaskFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why tasks of the suspect's deployment stopped: the platform forgets it soon.
 *
 * @param tasks the newest first, ten at most
 * @param trouble why it isn't known; null where it is
 */
public record StoppedTasks(
        List<TaskFailure> tasks, @Nullable String trouble) {
    private static final int MOST = 10;

    static final StoppedTasks NOT_ASKED = new StoppedTasks(List.of(), "not asked for");

    public StoppedTasks {
        tasks = tasks.stream().limit(MOST).toList();
    }
}
