package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Severity;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of the script looks like a mistake, although the rollback can do without it. */
final class Doubts {
    private static final Pattern REVISION = Pattern.compile("[0-9]{1,10}");

    private final RunbookCommands reader;
    private final List<Diagnostic> found = new ArrayList<>();

    Doubts(RunbookCommands reader) {
        this.reader = reader;
    }

    /**
     * @param cluster the one that the rollback works in; null if the runbook leaves it open
     * @param others clusters that other ways to roll back in the same runbook are for
     */
    List<Diagnostic> about(@Nullable String cluster, Set<String> others) {
        var named = new HashSet<String>();
        for (Command command : reader.all()) {
            command.words().forEach(word -> placeholders(word, named));
            if (cluster != null && command.is("aws", "ecs")) {
                command.option("--cluster").ifPresent(word -> cluster(word, cluster, others));
            }
        }
        reader.updateService().option("--task-definition").ifPresent(this::revision);
        reader.region().ifPresent(this::region);
        return List.copyOf(found);
    }

    private void placeholders(Word word, Set<String> named) {
        for (WordPart.Placeholder placeholder : word.placeholders()) {
            boolean unknown = Blank.named(placeholder.name()) == Blank.UNKNOWN;
            if (unknown && named.add(placeholder.name())) {
                warning(
                        "placeholder-unknown",
                        placeholder.range(),
                        "%s: nobody fills this in; write the value, or <service-name> for the service's name"
                                .formatted(placeholder.text()));
            }
        }
    }

    private void region(Filled region) {
        warning(
                "region-named",
                region.range(),
                "Region %s: the rollback works in the Region that its client is set up for; make sure that it is this one"
                        .formatted(region.text()));
    }

    private void cluster(Word word, String bound, Set<String> others) {
        reader.filling()
                .fillOption(word, Blank.CLUSTER)
                .name()
                .filter(name -> !name.equals(bound) && !others.contains(name))
                .ifPresent(name -> warning(
                        "cluster-differs",
                        word.range(),
                        "--cluster %s: the rollback works in %s, as update-service says; write one cluster in all steps"
                                .formatted(word.text(), bound)));
    }

    private void revision(Word word) {
        String text = word.value();
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !(word.parts().get(word.parts().size() - 1) instanceof WordPart.Literal last)) {
            return;
        }
        String revision = last.text().substring(last.text().lastIndexOf(':') + 1);
        if (!last.text().contains(":") || revision.isEmpty()) {
            return;
        }
        warning(
                "revision-written-out",
                word.range(),
                REVISION.matcher(revision).matches()
                        ? "--task-definition %s: a fixed revision is ignored; leave the choice to the plan, or name %s as the target of the request"
                                .formatted(word.text(), revision)
                        : "--task-definition %s: a word where a revision should be; write <service-name>:$REVISION or leave the choice to the plan"
                                .formatted(word.text()));
    }

    private void warning(String rule, SourceRange range, String message) {
        found.add(new Diagnostic(rule, Severity.WARNING, message, range));
    }
}
