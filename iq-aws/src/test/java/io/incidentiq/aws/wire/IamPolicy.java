package io.incidentiq.aws.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A policy in {@code docs/iam}. */
public record IamPolicy(String text) {
    private static final Pattern ACTION = Pattern.compile("\"([a-z]+:[A-Z][A-Za-z]+)\"");

    public static IamPolicy of(String name) {
        try {
            return new IamPolicy(Files.readString(Path.of("..", "docs", "iam", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the permissions that it grants. */
    public Set<String> granted() {
        return ACTION.matcher(text)
                .results()
                .map(r -> r.group(1))
                .filter(action -> !action.startsWith("iam:Passed"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
