package io.incidentiq.rollback.plan;

import io.incidentiq.rollback.outcome.Ending;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.ServiceRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The plan as one screen, the answer first. */
final class PlanText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RollbackPlan plan;
    private final StringBuilder out = new StringBuilder();

    private PlanText(RollbackPlan plan) {
        this.plan = plan;
    }

    static String of(RollbackPlan plan) {
        var text = new PlanText(plan);
        text.head();
        text.suspect();
        text.target();
        text.health();
        text.action();
        text.checklist();
        text.notes();
        return text.out.toString();
    }

    private void head() {
        Settings settings = plan.settings();
        String runbook = settings.procedure().runbook().id() + " "
                + settings.procedure().runbook().title();
        settings.request().drill().ifPresentOrElse(d -> line("%-52s %s", d, runbook), () -> line("%s", runbook));
        line(
                "%-52s %s",
                settings.service().name() + ", cluster " + settings.service().cluster(), TIME.format(plan.plannedAt()));
        line("");
    }

    private void suspect() {
        plan.suspect().ifPresent(s -> {
            Instant created = s.deployment().createdAt();
            line(
                    "  suspect   %s   deployed %s, %s ago%s",
                    s.revision().definition(), TIME.format(created), ago(created), rates());
        });
    }

    private String rates() {
        return plan.levels()
                .filter(l -> l.median() != null && l.incident() != null)
                .map(l ->
                        "; error rate %s then, %s now".formatted(Numbers.text(l.median()), Numbers.text(l.incident())))
                .orElse("");
    }

    private String ago(Instant instant) {
        Duration d = Duration.between(instant, plan.plannedAt());
        if (d.toMinutes() < 120) {
            return d.toMinutes() + " min";
        }
        return d.toHours() < 48 ? d.toHours() + " h" : d.toDays() + " days";
    }

    private void target() {
        plan.target().ifPresent(t -> line("  target    %s   %s", t.revision(), t.evidence()));
        plan.rejected()
                .forEach(r -> line("            not :%-6d %s", r.revision().number(), r.why()));
    }

    private void health() {
        plan.health()
                .ifPresent(h -> line(
                        "  health    %s now%s%s",
                        h.seen(),
                        h.verdict() == HealthAnswer.Verdict.HEALTHY && rateIsUp()
                                ? ", although the error rate is up"
                                : "",
                        plan.settings()
                                .healthUrl()
                                .map(u -> " (" + u.value() + ")")
                                .orElse("")));
    }

    private boolean rateIsUp() {
        return plan.levels()
                .filter(l -> l.incident() != null && l.percentile95() != null && l.incident() > l.percentile95())
                .isPresent();
    }

    private void action() {
        plan.action().ifPresent(a -> {
            String what = switch (a.kind()) {
                case NONE -> "none: the target already runs; it is only judged";
                case FOLLOW -> "follow " + a.deployment() + ", which is on its way to the target; nothing is written";
                case STOP -> "stop " + a.deployment() + "; the platform returns to the target";
                case UPDATE -> "update to the target";
            };
            Settings s = plan.settings();
            String expected = s.rule()
                    .map(ServiceRule::expectedTime)
                    .map(t -> ", about " + minutes(t))
                    .orElse("");
            line(
                    "  action    %s%s, then %s to settle and %s to verify",
                    what,
                    expected,
                    minutes(s.settle().value()),
                    minutes(s.window().value()));
        });
    }

    private static String minutes(Duration d) {
        return d.toSecondsPart() == 0 ? d.toMinutes() + " min" : d.toSeconds() + " s";
    }

    private void checklist() {
        if (plan.gates().isEmpty()) {
            return;
        }
        line("");
        line("  checklist");
        for (Gate gate : plan.gates()) {
            String where = gate.source().line() == null
                    ? gate.source().name()
                    : "line " + gate.source().line();
            line("  %s %-23s %-60s %s", mark(gate.status()), gate.id(), said(gate), where);
        }
    }

    private static String said(Gate gate) {
        return gate.statement().map(s -> said(gate, s)).orElse(gate.evidence());
    }

    private static String said(Gate gate, Statement s) {
        String who = "%s by %s%s"
                .formatted(
                        s.override() ? "overridden" : "confirmed",
                        s.by(),
                        s.note().isEmpty() ? "" : ": " + s.note());
        return gate.status() == GateStatus.PASSED
                ? "%s (%s, which was not needed)".formatted(gate.evidence(), who)
                : "%s (%s)".formatted(who, gate.evidence());
    }

    private static String mark(GateStatus status) {
        return switch (status) {
            case PASSED, CONFIRMED, OVERRIDDEN -> "✔";
            case PENDING -> "◷";
            case OPEN, BLOCKED -> "✘";
        };
    }

    private void notes() {
        if (!plan.deviations().isEmpty()) {
            line("");
            line(
                    "  otherwise than the runbook: %s",
                    plan.deviations().stream().map(PlanText::deviation).collect(Collectors.joining(", ")));
        }
        plan.warnings().forEach(w -> line("  warning: %s", w));
        plan.ending().ifPresent(this::refusal);
    }

    private static String deviation(Deviation d) {
        return d.instead() + " (" + d.line() + ")";
    }

    private void refusal(Ending ending) {
        line("");
        line("%s (%s): %s", ending.outcome(), ending.code().orElse("-"), ending.detail());
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
