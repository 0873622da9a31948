package io.incidentiq.simulator.aws.protocol;

import com.sun.net.httpserver.Headers;
import java.util.function.Consumer;

/** What goes back to the client; status 0 means that nothing does. */
public final class Reply {
    public static final int OK = 200;
    public static final int LOST = 0;

    private final int status;
    private final byte[] bytes;
    private final Consumer<Headers> headers;

    private Reply(int status, byte[] bytes, Consumer<Headers> headers) {
        this.status = status;
        this.bytes = bytes;
        this.headers = headers;
    }

    public int status() {
        return status;
    }

    public byte[] bytes() {
        return bytes;
    }

    public void describe(Headers answer) {
        headers.accept(answer);
    }

    public static Reply ok(Protocol protocol, Tree answer) {
        return new Reply(OK, protocol.codec().write(answer), protocol::describe);
    }

    public static Reply error(Protocol protocol, AwsError error) {
        return error(protocol, error, protocol.tree(error));
    }

    /** Returns a refusal that says {@code body}. */
    public static Reply error(Protocol protocol, AwsError error, Tree body) {
        return new Reply(error.status(), protocol.codec().write(body), headers -> {
            protocol.describe(headers);
            protocol.describe(error, headers);
        });
    }

    public static Reply lost() {
        return new Reply(LOST, new byte[0], headers -> {});
    }

    public static Reply json(int status, Object answer) {
        return new Reply(
                status, new JsonCodec().write(answer), headers -> headers.set("Content-Type", "application/json"));
    }
}
