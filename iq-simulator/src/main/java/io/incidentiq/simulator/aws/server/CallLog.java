package io.incidentiq.simulator.aws.server;

import io.incidentiq.simulator.aws.operation.Call;
import io.incidentiq.simulator.aws.protocol.Request;
import io.incidentiq.simulator.aws.protocol.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every call that was made, oldest first: for tests, and for people who watch a drill. */
final class CallLog {
    private final List<Tree> calls = new ArrayList<>();

    int size() {
        return calls.size();
    }

    /** Notes a call; what its status and effect were can be said later. */
    Tree begin(Instant at, Request request) {
        Tree entry = Tree.of("time", at.toString())
                .with("api", request.api())
                .with("operation", request.operation())
                .with("service", "")
                .with("status", 0)
                .with("error", "")
                .with("effect", "none");
        calls.add(entry);
        return entry;
    }

    static void affected(Tree entry, Call call) {
        entry.with("service", call.service()).with("effect", call.effect());
    }

    List<Tree> all() {
        return List.copyOf(calls);
    }
}
