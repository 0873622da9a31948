package io.incidentiq.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that ran to its end, and what it printed. */
record Run(List<String> command, int status, String output) {
    private static final long MINUTES = 10;

    static Run in(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "run", ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // What this build was started with is not for the programs it starts.
        List.of("MAVEN_ARGS", "MAVEN_OPTS", "MAVEN_BASEDIR", "MAVEN_PROJECTBASEDIR", "JDK_JAVA_OPTIONS")
                .forEach(builder.environment()::remove);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(
                    command + " has not ended after " + MINUTES + " minutes:\n" + Files.readString(output));
        }
        return new Run(command, process.exitValue(), Files.readString(output));
    }

    /** Returns what it printed, if it ended with 0. */
    String succeed() {
        if (status != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + status + ":\n" + output);
        }
        return output;
    }
}
