package io.incidentiq.simulator.aws.server;

import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.rollback.port.ServiceId;
import io.incidentiq.simulator.aws.AwsFault;
import io.incidentiq.simulator.aws.operation.Call;
import io.incidentiq.simulator.aws.operation.Faults;
import io.incidentiq.simulator.aws.operation.Operation;
import io.incidentiq.simulator.aws.operation.View;
import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.AwsNames;
import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.aws.protocol.Reply;
import io.incidentiq.simulator.aws.protocol.Request;
import io.incidentiq.simulator.aws.protocol.Tree;
import io.incidentiq.simulator.face.SimulatedPlatform;
import io.incidentiq.simulator.world.SimulatedState;
import java.util.Map;

/** Answers calls of the AWS APIs, one at a time, at the instant that the clock shows. Guarded by the server's lock. */
final class Answering {
    private final SimulatedPlatform platform;
    private final Faults faults;
    private final CallLog log;
    private final Map<String, Map<String, Operation>> apis;

    Answering(SimulatedPlatform platform, Faults faults, CallLog log, Map<String, Map<String, Operation>> apis) {
        this.platform = platform;
        this.faults = faults;
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
            reply = Reply.error(
                    request.protocol(), e, faults.dressed(request.protocol().tree(e), null));
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
        operation.accepted().require(request, body);
        var asked = new Asked(operation, body, new AwsNames(request.region()));
        if (operation.kind() == Operation.Kind.READ) {
            Tree answer = noted(operation, call(asked, faults.readable()), entry);
            return answered(request, operation, faults.shown(request.operation(), answer));
        }
        return faults.loseAnswer()
                .map(effect -> unanswered(asked, entry, effect))
                .orElseGet(() -> answered(request, operation, write(asked, entry)));
    }

    private Reply answered(Request request, Operation operation, Tree answer) {
        return Reply.ok(
                request.protocol(), faults.dressed(answer, operation.accepted().token()));
    }

    /** What is to be done, and how what it tells of is named where the request was sent. */
    private record Asked(Operation operation, Body body, AwsNames names) {}

    private Tree write(Asked asked, Tree entry) {
        Map<ServiceId, SimulatedState> before = platform.state();
        Tree answer = noted(asked.operation, call(asked, before), entry);
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

    private Reply unanswered(Asked asked, Tree entry, AwsFault.Effect effect) {
        switch (effect) {
            case NEVER -> entry.with("error", "lost on its way");
            case AT_ONCE -> writeUnheard(asked, entry);
            case LATER -> {
                entry.with("effect", "pending");
                platform.later(faults.lateness(), () -> writeUnheard(asked, entry));
            }
        }
        return Reply.lost();
    }

    private void writeUnheard(Asked asked, Tree entry) {
        try {
            write(asked, entry.with("error", "answer lost"));
        } catch (AwsError refused) {
            entry.with("error", "answer lost: " + refused.type());
        }
    }

    private Call call(Asked asked, Map<ServiceId, SimulatedState> services) {
        return new Call(asked.body, new View(services, platform.now(), asked.names), platform);
    }
}
