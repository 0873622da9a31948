package io.incidentiq.rollback.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBooksTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String WRITE = "aws ecs update-service --cluster c --service <service> --task-definition x\n";

    static Stream<Arguments> texts() {
        return Stream.of(
                argumentSet("writes in sections", ("## Rollback steps\n```bash\n" + WRITE + "```\n").repeat(4000)),
                argumentSet("writes in one block", "## Steps\n```bash\n" + WRITE.repeat(5000) + "```\n"),
                argumentSet("different writes", "## Steps\n```bash\n" + different() + "```\n"),
                argumentSet("tasks above", "- [ ] a\n".repeat(40_000) + "## Steps\n```bash\n" + WRITE + "```\n"),
                argumentSet(
                        "tasks below",
                        "## Steps\n```bash\n" + WRITE + "```\n## Checklist\n" + "- [ ] a\n".repeat(40_000)),
                argumentSet(
                        "tasks without letters", "- [ ] 前\n".repeat(30_000) + "## Steps\n```bash\n" + WRITE + "```\n"),
                argumentSet("warned of", "## Steps\nNever do this:\n```bash\n" + WRITE.repeat(5000) + "```\n"),
                argumentSet(
                        "variables in variables",
                        "## Steps\n```bash\n" + variables() + WRITE.replace(" c ", " $V9 ") + "```\n"),
                argumentSet(
                        "a long word",
                        "## Steps\n```bash\n" + WRITE.replace(" c ", " " + "A_-".repeat(100_000) + " ") + "```\n"),
                argumentSet(
                        "brackets",
                        "## Steps\n```bash\n" + WRITE.replace(" c ", " " + "[a{{b".repeat(50_000) + " ") + "```\n"));
    }

    private static String different() {
        var text = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            text.append(WRITE.replace(" c ", " c" + i + " "));
        }
        return text.toString();
    }

    private static String variables() {
        var text = new StringBuilder("V0=a\n");
        for (int i = 1; i < 10; i++) {
            text.append("V")
                    .append(i)
                    .append("=")
                    .append(("$V" + (i - 1)).repeat(200))
                    .append("\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void bind_hostileText_returnsInTime(String text) {
        Binding binding = assertTimeoutPreemptively(BOUND, () -> Books.bind(text));

        assertThat(binding.diagnostics()).isNotEmpty();
    }
}
