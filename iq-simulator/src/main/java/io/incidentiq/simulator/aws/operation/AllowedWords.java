package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.AwsError;
import io.incidentiq.simulator.aws.protocol.Body;
import java.util.List;

/** The words that ECS allows for a parameter. */
final class AllowedWords {
    private AllowedWords() {}

    /** Returns the word, or {@code otherwise} where it is missing. */
    static String of(Body body, String name, String otherwise, List<String> allowed) {
        String word = body.textOr(name, otherwise);
        if (!word.isEmpty() && !allowed.contains(word)) {
            throw AwsError.invalidParameter("%s: expected one of %s, found %s".formatted(name, allowed, word));
        }
        return word;
    }

    /**
     * Returns the words of a list such as {@code include}.
     *
     * @throws AwsError unless all are allowed
     */
    static List<String> all(Body body, String name, List<String> allowed) {
        List<String> words = body.texts(name);
        if (!allowed.containsAll(words)) {
            throw AwsError.invalidParameter("%s: expected some of %s, found %s".formatted(name, allowed, words));
        }
        return words;
    }
}
