package io.incidentiq.simulator.aws.protocol;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of the protocols by which AWS's clients talk to it. */
public enum Protocol {
    ECS_JSON("ecs", "AmazonEC2ContainerServiceV20141113", "application/x-amz-json-1.1"),
    CLOUDWATCH_JSON("cloudwatch", "GraniteServiceVersion20100801", "application/x-amz-json-1.0"),
    CLOUDWATCH_CBOR("cloudwatch", "GraniteServiceVersion20100801", "application/cbor");

    private static final Pattern CBOR_PATH = Pattern.compile("/service/(\\w+)/operation/(\\w+)");
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]{1,200}/[0-9]{8}/([a-z0-9-]{1,40})/");
    private static final Pattern TARGET = Pattern.compile("(\\w+)\\.(\\w+)");

    private final String api;
    private final String target;
    private final String contentType;

    Protocol(String api, String target, String contentType) {
        this.api = api;
        this.target = target;
        this.contentType = contentType;
    }

    /** Returns what is asked; empty unless the path or the target header names an operation of a known API. */
    public static Optional<Request> parse(String path, Headers headers, byte[] bytes) {
        String region = region(headers.getFirst("Authorization"));
        Matcher cbor = CBOR_PATH.matcher(path);
        if (cbor.matches()) {
            return CLOUDWATCH_CBOR.request(cbor, bytes, region);
        }
        @Nullable String header = headers.getFirst("X-Amz-Target");
        Matcher target = TARGET.matcher(header == null ? "" : header);
        return target.matches()
                ? ECS_JSON.request(target, bytes, region).or(() -> CLOUDWATCH_JSON.request(target, bytes, region))
                : Optional.empty();
    }

    private Optional<Request> request(Matcher named, byte[] bytes, String region) {
        return named.group(1).equals(target)
                ? Optional.of(new Request(this, named.group(2), bytes, region))
                : Optional.empty();
    }

    /** A signature names the Region that the client means; nobody checks the rest of it. */
    private static String region(@Nullable String authorization) {
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        return scope.find() ? scope.group(1) : AwsNames.REGION;
    }

    String api() {
        return api;
    }

    Codec codec() {
        return this == CLOUDWATCH_CBOR ? new CborCodec() : new JsonCodec();
    }

    void describe(Headers answer) {
        answer.set("Content-Type", contentType);
        if (this == CLOUDWATCH_CBOR) {
            answer.set("smithy-protocol", "rpc-v2-cbor");
        }
    }

    /** Adds what clients of an API that once spoke the query protocol look for. */
    void describe(AwsError error, Headers answer) {
        if (this != ECS_JSON) {
            String side = error.status() < 500 ? "Sender" : "Receiver";
            answer.set("x-amzn-query-error", QueryCodes.of(error.type()) + ";" + side);
        }
    }

    public Tree tree(AwsError error) {
        String namespace = this == CLOUDWATCH_CBOR ? "com.amazonaws.cloudwatch#" : "";
        return Tree.of("__type", namespace + error.type()).with("message", error.text());
    }
}
