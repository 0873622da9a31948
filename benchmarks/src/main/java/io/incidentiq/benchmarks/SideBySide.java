package io.incidentiq.benchmarks;

import io.incidentiq.simulator.AwsSimulator;
import io.incidentiq.simulator.AwsSimulatorOptions;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.aws.AwsFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How soon each way of rolling back writes, notices and ends, on the same drill and seeds, by turns. */
public final class SideBySide {
    private static final int ROUNDS = 3;
    private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(200));

    private final Map<Way, List<Course>> courses = new EnumMap<>(Way.class);

    private SideBySide() {}

    /** Plays the rounds, and prints one table per latency. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        System.out.println(classPath());
        for (Duration latency : LATENCIES) {
            var measured = new SideBySide();
            for (int round = 1; round <= rounds; round++) {
                for (Way way : Way.values()) {
                    measured.courses
                            .computeIfAbsent(way, w -> new ArrayList<>())
                            .add(play(way, round, latency));
                }
            }
            System.out.printf(Locale.ROOT, "%nlatency %d ms a call, %d rounds%n", latency.toMillis(), rounds);
            measured.print();
        }
        System.exit(0); // pooled connections keep threads for a while
    }

    private static Course play(Way way, int seed, Duration latency) throws IOException, InterruptedException {
        Scenario scenario = Scenario.named("bad-deploy")
                .withTaskStart(Duration.ofSeconds(20))
                .withDrain(Duration.ofSeconds(10));
        way.warmUp();
        try (AwsSimulator simulator = AwsSimulator.serve(
                scenario, AwsSimulatorOptions.defaults().withSeed(seed).withFaults(new AwsFault.Latency(latency)))) {
            Instant began = Instant.now();
            way.rollBack(simulator.uri());
            return Course.of(simulator.uri(), began, Instant.now());
        }
    }

    private void print() {
        System.out.println("| way | to the write, s | from serving alone to noticing, s | API calls | total, s |");
        System.out.println("|---|---|---|---|---|");
        courses.forEach((way, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                way.title(),
                spread(all.stream().map(Course::toTheWrite)),
                spread(all.stream().map(Course::lag)),
                spread(all.stream().map(c -> (double) c.calls())),
                spread(all.stream().map(Course::total))));
    }

    /** The median, with the least and the most. */
    private static String spread(Stream<Double> values) {
        List<Double> sorted = values.sorted(Comparator.naturalOrder()).toList();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("iq-cli/target/lib"))) {
            List<Path> all = jars.toList();
            long bytes = Files.size(Path.of("iq-cli/target/iq.jar"));
            for (Path jar : all) {
                bytes += Files.size(jar);
            }
            return String.format(
                    Locale.ROOT, "class path of the command line: %d jars, %.1f MB", all.size() + 1, bytes / 1e6);
        }
    }
}
