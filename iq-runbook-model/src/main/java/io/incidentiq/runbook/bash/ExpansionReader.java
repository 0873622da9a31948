package io.incidentiq.runbook.bash;

import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.shell.WordPart.Arithmetic;
import io.incidentiq.runbook.shell.WordPart.CommandSubstitution;
import io.incidentiq.runbook.shell.WordPart.Variable;
import io.incidentiq.runbook.text.DiagnosticLog;

/** Reads what begins with a dollar sign or a backquote. */
final class ExpansionReader {
    private static final String SPECIAL = "0123456789?#@*$!-";

    private final Cursor cursor;
    private final DiagnosticLog log;
    private final int depth;

    ExpansionReader(Cursor cursor, DiagnosticLog log, int depth) {
        this.cursor = cursor;
        this.log = log;
        this.depth = depth;
    }

    boolean isAhead() {
        if (cursor.peek() == '`') {
            return true;
        }
        if (cursor.peek() != '$') {
            return false;
        }
        char next = cursor.peek(1);
        return next == '(' || next == '{' || Cursor.isNameStart(next) || SPECIAL.indexOf(next) >= 0;
    }

    WordPart read() {
        if (cursor.looksAt("$((")) {
            return arithmetic();
        }
        if (cursor.looksAt("$(")) {
            return substitution(2, ')');
        }
        if (cursor.peek() == '`') {
            return substitution(1, '`');
        }
        return cursor.looksAt("${") ? braced() : variable();
    }

    private WordPart arithmetic() {
        int start = cursor.at();
        cursor.advance(3);
        for (int open = 2; open > 0; cursor.advance()) {
            if (cursor.isAtEnd()) {
                throw new UnknownSyntax("\"$((\" without \"))\"");
            }
            open += cursor.peek() == '(' ? 1 : cursor.peek() == ')' ? -1 : 0;
        }
        int end = cursor.at();
        var expression = cursor.text(start + 3, end - 2).strip();
        return new Arithmetic(expression, cursor.text(start, end), cursor.range(start, end));
    }

    private WordPart substitution(int opener, char closer) {
        int start = cursor.at();
        if (depth == 0) {
            throw new UnknownSyntax("a substitution this deep in others");
        }
        cursor.advance(opener);
        var script = new BashReader(cursor, log, depth - 1, closer).script();
        if (cursor.isAtEnd()) {
            throw new UnknownSyntax("a substitution that is not closed");
        }
        cursor.advance();
        return new CommandSubstitution(script, cursor.text(start, cursor.at()), cursor.range(start, cursor.at()));
    }

    private WordPart braced() {
        int start = cursor.at();
        cursor.advance(2);
        int nameEnd = cursor.at() + nameLength();
        int close = cursor.indexInLine('}');
        if (nameEnd == cursor.at() || close < nameEnd) {
            throw new UnknownSyntax("\"${\" without a name or \"}\"");
        }
        cursor.moveTo(close + 1);
        return new Variable(
                cursor.text(start + 2, nameEnd),
                cursor.text(nameEnd, close),
                cursor.text(start, close + 1),
                cursor.range(start, close + 1));
    }

    private WordPart variable() {
        int start = cursor.at();
        cursor.advance();
        int end = cursor.at() + nameLength();
        cursor.moveTo(end);
        return new Variable(cursor.text(start + 1, end), "", cursor.text(start, end), cursor.range(start, end));
    }

    private int nameLength() {
        int length = cursor.nameLength();
        return length == 0 && SPECIAL.indexOf(cursor.peek()) >= 0 ? 1 : length;
    }
}
