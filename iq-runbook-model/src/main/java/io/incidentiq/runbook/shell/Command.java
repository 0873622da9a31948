package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command, read and never run. A command that the reader doesn't know, such as a loop, is opaque: it has a text and
 * a range, and nothing else.
 *
 * @param words the program and what follows, without assignments and redirections; empty if there are only those
 * @param text as it stands in the script
 */
public record Command(
        List<Assignment> assignments,
        List<Word> words,
        List<Redirection> redirections,
        Joint joint,
        String text,
        SourceRange range) {

    /** Copies the lists. */
    public Command {
        assignments = List.copyOf(assignments);
        words = List.copyOf(words);
        redirections = List.copyOf(redirections);
    }

    /** Returns a command of which only the text is known. */
    public static Command opaque(Joint joint, String text, SourceRange range) {
        return new Command(List.of(), List.of(), List.of(), joint, text, range);
    }

    /** Returns whether only the text is known. */
    public boolean isOpaque() {
        return words.isEmpty() && assignments.isEmpty() && redirections.isEmpty();
    }

    /** Returns whether the first words are these, each without a placeholder or variable: {@code is("aws", "ecs")}. */
    public boolean is(String... program) {
        if (words.size() < program.length) {
            return false;
        }
        for (int i = 0; i < program.length; i++) {
            var word = words.get(i);
            if (!word.isLiteral() || !word.value().equals(program[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the words before the first option and {@code --}: {@code aws ecs update-service}, {@code echo "done"}. */
    public List<Word> programWords() {
        int end = 0;
        int last = optionsEnd();
        while (end < last && !isOption(words.get(end))) {
            end++;
        }
        return words.subList(0, end);
    }

    /**
     * Returns the words behind the first one that are no options, the values of options among them: which of the two a
     * word is, only the program knows.
     */
    public List<Word> arguments() {
        int end = optionsEnd();
        var arguments = new ArrayList<Word>();
        for (int i = 1; i < words.size(); i++) {
            if (i > end || (i < end && !isOption(words.get(i)))) {
                arguments.add(words.get(i));
            }
        }
        return List.copyOf(arguments);
    }

    /**
     * Returns the options in text order. A word that begins with a dash is one, except {@code -}, {@code --} and a
     * negative number; the words behind it up to the next option, and what follows {@code =}, are its values. Nothing
     * behind {@code --} is an option.
     */
    public List<Option> options() {
        var options = new ArrayList<Option>();
        int end = optionsEnd();
        int from = programWords().size();
        while (from < end) {
            int to = from + 1;
            while (to < end && !isOption(words.get(to))) {
                to++;
            }
            options.add(option(words.subList(from, to)));
            from = to;
        }
        return List.copyOf(options);
    }

    /** Returns the index of the word {@code --}, or the number of words. */
    private int optionsEnd() {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).text().equals("--")) {
                return i;
            }
        }
        return words.size();
    }

    private static Option option(List<Word> words) {
        var values = new ArrayList<>(words.subList(1, words.size()));
        var name = words.get(0).value();
        var joined = name.startsWith("--") ? OptionWord.split(words.get(0)) : null;
        if (joined != null) {
            name = joined.key();
            values.add(0, joined.value());
        }
        var end = words.get(words.size() - 1).range().end();
        return new Option(name, values, new SourceRange(words.get(0).range().start(), end));
    }

    private static boolean isOption(Word word) {
        var text = word.text();
        return text.length() > 1 && text.charAt(0) == '-' && !Character.isDigit(text.charAt(1));
    }

    /** Returns the first option of that name, given with its dashes; empty if there is none. */
    public Optional<Option> findOption(String name) {
        return options().stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** Returns the first value of the first option of that name; empty if the option is missing or has no value. */
    public Optional<Word> option(String name) {
        return findOption(name).flatMap(option -> option.values().stream().findFirst());
    }

    /** Returns whether there is an option of that name, with values or without. */
    public boolean hasOption(String name) {
        return findOption(name).isPresent();
    }

    /** Returns the scripts inside the {@code $(…)} of this command, in text order, without those deeper in. */
    public List<Script> substitutions() {
        var scripts = new ArrayList<Script>();
        assignments.forEach(assignment -> scripts.addAll(assignment.value().substitutions()));
        words.forEach(word -> scripts.addAll(word.substitutions()));
        redirections.forEach(redirection -> scripts.addAll(redirection.target().substitutions()));
        return scripts;
    }
}
