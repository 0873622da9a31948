package io.incidentiq.aws.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Text from outside is as long as whoever wrote it likes. The time is the processor's, so that other programs don't count. */
@Isolated
class SecretsCostTest {
    @Test
    void hostileText_takesNoTime() {
        String spaces = " ".repeat(50_000);
        List<String> hostile = List.of(
                spaces,
                "signature" + spaces,
                "Basic " + spaces,
                "Encoded authorization message" + spaces,
                "AWS4-HMAC-SHA256" + spaces,
                "eyJabcdefgh-".repeat(5_000),
                "eyJabcdefgh.".repeat(5_000),
                "secret=".repeat(10_000),
                "password=\"\\\"".repeat(10_000),
                "a://b:".repeat(10_000),
                "arn:".repeat(20_000),
                "aA1".repeat(20_000),
                "Aa".repeat(30_000) + "-",
                "a/".repeat(30_000));
        Duration best = IntStream.range(0, 6)
                .mapToObj(round -> cost(hostile))
                .min(Comparator.naturalOrder())
                .orElseThrow();

        assertThat(best).isLessThan(Duration.ofSeconds(1));
    }

    /** The first rounds have compilation in them, and whatever else the process does. */
    private static Duration cost(List<String> texts) {
        Duration before = cpu();
        texts.forEach(Secrets::removed);
        return cpu().minus(before);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
