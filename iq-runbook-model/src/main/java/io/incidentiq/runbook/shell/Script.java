package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;

/** What a code block, or the inside of {@code $(…)}, says: commands and comments, each in text order. */
public record Script(List<Command> commands, List<Comment> comments, SourceRange range) {
    /** Copies the lists. */
    public Script {
        commands = List.copyOf(commands);
        comments = List.copyOf(comments);
    }

    /** Returns all commands in text order: each one, then those inside its {@code $(…)}. */
    public List<Command> allCommands() {
        var all = new ArrayList<Command>();
        for (var command : commands) {
            all.add(command);
            command.substitutions().forEach(script -> all.addAll(script.allCommands()));
        }
        return List.copyOf(all);
    }

    /** Returns all comments: those of this script, then those inside each {@code $(…)}. */
    public List<Comment> allComments() {
        var all = new ArrayList<>(comments);
        for (var command : commands) {
            command.substitutions().forEach(script -> all.addAll(script.allComments()));
        }
        return List.copyOf(all);
    }

    /** Returns the commands grouped by {@code |}; a command alone is a pipeline of one. */
    public List<List<Command>> pipelines() {
        var pipelines = new ArrayList<List<Command>>();
        for (var command : commands) {
            if (command.joint() == Joint.PIPE && !pipelines.isEmpty()) {
                pipelines.get(pipelines.size() - 1).add(command);
            } else {
                pipelines.add(new ArrayList<>(List.of(command)));
            }
        }
        return pipelines.stream().map(List::copyOf).toList();
    }
}
