package io.incidentiq.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.cli.Main;
import io.incidentiq.cli.command.Shell;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real processes whose standard error or output is full and read by nobody, as after Ctrl-S. The rollback goes on all the same. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class FullPipesTest {
    private static final String REPORT = "iq.rollback-report-1";

    private final List<Process> started = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();

    @TempDir
    Path dir;

    private Path full;
    private Path events;
    private Path report;
    private Path out;
    private Path err;

    @BeforeEach
    void makePipes() throws IOException, InterruptedException {
        full = pipe("full");
        // ends as soon as it would have to wait
        run("dd", "if=/dev/zero", "of=" + full, "bs=4096", "oflag=nonblock");
        events = pipe("events");
        report = dir.resolve("report.json");
        out = dir.resolve("out");
        err = dir.resolve("err");
    }

    @AfterEach
    void end() throws IOException {
        started.forEach(Process::destroyForcibly);
        for (Closeable pipe : open) {
            pipe.close();
        }
    }

    /** A pipe that has a reader, who does not read. */
    private Path pipe(String name) throws IOException, InterruptedException {
        Path pipe = dir.resolve(name);
        assertThat(run("mkfifo", pipe.toString())).isZero();
        open.add(new RandomAccessFile(pipe.toFile(), "rw"));
        return pipe;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Process java(File out, File err, Class<?> main, String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(args));
        var builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        if (out.equals(err)) {
            builder.redirectErrorStream(true);
        }
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Process drill(Path out, Path err, String... more) throws IOException {
        var args = new ArrayList<>(List.of(
                "rollback",
                Shell.RB_0007,
                "--service=api-gateway",
                "--scenario=bad-deploy",
                "--report=" + report,
                "--events=" + events));
        args.addAll(List.of(more));
        return java(out.toFile(), err.toFile(), Main.class, args.toArray(new String[0]));
    }

    /** Waits for an event of a process that still runs. */
    private void awaitEvent(String name) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(events)) {
            awaitLine(lines, "\"event\":\"" + name + "\"");
        }
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (!line.contains(part)) {
            line = lines.readLine();
        }
    }

    /** Sends SIGTERM, and leaves the process's streams alone. */
    private static void terminate(Process process) {
        assertThat(process.toHandle().destroy()).isTrue();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    private void assertReport(String outcome) throws IOException {
        String text = Files.readString(report);
        assertThat(text).contains("\"outcome\" : \"" + outcome + "\"");
        assertThat(new Shell(0, text, "").objections(REPORT)).isEmpty();
    }

    @Test
    void rollback_standardErrorThatNobodyReads_goesOnAndReports() throws Exception {
        Process drill = drill(out, full);
        awaitEvent("ended");

        assertThat(exitCode(drill)).isZero();
        assertReport("ROLLED_BACK");
        assertThat(Files.readString(out)).contains("ROLLED_BACK in ");
    }

    @Test
    void firstSignal_standardErrorThatNobodyReads_endsAndLeavesTheReport() throws Exception {
        Process drill = drill(out, full, "--output=json", "--speed=1");
        awaitEvent("write-answered");
        terminate(drill);

        assertThat(exitCode(drill)).isEqualTo(143);
        assertReport("CANCELLED");
        assertThat(new Shell(143, Files.readString(out), "").objections(REPORT)).isEmpty();
    }

    @Test
    void rollback_bothThatNobodyReads_goesOnAndASignalEndsItWithTheOutcomesCode() throws Exception {
        Process drill = drill(full, full);
        awaitEvent("ended");
        terminate(drill);

        assertThat(exitCode(drill)).isZero();
        assertReport("ROLLED_BACK");
    }

    @Test
    void signal_afterTheEndWhileNobodyReadsTheResult_saysTheOutcomeAndEnds() throws Exception {
        Process drill = drill(full, err, "--output=json");
        awaitEvent("ended");
        terminate(drill);

        assertThat(exitCode(drill)).isZero();
        assertReport("ROLLED_BACK");
        assertThat(Files.readString(err))
                .contains("iq: standard output takes no more; the outcome is ROLLED_BACK")
                .contains("exit code 0; see " + report)
                .doesNotContain("interrupted");
    }

    @Test
    void signal_underwayWhileNobodyReadsTheResult_leavesTheReportAndTellsOnce() throws Exception {
        Process drill = drill(full, err, "--output=json", "--speed=1");
        awaitEvent("write-answered");
        terminate(drill);

        assertThat(exitCode(drill)).isEqualTo(143);
        assertReport("CANCELLED");
        assertThat(Files.readString(err))
                .containsOnlyOnce("interrupted by SIGTERM")
                .containsOnlyOnce("last seen");
    }

    @Test
    void firstSignal_whatItLeavesNeverGetsDone_endsAllTheSame() throws Exception {
        Process stuck = java(out.toFile(), events.toFile(), InterruptedProgram.class, "stuck");
        try (BufferedReader said = Files.newBufferedReader(events)) {
            assertThat(said.readLine()).isEqualTo("ready");
            terminate(stuck);
            assertThat(said.readLine()).contains("waiting up to 10 s");
            awaitLine(said, "last seen");
        }

        assertThat(exitCode(stuck)).isEqualTo(143);
    }

    @Test
    void plan_outputThatNobodyReads_hasWrittenItsReport() throws Exception {
        Path pipe = pipe("plan");
        java(
                full.toFile(),
                err.toFile(),
                Main.class,
                "plan",
                Shell.RB_0007,
                "--service=api-gateway",
                "--scenario=bad-deploy",
                "--output=json",
                "--report=" + pipe);

        try (BufferedReader plan = Files.newBufferedReader(pipe)) {
            assertThat(plan.readLine()).isEqualTo("{");
        }
    }
}
