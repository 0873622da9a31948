package io.incidentiq.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.incidentiq.rollback.Gate;
import io.incidentiq.rollback.GateStatus;
import io.incidentiq.rollback.HandCommand;
import io.incidentiq.rollback.RollbackEngine;
import io.incidentiq.rollback.RollbackEvent;
import io.incidentiq.rollback.RollbackListener;
import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.RollbackRequest;
import io.incidentiq.rollback.RollbackView;
import io.incidentiq.rollback.Statement;
import io.incidentiq.rollback.UnansweredRead;
import io.incidentiq.rollback.defaults.WebhookNotifier;
import io.incidentiq.rollback.internal.format.VisibleText;
import io.incidentiq.rollback.port.DeploymentMethod;
import io.incidentiq.rollback.port.HealthAnswer;
import io.incidentiq.rollback.port.MigrationFinding;
import io.incidentiq.rollback.port.Notification;
import io.incidentiq.rollback.port.Notifier;
import io.incidentiq.rollback.port.ProviderException;
import io.incidentiq.simulator.Drills;
import io.incidentiq.simulator.GatewayDrill;
import io.incidentiq.simulator.RequiredProgram;
import io.incidentiq.simulator.Scenario;
import io.incidentiq.simulator.Simulation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A platform, a probe, an inspector and a webhook say hostile things in every free text: none acts on a terminal, in Slack or in a shell.
 * The profile {@code full} plays 1,000 strings.
 */
@Tag("long")
class HostilePlatformTest {
    private static final long SEED = 20260301;
    private static final int STRINGS = Boolean.getBoolean("iq.full") ? 1_000 : 120;

    private static final List<String> PARTS = List.of(
            "\u001b[2J",
            "\u001b]8;;https://evil\u001b\\",
            "\u009b31m",
            "\r",
            "\n",
            "\nPASSED everything",
            "\u0000",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u2028",
            "\udb40\udc41",
            "\ud800",
            "<!channel>",
            "<https://evil|approve>",
            "&lt;",
            "$(touch pwned)",
            "`touch pwned`",
            "; touch pwned;",
            "' ; touch pwned; '",
            "\" ; touch pwned; \"",
            "\n touch pwned\n",
            "| sh",
            "!!",
            "\\",
            "$'\\n'",
            "# x",
            "%s%n",
            "--force",
            "name",
            "größe",
            " ");

    private static final List<String> SCENARIOS = List.of(
            "bad-deploy",
            "deploy-in-progress",
            "rollback-reverted",
            "stuck-rollout",
            "no-candidate",
            "already-rolled-back",
            "breaker-rolling-back",
            "migration-found",
            "shared-sidecar",
            "mutable-tag",
            "superseded",
            "target-also-bad");

    private static final List<DeploymentMethod> METHODS = List.of(
            DeploymentMethod.ROLLING,
            DeploymentMethod.ROLLING,
            DeploymentMethod.BLUE_GREEN,
            DeploymentMethod.CODE_DEPLOY,
            DeploymentMethod.EXTERNAL,
            DeploymentMethod.UNKNOWN);

    /** What one string came to. */
    private record Said(
            String text,
            RollbackReport report,
            List<String> notifications,
            List<String> unanswered,
            List<String> events) {
        List<String> byHand() {
            return report.byHand().stream().map(HandCommand::command).toList();
        }
    }

    private static List<String> hostile() {
        var random = new Random(SEED);
        return Stream.generate(() -> Stream.generate(() -> PARTS.get(random.nextInt(PARTS.size())))
                        .limit(1 + random.nextInt(4))
                        .collect(Collectors.joining()))
                .limit(STRINGS)
                .toList();
    }

