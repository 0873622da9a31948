package io.incidentiq.rollback.internal.report;

import io.incidentiq.rollback.internal.format.ShellWord;
import io.incidentiq.rollback.port.Place;
import io.incidentiq.rollback.port.ServiceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of the aws-cli for one service, each of which says where it acts: the cluster by its full name, which holds account and Region and
 * is refused in every other, then {@code --region}, {@code --profile} and {@code --endpoint-url} as far as they are known.
 */
record AwsLine(ServiceId service, Place place) {
    /** Returns a line of ECS about this service; {@code option} is how the command calls it. */
    String ofService(String command, String option, String... more) {
        var words = new ArrayList<>(List.of("--cluster", cluster(), option, service.name()));
        words.addAll(List.of(more));
        return of("ecs " + command, words);
    }

    /** Returns a line with these words, each quoted, and the place at its end. */
    String of(String command, List<String> words) {
        return finished(command + " " + ShellWord.line(words));
    }

    /** Returns a line of parts that are quoted already, with the place at its end. */
    String finished(String quoted) {
        var all = new ArrayList<String>();
        place.region().ifPresent(r -> all.addAll(List.of("--region", r)));
        place.profile().ifPresent(p -> all.addAll(List.of("--profile", p)));
        place.endpoint().ifPresent(e -> all.addAll(List.of("--endpoint-url", e.toString())));
        return ("aws " + quoted + " " + ShellWord.line(all)).stripTrailing();
    }

    /** Returns a word that is what {@code line} prints. */
    static String printedBy(String line) {
        return "\"$(" + line + ")\"";
    }

    /** Returns the cluster by the longest name that is known. */
    String cluster() {
        return place.arn("ecs", "cluster/" + service.cluster()).orElse(service.cluster());
    }
}
