package io.incidentiq.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Completions for fish: a line for each command and each option. */
public final class FishCompletion {
    private final String name;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String name) {
        this.name = name;
    }

    public static String of(CommandSpec root) {
        var completion = new FishCompletion(root.name());
        completion.line("-f");
        List<CommandSpec> commands = CompletableArg.commands(root);
        commands.forEach(command -> completion.line("-n __fish_use_subcommand -a " + command.name()
                + described(CompletableArg.summary(command.usageMessage().description()))));
        CompletableArg.of(root).forEach(arg -> completion.arg("__fish_use_subcommand", arg));
        for (CommandSpec command : commands) {
            CompletableArg.of(command)
                    .forEach(arg -> completion.arg(quoted("__fish_seen_subcommand_from " + command.name()), arg));
        }
        return completion.script.toString();
    }

    private void line(String rest) {
        script.append("complete -c ").append(name).append(' ').append(rest).append('\n');
    }

    private void arg(String condition, CompletableArg arg) {
        var words = new StringBuilder("-n ").append(condition);
        for (String option : arg.names()) {
            words.append(option.startsWith("--") ? " -l " + option.substring(2) : " -s " + option.substring(1));
        }
        line(words + value(arg) + described(arg.summary()));
    }

    private static String value(CompletableArg arg) {
        boolean option = !arg.names().isEmpty();
        return switch (arg.value().kind()) {
            case NOTHING -> "";
            case WORD -> option ? " -x" : "";
            case FILE -> option ? " -r -F" : " -F";
            case ONE_OF ->
                (option ? " -x" : "") + " -a "
                        + quoted(String.join(" ", arg.value().candidates()));
        };
    }

    private static String described(String summary) {
        return summary.isEmpty() ? "" : " -d " + quoted(summary);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
