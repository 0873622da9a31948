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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,127}+)\\+?=");
    private static final Pattern REDIRECTION = Pattern.compile("(?:[0-9]{1,2}|&)?(?:>>|>\\||>&|<&|<>|<<<|<|>)");

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
        if (isRedirection()) {
            redirection();
        } else if (words.isEmpty() && isAssignment()) {
            assignment();
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

    private boolean isRedirection() {
        char c = cursor.peek();
        return (c == '<' || c == '>' || c == '&' || Character.isDigit(c))
                && Placeholders.lengthAt(cursor) == 0
                && cursor.matcher(REDIRECTION).lookingAt();
    }

    private void redirection() {
        int start = cursor.at();
        if (cursor.looksAt("<<") && !cursor.looksAt("<<<")) {
            throw new UnknownSyntax("a here-document");
        }
        Matcher matcher = cursor.matcher(REDIRECTION);
        if (matcher.lookingAt()) {
            cursor.moveTo(matcher.end());
        }
        var operator = cursor.text(start, cursor.at());
        cursor.skipBlanks();
        if (isAtCommandEnd() || cursor.looksAt("<(") || cursor.looksAt(">(")) {
            throw new UnknownSyntax("\"" + operator + "\" without a file");
        }
        var target = wordReader.read();
        redirections.add(new Redirection(operator, target, cursor.range(start, cursor.at())));
    }

    private boolean isAssignment() {
        char c = cursor.peek();
        return (Character.isLetter(c) || c == '_') && cursor.matcher(ASSIGNMENT).lookingAt();
    }

    private void assignment() {
        int start = cursor.at();
        var matcher = cursor.matcher(ASSIGNMENT);
        matcher.lookingAt();
        cursor.moveTo(matcher.end());
        if (cursor.peek() == '(') {
            throw new UnknownSyntax("an array");
        }
        var value = wordReader.read();
        assignments.add(new Assignment(matcher.group(1), value, cursor.range(start, cursor.at())));
    }
}
