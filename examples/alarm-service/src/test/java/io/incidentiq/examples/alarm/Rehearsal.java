package io.incidentiq.examples.alarm;

import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** From an alarm to the report on a simulated AWS, as SNS, a team and a person would go through it; ends with 0 if all went well. */
public final class Rehearsal {
    private static final double SPEED = 40;
    private static final int ALARMS = 10;

    private Rehearsal() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        System.exit(play(System.out, FakeSns.create()) ? 0 : 1);
    }

    /** Returns whether the service was rolled back. */
    static boolean play(PrintStream out, FakeSns sns) throws Exception {
        out.println("REHEARSAL on a simulated AWS, %.0f times as fast as real time".formatted(SPEED));
        warmUp(sns);
        try (Webhook webhook = Webhook.serve(text -> out.println(indented("webhook", text)));
                ServiceDrill drill = ServiceDrill.at(SPEED, sns, webhook.address())) {
            return play(out, drill);
        }
    }

    /** What is slow once, as loading classes is, is done at real time's speed. */
    private static void warmUp(FakeSns sns) throws Exception {
        try (Webhook webhook = Webhook.serve(text -> {});
                ServiceDrill drill = ServiceDrill.at(1, sns, webhook.address())) {
            String id = drill.deliver();
            drill.await(id, status -> !ServiceDrill.is(status, "planning"));
        }
    }

    private static boolean play(PrintStream out, ServiceDrill drill) throws Exception {
        String delivery = drill.delivery();
        out.println(indented("POST /alarms", drill.post("/alarms", delivery).body()));
        HttpResponse<String> again = drill.post("/alarms", delivery);
        out.println(indented("POST /alarms, the same again", again.body()));
        JsonNode waiting = waiting(drill, ServiceDrill.text(ServiceDrill.json(again), "rollback"));
        String page = "/rollbacks/" + ServiceDrill.text(waiting, "id");
        // The team is confirmed as well: at this speed the message's three seconds are few milliseconds.
        String form = "by=you&note=rehearsal&plan=" + ServiceDrill.text(waiting, "plan") + "&confirm=team-notified"
                + open(waiting);
        out.println(indented("POST " + page + "/approval", form));
        out.println(drill.approve(ServiceDrill.text(waiting, "id"), form)
                .body()
                .strip()
                .indent(2));
        out.println("GET " + page);
        var shown = new LinkedHashSet<String>();
        drill.await(ServiceDrill.text(waiting, "id"), status -> {
            String line = ServiceDrill.text(status, "phase") + " "
                    + status.field("running").orElseThrow();
            if (ServiceDrill.is(status, "running") && shown.add(line)) {
                out.println("  " + line);
            }
            return ServiceDrill.is(status, "over");
        });
        String report = drill.get(page + "/report").body();
        out.println(indented("GET " + page + "/report", report));
        return ServiceDrill.text(JsonNode.parser().parse(report), "outcome").equals("ROLLED_BACK");
    }

    /** A plan's minute is short at this speed: where a busy machine misses it, the alarm goes off once more. */
    private static JsonNode waiting(ServiceDrill drill, String first) throws Exception {
        JsonNode status = drill.await(first, s -> !ServiceDrill.is(s, "planning"));
        for (int i = 1; i < ALARMS && !ServiceDrill.is(status, "waiting"); i++) {
            status = drill.await(drill.deliver(), s -> !ServiceDrill.is(s, "planning"));
        }
        return status;
    }

    private static String open(JsonNode status) {
        return status.field("gates").orElseThrow().asArray().stream()
                .filter(gate -> ServiceDrill.text(gate, "status").equals("OPEN"))
                .map(gate -> "&confirm=" + ServiceDrill.text(gate, "id"))
                .collect(Collectors.joining());
    }

    private static String indented(String title, String text) {
        return title + "\n" + text.strip().indent(2).stripTrailing();
    }
}
