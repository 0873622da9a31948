package io.incidentiq.cli.input;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.internal.format.ShellWord;
import io.incidentiq.rollback.port.Place;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code --provider aws} is told. */
public final class AwsProviderOptions {
    @Option(
            names = "--region",
            paramLabel = "R",
            description = "The AWS Region; by default the alarm's, else the profile's or AWS_REGION.")
    @Nullable
    public String region;

    @Option(names = "--profile", paramLabel = "P", description = "The AWS profile; by default AWS_PROFILE.")
    @Nullable
    public String profile;

    @Option(
            names = "--expect-account",
            paramLabel = "ID",
            description = "The AWS account (twelve digits) that the service must be in; any other account is refused.")
    @Nullable
    String expectAccount;

    @Option(
            names = "--endpoint-url",
            paramLabel = "U",
            description = "Address for the requests to AWS; by default AWS_ENDPOINT_URL, else AWS itself.")
    @Nullable
    String endpointUrl;

    @Option(
            names = "--dimension",
            paramLabel = "NAME=VALUE",
            description = "One more dimension of the runbook's metric; may be repeated.")
    List<String> dimensions = new ArrayList<>();

    /** Takes the time from {@code iq simulator}, so that it can run faster than real time. */
    @Option(names = "--clock", paramLabel = "U", hidden = true)
    @Nullable
    public String clock;

    /** Returns the request with the account that is expected and the dimensions that are stated. */
    RollbackRequest requested(RollbackRequest plain) {
        RollbackRequest request = plain;
        if (expectAccount != null) {
            request = request.withExpectedAccount(account(expectAccount));
        }
        for (String text : dimensions) {
            var dimension = OptionParsers.pair("--dimension", text);
            request = request.withDimension(dimension.getKey(), dimension.getValue());
        }
        return request;
    }

    private static String account(String text) {
        if (!text.matches("[0-9]{12}")) {
            throw CliError.usage("--expect-account '%s': expected the twelve digits of an AWS account".formatted(text));
        }
        return text;
    }

    /**
     * Returns a command line with what leads another shell to the same place: its Region, and the account that it is refused outside of.
     * What was typed stays as it is.
     */
    String placed(String line, Place place) {
        var more = new ArrayList<String>();
        if (region == null) {
            place.region().ifPresent(r -> more.addAll(List.of("--region", r)));
        }
        if (expectAccount == null) {
            place.account().ifPresent(a -> more.addAll(List.of("--expect-account", a)));
        }
        return more.isEmpty() ? line : line + " " + ShellWord.line(more);
    }

    /** A drill takes none of them: to ignore one would look as if it had been heeded. */
    public void refuseWithoutProvider() {
        refuse("--region", region);
        refuse("--profile", profile);
        refuse("--expect-account", expectAccount);
        refuse("--endpoint-url", endpointUrl);
        refuse("--clock", clock);
        dimensions.forEach(dimension -> refuse("--dimension", dimension));
    }

    private static void refuse(String option, @Nullable String value) {
        if (value != null) {
            throw CliError.usage(
                    "%s %s: only --provider aws takes it; add that, or leave this out".formatted(option, value));
        }
    }

    @Nullable
    public URI endpoint() {
        return endpointUrl == null ? null : OptionParsers.address("--endpoint-url", endpointUrl);
    }
}
