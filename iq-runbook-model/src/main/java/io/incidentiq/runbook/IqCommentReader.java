package io.incidentiq.runbook;

import io.incidentiq.runbook.IqComment.Field;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Finds the comments {@code <!-- iq:… -->} outside code. */
final class IqCommentReader {
    private static final String OPEN = "<!--";
    private static final String CLOSE = "-->";
    private static final String MARK = "iq:";

    private final Reading reading;
    private final List<Section> sections;
    private final List<IqComment> comments = new ArrayList<>();

    /** Makes a reader that gives each comment the last of {@code sections}, in text order, that starts before it. */
    IqCommentReader(Reading reading, List<Section> sections) {
        this.reading = reading;
        this.sections = sections;
    }

    List<IqComment> read(int from, IntPredicate isCode) {
        var text = reading.source().text();
        int section = -1;
        int open = text.indexOf(OPEN, from);
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open + OPEN.length());
            if (close < 0) {
                return comments;
            }
            int mark = skipBlanks(text, open + OPEN.length());
            if (text.startsWith(MARK, mark) && !isCode.test(open)) {
                while (section + 1 < sections.size() && startOf(section + 1) <= open) {
                    section++;
                }
                add(
                        open,
                        Excerpt.of(reading.source(), mark + MARK.length(), close),
                        section < 0 ? null : sections.get(section));
            }
            open = text.indexOf(OPEN, close + CLOSE.length());
        }
        return comments;
    }

    private int startOf(int section) {
        return sections.get(section).range().start().offset();
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private void add(int open, Excerpt body, @Nullable Section section) {
        var fields = new ArrayList<Field>();
        int from = 0;
        while (from <= body.text().length()) {
            int bar = body.text().indexOf('|', from);
            int end = bar < 0 ? body.text().length() : bar;
            field(body.part(from, end).strip(), fields);
            from = end + 1;
        }
        int close = body.range().end().offset() + CLOSE.length();
        comments.add(new IqComment(fields, section, reading.source().range(open, close)));
    }

    private void field(Excerpt text, List<Field> fields) {
        int equals = text.text().indexOf('=');
        if (equals > 0) {
            var key = text.part(0, equals).strip();
            var value = text.part(equals + 1, text.text().length()).strip();
            fields.add(new Field(key.located(), value.located()));
        } else {
            reading.log()
                    .warning(
                            "iq-comment-unreadable",
                            text.range(),
                            DiagnosticLog.quote(text.text())
                                    + " in an iq comment; expected key=value, mend or remove it");
        }
    }
}
