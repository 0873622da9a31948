package io.incidentiq.rollback.internal.core;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.internal.fact.Query;
import io.incidentiq.rollback.port.Notification;
import java.time.Instant;
import java.util.List;

/** What to do next. */
public sealed interface Batch {
    /** Has the handler's method for this kind do it. */
    void accept(Handler handler);

    /** One method per kind of batch. */
    interface Handler {
        void reads(Reads batch);

        void send(Send batch);

        void tell(Tell batch);

        void sleep(Sleep batch);

        void end(End batch);
    }

    /** Ask all of these at the same time. */
    record Reads(List<Query> queries) implements Batch {
        public Reads {
            queries = List.copyOf(queries);
        }

        @Override
        public void accept(Handler handler) {
            handler.reads(this);
        }
    }

    /** Store the intent, then send it, once. */
    record Send(Write write) implements Batch {
        @Override
        public void accept(Handler handler) {
            handler.send(this);
        }
    }

    /** Tell the team. */
    record Tell(Notification.Moment moment) implements Batch {
        @Override
        public void accept(Handler handler) {
            handler.tell(this);
        }
    }

    /** Do nothing until then. */
    record Sleep(Instant instant) implements Batch {
        @Override
        public void accept(Handler handler) {
            handler.sleep(this);
        }
    }

    /** It is over. */
    record End(Ending ending) implements Batch {
        @Override
        public void accept(Handler handler) {
            handler.end(this);
        }
    }
}
