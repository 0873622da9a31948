package io.incidentiq.runbook.bash;

import io.incidentiq.runbook.shell.QuoteStyle;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.shell.WordPart.Literal;
import io.incidentiq.runbook.shell.WordPart.Placeholder;
import io.incidentiq.runbook.shell.WordPart.Quoted;
import io.incidentiq.runbook.text.DiagnosticLog;
import java.util.ArrayList;
import java.util.List;

/** Reads one word: its literals, quotes, placeholders and expansions. */
final class WordReader {
    private final Cursor cursor;
    private final DiagnosticLog log;
    private final ExpansionReader expansions;
    private final char closer;
    private List<WordPart> parts = new ArrayList<>();
    private int literalStart;

    WordReader(Cursor cursor, DiagnosticLog log, int depth, char closer) {
        this.cursor = cursor;
        this.log = log;
        this.closer = closer;
        this.expansions = new ExpansionReader(cursor, log, depth);
    }

    /** Reads up to the first character that cannot belong to the word; the word may be empty. */
    Word read() {
        int start = cursor.at();
        cursor.skipPlain();
        if (start < cursor.at() && isAtWordEnd()) {
            return plain(start);
        }
        parts = new ArrayList<>();
        literalStart = start;
        while (!isAtWordEnd()) {
            part();
            cursor.skipPlain();
        }
        endLiteral();
        return new Word(cursor.text(start, cursor.at()), parts, cursor.range(start, cursor.at()));
    }

    private Word plain(int start) {
        var literal = new Literal(cursor.text(start, cursor.at()), cursor.range(start, cursor.at()));
        return new Word(literal.text(), List.of(literal), literal.range());
    }

    private boolean isAtWordEnd() {
        char c = cursor.peek();
        return switch (c) {
            case ' ', '\t', '\n', ';', '|', '&', '(', ')', '>' -> true;
            case '<' -> Placeholders.lengthAt(cursor) == 0;
            default -> c == closer || cursor.isAtEnd();
        };
    }

    private void part() {
        char c = cursor.peek();
        if (c == '\'') {
            quoted(QuoteStyle.SINGLE);
        } else if (c == '"') {
            quoted(QuoteStyle.DOUBLE);
        } else if (c == '\\') {
            backslash();
        } else if (!placeholder() && !expansion()) {
            cursor.advance();
        }
    }

    private boolean placeholder() {
        int length = Placeholders.lengthAt(cursor);
        if (length > 0) {
            endLiteral();
            int start = cursor.at();
            cursor.advance(length);
            var name = cursor.text(start + 1, start + length - 1);
            add(new Placeholder(name, cursor.range(start, start + length)));
        }
        return length > 0;
    }

    private boolean expansion() {
        if (!expansions.isAhead()) {
            return false;
        }
        endLiteral();
        add(expansions.read());
        return true;
    }

    private void backslash() {
        endLiteral();
        int start = cursor.at();
        cursor.advance();
        if (cursor.isAtLineEnd()) {
            cursor.advance();
            literalStart = cursor.at();
            return;
        }
        int from = cursor.at();
        cursor.advance();
        var literal = List.<WordPart>of(new Literal(cursor.text(from, cursor.at()), cursor.range(from, cursor.at())));
        add(new Quoted(QuoteStyle.BACKSLASH, literal, cursor.range(start, cursor.at())));
    }

    private void quoted(QuoteStyle style) {
        endLiteral();
        var outside = parts;
        parts = new ArrayList<>();
        int start = cursor.at();
        char quote = cursor.peek();
        cursor.advance();
        literalStart = cursor.at();
        while (!cursor.isAtEnd() && cursor.peek() != quote) {
            if (style == QuoteStyle.DOUBLE && isEscape()) {
                backslash();
            } else if (!placeholder() && !(style == QuoteStyle.DOUBLE && expansion())) {
                cursor.advance();
            }
        }
        endLiteral();
        if (cursor.isAtEnd()) {
            log.warning(
                    "shell-quote-unclosed",
                    cursor.range(start, start + 1),
                    "this quote is not closed before the end of the script; expected " + quote + ", add it");
        }
        cursor.advance();
        var inside = parts;
        parts = outside;
        add(new Quoted(style, inside, cursor.range(start, cursor.at())));
    }

    private boolean isEscape() {
        return cursor.peek() == '\\' && "$`\"\\\n".indexOf(cursor.peek(1)) >= 0;
    }

    private void endLiteral() {
        if (literalStart < cursor.at()) {
            parts.add(new Literal(cursor.text(literalStart, cursor.at()), cursor.range(literalStart, cursor.at())));
        }
        literalStart = cursor.at();
    }

    private void add(WordPart part) {
        parts.add(part);
        literalStart = cursor.at();
    }
}
