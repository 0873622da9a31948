package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.FrontMatter;
import io.incidentiq.runbook.ParseResult;
import io.incidentiq.runbook.source.Diagnostic;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of several runbooks fits a service ({@code docs/judgement.md}, runbook): one whose front matter names the service goes over one
 * for {@code all}, a severity leaves out those whose {@code severity_scope} lacks it. Immutable.
 */
public final class RunbookChoice {
    private static final String ALL = "all";

    private final @Nullable RollbackProcedure procedure;
    private final String why;

    private record Candidate(RollbackProcedure procedure, List<String> services, List<String> severities) {
        boolean names(String service) {
            return services.stream().anyMatch(service::equalsIgnoreCase);
        }

        boolean isFor(@Nullable String severity) {
            return severity == null || severities.isEmpty() || severities.contains(severity.toUpperCase(Locale.ROOT));
        }

        String text() {
            String of = severities.isEmpty() ? "" : ", severity " + String.join(", ", severities);
            return "%s (%s): for %s%s"
                    .formatted(
                            procedure.runbook().id(),
                            procedure.runbook().file(),
                            services.isEmpty()
                                    ? "no service, as its front matter names none"
                                    : String.join(", ", services),
                            of);
        }
    }

    private RunbookChoice(@Nullable RollbackProcedure procedure, String why) {
        this.procedure = procedure;
        this.why = why;
    }

    /**
     * Chooses from {@code shelf}. A runbook that can't be bound is no candidate; nor is one whose front matter has no {@code service}.
     *
     * @param severity such as {@code HIGH}, in any case; null leaves none out
     */
    public static RunbookChoice of(List<ParseResult> shelf, String service, @Nullable String severity) {
        return of(shelf, service, severity, Selection.any());
    }

    /**
     * Chooses from {@code shelf}. A runbook that can't be bound is no candidate; nor is one whose front matter has no {@code service}.
     *
     * @param severity such as {@code HIGH}, in any case; null leaves none out
     * @param selection tells, besides the service, which way to roll back is meant where a runbook has several
     */
    public static RunbookChoice of(
            List<ParseResult> shelf, String service, @Nullable String severity, Selection selection) {
        var candidates = new ArrayList<Candidate>();
        var lines = new ArrayList<String>();
        for (ParseResult parsed : shelf) {
            Binding binding = ProcedureBinder.bind(parsed, selection.withService(service));
            Optional<Candidate> candidate = binding.procedure().map(p -> candidate(p, parsed));
            candidate.ifPresent(candidates::add);
            lines.add(candidate.map(Candidate::text).orElseGet(() -> skipped(parsed, binding)));
        }
        return choose(candidates, service, severity, lines);
    }

    private static RunbookChoice choose(
            List<Candidate> candidates, String service, @Nullable String severity, List<String> lines) {
        List<Candidate> able =
                candidates.stream().filter(c -> c.isFor(severity)).toList();
        List<Candidate> named = able.stream().filter(c -> c.names(service)).toList();
        List<Candidate> fit =
                named.isEmpty() ? able.stream().filter(c -> c.names(ALL)).toList() : named;
        String level = severity == null ? "" : "severity " + severity.toUpperCase(Locale.ROOT);
        if (fit.size() == 1) {
            RollbackProcedure chosen = fit.get(0).procedure();
            String reason =
                    named.isEmpty() ? "it is for all services, and none names " + service : "it names " + service;
            String why = "%s, chosen from %d%s: %s"
                    .formatted(chosen.runbook().id(), able.size(), after(" for ", level), reason);
            return new RunbookChoice(chosen.withChosen(why), why);
        }
        String problem = fit.isEmpty() ? "no runbook fits service %s%s" : "%d runbooks fit service %s%s alike";
        String and = after(" and ", level);
        String text = fit.isEmpty() ? problem.formatted(service, and) : problem.formatted(fit.size(), service, and);
        return new RunbookChoice(
                null,
                Stream.concat(Stream.of(text), lines.stream().map(line -> "  " + line))
                        .map(VisibleText::line)
                        .collect(Collectors.joining("\n")));
    }

    private static String after(String word, String level) {
        return level.isEmpty() ? "" : word + level;
    }

    private static Candidate candidate(RollbackProcedure procedure, ParseResult parsed) {
        FrontMatter head = parsed.runbook().frontMatter();
        return new Candidate(procedure, values(head.texts("service")), values(head.severityScope()));
    }

    private static List<String> values(List<Located<String>> texts) {
        return texts.stream().map(Located::value).toList();
    }

    private static String skipped(ParseResult parsed, Binding binding) {
        String first = binding.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .findFirst()
                .map(Diagnostic::message)
                .orElse("");
        return "%s: skipped: %s".formatted(parsed.runbook().name(), first);
    }

    /** Returns the procedure of the runbook that fits, with the reason in it; empty where none fits, or several do alike. */
    public Optional<RollbackProcedure> procedure() {
        return Optional.ofNullable(procedure);
    }

    /** Returns why it was chosen, or why none was, with what there is: a line for each runbook. */
    public String why() {
        return why;
    }
}
