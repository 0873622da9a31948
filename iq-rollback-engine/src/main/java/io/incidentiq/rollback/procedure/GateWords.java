package io.incidentiq.rollback.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which gate an item asks about. An item is recognised only if every word of it belongs to the gate's question: with one
 * more word it may be another question, which the evidence would not answer.
 */
final class GateWords {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}#'_-]+");

    /** Words that any question may have. */
    private static final Set<String> COMMON = words(
            "confirm confirmed check checked verify verified ensure make sure please that the"
                    + " a an any is are was were be been has have had of in with by for to from and it its if whether this do did does");

    /** An item that begins with one of these tells to do something: no evidence ticks that. */
    private static final Set<String> ORDERS = words("run rerun apply execute perform revert undo");

    private record Question(List<Set<String>> needed, Set<String> allowed) {
        boolean isAskedBy(List<String> words) {
            return needed.stream().allMatch(any -> words.stream().anyMatch(any::contains))
                    && words.stream()
                            .allMatch(word -> COMMON.contains(word)
                                    || allowed.contains(word)
                                    || needed.stream().anyMatch(any -> any.contains(word)));
        }
    }

    private static final Map<String, Question> QUESTIONS = Map.of(
            GateIds.NO_MIGRATIONS,
            new Question(
                    List.of(
                            words("migration migrations"),
                            words("no not none without free didn't doesn't weren't wasn't aren't whether if for")),
                    words(
                            "cannot can't can rolled back automatically undone reverted database databases db schema sql data"
                                    + " destructive irreversible included include includes including contain contains contained part there since between after"
                                    + " deployed deployment deploy deployments release releases released target revision version commit"
                                    + " commits change changes bad suspect last ran run applied shipped come came along bundled")),
            GateIds.DEPLOYMENT_CORRELATES,
            new Question(
                    List.of(
                            words("correlate correlates correlated correlation match matches matched fit fits coincide"
                                    + " coincides coincided aligns lines"),
                            words("deployment deploy deployed release deployments"),
                            words(
                                    "incident incident's incidents timestamp timestamps time times date moment start started"
                                            + " onset error errors spike alarm")),
                    words("recent latest last new bad suspect up starts starting began beginning rate")),
            GateIds.TARGET_IDENTIFIED,
            new Question(
                    List.of(
                            words("revision version task-definition definition"),
                            words("previous stable prior known-good last-good good last"),
                            words("identify identified find found determine determined note noted look write")),
                    words(
                            "up down known working healthy task task-definition number rollback roll back return target service which")),
            GateIds.TEAM_NOTIFIED,
            new Question(
                    List.of(
                            words("notify notified tell told inform informed announce announced"),
                            words("team channel")),
                    words(
                            "on via slack teams incident incidents chat about roll back rollback rolling starting starts start"
                                    + " begins beginning started will now")));

    private GateWords() {}

    static Optional<String> gate(String text) {
        List<String> words = split(text);
        if (text.chars().filter(c -> c == '#').count() > 1 || (!words.isEmpty() && ORDERS.contains(words.get(0)))) {
            return Optional.empty();
        }
        return QUESTIONS.entrySet().stream()
                .filter(question -> question.getValue().isAskedBy(words))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<String> split(String text) {
        var words = new ArrayList<String>();
        for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT).replace('’', '\''), -1)) {
            boolean channel = word.startsWith("#");
            if (!channel && word.codePoints().anyMatch(Character::isLetterOrDigit)) {
                words.add(word);
            }
        }
        return words;
    }

    private static Set<String> words(String spaced) {
        return Set.copyOf(Stream.of(spaced.split(" ", -1)).distinct().toList());
    }
}
