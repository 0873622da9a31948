package io.incidentiq.rollback.internal.run;

import io.incidentiq.rollback.Phase;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.internal.core.Event;
import io.incidentiq.rollback.internal.core.Write;
import io.incidentiq.rollback.internal.core.WriteAnswer;
import io.incidentiq.rollback.internal.fact.Answer;
import io.incidentiq.rollback.port.MetricQuery;
import io.incidentiq.rollback.port.MetricSeries;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the core takes in, as listeners hear of it and the journal keeps it. A new kind doesn't compile until it is here.
 *
 * @param phase the phase that followed
 */
record PublishedEvents(Phase phase)
        implements Event.Handler<RollbackEvent>, WriteAnswer.Handler<PublishedEvents.Answered> {
    /** What an answer says of the write. */
    record Answered(RollbackEvent.WriteAnswered.Result result, String detail) {}

    static RollbackEvent of(Event event, Phase phase) {
        return event.accept(new PublishedEvents(phase));
    }

    @Override
    public RollbackEvent began(Event.Began event) {
        return new RollbackEvent.Began(event.at(), phase);
    }

    @Override
    public RollbackEvent refused(Event.Refused event) {
        return new RollbackEvent.Refused(event.at(), phase, event.ending());
    }

    @Override
    public RollbackEvent told(Event.Told event) {
        return new RollbackEvent.TeamTold(event.at(), phase, event.moment(), event.trouble(), event.mayHaveArrived());
    }

    @Override
    public RollbackEvent sent(Event.Sent event) {
        Write write = event.write();
        return new RollbackEvent.WriteSent(
                event.at(), phase, write.service(), write.revision(), write.stop(), write.known(), write.attempt());
    }

    @Override
    public RollbackEvent written(Event.Written event) {
        Answered answered = event.answer().accept(this);
        return new RollbackEvent.WriteAnswered(event.at(), phase, answered.result, answered.detail);
    }

    @Override
    public Answered accepted(WriteAnswer.Accepted answer) {
        return new Answered(
                RollbackEvent.WriteAnswered.Result.ACCEPTED, answer.deployment().toString());
    }

    @Override
    public Answered throttled(WriteAnswer.Throttled answer) {
        return new Answered(RollbackEvent.WriteAnswered.Result.THROTTLED, answer.message());
    }

    @Override
    public Answered notSent(WriteAnswer.NotSent answer) {
        return new Answered(RollbackEvent.WriteAnswered.Result.NOT_SENT, answer.message());
    }

    @Override
    public Answered rejected(WriteAnswer.Rejected answer) {
        return new Answered(RollbackEvent.WriteAnswered.Result.REJECTED, answer.message());
    }

    @Override
    public Answered unknown(WriteAnswer.Unknown answer) {
        return new Answered(RollbackEvent.WriteAnswered.Result.UNKNOWN, answer.message());
    }

    @Override
    public RollbackEvent answered(Event.Answered event) {
        Answer answer = event.answer();
        String failed = answer instanceof Answer.Failed f ? f.message() : null;
        Map<MetricQuery, MetricSeries> series = answer instanceof Answer.Metric m ? m.series() : Map.of();
        return new RollbackEvent.Observed(
                event.at(), phase, event.query().getClass().getSimpleName(), failed, seen(answer), series);
    }

    private static @Nullable String seen(Answer answer) {
        if (answer instanceof Answer.Service service) {
            return String.valueOf(service.snapshot());
        }
        return answer instanceof Answer.Health health ? health.health().seen() : null;
    }

    @Override
    public RollbackEvent woke(Event.Woke event) {
        return new RollbackEvent.Woke(event.at(), phase);
    }

    @Override
    public RollbackEvent jumped(Event.Jumped event) {
        return new RollbackEvent.ClockJumped(event.at(), phase, event.by());
    }

    @Override
    public RollbackEvent broke(Event.Broke event) {
        return new RollbackEvent.Broke(event.at(), phase, event.why());
    }

    @Override
    public RollbackEvent cancelAsked(Event.CancelAsked event) {
        return new RollbackEvent.CancelAsked(event.at(), phase, event.by(), event.why());
    }
}
