package io.incidentiq.runbook.bash;

import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Comment;
import io.incidentiq.runbook.shell.Joint;
import io.incidentiq.runbook.shell.Script;
import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.Excerpt;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bash as data: simple commands, pipes and lists of them, words with their quotes and expansions. What else there
 * is (loops, functions, groups, here-documents, process substitution) becomes an opaque command and a diagnostic.
 */
public final class BashReader {
    private final Cursor cursor;
    private final DiagnosticLog log;
    private final int depth;
    private final char closer;
    private final List<Command> commands = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();

    /** Makes a reader for what lies up to {@code closer} at {@code depth} substitutions that may follow. */
    BashReader(Cursor cursor, DiagnosticLog log, int depth, char closer) {
        this.cursor = cursor;
        this.log = log;
        this.depth = depth;
        this.closer = closer;
    }

    /** Reads a script in which substitutions may lie {@code depth} deep in each other. */
    public static Script read(Excerpt code, DiagnosticLog log, int depth) {
        return new BashReader(new Cursor(code), log, depth, Cursor.END).script();
    }

    /** Reads up to the closer and not beyond it. */
    Script script() {
        int start = cursor.at();
        var joint = Joint.START;
        while (true) {
            var next = skipToCommand(joint);
            if (cursor.isAtEnd() || cursor.peek() == closer) {
                return new Script(commands, comments, cursor.range(start, cursor.at()));
            }
            command(next);
            joint = operator();
        }
    }

    private Joint skipToCommand(Joint joint) {
        var next = joint;
        while (true) {
            cursor.skipBlanks();
            if (cursor.isAtLineEnd()) {
                cursor.advance();
                next = next == Joint.SEQUENCE || next == Joint.BACKGROUND ? Joint.START : next;
            } else if (cursor.peek() == '#') {
                comment();
            } else {
                return next;
            }
        }
    }

    private void comment() {
        int start = cursor.at();
        cursor.skipLine();
        var text = cursor.text(start + 1, cursor.at());
        int from = 0;
        while (from < text.length() && text.charAt(from) == '#') {
            from++;
        }
        comments.add(new Comment(text.substring(from).strip(), cursor.range(start, cursor.at())));
    }

    /** What is unknown within a substitution makes the command around it opaque, so that nothing is read twice. */
    private void command(Joint joint) {
        if (closer == Cursor.END) {
            knownOrOpaque(joint);
        } else {
            commands.add(known(joint));
        }
    }

    private Command known(Joint joint) {
        return new CommandReader(cursor, log, depth, closer).read(joint);
    }

    private void knownOrOpaque(Joint joint) {
        int start = cursor.at();
        try {
            commands.add(known(joint));
        } catch (UnknownSyntax unknown) {
            int reached = cursor.at();
            cursor.moveTo(start);
            UnknownCommand.skip(cursor, reached);
            int end = cursor.endOfText(start);
            var range = cursor.range(start, end);
            log.warning("shell-opaque", range, unknown.found() + " is not read; expected simple commands, check it");
            commands.add(Command.opaque(joint, cursor.text(start, end), range));
        }
    }

    private Joint operator() {
        cursor.skipBlanks();
        if (cursor.skip("&&")) {
            return Joint.AND;
        }
        if (cursor.skip("||")) {
            return Joint.OR;
        }
        if (cursor.skip("|&") || cursor.skip("|")) {
            return Joint.PIPE;
        }
        if (cursor.skip(";")) {
            return Joint.SEQUENCE;
        }
        return cursor.skip("&") ? Joint.BACKGROUND : Joint.START;
    }
}
