package io.incidentiq.cli.command;

import io.incidentiq.cli.completion.Choices;
import io.incidentiq.cli.completion.FishCompletion;
import io.incidentiq.cli.completion.ForShell;
import io.incidentiq.cli.completion.ZshCompletion;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code iq completion}: what a shell needs to complete the command line, from the commands as they are in this version. */
@Command(
        name = "completion",
        description = "Print the completion script for a shell.",
        customSynopsis = "iq completion bash|zsh|fish",
        footer = {
            "",
            "Try it: source <(iq completion bash), source <(iq completion zsh), iq completion fish | source.",
            "docs/getting-started.md shows how to keep it for new shells."
        })
final class CompletionCommand extends SubCommand {
    @Parameters(
            index = "0",
            paramLabel = "bash|zsh|fish",
            description = "The shell.",
            completionCandidates = Choices.Shells.class)
    ForShell shell = ForShell.BASH;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandSpec iq = spec.root();
        terminal()
                .out()
                .print(
                        switch (shell) {
                            case BASH -> AutoComplete.bash(iq.name(), iq.commandLine());
                            case ZSH -> ZshCompletion.of(iq);
                            case FISH -> FishCompletion.of(iq);
                        });
        return 0;
    }
}
