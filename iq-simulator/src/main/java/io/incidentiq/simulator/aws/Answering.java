package io.incidentiq.simulator.aws;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.SimulatedPlatform;
import io.incidentiq.simulator.SimulatedState;
import java.util.Map;

/** Answers calls of the AWS APIs, one at a time, at the instant that the clock shows. Guarded by the server's lock. */
final class Answering {
    private final SimulatedPlatform platform;
    private final Faults faults;
    private final Names names;
    private final CallLog log;
    private final Map<String, Map<String, Operation>> apis;

    Answering(
            SimulatedPlatform platform,
            Faults faults,
            Names names,
            CallLog log,
            Map<String, Map<String, Operation>> apis) {
        this.platform = platform;
        this.faults = faults;
        this.names = names;
        this.log = log;
        this.apis = apis;
    }

    Reply answer(Request request) {
        Tree entry = log.begin(platform.now(), request);
        Reply reply;
        try {
            faults.refuse(request, log.size());
            reply = perform(request, entry);
        } catch (AwsError e) {
            entry.with("error", e.type());
            reply = Reply.error(request.protocol(), e);
        }
        entry.with("status", reply.status());
        return reply;
    }

    private Reply perform(Request request, Tree entry) {
        Operation operation = apis.getOrDefault(request.api(), Map.of()).get(request.operation());
        if (operation == null) {
            throw AwsError.of(
                    "UnknownOperationException",
                    "The simulated %s has no operation %s.".formatted(request.api(), request.operation()));
        }
        Body body = request.body();
        if (operation.kind() == Operation.Kind.READ) {
            return Reply.ok(
                    request.protocol(), noted(operation, new Call(body, view(faults.readable()), platform), entry));
        }
        return faults.loseAnswer()
                .map(effect -> unanswered(operation, body, entry, effect))
                .orElseGet(() -> Reply.ok(request.protocol(), write(operation, body, entry)));
    }

    private Tree write(Operation operation, Body body, Tree entry) {
        Map<ServiceId, SimulatedState> before = platform.state();
        Tree answer = noted(operation, new Call(body, view(before), platform), entry);
        faults.changed(before);
        return answer;
    }

    private static Tree noted(Operation operation, Call call, Tree entry) {
        try {
            return operation.answer().to(call);
        } catch (ProviderException e) {
            throw AwsError.client(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw AwsError.invalidParameter(String.valueOf(e.getMessage()));
        } finally {
            CallLog.affected(entry, call);
        }
    }

    private Reply unanswered(Operation operation, Body body, Tree entry, AwsFault.Effect effect) {
        switch (effect) {
            case NEVER -> entry.with("error", "lost on its way");
            case AT_ONCE -> writeUnheard(operation, body, entry);
            case LATER -> {
                entry.with("effect", "pending");
                platform.later(faults.lateness(), () -> writeUnheard(operation, body, entry));
            }
        }
        return Reply.lost();
    }

    private void writeUnheard(Operation operation, Body body, Tree entry) {
        try {
            write(operation, body, entry.with("error", "answer lost"));
        } catch (AwsError refused) {
            entry.with("error", "answer lost: " + refused.type());
        }
    }

    private View view(Map<ServiceId, SimulatedState> services) {
        return new View(services, platform.now(), names);
    }
}
