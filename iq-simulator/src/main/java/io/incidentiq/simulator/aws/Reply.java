package io.incidentiq.simulator.aws;

import com.sun.net.httpserver.Headers;
import java.util.function.Consumer;

/** What goes back to the client; status 0 means that nothing does. */
final class Reply {
    static final int OK = 200;
    static final int LOST = 0;

    private final int status;
    private final byte[] bytes;
    private final Consumer<Headers> headers;

    private Reply(int status, byte[] bytes, Consumer<Headers> headers) {
        this.status = status;
        this.bytes = bytes;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    byte[] bytes() {
        return bytes;
    }

    void describe(Headers answer) {
        headers.accept(answer);
    }

    static Reply ok(Protocol protocol, Tree answer) {
        return new Reply(OK, protocol.codec().write(answer), protocol::describe);
    }

    static Reply error(Protocol protocol, AwsError error) {
        return error(protocol, error, protocol.tree(error));
    }

    /** @param body what the refusal says */
    static Reply error(Protocol protocol, AwsError error, Tree body) {
        return new Reply(error.status(), protocol.codec().write(body), headers -> {
            protocol.describe(headers);
            protocol.describe(error, headers);
        });
    }

    static Reply lost() {
        return new Reply(LOST, new byte[0], headers -> {});
    }

    static Reply json(int status, Object answer) {
        return new Reply(
                status, new JsonCodec().write(answer), headers -> headers.set("Content-Type", "application/json"));
    }
}
