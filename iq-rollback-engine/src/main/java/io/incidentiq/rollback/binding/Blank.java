package io.incidentiq.rollback.binding;

import io.incidentiq.rollback.procedure.MetricTemplate;
import io.incidentiq.rollback.procedure.NameWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a person would put in place of a placeholder. */
enum Blank {
    /** The service's name. */
    SERVICE(MetricTemplate.SERVICE),
    /** The cluster's name. */
    CLUSTER(MetricTemplate.CLUSTER),
    /** Nobody knows. */
    UNKNOWN("");

    private static final Set<String> SERVICES = Set.of("service", "svc", "microservice", "servicename", "svcname");
    private static final Set<String> CLUSTERS = Set.of("cluster", "clustername");

    /** Words that make a placeholder of a name that isn't in brackets. */
    private static final Set<String> TELLING = Set.of(
            "your",
            "my",
            "the",
            "name",
            "here",
            "insert",
            "enter",
            "put",
            "replace",
            "change",
            "example",
            "sample",
            "some",
            "any",
            "affected",
            "failing",
            "xxx",
            "servicename",
            "svcname",
            "clustername");

    /** Words that a placeholder may have besides. */
    private static final Set<String> FILLING = Set.of(
            "a",
            "an",
            "this",
            "that",
            "our",
            "of",
            "ecs",
            "fargate",
            "aws",
            "broken",
            "faulty",
            "bad",
            "impacted",
            "target",
            "with",
            "by",
            "actual",
            "real",
            "me",
            "goes",
            "in",
            "to",
            "be",
            "roll",
            "rolled",
            "back",
            "rollback",
            "full",
            "correct",
            "env");

    private static final Set<String> YOURS = Set.of("your", "insert", "enter", "replace");
    private static final Pattern CROSSES = Pattern.compile("(?i)x{3,9}|change_?-?me");
    private static final Pattern ANYTHING =
            Pattern.compile("(?i)x{3,9}|change_?-?me|todo|tbd|fixme|placeholder|fill_?-?me_?-?in|\\.{3}|…|\\?{2,}");
    private static final Pattern ANY_NAME =
            Pattern.compile("(?i)(?:your|my|the|some)?[ _-]?(?:name|value)|foo(?:bar)?");

    private final String marker;

    Blank(String marker) {
        this.marker = marker;
    }

    /** Returns what stands for it in a template. */
    String marker() {
        return marker;
    }

    /** Returns what a name in brackets, or a variable of that name, stands for. */
    static Blank named(String name) {
        List<String> words = words(name);
        boolean known = words.stream().allMatch(w -> isObject(w) || TELLING.contains(w) || FILLING.contains(w));
        return known ? object(words).orElse(UNKNOWN) : UNKNOWN;
    }

    /** Returns whether a placeholder says nothing of what belongs there, as {@code xxx} and {@code <name>} do. */
    static boolean isAnything(String name) {
        return ANYTHING.matcher(name).matches() || ANY_NAME.matcher(name).matches();
    }

    /** Returns what a word without brackets stands for: {@code YOUR_SERVICE}, {@code my-service}; empty if it is a name. */
    static Optional<Blank> written(String word) {
        if (CROSSES.matcher(word).matches()) {
            return Optional.of(UNKNOWN);
        }
        List<String> words = words(word);
        boolean capitals = isInCapitals(word);
        Blank named = named(word);
        if (named != UNKNOWN && (capitals || words.stream().anyMatch(TELLING::contains))) {
            return Optional.of(named);
        }
        boolean yours = words.size() > 1 && YOURS.contains(words.get(0));
        return yours && (capitals || words.get(0).equals("your")) ? Optional.of(UNKNOWN) : Optional.empty();
    }

    static boolean isInCapitals(String word) {
        return word.chars().anyMatch(Character::isLetter) && word.equals(word.toUpperCase(Locale.ROOT));
    }

    private static List<String> words(String name) {
        return NameWords.of(name);
    }

    private static boolean isObject(String word) {
        return SERVICES.contains(word) || CLUSTERS.contains(word);
    }

    private static Optional<Blank> object(List<String> words) {
        boolean service = words.stream().anyMatch(SERVICES::contains);
        boolean cluster = words.stream().anyMatch(CLUSTERS::contains);
        return service == cluster ? Optional.empty() : Optional.of(service ? SERVICE : CLUSTER);
    }
}
