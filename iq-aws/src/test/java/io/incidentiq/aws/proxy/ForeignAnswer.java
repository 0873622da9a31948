package io.incidentiq.aws.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that isn't the platform's.
 *
 * @param name for messages
 * @param head the status line and headers, without a length
 * @param cutTo how many bytes of the body arrive; the rest is promised
 */
record ForeignAnswer(String name, String head, String body, int cutTo) {
    private static final String PAGE = "<html><head><title>Sorry</title></head><body>Please try again</body></html>";
    private static final int[] STATUSES = {
        200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408,
        409, 410, 411, 413, 414, 415, 417, 418, 421, 422, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504,
        508, 511, 520, 522, 598
    };

    static ForeignAnswer of(int status, String type, String body, String... headers) {
        var head = new StringBuilder("HTTP/1.1 %d Sorry\r\nContent-Type: %s\r\n".formatted(status, type));
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        String what = body.isEmpty() ? "empty" : body.substring(0, Math.min(40, body.length()));
        return new ForeignAnswer(
                "%d %s %s %s".formatted(status, type, what, List.of(headers)), head.toString(), body, body.length());
    }

    private ForeignAnswer cutTo(int bytes) {
        return new ForeignAnswer(name + " cut to " + bytes, head, body, bytes);
    }

    /** The connection ends without an answer. */
    static ForeignAnswer nothing() {
        return new ForeignAnswer("nothing", "", "", 0);
    }

    /** Pages and empty answers of every status; redirects lead to {@code target}, where the platform would take them. */
    static List<ForeignAnswer> ofEveryStatus(String target) {
        var answers = new ArrayList<ForeignAnswer>();
        for (int status : STATUSES) {
            String[] headers = status / 100 == 3
                    ? new String[] {"Location: " + target}
                    : new String[] {"Retry-After: 0", "Proxy-Authenticate: Basic", "WWW-Authenticate: Basic"};
            answers.add(of(status, "text/html", PAGE, headers));
            answers.add(of(status, "application/x-amz-json-1.1", "", headers));
        }
        return answers;
    }

    /** What isn't a page but isn't the platform's word either: of other services, of gateways, broken, cut. */
    static List<ForeignAnswer> ofOthers() {
        String json = "application/x-amz-json-1.1";
        return List.of(
                nothing(),
                of(200, json, "{}"),
                of(200, json, "[]"),
                of(200, json, "null"),
                of(200, json, "{\"message\":\"OK\"}"),
                of(200, json, "{\"service\":{}}"),
                of(200, json, "{\"service\":{\"serviceName\":\"another\",\"deployments\":[]}}"),
                of(200, json, "{\"serviceDeploymentArn\":\"arn:aws:ecs:us-east-1:1:service-deployment/c/s/other\"}"),
                of(200, json, "{\"service\":{\"serviceName\":\"api-gate").cutTo(20),
                of(200, json, "{\"service\":{\"serviceName\":\"api-gate"),
                of(400, json, "{\"__type\":\"ClientException\",\"message\":\"Ta"),
                of(400, json, "{\"__type\":\"ClientException\",\"message\":\"TaskDefinition is inactive\"}")
                        .cutTo(30),
                of(400, json, "{\"message\":\"Bad Request\"}"),
                of(400, "application/json", "{\"code\":\"AccessDeniedException\",\"message\":\"blocked by policy\"}"),
                of(400, "application/json", "{\"code\":\"ThrottlingException\",\"message\":\"slow down\"}"),
                of(400, "application/json", "{\"code\":\"ServiceNotFoundException\",\"message\":\"no such page\"}"),
                of(
                        400,
                        "application/json",
                        "{\"code\":\"ClientException\",\"message\":\"Unable to describe task definition.\"}"),
                of(429, "application/json", "{\"code\":\"TooManyRequests\",\"message\":\"slow down\"}"),
                of(429, "application/json", "{\"message\":\"Too Many Requests\"}", "Retry-After: 0"),
                of(403, "application/json", "{\"message\":\"Forbidden\"}", "x-amzn-ErrorType: ForbiddenException"),
                of(400, json, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\"}"),
                of(400, json, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\"}"),
                of(400, json, "{\"__type\":\"UnknownOperationException\"}"),
                of(400, "text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"),
                of(503, "text/xml", "<Error><Code>SlowDown</Code></Error>"),
                of(503, json, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"),
                of(500, json, "{\"__type\":\"ServerException\",\"message\":\"Service Unavailable\"}"));
    }

    byte[] bytes() {
        if (head.isEmpty()) {
            return new byte[0];
        }
        String all =
                head + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body.substring(0, cutTo);
        return all.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
