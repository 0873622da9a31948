package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.shell.WordPart.CommandSubstitution;
import io.incidentiq.runbook.shell.WordPart.Literal;
import io.incidentiq.runbook.shell.WordPart.Placeholder;
import io.incidentiq.runbook.shell.WordPart.Quoted;
import io.incidentiq.runbook.shell.WordPart.Variable;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A word of a command.
 *
 * @param text as it stands in the script, with its quotes
 */
public record Word(String text, List<WordPart> parts, SourceRange range) {
    /** Copies the list. */
    public Word {
        parts = List.copyOf(parts);
    }

    /**
     * Returns the word without quotes, backslashes and line continuations; placeholders, variables, {@code $(…)} and
     * {@code $((…))} are as written.
     */
    public String value() {
        return WordPart.join(parts);
    }

    /** Returns whether {@link #value()} is all that there is: nothing to replace, nothing to expand. */
    public boolean isLiteral() {
        for (var part : flatParts()) {
            if (!(part instanceof Literal)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the parts in text order, those within quotes in place of their {@link Quoted}. */
    public List<WordPart> flatParts() {
        return partsOf(WordPart.class);
    }

    /** Returns the placeholders in text order, without those inside {@code $(…)}. */
    public List<Placeholder> placeholders() {
        return partsOf(Placeholder.class);
    }

    /** Returns the variables in text order, without those inside {@code $(…)} and {@code $((…))}. */
    public List<Variable> variables() {
        return partsOf(Variable.class);
    }

    /** Returns the scripts inside {@code $(…)} in text order. */
    public List<Script> substitutions() {
        var substitutions = partsOf(CommandSubstitution.class);
        return substitutions.isEmpty()
                ? List.of()
                : substitutions.stream().map(CommandSubstitution::script).toList();
    }

    private <P extends WordPart> List<P> partsOf(Class<P> kind) {
        if (parts.size() == 1 && !kind.isInstance(parts.get(0)) && !(parts.get(0) instanceof Quoted)) {
            return List.of();
        }
        var found = new ArrayList<P>();
        collect(parts, kind, found);
        return List.copyOf(found);
    }

    private static <P extends WordPart> void collect(List<WordPart> parts, Class<P> kind, List<P> found) {
        for (var part : parts) {
            if (part instanceof Quoted quoted) {
                collect(quoted.parts(), kind, found);
            } else if (kind.isInstance(part)) {
                found.add(kind.cast(part));
            }
        }
    }

    /**
     * Reads the word as the AWS CLI shorthand {@code Key=Value,Key=Value}. A comma without a key behind it continues the
     * value before it, as in {@code Values=a,b}.
     *
     * @return empty if the word doesn't start with a key and {@code =}
     * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html">Shorthand syntax</a>
     */
    public Optional<KeyValues> keyValues() {
        return new Shorthand(this).read();
    }

    /** Returns the word made of some parts of this one, which must follow each other. */
    Word slice(List<WordPart> some) {
        var place = new SourceRange(
                some.get(0).range().start(), some.get(some.size() - 1).range().end());
        int from = place.start().offset() - range.start().offset();
        boolean verbatim = range.length() == text.length();
        return new Word(verbatim ? text.substring(from, from + place.length()) : WordPart.join(some), some, place);
    }
}
