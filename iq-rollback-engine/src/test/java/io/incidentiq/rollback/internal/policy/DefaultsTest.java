package io.incidentiq.rollback.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentiq.rollback.internal.format.DurationFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number as {@code docs/defaults.md} has it. */
class DefaultsTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "defaults.md");

    @Test
    void document_hasEveryNumberWithItsReason() throws IOException {
        if (Boolean.getBoolean("iq.write-docs")) {
            Files.writeString(DOCUMENT, page());
        }

        assertThat(DOCUMENT)
                .as("run this test with -Diq.write-docs=true to write it anew")
                .hasContent(page());
    }

    private static String page() {
        return """
                # Defaults and limits

                For operators and contributors who look up a number.

                A request or a runbook may set some of them differently: the plan's values show each with its source. `Defaults` has the numbers of the rules; what only one adapter knows, such as the webhook's 3 s, stands in its class. `DefaultsTest` writes this page: run it with `-Diq.write-docs=true`.
                """
                + Stream.of(Defaults.Section.values()).map(DefaultsTest::table).collect(Collectors.joining());
    }

    private static String table(Defaults.Section section) {
        return "\n## %s\n\n| name | value | because |\n|---|---|---|\n".formatted(section.title())
                + Arrays.stream(Defaults.values())
                        .filter(d -> d.section() == section)
                        .map(d -> "| `%s` | %s | %s |\n".formatted(d, shown(d), d.reason()))
                        .collect(Collectors.joining());
    }

    private static String shown(Defaults value) {
        if (value.isDuration()) {
            return value.duration().toDays() > 1
                    ? value.duration().toDays() + " days"
                    : DurationFormat.words(value.duration());
        }
        double number = value.share();
        String text = number == Math.rint(number) ? String.valueOf(value.count()) : String.valueOf(number);
        return (text + " " + value.unit()).strip();
    }

    @ParameterizedTest
    @EnumSource(Defaults.class)
    void reason_ofEach_isASentenceWithoutAnEnd(Defaults value) {
        assertThat(value.reason()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void value_askedAsAnotherKind_isRefused() {
        assertThatThrownBy(Defaults.SETTLE::count).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(Defaults.REPLANS::duration).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(Defaults.HEALTHY_SHARE::count).isInstanceOf(IllegalStateException.class);
    }
}
