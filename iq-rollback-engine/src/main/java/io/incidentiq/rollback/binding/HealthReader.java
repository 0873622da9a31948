package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Option;
import io.incidentiq.runbook.shell.Word;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads where a runbook's {@code curl} commands ask for health, or tells what of it isn't understood. */
final class HealthReader {
    private static final Set<String> SENDING = Set.of(
            "--data",
            "--data-ascii",
            "--data-binary",
            "--data-raw",
            "--data-urlencode",
            "--form",
            "--form-string",
            "--json",
            "--upload-file");

    /** Short options that send, alone or behind others that take no value. */
    private static final Pattern SENDING_SHORT = Pattern.compile("-[sSfgikLvNq#]{0,9}[dFT].*");

    private static final Pattern METHOD = Pattern.compile("--request|-[sSfgikLvNq#]{0,9}X(.*)");

    private final Filling filling;
    private final List<Command> checks;

    /** What sends something is no check, unless there is nothing else. */
    HealthReader(List<Command> commands, Filling filling) {
        this.filling = filling;
        List<Command> curls = commands.stream().filter(c -> c.is("curl")).toList();
        List<Command> asking = curls.stream().filter(c -> !sends(c)).toList();
        this.checks = asking.isEmpty() ? curls : asking;
    }

    private static boolean sends(Command curl) {
        return curl.options().stream().anyMatch(HealthReader::sends);
    }

    private static boolean sends(Option option) {
        String name = option.name();
        if (SENDING.contains(name) || SENDING_SHORT.matcher(name).matches()) {
            return true;
        }
        var method = METHOD.matcher(name);
        if (!method.matches()) {
            return false;
        }
        String joined = method.group(1);
        String said = joined != null && !joined.isEmpty()
                ? joined
                : option.values().stream().findFirst().map(Word::value).orElse("");
        return !Set.of("GET", "HEAD").contains(said);
    }

    /** Returns the command that is made; empty if none names an address. */
    Optional<Command> command() {
        return checks.stream().filter(c -> !addresses(c).isEmpty()).findFirst();
    }

    /** Returns the address that is asked; empty if there is none, or nobody can ask it. */
    Optional<Filled> address() {
        return first().map(this::filled).filter(HealthReader::canBeAsked);
    }

    private Filled filled(Word address) {
        return filling.fill(address, Blank.SERVICE);
    }

    private Optional<Word> first() {
        return command().map(c -> addresses(c).get(0));
    }

    /** Returns the first check that nobody makes. */
    Optional<Doubt> doubt() {
        Optional<Word> first = first();
        if (first.isPresent() && !canBeAsked(filled(first.get()))) {
            return Optional.of(new Doubt(
                    "health-check-unreadable",
                    "curl %s: no address that can be asked; write it out, with <service-name> for the service's name"
                            .formatted(first.get().text()),
                    first.get().range()));
        }
        return checks.stream()
                .filter(c -> addresses(c).isEmpty())
                .findFirst()
                .map(c -> new Doubt(
                        "health-check-unreadable",
                        "curl without an address that begins with http:// or https://; write it out",
                        c.range()))
                .or(() -> first.flatMap(this::another));
    }

    private Optional<Doubt> another(Word first) {
        return checks.stream()
                .flatMap(c -> addresses(c).stream())
                .filter(w -> !filled(w).text().equals(filled(first).text()))
                .findFirst()
                .map(w -> new Doubt(
                        "health-check-second",
                        "curl %s: a second health check; only that of line %d is made; keep one of them"
                                .formatted(w.text(), first.range().line()),
                        w.range()));
    }

    private static boolean canBeAsked(Filled url) {
        try {
            return url.known()
                    && !url.holds(Blank.CLUSTER)
                    && URI.create(url.text().replace(MetricTemplate.SERVICE, "service"))
                                    .getHost()
                            != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<Word> addresses(Command curl) {
        return curl.words().stream().filter(this::isAddress).toList();
    }

    private boolean isAddress(Word word) {
        String text = filled(word).text();
        return text.startsWith("http://") || text.startsWith("https://");
    }
}
