package io.incidentiq.cli.command;

import java.util.ArrayList;
import java.util.List;

/** A command line as it was typed, to be shown again. */
final class CommandLineRedactor {
    private static final String WEBHOOK = "--notify-webhook";
    private static final String HEALTH = "--health-url";

    private CommandLineRedactor() {}

    /** Returns the words with a placeholder for the webhook's address, and for a health endpoint's that has a query: it may hold a token. */
    static List<String> withoutSecrets(List<String> words) {
        var shown = new ArrayList<String>();
        String option = "";
        for (String word : words) {
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            shown.add(
                    equals < 0
                            ? shown(option, word)
                            : word.substring(0, equals + 1)
                                    + shown(word.substring(0, equals), word.substring(equals + 1)));
            option = word;
        }
        return shown;
    }

    private static String shown(String option, String value) {
        if (option.equals(WEBHOOK)) {
            return "WEBHOOK-URL";
        }
        return option.equals(HEALTH) && value.contains("?") ? "HEALTH-URL" : value;
    }
}
