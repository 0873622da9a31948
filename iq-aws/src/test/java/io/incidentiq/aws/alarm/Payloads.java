package io.incidentiq.aws.alarm;

import io.incidentiq.rollback.Incident;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Payloads written after the public documentation, each with what is expected of it beside it. */
final class Payloads {
    private static final Path FOLDER = Path.of("src/test/resources/alarms");

    private Payloads() {}

    /** Returns their names, sorted. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".json"))
                    .map(f -> f.substring(0, f.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(String name) {
        return read(name + ".json");
    }

    static String expected(String name) {
        return read(name + ".txt");
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what came of a payload, in the lines of the expectations. */
    static String told(AlarmReading reading) {
        return reading.incident().map(Payloads::told).orElseGet(() -> "refused   " + reading + "\n" + instead(reading));
    }

    private static String instead(AlarmReading reading) {
        return reading.told()
                .map(told -> line("told", "service " + told.service() + ", start " + told.start()))
                .orElse("");
    }

    private static String told(Incident i) {
        String missing = String.join("; ", i.missing());
        return line("alarm", i.alarm())
                + line("service", i.service().orElse("-"))
                + line("cluster", i.cluster().orElse("-"))
                + line("region", i.region().orElse("-"))
                + line("account", i.account().orElse("-"))
                + line("metric", i.metric().map(Object::toString).orElse("-"))
                + line("threshold", i.threshold().map(Object::toString).orElse("-"))
                + line("worse", i.worse().map(Object::toString).orElse("-"))
                + line("query", i.query().map(Object::toString).orElse("-"))
                + line("muted", i.muted().orElse("-"))
                + line("start", i.start().map(Object::toString).orElse("-"))
                + line("span", i.startSpan())
                + line("estimated", i.startEstimated())
                + line("missing", missing.isEmpty() ? "-" : missing);
    }

    private static String line(String name, Object value) {
        return "%-10s%s\n".formatted(name, value);
    }
}
