package io.incidentiq.aws.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

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

    /** One statement: what it grants, and on which resources. */
    public record Statement(String sid, List<String> actions, List<String> resources, String condition) {}

    /** Returns its statements, in their order. */
    public List<Statement> statements() {
        return JsonNode.parser().parse(text).field("Statement").orElseThrow().asArray().stream()
                .map(statement -> new Statement(
                        statement.field("Sid").orElseThrow().asString(),
                        texts(statement.field("Action").orElseThrow()),
                        texts(statement.field("Resource").orElseThrow()),
                        statement.field("Condition").map(JsonNode::toString).orElse("")))
                .toList();
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.asArray().stream().map(JsonNode::asString).toList()
                : List.of(oneOrMore.asString());
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
