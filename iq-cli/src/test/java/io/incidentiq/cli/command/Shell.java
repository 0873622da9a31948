package io.incidentiq.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.incidentiq.cli.Main;
import io.incidentiq.cli.output.ResultStream;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.cli.screen.TerminalEnvironment;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the command as a shell would; without a person at the terminal unless told otherwise. */
public record Shell(int exit, String out, String err) {
    public static final String RB_0007 = "../runbooks/RB-0007-emergency-rollback-procedure.md";

    public static final String DRILL = " --service api-gateway --scenario ";

    /** A person at a terminal of 80 columns. */
    public static final TerminalEnvironment PERSON = new TerminalEnvironment(true, true, true, 80, "./iq");

    public static Shell run(String... args) {
        return run(TerminalEnvironment.NOBODY, "", args);
    }

    /** Runs the command for a person, say, who types {@code typed}. */
    public static Shell run(TerminalEnvironment where, String typed, String... args) {
        return run(where, new BufferedReader(new StringReader(typed)), args);
    }

    public static Shell run(TerminalEnvironment where, BufferedReader typed, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(ResultStream.to(out), new PrintStream(err, true, StandardCharsets.UTF_8), typed, where);
        int exit = Iq.run(List.of(args), terminal);
        return new Shell(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs the command with an output that takes nothing, for the reason {@code why}. */
    public static Shell deaf(String why, String... args) {
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                ResultStream.to(gone),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader("")),
                TerminalEnvironment.NOBODY);
        return new Shell(Iq.run(List.of(args), terminal), "", err.toString(StandardCharsets.UTF_8));
    }

    public static Shell words(String line) {
        return run(line.replace("RB-0007", RB_0007).split(" ", -1));
    }

    /** Writes RB-0007 with a text of it changed. */
    public static Path changed(Path dir, String from, String to) throws IOException {
        String text = Files.readString(Path.of(RB_0007));
        assertThat(text).contains(from);
        return Files.writeString(dir.resolve("RB-0007.md"), text.replace(from, to));
    }

    /** Carries out a drill of a bad release. */
    public static Shell drill(Path runbook, String... more) {
        List<String> words = new ArrayList<>(
                List.of("rollback", runbook.toString(), "--service=api-gateway", "--scenario=bad-deploy"));
        words.addAll(List.of(more));
        return run(words.toArray(new String[0]));
    }

    /** Returns what the published schema objects to in the output. */
    public Set<ValidationMessage> objections(String schema) {
        InputStream published = Main.class.getResourceAsStream("schema/" + schema + ".schema.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(published)
                .validate(out, com.networknt.schema.InputFormat.JSON);
    }
}
