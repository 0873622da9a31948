package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.CodePassage;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Joint;
import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.shell.WordPart.Literal;
import io.incidentiq.runbook.shell.WordPart.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the commands of a runbook assign to variables, in bash, PowerShell and cmd. An assignment that may not happen tells nothing. */
final class Variables {
    private static final Set<String> DECLARING = Set.of("export", "readonly", "declare", "typeset", "local", "set");
    private static final Pattern IN_UNREAD_TEXT = Pattern.compile("\\b([A-Za-z_][A-Za-z0-9_]{0,63}+)=");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final Map<String, TreeMap<Integer, Assigned>> assigned = new HashMap<>();
    private @Nullable CodePassage passage;

    /**
     * One assignment.
     *
     * @param value null where it may not have happened
     * @param agreed whether no other code block before gives another value
     */
    private record Assigned(@Nullable Word value, CodePassage passage, boolean agreed) {
        /** Of two blocks that give different values, a person runs one; within a block the last assignment counts. */
        private boolean after(Assigned before) {
            boolean same =
                    value != null && before.value != null && value.value().equals(before.value.value());
            return before.agreed && (isIn(before.passage) || same);
        }

        private boolean isIn(CodePassage other) {
            return passage.code().range().equals(other.code().range());
        }

        private boolean surrounds(int offset) {
            var range = passage.code().range();
            return range.start().offset() <= offset && offset < range.end().offset();
        }
    }

    Variables(List<Placed> commands) {
        for (Placed placed : commands) {
            passage = placed.passage();
            command(placed.command());
        }
    }

    /**
     * Returns what the last assignment before {@code offset} gives; empty if there is none, if it may not have happened, or if other code
     * blocks give other values and a person chooses between them.
     */
    Optional<Word> before(int offset, String name) {
        var all = assigned.get(name);
        var last = all == null ? null : all.lowerEntry(offset);
        return last == null || !(last.getValue().agreed() || last.getValue().surrounds(offset))
                ? Optional.empty()
                : Optional.ofNullable(last.getValue().value());
    }

    private void command(Command command) {
        boolean sure = command.joint() == Joint.START || command.joint() == Joint.SEQUENCE;
        if (command.isOpaque()) {
            var names = IN_UNREAD_TEXT.matcher(command.text());
            while (names.find()) {
                put(names.group(1), command, null);
            }
        }
        if (command.words().isEmpty()) {
            command.assignments().forEach(a -> put(a.name(), command, sure ? a.value() : null));
            return;
        }
        Word first = command.words().get(0);
        if (first.isLiteral() && DECLARING.contains(first.value())) {
            command.words().stream().skip(1).forEach(word -> declared(command, word, sure));
        } else if (first.isLiteral() && first.value().equals("read")) {
            command.words().stream()
                    .skip(1)
                    .filter(w -> NAME.matcher(w.text()).matches())
                    .forEach(w -> put(w.value(), command, null));
        } else {
            powerShell(command, sure);
        }
    }

    private void declared(Command command, Word word, boolean sure) {
        List<WordPart> parts = word.flatParts();
        if (!parts.isEmpty()
                && parts.get(0) instanceof Literal first
                && first.text().indexOf('=') > 0) {
            int equals = first.text().indexOf('=');
            put(first.text().substring(0, equals), command, sure ? behind(word, parts, first, equals + 1) : null);
        }
    }

    /** {@code $name = "value"} and {@code $env:NAME = "value"}, with blanks or without. */
    private void powerShell(Command command, boolean sure) {
        Word first = command.words().get(0);
        List<WordPart> parts = first.flatParts();
        if (parts.isEmpty() || !(parts.get(0) instanceof Variable variable)) {
            return;
        }
        String name = variable.name();
        String rest = parts.size() > 1 && parts.get(1) instanceof Literal literal ? literal.text() : "";
        if (name.equals("env") && rest.startsWith(":")) {
            int equals = rest.indexOf('=');
            name = rest.substring(1, equals < 0 ? rest.length() : equals);
            rest = equals < 0 ? "" : rest.substring(equals);
        }
        if (command.words().size() == 3
                && rest.isEmpty()
                && command.words().get(1).text().equals("=")) {
            put(name, command, sure ? command.words().get(2) : null);
        } else if (rest.startsWith("=") && parts.get(1) instanceof Literal literal) {
            put(
                    name,
                    command,
                    sure
                            ? behind(
                                    first,
                                    parts.subList(1, parts.size()),
                                    literal,
                                    literal.text().indexOf('=') + 1)
                            : null);
        }
    }

    /** Returns the word behind its first {@code count} characters, which are all in {@code first}. */
    private static Word behind(Word word, List<WordPart> parts, Literal first, int count) {
        var rest = new ArrayList<WordPart>();
        if (count < first.text().length()) {
            rest.add(new Literal(first.text().substring(count), first.range()));
        }
        rest.addAll(parts.subList(1, parts.size()));
        return new Word(WordPart.join(rest), rest, word.range());
    }

    private void put(String name, Command command, @Nullable Word value) {
        var all = assigned.computeIfAbsent(name, n -> new TreeMap<>());
        var before = all.lastEntry();
        var first = new Assigned(value, Objects.requireNonNull(passage, "passage"), true);
        boolean agreed = before == null || first.after(before.getValue());
        all.put(command.range().start().offset(), new Assigned(value, first.passage(), agreed));
    }
}
