package io.incidentiq.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real signals to a real process. It waits for what the process says, never for time to pass. */
@Timeout(60)
class SignalsTest {
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void needsKill() throws InterruptedException {
        if (!works("kill", "-0", String.valueOf(ProcessHandle.current().pid()))) {
            String missing = "no `kill` here: whether a second Ctrl-C ends the process is NOT tested";
            if (System.getenv("IQ_DEMAND_TOOLS") != null) {
                fail(missing);
            }
            System.err.println("SignalsTest: " + missing);
            abort(missing);
        }
    }

    @AfterEach
    void endTheProcess() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void firstSignal_waitsForTheAnswer_thenTellsAndExits(String signal, int exit) throws Exception {
        Process program = program(signal);
        BufferedReader said = signalledOnce(program, signal);
        program.getOutputStream().write("e\n".getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().flush();

        assertThat(said.lines()).anyMatch(l -> l.startsWith("interrupted by "));
        assertThat(exitCode(program)).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void secondSignal_duringTheWait_exitsAtOnce(String signal, int exit) throws Exception {
        Process program = program(signal);
        BufferedReader said = signalledOnce(program, signal);
        kill(program, signal);

        assertThat(exitCode(program)).isEqualTo(exit);
        assertThat(said.lines()).as("ended before the 10 s were over").noneMatch(l -> l.contains("last seen"));
    }

    /** A test that runs in the background inherits an ignored SIGINT, and a JVM leaves an ignored signal ignored. */
    private Process program(String signal) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (works("env", "--default-signal=" + signal, "true")) {
            command.addAll(List.of("env", "--default-signal=" + signal));
        }
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedProgram.class.getName()));
        Process program = new ProcessBuilder(command).start();
        started.add(program);
        return program;
    }

    /** Sends the signal while a write is in flight, and returns what the program says once it has said that it waits. */
    private static BufferedReader signalledOnce(Process program, String signal) throws Exception {
        BufferedReader said = program.errorReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo("ready");
        kill(program, signal);
        assertThat(said.readLine()).contains("waiting up to 10 s");
        return said;
    }

    private static void kill(Process program, String signal) throws InterruptedException {
        assertThat(works("kill", "-" + signal, String.valueOf(program.pid()))).isTrue();
    }

    private static int exitCode(Process program) throws InterruptedException {
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return program.exitValue();
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
