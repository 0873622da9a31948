package io.incidentiq.runbook.bash;

import io.incidentiq.runbook.shell.Assignment;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Joint;
import io.incidentiq.runbook.shell.Redirection;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.text.DiagnosticLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads one simple command: assignments, words, redirections. */
final class CommandReader {
    private static final Set<String> RESERVED = Set.of(
            "if",
            "then",
            "elif",
            "else",
            "fi",
            "for",
            "while",
            "until",
            "do",
            "done",
            "case",
            "esac",
            "select",
            "function",
            "{",
            "}",
            "[[",
            "!",
            "coproc",
            "time");

    private final Cursor cursor;
    private final WordReader wordReader;
    private final char closer;
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Redirection> redirections = new ArrayList<>();

    CommandReader(Cursor cursor, DiagnosticLog log, int depth, char closer) {
        this.cursor = cursor;
        this.closer = closer;
        this.wordReader = new WordReader(cursor, log, depth, closer);
    }

    Command read(Joint joint) {
        int start = cursor.at();
        int end = start;
        while (!isAtCommandEnd()) {
            part();
            end = cursor.at();
            cursor.skipBlanks();
        }
        if (end == start) {
            throw new UnknownSyntax("\"" + cursor.peek() + "\" where a command should be");
        }
        return new Command(assignments, words, redirections, joint, cursor.text(start, end), cursor.range(start, end));
    }

    private boolean isAtCommandEnd() {
        char c = cursor.peek();
        return cursor.isAtEnd()
                || c == '\n'
                || c == ';'
                || c == '|'
                || c == closer
                || (c == '&' && cursor.peek(1) != '>')
                || (c == '#' && isBlankBefore());
    }

    private boolean isBlankBefore() {
        char before = cursor.at() == 0 ? ' ' : cursor.peek(-1);
        return before == ' ' || before == '\t' || before == '\n';
    }

    private void part() {
        char c = cursor.peek();
        if ((c == '<' || c == '>') && cursor.peek(1) == '(') {
            throw new UnknownSyntax("process substitution");
        }
        if (c == '(' || c == ')') {
            throw new UnknownSyntax("\"" + c + "\"");
        }
        int redirection = redirectionLength();
        int assignment = words.isEmpty() ? assignmentLength() : 0;
        if (redirection > 0) {
            redirection(redirection);
        } else if (assignment > 0) {
            assignment(assignment);
        } else {
            word();
        }
    }

    private void word() {
        var word = wordReader.read();
        if (words.isEmpty() && assignments.isEmpty() && RESERVED.contains(word.text())) {
            throw new UnknownSyntax("\"" + word.text() + "\"");
        }
        if (cursor.peek() == '(') {
            throw new UnknownSyntax("a function");
        }
        words.add(word);
    }

    private int redirectionLength() {
        if (Placeholders.lengthAt(cursor) > 0) {
            return 0;
        }
        int sign = cursor.peek() == '&' ? 1 : 0;
        while (sign < 2 && Cursor.isDigit(cursor.peek(sign))) {
            sign++;
        }
        char next = cursor.peek(sign + 1);
        return switch (cursor.peek(sign)) {
            case '>' -> sign + (next == '>' || next == '|' || next == '&' ? 2 : 1);
            case '<' -> sign + (next == '&' || next == '>' ? 2 : next == '<' && cursor.peek(sign + 2) == '<' ? 3 : 1);
            default -> 0;
        };
    }

    private void redirection(int operatorLength) {
        int start = cursor.at();
        if (cursor.looksAt("<<") && !cursor.looksAt("<<<")) {
            throw new UnknownSyntax("a here-document");
        }
        cursor.advance(operatorLength);
        var operator = cursor.text(start, cursor.at());
        cursor.skipBlanks();
        if (isAtCommandEnd() || cursor.looksAt("<(") || cursor.looksAt(">(")) {
            throw new UnknownSyntax("\"" + operator + "\" without a file");
        }
        var target = wordReader.read();
        redirections.add(new Redirection(operator, target, cursor.range(start, cursor.at())));
    }

    /** Returns the length of {@code NAME=} or {@code NAME+=}, 0 if neither is here. */
    private int assignmentLength() {
        int name = cursor.nameLength();
        int equals = cursor.peek(name) == '+' ? name + 1 : name;
        return name > 0 && cursor.peek(equals) == '=' ? equals + 1 : 0;
    }

    private void assignment(int length) {
        int start = cursor.at();
        var name = cursor.text(start, start + cursor.nameLength());
        cursor.advance(length);
        if (cursor.peek() == '(') {
            throw new UnknownSyntax("an array");
        }
        var value = wordReader.read();
        assignments.add(new Assignment(name, value, cursor.range(start, cursor.at())));
    }
}
