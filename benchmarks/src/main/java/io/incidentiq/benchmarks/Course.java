package io.incidentiq.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How one rollback went, as the simulator saw it: seconds from the beginning to the write, from serving alone to the last look
 * at the service, and in all; and the API's calls.
 */
record Course(double toTheWrite, double lag, int calls, double total) {
    private static final Pattern CALL =
            Pattern.compile("\"time\"\\s*:\\s*\"([^\"]+)\"[^}]*?\"operation\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern FINISHED = Pattern.compile("\"finishedAt\"\\s*:\\s*\"([^\"]+)\"");

    private record Call(Instant time, String operation) {}

    static Course of(URI simulator, Instant began, Instant ended) throws IOException, InterruptedException {
        List<Call> calls = CALL.matcher(get(simulator, "/_simulator/calls"))
                .results()
                .map(Course::call)
                .toList();
        Instant written = last(calls, "UpdateService");
        Instant noticed = last(calls, "DescribeServices");
        Instant serving = FINISHED.matcher(get(simulator, "/_simulator/state"))
                .results()
                .map(found -> Instant.parse(found.group(1)))
                .filter(finished -> finished.isAfter(written))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected the rollback to have finished"));
        return new Course(seconds(began, written), seconds(serving, noticed), calls.size(), seconds(began, ended));
    }

    private static Call call(MatchResult found) {
        return new Call(Instant.parse(found.group(1)), found.group(2));
    }

    private static Instant last(List<Call> calls, String operation) {
        return calls.stream()
                .filter(c -> c.operation().equals(operation))
                .map(Call::time)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("expected a call of " + operation));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static String get(URI simulator, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(simulator.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
