package io.incidentiq.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that the caller asked for. It is opened before anything is asked of the platform; once the rollback goes on, a file that
 * takes no more is told on standard error, once, and changes nothing else. Thread-safe.
 */
final class ResultFile implements AutoCloseable {
    private final Path path;
    private final PrintStream err;
    private @Nullable BufferedWriter out;

    private ResultFile(Path path, BufferedWriter out, PrintStream err) {
        this.path = path;
        this.out = out;
        this.err = err;
    }

    /**
     * Opens the file and empties it; returns null where none is asked for.
     *
     * @throws CliError if it can't be written
     */
    static @Nullable ResultFile open(@Nullable Path file, PrintStream err) {
        if (file == null) {
            return null;
        }
        try {
            return new ResultFile(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8), err);
        } catch (IOException e) {
            throw CliError.usage(
                    "%s: can't be written (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    /** Writes a text; what has been written stays, whatever happens to the process. */
    synchronized void write(String text) {
        if (out == null) {
            return;
        }
        try {
            out.write(text);
            out.flush();
        } catch (IOException e) {
            tell(e);
            out = null;
        }
    }

    @Override
    public synchronized void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                tell(e);
            }
            out = null;
        }
    }

    private void tell(IOException e) {
        err.println("iq: %s: can't be written to its end (%s); what is missing there changes nothing of the rollback"
                .formatted(path, e.getMessage()));
    }
}
