package io.incidentiq.rollback.internal.planning;

import io.incidentiq.rollback.Ending;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.Levels;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.internal.format.Column;
import io.incidentiq.rollback.internal.format.DurationFormat;
import io.incidentiq.rollback.internal.format.NumberFormat;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.internal.rule.MeasuredLevels;
import io.incidentiq.rollback.internal.settings.Settings;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.procedure.Deviation;
import io.incidentiq.rollback.procedure.Direction;
import io.incidentiq.rollback.procedure.ServiceRule;
import io.incidentiq.rollback.procedure.Sourced;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The plan as one screen, the answer first. */
final class PlanText {
    private static final int EVIDENCE_AT = 26;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PlannedRollback plan;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private PlanText(PlannedRollback plan, int width) {
        this.plan = plan;
        this.width = width;
    }

    static String of(PlannedRollback plan, int width) {
        var text = new PlanText(plan, width);
        text.head();
        text.suspect();
        text.target();
        text.direction();
        text.health();
        text.action();
        text.prospect();
        text.checklist();
        text.notes();
        return text.out.toString();
    }

    private void head() {
        Settings settings = plan.settings();
        String runbook = settings.procedure().runbook().id() + " "
                + settings.procedure().runbook().title();
        settings.request().drill().ifPresentOrElse(d -> sides(d.toString(), runbook), () -> wrapped("", "%s", runbook));
        sides(settings.service().name() + ", cluster " + settings.service().cluster(), TIME.format(plan.plannedAt()));
        if (settings.request().drill().isEmpty()) {
            wrapped("", "%s", plan.place());
        }
        line("");
        settings.procedure().chosen().ifPresent(why -> wrapped("  runbook   ", "%s", why));
        settings.incident().ifPresent(this::incident);
    }

    private void incident(Incident incident) {
        wrapped("  incident  ", "%s", incident);
        if (!incident.missing().isEmpty()) {
            wrapped("            ", "missing from the alarm: %s", String.join(", ", incident.missing()));
        }
    }

    private void sides(String left, String right) {
        String both = "%-52s %s".formatted(left, right);
        if (both.length() <= width) {
            line("%s", both);
        } else {
            wrapped("", "%s", left);
            wrapped("", "%s", right);
        }
    }

    private void suspect() {
        plan.suspect().ifPresent(s -> {
            Instant created = s.deployment().createdAt();
            wrapped(
                    "  suspect   ",
                    "%s   deployed %s, %s ago%s",
                    s.revision().definition(),
                    TIME.format(created),
                    ago(created),
                    rates());
        });
        plan.runsInstead()
                .filter(r -> plan.suspect().isPresent())
                .filter(r -> plan.target().filter(t -> t.revision().equals(r)).isEmpty())
                .ifPresent(r -> wrapped("  running   ", "%s   deployed after the suspect", r));
    }

    private String rates() {
        return plan.measured()
                .filter(m -> m.levels().usual() != null)
                .map(this::rates)
                .orElse("");
    }

    /** What was measured during the incident is only said to be so now where the newest period shows it. */
    private String rates(MeasuredLevels measured) {
        Levels levels = measured.levels();
        String before = "; %s %s then".formatted(plan.settings().metricName(), NumberFormat.text(levels.usual()));
        String during = levels.fault() == null || measured.bad()
                ? ""
                : ", %s during the incident".formatted(NumberFormat.text(levels.fault()));
        String now = levels.latest() == null ? "" : ", %s now".formatted(NumberFormat.text(levels.latest()));
        return before + during + now;
    }

    private String ago(Instant instant) {
        Duration d = Duration.between(instant, plan.plannedAt());
        if (d.toMinutes() < 120) {
            return d.toMinutes() + " min";
        }
        return d.toHours() < 48 ? d.toHours() + " h" : d.toDays() + " days";
    }

    private void target() {
        plan.target().ifPresent(t -> wrapped("  target    ", "%s   %s", t.revision(), t.evidence()));
        plan.rejected()
                .forEach(r ->
                        wrapped("            not :%-6d ".formatted(r.revision().number()), "%s", r.why()));
    }

    private void health() {
        plan.health()
                .ifPresent(h -> wrapped(
                        "  health    ",
                        "%s now%s%s",
                        h.seen(),
                        h.status() == HealthAnswer.Status.HEALTHY && rateIsUp()
                                ? ", although the error rate is up"
                                : "",
                        plan.settings()
                                .healthUrl()
                                .map(u -> " (" + Settings.shown(u.value()) + ")")
                                .orElse("")));
    }

    /** Only what isn't plain is said: that more errors are worse, everybody expects. */
    private void direction() {
        Sourced<Direction> worse = plan.settings().worse();
        if (plan.settings().metric().isPresent() && worse.value() == Direction.LOWER_IS_WORSE) {
            wrapped("  metric    ", "%s: lower is worse (%s)", plan.settings().metricName(), worse.source());
        }
    }

    private boolean rateIsUp() {
        return plan.measured().filter(MeasuredLevels::bad).isPresent();
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
                    .filter(r -> a.writes())
                    .map(ServiceRule::expectedTime)
                    .map(t -> ", about " + DurationFormat.words(t))
                    .orElse("");
            wrapped(
                    "  action    ",
                    "%s%s, then %s to settle and %s to verify",
                    what,
                    expected,
                    DurationFormat.words(s.settle().value()),
                    DurationFormat.words(s.window().value()));
        });
    }

    private void prospect() {
        plan.prospect().ifPresent(p -> wrapped("  proof     ", "%s", p.text()));
    }

    private void checklist() {
        if (plan.gates().isEmpty()) {
            return;
        }
        line("");
        line("  checklist");
        int place = plan.gates().stream().mapToInt(g -> place(g).length()).max().orElse(0);
        plan.gates().forEach(g -> gate(g, width - EVIDENCE_AT - 1 - place));
    }

    private static String place(Gate gate) {
        Integer line = gate.source().line();
        return line == null ? gate.source().name() : "line " + line;
    }

    /** The id is for copying: one that is too long for its column stays whole and moves the evidence below. */
    private void gate(Gate gate, int columns) {
        List<String> evidence = Column.lines(said(gate), columns);
        String id = "  %s %-21s ".formatted(mark(gate.status()), gate.id());
        boolean beside = id.length() == EVIDENCE_AT;
        String first = beside ? id + evidence.get(0) : id.stripTrailing();
        line("%-" + (EVIDENCE_AT + columns) + "s %s", first, place(gate));
        evidence.stream().skip(beside ? 1 : 0).forEach(l -> line("%s%s", " ".repeat(EVIDENCE_AT), l));
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
            wrapped(
                    "  differs from the runbook: ",
                    "%s",
                    plan.deviations().stream().map(PlanText::deviation).collect(Collectors.joining(", ")));
        }
        plan.warnings().forEach(w -> wrapped("  warning: ", "%s", w));
        plan.ending().ifPresent(this::refusal);
    }

    private static String deviation(Deviation d) {
        return d.instead() + " (" + d.line() + ")";
    }

    private void refusal(Ending ending) {
        line("");
        wrapped("", "%s", ending);
    }

    /** Adds {@code head} and the text, which goes on below itself where it is too long for one line. */
    private void wrapped(String head, String format, Object... values) {
        out.append(Column.hanging(
                VisibleText.line(head), VisibleText.line(String.format(Locale.ROOT, format, values)), width));
    }

    private void line(String format, Object... values) {
        out.append(VisibleText.line(String.format(Locale.ROOT, format, values)).stripTrailing())
                .append('\n');
    }
}
