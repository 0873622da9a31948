package io.incidentiq.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Completions for zsh, of its own kind: bash's would change settings of the user's shell. May be sourced, or put on {@code fpath}. */
public final class ZshCompletion {
    private static final String SCRIPT = """
            #compdef %1$s
            _%1$s() {
              local curcontext="$curcontext" state line
              typeset -A opt_args
              _arguments -C%2$s \\
                '1: :->command' '*:: :->arguments'
              case $state in
                command)
                  local -a commands
                  commands=(%3$s)
                  _describe -t commands command commands
                  ;;
                arguments)
                  case $line[1] in
            %4$s      esac
                  ;;
              esac
            }
            if [ "${funcstack[1]}" = "_%1$s" ]; then
              _%1$s "$@"
            else
              (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
              compdef _%1$s %1$s
            fi
            """;

    private ZshCompletion() {}

    public static String of(CommandSpec root) {
        List<CommandSpec> commands = CompletableArg.commands(root);
        String described = commands.stream()
                .map(command -> " "
                        + quoted(command.name() + ":"
                                + CompletableArg.summary(command.usageMessage().description())))
                .collect(Collectors.joining());
        String cases = commands.stream()
                .map(command -> "        %s) _arguments%s ;;%n".formatted(command.name(), arguments(command)))
                .collect(Collectors.joining());
        return SCRIPT.formatted(root.name(), arguments(root), described, cases);
    }

    private static String arguments(CommandSpec command) {
        return CompletableArg.of(command).stream().map(ZshCompletion::argument).collect(Collectors.joining());
    }

    private static String argument(CompletableArg arg) {
        if (arg.names().isEmpty()) {
            return " " + quoted((arg.repeats() ? "*" : "1") + value(arg));
        }
        String others = arg.repeats() ? "*" : "(" + String.join(" ", arg.names()) + ")";
        return arg.names().stream()
                .map(name -> " "
                        + quoted(others + name + (value(arg).isEmpty() ? "" : "=") + "["
                                + arg.summary().replace("[", "\\[").replace("]", "\\]") + "]" + value(arg)))
                .collect(Collectors.joining());
    }

    private static String value(CompletableArg arg) {
        String label = ":" + arg.value().label().replace(":", "\\:") + ":";
        return switch (arg.value().kind()) {
            case NOTHING -> "";
            case WORD -> label + " ";
            case FILE -> label + "_files";
            case ONE_OF -> label + "(" + String.join(" ", arg.value().candidates()) + ")";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
