package io.incidentiq.cli;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Runs the command as a shell would; without a person at the terminal unless told otherwise. */
record Shell(int exit, String out, String err) {
    static final String RB_0007 = "../runbooks/RB-0007-emergency-rollback-procedure.md";

    /** A person at a terminal of 80 columns. */
    static final TerminalEnvironment PERSON = new TerminalEnvironment(true, true, true, 80, "./iq");

    static Shell run(String... args) {
        return run(TerminalEnvironment.NOBODY, "", args);
    }

    /** Runs the command for a person, say, who types {@code typed}. */
    static Shell run(TerminalEnvironment where, String typed, String... args) {
        return run(where, new BufferedReader(new StringReader(typed)), args);
    }

    static Shell run(TerminalEnvironment where, BufferedReader typed, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal =
                new Terminal(ResultStream.to(out), new PrintStream(err, true, StandardCharsets.UTF_8), typed, where);
        int exit = Iq.run(List.of(args), terminal);
        return new Shell(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs the command with an output that takes nothing, for the reason {@code why}. */
    static Shell deaf(String why, String... args) {
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

    static Shell words(String line) {
        return run(line.replace("RB-0007", RB_0007).split(" ", -1));
    }

    /** Returns what the published schema objects to in the output. */
    Set<ValidationMessage> objections(String schema) {
        InputStream published = Iq.class.getResourceAsStream("schema/" + schema + ".schema.json");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(published)
                .validate(out, com.networknt.schema.InputFormat.JSON);
    }
}
