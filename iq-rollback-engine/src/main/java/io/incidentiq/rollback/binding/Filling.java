package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.shell.Word;
import io.incidentiq.runbook.shell.WordPart;
import io.incidentiq.runbook.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows the variables of a word and understands its placeholders, in whatever way people write them. */
final class Filling {
    private static final int DEEPEST = 5;
    private static final int MOST_VARIABLES = 100;

    /** A name in brackets of some sort; the group that matched holds it. */
    private static final Pattern BRACKETED = Pattern.compile("\\{\\{\\s{0,3}+([\\w .$-]{1,64}?)\\s{0,3}+\\}\\}"
            + "|[$#]?\\{([\\w .-]{1,64})\\}"
            + "|\\[([A-Za-z][\\w .-]{0,63})\\]"
            + "|<([A-Za-z][\\w .-]{0,63})>"
            + "|%([A-Za-z_]\\w{0,63})%"
            + "|__([A-Za-z][A-Za-z0-9_]{0,60}?)__"
            + "|@@?([A-Za-z]\\w{0,63})@@?"
            + "|\\$([A-Za-z_]\\w{0,63})");

    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9]+(?:[_-]+[A-Za-z0-9]+)*+");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z_]{1,64}");
    private static final Pattern NAME_OF_A_VARIABLE = Pattern.compile("[A-Za-z_]\\w{0,63}");
    private static final Pattern DEFAULT = Pattern.compile(":?[-=](.*)");

    private final Variables variables;

    Filling(Variables variables) {
        this.variables = variables;
    }

    /** Returns what a word says. */
    Filled fill(Word word) {
        return fill(word, Blank.UNKNOWN);
    }

    /**
     * Returns what a word says.
     *
     * @param hint what belongs there, for placeholders that don't say so themselves
     */
    Filled fill(Word word, Blank hint) {
        return new Reading(hint, word.range().start().offset(), 0, new AtomicInteger()).read(word);
    }

    /** Returns what an option says whose value is a {@code blank} alone: whatever is to be filled in there is that. */
    Filled fillOption(Word word, Blank blank) {
        Filled filled = fill(word, blank);
        boolean other = filled.holds(Blank.SERVICE) || filled.holds(Blank.CLUSTER);
        boolean open = !filled.known() && !other && !word.isLiteral() && isPlaceholder(word);
        return open ? new Filled(blank.marker(), true, word.range()) : filled;
    }

    private static boolean isPlaceholder(Word word) {
        return word.flatParts().stream().allMatch(p -> p instanceof WordPart.Placeholder);
    }

    /** One word being read. */
    private final class Reading {
        private final Blank hint;
        private final int offset;
        private final int depth;
        private final AtomicInteger followed;
        private final StringBuilder text = new StringBuilder();
        private boolean known = true;
        private @Nullable SourceRange origin;

        Reading(Blank hint, int offset, int depth, AtomicInteger followed) {
            this.followed = followed;
            this.hint = hint;
            this.offset = offset;
            this.depth = depth;
        }

        Filled read(Word word) {
            List<WordPart> parts = word.flatParts();
            if (parts.size() == 1 && parts.get(0) instanceof WordPart.Literal only && isWholeBlank(only.text())) {
                blank(hint, only.text());
            } else {
                parts(parts);
            }
            boolean alone = parts.size() == 1 && origin != null;
            return new Filled(text.toString(), known, alone && origin != null ? origin : word.range());
        }

        /** A value that is nothing but a word for what belongs there. */
        private boolean isWholeBlank(String value) {
            return hint != Blank.UNKNOWN
                    && (Blank.isAnything(value)
                            || (Blank.named(value) == hint
                                    && LETTERS.matcher(value).matches()));
        }

        private void parts(List<WordPart> parts) {
            for (int i = 0; i < parts.size(); i++) {
                WordPart part = parts.get(i);
                boolean scoped = part instanceof WordPart.Variable v
                        && v.name().equals("env")
                        && i + 1 < parts.size()
                        && parts.get(i + 1).text().matches(":\\w{1,64}.*");
                if (scoped) {
                    i++;
                    String rest = parts.get(i).text();
                    String name = rest.substring(1).replaceFirst("\\W.*", "");
                    variable(name, "", "$env" + rest.substring(0, name.length() + 1));
                    literal(rest.substring(name.length() + 1));
                } else {
                    part(part);
                }
            }
        }

        private void part(WordPart part) {
            if (part instanceof WordPart.Literal literal) {
                literal(literal.text());
            } else if (part instanceof WordPart.Placeholder placeholder) {
                named(placeholder.name(), placeholder.text());
            } else if (part instanceof WordPart.Variable variable) {
                variable(variable.name(), variable.modifier(), variable.text());
            } else {
                blank(Blank.UNKNOWN, part.text());
            }
        }

        private void named(String name, String written) {
            Blank blank = Blank.named(name);
            blank(blank == Blank.UNKNOWN && Blank.isAnything(name) ? hint : blank, written);
        }

        private void blank(Blank blank, String written) {
            known &= blank != Blank.UNKNOWN;
            text.append(blank == Blank.UNKNOWN ? written : blank.marker());
        }

        /** A variable that is not set is a placeholder if its name says for what; else its default counts. */
        private void variable(String name, String modifier, String written) {
            var fallback = DEFAULT.matcher(modifier);
            boolean hasDefault = fallback.matches();
            boolean plain = modifier.isEmpty() || hasDefault || modifier.startsWith(":?") || modifier.startsWith("?");
            boolean follow = plain && depth < DEEPEST && followed.incrementAndGet() <= MOST_VARIABLES;
            Optional<Word> value = follow ? variables.before(offset, name) : Optional.empty();
            if (value.isPresent()) {
                Filled filled =
                        new Reading(hint, value.get().range().start().offset(), depth + 1, followed).read(value.get());
                Blank blank = filled.known() ? Blank.UNKNOWN : Blank.named(name);
                origin = filled.range();
                if (blank == Blank.UNKNOWN) {
                    known &= filled.known();
                    text.append(filled.text());
                    return;
                }
                blank(blank, written);
            } else if (plain && hasDefault && Blank.named(name) != Blank.SERVICE) {
                literal(unquoted(fallback.group(1)));
            } else {
                blank(plain ? Blank.named(name) : Blank.UNKNOWN, written);
            }
        }

        private String unquoted(String value) {
            boolean quoted = value.length() > 1 && (value.charAt(0) == '"' || value.charAt(0) == '\'');
            return quoted ? value.substring(1, value.length() - 1) : value;
        }

        private void literal(String literal) {
            var brackets = BRACKETED.matcher(literal);
            int from = 0;
            while (brackets.find()) {
                bare(literal.substring(from, brackets.start()));
                bracketed(brackets.toMatchResult());
                from = brackets.end();
            }
            bare(literal.substring(from));
        }

        private void bracketed(MatchResult brackets) {
            int group = 1;
            while (brackets.group(group) == null) {
                group++;
            }
            String name = brackets.group(group).replaceFirst("^\\$?\\.?", "").strip();
            boolean variable = NAME_OF_A_VARIABLE.matcher(name).matches()
                    && depth < DEEPEST
                    && variables.before(offset, name).isPresent();
            if (variable) {
                variable(name, "", brackets.group());
            } else {
                named(name, brackets.group());
            }
        }

        private void bare(String literal) {
            var words = BARE.matcher(literal);
            int from = 0;
            while (words.find()) {
                text.append(literal, from, words.start());
                word(words.group());
                from = words.end();
            }
            text.append(literal, from, literal.length());
        }

        private void word(String word) {
            Optional<Blank> whole = Blank.written(word);
            if (whole.isPresent()) {
                blank(whole.get() == Blank.UNKNOWN && Blank.isAnything(word) ? hint : whole.get(), word);
                return;
            }
            List<String> parts = new ArrayList<>(List.of(word.split("-", -1)));
            boolean mixed = parts.stream()
                    .anyMatch(p -> !Blank.isInCapitals(p) && p.chars().anyMatch(Character::isLetter));
            for (int i = 0; i < parts.size(); i++) {
                text.append(i == 0 ? "" : "-");
                Optional<Blank> part =
                        mixed && Blank.isInCapitals(parts.get(i)) ? Blank.written(parts.get(i)) : Optional.empty();
                if (part.isPresent()) {
                    blank(part.get(), parts.get(i));
                } else {
                    text.append(parts.get(i));
                }
            }
        }
    }
}
