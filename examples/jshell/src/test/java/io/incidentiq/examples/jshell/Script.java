package io.incidentiq.examples.jshell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rehearsal's script, as it is or changed, and a process that runs it. */
final class Script {
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final Pattern FOR_REAL = Pattern.compile("^(.*?);\\s*// for real: (.*;)$", Pattern.MULTILINE);

    private final String text;

    private Script(String text) {
        this.text = text;
    }

    /** How a process ended, and all that it printed. */
    record End(int code, String output) {}

    static Script rehearsal() throws IOException {
        return new Script(Files.readString(FOLDER.resolve("rollback.jsh")));
    }

    static Script of(String... lines) {
        return new Script(String.join("\n", lines) + "\n");
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** Returns a copy in which {@code part}, which must be there, reads otherwise. */
    Script with(String part, String replacement) {
        assertThat(text).contains(part);
        return new Script(text.replace(part, replacement));
    }

    /** Returns a copy with {@code line} before the one that begins with {@code next}. */
    Script withLine(String line, String next) {
        return with("\n" + next, "\n" + line + "\n" + next);
    }

    /** Returns a copy that does what the comment in its first line says. */
    Script forReal() {
        Matcher line = FOR_REAL.matcher(text);
        assertThat(line.find()).as("a line that says how it is done for real").isTrue();
        return new Script(line.replaceFirst(Matcher.quoteReplacement(line.group(2))));
    }

    /** Returns a copy that ends before the line that begins with {@code begin}, with another last line. */
    Script endingBefore(String begin, String last) {
        return new Script(text.substring(0, text.indexOf("\n" + begin) + 1) + last + "\n");
    }

    End run(Jdk jdk, Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.jsh"), text);
        return run(jdk, folder, environment, List.of(file.toString()), "");
    }

    /** Runs {@code ./run} at the root of the repository, with the class path of this process. */
    static End run(Jdk jdk, Path folder, Map<String, String> environment, List<String> arguments, String typed)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path input = Files.writeString(folder.resolve("input"), typed);
        var builder = new ProcessBuilder("sh", FOLDER.resolve("run").toString());
        builder.command().addAll(arguments);
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        builder.environment().put("IQ_CLASS_PATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.directory(FOLDER.resolve("../..").normalize().toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended)
                .as("run ends within 5 minutes; so far: %s", Files.readString(output))
                .isTrue();
        return new End(process.exitValue(), Files.readString(output));
    }
}
