package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import java.util.Locale;
import java.util.Set;

/** Words in which nothing but the service's name is left open. */
final class Fillable {
    private static final Set<String> SERVICE = Set.of("service", "service-name", "service_name", "servicename");

    private Fillable() {}

    static boolean is(Word word) {
        return word.flatParts().stream().allMatch(p -> p instanceof WordPart.Literal || isService(p));
    }

    /** Returns whether a person would put the service's name there. */
    static boolean isService(WordPart part) {
        return part instanceof WordPart.Placeholder p
                && SERVICE.contains(p.name().toLowerCase(Locale.ROOT));
    }

    /** Returns the word with each placeholder of a service's name as {@link MetricTemplate#SERVICE}. */
    static String template(Word word) {
        var text = new StringBuilder();
        for (WordPart part : word.flatParts()) {
            text.append(isService(part) ? MetricTemplate.SERVICE : part.text());
        }
        return text.toString();
    }
}
