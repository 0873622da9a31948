package io.incidentiq.runbook.shell;

import io.incidentiq.runbook.source.SourcePosition;
import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/** A part of a word. More kinds may come: treat an unknown one as text that cannot be known before it is run. */
public sealed interface WordPart {
    /** Where it stands, with its own quotes, brackets and dollar sign. */
    SourceRange range();

    /** Returns it without quotes, backslashes and line continuations, but not expanded. */
    String text();

    /** Text that stands for itself. */
    record Literal(String text, SourceRange range) implements WordPart {
        /** Returns the part from {@code from} to {@code to}, which is in place only if the text is as in the source. */
        Literal slice(int from, int to) {
            if (text.length() != range.length()
                    || range.start().line() != range.end().line()) {
                return new Literal(text.substring(from, to), range);
            }
            return new Literal(text.substring(from, to), new SourceRange(behindStart(from), behindStart(to)));
        }

        private SourcePosition behindStart(int count) {
            var start = range.start();
            return new SourcePosition(start.line(), start.column() + count, start.offset() + count);
        }
    }

    /**
     * {@code <name>}: what a person replaces before running the command. It is found in quotes as well.
     *
     * @param name without the angle brackets
     */
    record Placeholder(String name, SourceRange range) implements WordPart {
        @Override
        public String text() {
            return "<" + name + ">";
        }
    }

    /**
     * {@code $NAME}, <code>${NAME}</code> or a special one such as {@code $?}.
     *
     * @param name without dollar sign and braces
     * @param modifier what follows the name within the braces, for instance {@code :-default}; mostly empty
     */
    record Variable(String name, String modifier, String text, SourceRange range) implements WordPart {}

    /** {@code $(…)} or {@code `…`}. */
    record CommandSubstitution(Script script, String text, SourceRange range) implements WordPart {}

    /**
     * {@code $((…))}.
     *
     * @param expression what stands within, without white space at its ends
     */
    record Arithmetic(String expression, String text, SourceRange range) implements WordPart {}

    /** Parts within quotes; in single quotes only literals and placeholders. */
    record Quoted(QuoteStyle style, List<WordPart> parts, SourceRange range) implements WordPart {
        /** Copies the list. */
        public Quoted {
            parts = List.copyOf(parts);
        }

        @Override
        public String text() {
            return join(parts);
        }
    }

    /** Returns the {@link #text()} of all parts in one. */
    static String join(List<WordPart> parts) {
        if (parts.size() == 1) {
            return parts.get(0).text();
        }
        var joined = new StringBuilder();
        parts.forEach(part -> joined.append(part.text()));
        return joined.toString();
    }
}
