package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.output.ResultStream;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.cli.screen.TerminalEnvironment;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatorCommandTest {
    @Test
    void simulator_builtInScenario_saysWhereAndServesUntilInterrupted() throws IOException, InterruptedException {
        var out = new PipedInputStream();
        var terminal = new Terminal(
                ResultStream.to(new PipedOutputStream(out)),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader("")),
                TerminalEnvironment.NOBODY);
        var exit = new ArrayBlockingQueue<Integer>(1);
        List<String> args = List.of("simulator", "--scenario=bad-deploy", "--speed=60", "--start=2026-02-14T02:14:00Z");
        var command = new Thread(() -> exit.add(Iq.run(args, terminal)));
        command.start();

        String ready = new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8)).readLine();
        assertThat(ready).matches("ready http://127\\.0\\.0\\.1:[0-9]+");
        assertThat(body(ready.substring("ready ".length()) + "/_simulator/clock"))
                .contains("\"now\":\"2026-02-14T02:")
                .contains("\"speed\":60.0");
        command.interrupt();

        assertThat(exit.take()).isEqualTo(130);
    }

    private static String body(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void simulator_unknownScenario_isUsage() {
        Shell shell = Shell.words("simulator --scenario nonsense");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("'nonsense'").contains("bad-deploy");
    }

    @Test
    void simulator_speedOfNothing_isUsage() {
        Shell shell = Shell.words("simulator --scenario bad-deploy --speed 0");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("--speed must be above 0");
    }
}
