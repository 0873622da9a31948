package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables with a column for the service and one for the risk; below a heading of {@link SectionKind#SERVICES} the
 * service is enough. A column is told by a word in its title: "service", "risk", "time" or "duration", "owner" or "team".
 */
final class ServiceTableReader {
    private static final Pattern RISK = Pattern.compile(
            "(?<level>none|low|med(?:ium)?|high)(?![\\w/])\\s{0,9}(?:[-–—:,;(]{1,3}\\s{0,9})?",
            Pattern.CASE_INSENSITIVE);

    private final Places places;
    private final DiagnosticLog log;
    private final List<ServiceNote> notes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private TableRows.@Nullable Row unread;

    ServiceTableReader(Places places, DiagnosticLog log) {
        this.places = places;
        this.log = log;
    }

    private enum Column {
        SERVICE("service", "service"),
        RISK("risk", "risk"),
        TIME("time", "duration"),
        OWNER("owner", "team"),
        EXTRA("", "");

        private final String word;
        private final String otherWord;

        Column(String word, String otherWord) {
            this.word = word;
            this.otherWord = otherWord;
        }

        private static Column of(String title, List<Column> taken) {
            var words = title.toLowerCase(Locale.ROOT);
            for (var column : values()) {
                if (!taken.contains(column) && (words.contains(column.word) || words.contains(column.otherWord))) {
                    return column;
                }
            }
            return EXTRA;
        }
    }

    List<ServiceNote> read(Outline outline) {
        for (var part : outline.parts()) {
            for (var block : part.blocks()) {
                if (block instanceof TableBlock table) {
                    table(TableRows.of(table, places), part.kind());
                }
            }
        }
        if (notes.isEmpty() && unread != null) {
            log.warning(
                    "service-table-unread",
                    unread.range(),
                    "a table with the columns %s is not read; expected \"Service\" and \"Migration Risk\", name them so"
                            .formatted(columns(unread)));
        }
        return notes;
    }

    private static String columns(TableRows.Row head) {
        return head.cells().stream()
                .limit(5)
                .map(cell -> DiagnosticLog.quote(cell.value()))
                .collect(Collectors.joining(", "));
    }

    private void table(List<TableRows.Row> rows, SectionKind kind) {
        var head = rows.get(0).cells();
        var columns = new ArrayList<Column>();
        head.forEach(title -> columns.add(Column.of(title.value(), columns)));
        boolean aboutServices = kind == SectionKind.SERVICES;
        if (columns.contains(Column.SERVICE) && (aboutServices || columns.contains(Column.RISK))) {
            rows.stream().skip(1).forEach(row -> row(row, columns, head));
        } else if (unread == null && head.size() > 1 && kind != SectionKind.CHECKLIST) {
            unread = rows.get(0);
        }
    }

    private void row(TableRows.Row row, List<Column> columns, List<Located<String>> head) {
        var cells = new EnumMap<Column, Located<String>>(Column.class);
        var extra = new LinkedHashMap<String, Located<String>>();
        var missing = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            var cell = i < row.cells().size() ? row.cells().get(i) : null;
            if (cell == null || cell.value().isEmpty()) {
                missing.add(DiagnosticLog.quote(head.get(i).value()));
            } else if (columns.get(i) == Column.EXTRA) {
                extra.putIfAbsent(head.get(i).value(), cell);
            } else {
                cells.put(columns.get(i), cell);
            }
        }
        reportMissing(row, missing);
        var service = cells.get(Column.SERVICE);
        if (service != null) {
            reportDuplicate(service);
            var time = time(cells.get(Column.TIME), columns, head, extra);
            var risk = risk(cells.get(Column.RISK), service);
            notes.add(new ServiceNote(service, risk, time, cells.get(Column.OWNER), extra, row.range()));
        }
    }

    private void reportMissing(TableRows.Row row, List<String> columns) {
        if (!columns.isEmpty()) {
            log.warning(
                    "cell-missing",
                    row.range(),
                    "nothing below %s in this row; expected a value, fill it in"
                            .formatted(String.join(", ", columns.subList(0, Math.min(5, columns.size())))));
        }
    }

    private void reportDuplicate(Located<String> service) {
        if (!names.add(service.value().toLowerCase(Locale.ROOT))) {
            log.warning(
                    "service-duplicate",
                    service.range(),
                    DiagnosticLog.quote(service.value())
                            + " has a row above; expected one per service, keep one of them; until then the higher risk counts");
        }
    }

    private RiskRating risk(@Nullable Located<String> cell, Located<String> service) {
        if (cell == null) {
            var end = service.range().end();
            return new RiskRating(Risk.UNREADABLE, "", "", new SourceRange(end, end));
        }
        var text = cell.value();
        var matcher = RISK.matcher(text);
        if (!matcher.lookingAt()) {
            log.warning(
                    "risk-unreadable",
                    cell.range(),
                    DiagnosticLog.quote(text) + " is no risk; expected NONE, LOW, MED or HIGH first, write one of them,"
                            + " or a person has to confirm each rollback of this service");
            return new RiskRating(Risk.UNREADABLE, "", text, cell.range());
        }
        var level = matcher.group("level").toUpperCase(Locale.ROOT);
        var note = text.substring(matcher.end()).strip();
        boolean inBrackets = matcher.group().contains("(") && note.endsWith(")");
        return new RiskRating(
                Risk.valueOf(level.equals("MEDIUM") ? "MED" : level),
                inBrackets ? note.substring(0, note.length() - 1).strip() : note,
                text,
                cell.range());
    }

    private @Nullable Located<ApproximateDuration> time(
            @Nullable Located<String> cell,
            List<Column> columns,
            List<Located<String>> head,
            Map<String, Located<String>> extra) {
        if (cell == null) {
            return null;
        }
        var found = DurationText.first(cell.value()).orElse(null);
        if (found != null) {
            return new Located<>(found.duration(), cell.range());
        }
        extra.putIfAbsent(head.get(columns.indexOf(Column.TIME)).value(), cell);
        log.warning(
                "duration-unreadable",
                cell.range(),
                DiagnosticLog.quote(cell.value()) + " is no duration; expected one such as \"~3 min\", write it so");
        return null;
    }
}
