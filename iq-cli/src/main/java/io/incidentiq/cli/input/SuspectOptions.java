package io.incidentiq.cli.input;

import io.incidentiq.cli.completion.Choices;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.port.RevisionId;
import io.incidentiq.rollback.procedure.Direction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which release is bad, which one is good, and what bad means. */
final class SuspectOptions {
    @Option(names = "--suspect", paramLabel = "REV", description = "The bad revision: 42, family:42 or an ARN.")
    @Nullable
    String suspect;

    @Option(
            names = "--suspect-commit",
            paramLabel = "SHA",
            description = "The bad release, by the commit in its image tag, container label or definition tag.")
    @Nullable
    String commit;

    @Option(
            names = "--to",
            paramLabel = "REV",
            description = "The revision to return to, instead of the last success. The engine vets it too.")
    @Nullable
    String to;

    @Option(
            names = "--worse",
            paramLabel = "higher|lower",
            completionCandidates = Choices.Sides.class,
            description = "Which values of the metric are worse; by default as the alarm or the metric's name says.")
    @Nullable
    String worse;

    /** Returns the request with what is chosen here. */
    RollbackRequest chosen(RollbackRequest plain) {
        if (suspect != null && commit != null) {
            throw CliError.usage("--suspect %s and --suspect-commit %s: name the revision or the commit, not both"
                    .formatted(suspect, commit));
        }
        RollbackRequest request = plain;
        if (suspect != null) {
            request = request.withSuspect(revision("--suspect", suspect, plain.service()));
        }
        if (commit != null) {
            request = withCommit(request, commit);
        }
        if (to != null) {
            request = request.withTarget(revision("--to", to, plain.service()));
        }
        return worse == null ? request : request.withWorse(side(worse));
    }

    private static RollbackRequest withCommit(RollbackRequest request, String sha) {
        try {
            return request.withSuspectCommit(sha);
        } catch (IllegalArgumentException e) {
            throw CliError.usage(
                    "--suspect-commit '%s': expected a commit of 7 to 64 hexadecimal digits, such as 0a1b2c3"
                            .formatted(sha));
        }
    }

    private static Direction side(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "higher" -> Direction.HIGHER_IS_WORSE;
            case "lower" -> Direction.LOWER_IS_WORSE;
            default ->
                throw CliError.usage(
                        "--worse '%s': expected higher, as for errors, or lower, as for successes".formatted(text));
        };
    }

    private static String revision(String option, String text, String service) {
        try {
            RevisionId.parse(text, service);
            return text;
        } catch (IllegalArgumentException e) {
            throw CliError.usage(option + ": " + e.getMessage());
        }
    }
}
