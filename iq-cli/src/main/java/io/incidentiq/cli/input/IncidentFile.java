package io.incidentiq.cli.input;

import io.incidentiq.aws.alarm.AlarmReading;
import io.incidentiq.aws.alarm.CloudWatchAlarms;
import io.incidentiq.cli.output.CliError;
import io.incidentiq.cli.screen.Terminal;
import io.incidentiq.rollback.Incident;
import io.incidentiq.rollback.internal.format.InstantFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/** An alarm in a file, or on standard input. */
final class IncidentFile {
    static final String STANDARD_INPUT = "-";

    private static final int LIMIT = 4 << 20;

    private IncidentFile() {}

    /** @throws CliError if it can't be read, or is no alarm that went off */
    static Incident read(String name, Terminal terminal) {
        String text = name.equals(STANDARD_INPUT) ? typed(terminal) : written(name);
        var reading = CloudWatchAlarms.incident(text);
        return reading.incident()
                .orElseThrow(() -> CliError.usage("--incident %s: %s%s"
                        .formatted(
                                name,
                                reading.refusal().orElse(""),
                                reading.told().map(IncidentFile::instead).orElse(""))));
    }

    /** Another sender's alarm isn't read, but a person may state what it says. */
    private static String instead(AlarmReading.Told told) {
        String service = told.service() == null ? "NAME" : told.service();
        String start =
                told.start() == null ? "T" : InstantFormat.words(told.start().truncatedTo(ChronoUnit.SECONDS));
        return "; leave it out and type: --service %s --incident-start %s".formatted(service, start);
    }

    private static String written(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw tooLong(name);
            }
            return Encoding.of(bytes).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException e) {
            throw CliError.usage(
                    "--incident %s: no such file; expected an alarm as CloudWatch sent it".formatted(name));
        } catch (IOException e) {
            throw CliError.usage(
                    "--incident %s: can't be read (%s); expected a file with an alarm as CloudWatch sent it"
                            .formatted(name, e.getClass().getSimpleName()));
        }
    }

    private static String typed(Terminal terminal) {
        if (terminal.isInteractive()) {
            terminal.err().println("iq: reading the alarm from standard input; end it with Ctrl-D");
        }
        try {
            return readable(upToLimit(terminal.in()));
        } catch (IOException e) {
            throw CliError.usage("--incident -: standard input can't be read (%s)"
                    .formatted(e.getClass().getSimpleName()));
        }
    }

    private static String readable(String text) {
        if (text.indexOf('\0') >= 0) {
            throw CliError.usage(
                    "--incident -: the text holds NUL characters, as UTF-16 does; save it and name the file");
        }
        return text;
    }

    private static String upToLimit(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        var buffer = new char[8_192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            text.append(buffer, 0, count);
            if (text.length() > LIMIT) {
                throw tooLong(STANDARD_INPUT);
            }
        }
        return text.toString();
    }

    private static CliError tooLong(String name) {
        return CliError.usage(
                "--incident %s: more than %d bytes; an alarm is shorter, is it the right file?".formatted(name, LIMIT));
    }
}
