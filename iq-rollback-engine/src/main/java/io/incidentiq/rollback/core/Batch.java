package io.incidentiq.rollback.core;

import io.incidentiq.rollback.fact.Query;
import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.port.Notification;
import java.time.Instant;
import java.util.List;

/** What to do next. */
public sealed interface Batch {
    /** Ask all of these at the same time. */
    record Reads(List<Query> queries) implements Batch {
        public Reads {
            queries = List.copyOf(queries);
        }
    }

    /** Store the intent, then send it, once. */
    record Send(Write write) implements Batch {}

    /** Tell the team. */
    record Tell(Notification.Moment moment) implements Batch {}

    /** Do nothing until then. */
    record WaitUntil(Instant instant) implements Batch {}

    /** It is over. */
    record End(Ending ending) implements Batch {}
}
