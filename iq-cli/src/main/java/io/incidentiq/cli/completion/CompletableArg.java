package io.incidentiq.cli.completion;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option or a positional parameter, as far as a shell completes it.
 *
 * @param names the option's names; empty for a positional parameter
 * @param summary what it is, in a few words
 * @param value what is typed for it
 * @param repeats whether it may be given more than once
 */
record CompletableArg(List<String> names, String summary, Value value, boolean repeats) {
    /** What follows an option. */
    enum Kind {
        NOTHING,
        WORD,
        ONE_OF,
        FILE
    }

    /** A value: its kind, its name, and for {@link Kind#ONE_OF} what it may be. */
    record Value(Kind kind, String label, List<String> candidates) {}

    CompletableArg {
        names = List.copyOf(names);
    }

    /** Returns the commands below {@code root} that are shown to people, in their order. */
    static List<CommandSpec> commands(CommandSpec root) {
        return root.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(command -> !command.usageMessage().hidden())
                .toList();
    }

    /** Returns the options and positional parameters of {@code command} that are shown to people. */
    static List<CompletableArg> of(CommandSpec command) {
        return Stream.concat(command.options().stream(), command.positionalParameters().stream())
                .filter(arg -> !arg.hidden())
                .map(CompletableArg::of)
                .toList();
    }

    private static CompletableArg of(ArgSpec arg) {
        List<String> names = arg instanceof OptionSpec option ? List.of(option.names()) : List.of();
        return new CompletableArg(names, summary(arg.description()), value(arg), arg.isMultiValue());
    }

    private static Value value(ArgSpec arg) {
        var candidates = new ArrayList<String>();
        if (arg.completionCandidates() != null) {
            arg.completionCandidates().forEach(candidates::add);
        }
        return new Value(kind(arg, candidates), arg.paramLabel(), List.copyOf(candidates));
    }

    private static Kind kind(ArgSpec arg, List<String> candidates) {
        if (arg.arity().max() == 0) {
            return Kind.NOTHING;
        }
        if (!candidates.isEmpty()) {
            return Kind.ONE_OF;
        }
        return arg.type() == Path.class || arg.type() == File.class ? Kind.FILE : Kind.WORD;
    }

    /** Returns the first words of a description, up to where it goes into detail. */
    static String summary(String... description) {
        return description.length == 0 ? "" : description[0].split("[.:;]( |$)", 2)[0];
    }
}
