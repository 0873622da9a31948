package io.incidentiq.runbook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a text tells the reader not to run the commands beside it. A sentence with a condition ("do not run this before
 * …") is advice on when to run them, and tells no such thing.
 */
final class Discouraged {
    private static final int LONGEST = 2000;

    private static final Pattern SENTENCE = Pattern.compile("[.!?\\n]");
    private static final Pattern CLAUSE = Pattern.compile("[:;,()–—。、]| - |\\b(?:because|since|instead|as it|it)\\b");

    private static final Pattern CONDITION =
            Pattern.compile("\\b(?:if|unless|when|while|until|before|without|during|where"
                    + "|for|twice|once|wenn|falls|solange|bevor|ohne|vor|während|für)\\b");

    /** The whole of a clause: "never do this", "do not use these steps any more". */
    private static final Pattern REFUSED = Pattern.compile(
            "(?:[\\p{L} ]{0,40} )?(?:never|do not|don't|dont|must not|mustn't|should not|shouldn't|not to be)(?: ever)?"
                    + " (?:do|run|use|used|execute|executed|follow|followed|try|copy|paste|apply|type)"
                    + "(?: (?:this|these|that|those|so|them|the|of|any|following|steps?|commands?|section|procedure|runbook|page"
                    + "|way|like|below|above|here|method|script|any ?more|longer|ever|please|under|circumstances|in"
                    + "|production)){0,8}");

    private static final Pattern RETIRED =
            Pattern.compile("\\b(?:deprecated|obsolete|outdated|out of date|superseded|retired"
                    + "|no longer (?:in use|used?|valid|supported|works?|maintained|appl(?:y|ies)|correct|recommended)"
                    + "|not (?:be )?(?:in use|used|valid) any ?more|veraltet|überholt|obsol[eè]te|obsolet[oa])\\b"
                    + "|廃止|使用禁止|非推奨");

    private static final Pattern REFUSED_ELSEWHERE = Pattern.compile(
            "\\b(?:niemals|nie|nicht mehr|nicht verwenden|nicht benutzen|nicht ausführen|ne plus|ne jamais"
                    + "|ne pas utiliser|no usar|no utilizar|no ejecutar|nunca|não usar|não executar)\\b|使わない|使用しない|実行しない");

    private static final Pattern WRONG =
            Pattern.compile("\\b(?:how not to|what not to do|not like this|bad example|wrong way|anti-?pattern)\\b");

    private static final Pattern OLD_TITLE = Pattern.compile("\\b(?:do not|don't|never|archived?"
            + "|(?:old|legacy|former|previous) (?:procedure|way|steps?|method|process|runbook|version|commands?)"
            + "|(?:alte[sr]?) (?:verfahren|weg|schritte|vorgehen))\\b");

    /** What a sentence is about if it is about the whole section. */
    private static final Pattern SECTION = Pattern.compile(
            "\\b(?:section|steps?|procedure|runbook|commands?|page|document|instructions|script|schritte|abschnitt)\\b");

    /** What a sentence is about if it looks back. */
    private static final Pattern ABOVE = Pattern.compile(
            "\\b(?:above|previous|preceding|oben|obige[nrs]?|obenstehende[nrs]?|vorige[nrs]?|ci-dessus)\\b");

    private static final Pattern BELOW =
            Pattern.compile("\\b(?:below|following|next|unten|folgende[nrs]?|nächste[nrs]?|ci-dessous)\\b");

    private static final Pattern SECTION_START = Pattern.compile(
            "\\W{0,3}(?:(?:warning|note|caution|important|achtung)\\W{1,3})?(?:deprecated|obsolete|outdated"
                    + "|superseded|veraltet|archived)\\b.*");

    private static final Pattern NEVER = Pattern.compile("\\b(?:never|do not|don't|niemals|nicht|jamais|nunca)\\b");

    /**
     * A text without any of these says no such thing, which is most of all text: no pattern need look at it. Each alternative of
     * {@link #RETIRED}, {@link #REFUSED}, {@link #REFUSED_ELSEWHERE}, {@link #WRONG}, {@link #OLD_TITLE}, {@link #SECTION_START} and
     * {@link #NEVER} holds one.
     */
    private static final List<String> STEMS = List.of(
            "not",
            "n't",
            "dont",
            "never",
            "deprec",
            "obsol",
            "outdated",
            "of date",
            "supersed",
            "retired",
            "longer",
            "archive",
            "bad",
            "wrong",
            "anti",
            "old",
            "legacy",
            "former",
            "previous",
            "alte",
            "veraltet",
            "überholt",
            "nie",
            "nicht",
            "plus",
            "jamais",
            "pas",
            "usar",
            "utilizar",
            "ejecutar",
            "nunca",
            "não",
            "使",
            "廃止",
            "非推奨",
            "実行");

    private static final Pattern BLANKS = Pattern.compile(" {2,9}");

    private Discouraged() {}

    /** Returns whether a title says so of all below it. */
    static boolean byTitle(String title) {
        return sentences(title, s -> near(s) || OLD_TITLE.matcher(s).find());
    }

    /** Returns whether a paragraph says so of the section that it stands in; what ends with a colon is about what follows. */
    static boolean bySection(String paragraph) {
        return !paragraph.endsWith(":")
                && sentences(
                        paragraph,
                        s -> (SECTION.matcher(s).find() && near(s))
                                || SECTION_START.matcher(s).matches());
    }

    /** Returns whether a paragraph says so of the code next to it. */
    static boolean besideCode(String paragraph) {
        return sentences(paragraph, Discouraged::near);
    }

    /** Returns whether a paragraph says so of code above it, and of none below. */
    static boolean above(String paragraph) {
        return sentences(paragraph, s -> ABOVE.matcher(s).find() && near(s))
                && !BELOW.matcher(lower(paragraph)).find();
    }

    /** Returns whether a paragraph that says so is about more than the nearest code. */
    static boolean isAboutTheSection(String paragraph) {
        return SECTION.matcher(lower(paragraph)).find();
    }

    /** Returns whether the text of a quote says so of the code in it. */
    static boolean byQuote(String paragraph) {
        return sentences(paragraph, s -> near(s) || NEVER.matcher(s).find());
    }

    /** Returns whether a paragraph below code says so of it. */
    static boolean belowCode(String paragraph) {
        var text = paragraph.strip();
        return text.length() <= 80
                && sentences(
                        text, s -> clauses(s, c -> c.matches("(?:never|do not|don't) (?:ever )?do (?:this|that)")));
    }

    private interface Test {
        boolean holds(String text);
    }

    private static boolean sentences(String text, Test test) {
        var lower = lower(text);
        return holdsAStem(lower) && anySentence(lower, test);
    }

    private static boolean holdsAStem(String text) {
        for (var stem : STEMS) {
            if (text.contains(stem)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anySentence(String text, Test test) {
        for (var sentence : SENTENCE.split(text, -1)) {
            if (test.holds(sentence.strip()) && !CONDITION.matcher(sentence).find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean clauses(String sentence, Test test) {
        for (var clause : CLAUSE.split(sentence, -1)) {
            if (test.holds(clause.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(String sentence) {
        return RETIRED.matcher(sentence).find()
                || WRONG.matcher(sentence).find()
                || REFUSED_ELSEWHERE.matcher(sentence).find()
                || clauses(sentence, clause -> REFUSED.matcher(clause).matches());
    }

    private static String lower(String text) {
        var start = text.substring(0, Math.min(LONGEST, text.length()));
        var lower = start.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replace('\t', ' ')
                .replace('\u00a0', ' ');
        return lower.contains("  ") ? BLANKS.matcher(lower).replaceAll(" ") : lower;
    }
}