    private static Said play(String text, int number) {
        Scenario scenario = Scenario.named(SCENARIOS.get(number % SCENARIOS.size()));
        Simulation simulation = Simulation.of(scenario, number, GatewayDrill.GATEWAY);
        DeploymentMethod method = METHODS.get(number / SCENARIOS.size() % METHODS.size());
        var notifications = new ArrayList<String>();
        var unanswered = new CopyOnWriteArrayList<String>();
        var events = new CopyOnWriteArrayList<String>();
        Notifier notifier = new Notifier() {
            @Override
            public void send(Notification notification) {
                notifications.add(notification.text());
                if (notifications.size() > 1) {
                    throw ProviderException.of(ProviderException.Kind.DENIED, "webhook says " + text);
                }
            }

            @Override
            public boolean reachesPeople() {
                return true;
            }
        };
        RollbackListener listener = new RollbackListener() {
            @Override
            public void happened(RollbackEvent event, RollbackView rollback) {
                events.add(event.toJson());
            }

            @Override
            public void unanswered(UnansweredRead read) {
                unanswered.add(VisibleText.line(read.trouble()));
            }
        };
        MigrationFinding.Kind migrated = number % 4 == 0 ? MigrationFinding.Kind.PRESENT : MigrationFinding.Kind.NONE;
        RollbackEngine engine = RollbackEngine.builder(new HostileRegistry(simulation.registry(), text, method))
                .metrics(simulation.metrics())
                .health(endpoint -> new HealthAnswer(HealthAnswer.Status.UNHEALTHY, "503 " + text))
                .inspector((service, revisions) -> revisions.stream()
                        .collect(Collectors.toMap(r -> r, r -> new MigrationFinding(migrated, "V42" + text))))
                .notifier(notifier)
                .time(simulation.time())
                .listener(listener)
                .build();
        RollbackRequest request = Drills.request(simulation)
                .requestedBy("alice" + text, "why " + text)
                .withMaxErrorRate(50);
        try {
            RollbackPlan first = engine.plan(Drills.procedure(), request);
            for (Gate gate : first.gates()) {
                request = gate.status() == GateStatus.OPEN
                        ? request.with(new Statement(gate.id(), "alice" + text, "the dashboard shows it " + text, true))
                        : request;
            }
            return new Said(text, engine.run(Drills.procedure(), request), notifications, unanswered, events);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Said> all() {
        List<String> texts = hostile();
        return IntStream.range(0, texts.size()).mapToObj(i -> play(texts.get(i), i));
    }

    private static void assertNothingActs(String shown, String text) {
        assertThat(shown.codePoints()
                        .filter(c -> c != '\n' && VisibleText.acts(c))
                        .mapToObj(Integer::toHexString))
                .as("seed %d, %s: %s", SEED, VisibleText.line(text), VisibleText.line(shown))
                .isEmpty();
        assertThat(shown.lines())
                .as("seed %d, %s", SEED, VisibleText.line(text))
                .noneMatch(line -> line.startsWith("PASSED everything"));
    }

    @Test
    void play_hostilePlatform_reachesWritesAndRefusals() {
        List<Said> all = all().toList();

        assertThat(all).filteredOn(said -> said.report.calls().writes() > 0).hasSizeGreaterThan(STRINGS / 8);
        assertThat(all).filteredOn(said -> said.events.isEmpty()).hasSizeGreaterThan(STRINGS / 8);
    }

    @Test
    void everythingShown_hostilePlatform_hasNothingThatActs() {
        all().forEach(said -> {
            RollbackPlan plan = said.report.plan();
            Stream.of(plan.toString(), plan.toJson(), said.report.toString(), said.report.toJson())
                    .forEach(shown -> assertNothingActs(shown, said.text));
            Stream.of(said.notifications, said.unanswered, said.events, said.byHand())
                    .flatMap(List::stream)
                    .forEach(shown -> {
                        assertNothingActs(shown, said.text);
                        assertThat(shown).doesNotContain("\n");
                    });
        });
    }

    /** What acts in Slack stands between angle brackets, and an ampersand begins an entity. */
    @Test
    void webhook_hostilePlatform_isToldNothingThatActs() throws IOException {
        var bodies = new CopyOnWriteArrayList<String>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            WebhookNotifier webhook = WebhookNotifier.to(address);
            for (String text : hostile()) {
                webhook.send(
                        new Notification(Notification.Moment.STARTED, GatewayDrill.GATEWAY, null, "rollback " + text));
            }
        } finally {
            server.stop(0);
        }
        assertThat(bodies)
                .hasSize(STRINGS)
                .allSatisfy(
                        body -> assertThat(body).doesNotContain("<", ">").doesNotContainPattern("&(?!amp;|lt;|gt;)"));
    }

    /** The shell reads each line as it stands; only {@code touch} is there to be run. */
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void byHand_hostilePlatform_runsNothingElse(String shell, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path program = RequiredProgram.onPath(shell, "no line was pasted into a shell");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.copy(
                RequiredProgram.onPath("touch", "no line was pasted into a shell"),
                bin.resolve("touch"),
                StandardCopyOption.COPY_ATTRIBUTES);
        var script = new StringBuilder("aws() { echo ran >> calls; }\ncurl() { echo ran >> calls; }\n");
        long lines = all().flatMap(said -> said.byHand().stream())
                .filter(line -> !line.contains(" wait "))
                .peek(line -> script.append(line).append('\n'))
                .count();
        Path file = Files.writeString(folder.resolve("lines"), script);
        List<String> command = List.of(program.toString(), shell.equals("zsh") ? "-f" : "--norc", file.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSizeGreaterThanOrEqualTo((int) lines);
        assertThat(folder.resolve("pwned")).doesNotExist();
    }
}
