package io.incidentiq.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide shows this example and nothing else. */
class WritingAProviderTest {
    private static final Path GUIDE = Path.of("../../docs/writing-a-provider.md");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> withoutIndentation(block.group(1)))
                .toList();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            var sources = new ArrayList<String>();
            for (Path file : java) {
                sources.add(withoutIndentation(Files.readString(file)));
            }
            return sources;
        }
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @Test
    void guide_everyBlockOfJava_isInTheExample() throws IOException {
        List<String> sources = sources();

        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(blocks())
                .filteredOn(block -> sources.stream().noneMatch(source -> source.contains(block)))
                .as("blocks that differ from the sources")
                .isEmpty();
    }
}
