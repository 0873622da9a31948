package io.incidentiq.cli.input;

import io.incidentiq.cli.completion.Choices;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.defaults.WebhookNotifier;
import io.incidentiq.rollback.port.Notifier;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the team is told. */
public final class TeamOptions {
    @Option(
            names = "--notify-webhook",
            paramLabel = "URL",
            description = "Send messages to the team through this webhook. Without it, no message leaves the process.")
    @Nullable
    String webhook;

    @Option(
            names = "--notify",
            paramLabel = "required|best-effort",
            completionCandidates = Choices.Notices.class,
            description =
                    "Effect of a start message that can't be sent: required refuses, best-effort warns; required by default.")
    @Nullable
    String notice;

    /** Returns what tells the team, where one is named. */
    public Optional<Notifier> notifier() {
        return Optional.ofNullable(webhook)
                .map(url -> WebhookNotifier.to(OptionParsers.address("--notify-webhook", url)));
    }

    /** Returns the request with how much the start message matters. */
    RollbackRequest noticed(RollbackRequest request) {
        if (notice == null) {
            return request;
        }
        return switch (notice.toLowerCase(Locale.ROOT)) {
            case "required" -> request;
            case "best-effort" -> request.withBestEffortNotice();
            default ->
                throw CliError.usage(
                        "--notify '%s': expected required or best-effort; --notify-webhook takes the address"
                                .formatted(notice));
        };
    }
}
