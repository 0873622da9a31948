package io.incidentiq.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that the caller asked for. It is opened before anything is asked of the platform; once the rollback goes on, a file that
 * takes no more is told on standard error, once, and changes nothing else. Thread-safe.
 */
final class ResultFile implements AutoCloseable {
    private final Path path;
    private final PrintStream err;
    private @Nullable FileChannel out;
    private boolean begun;

    private ResultFile(Path path, FileChannel out, PrintStream err) {
        this.path = path;
        this.out = out;
        this.err = err;
    }

    /**
     * Opens the file; returns null where none is asked for. What was in it stays until there is something to write.
     *
     * @throws CliError if it can't be written, or is one of {@code others}
     */
    static @Nullable ResultFile open(String option, @Nullable Path file, List<Path> others, PrintStream err) {
        if (file == null) {
            return null;
        }
        if (file.toString().isEmpty() || Files.isDirectory(file)) {
            throw CliError.usage("%s '%s': expected a file to write, found %s"
                    .formatted(option, file, file.toString().isEmpty() ? "no name" : "a directory"));
        }
        for (Path other : others) {
            if (isSame(file, other)) {
                throw CliError.usage("%s %s: the same file as %s; name another one".formatted(option, file, other));
            }
        }
        try {
            return new ResultFile(file, FileChannel.open(file, CREATE, WRITE), err);
        } catch (IOException e) {
            throw CliError.usage("%s %s: can't be written (%s)"
                    .formatted(option, file, e.getClass().getSimpleName()));
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            boolean both = Files.exists(one) && Files.exists(other);
            return both
                    ? Files.isSameFile(one, other)
                    : one.toAbsolutePath()
                            .normalize()
                            .equals(other.toAbsolutePath().normalize());
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a text; what has been written stays, whatever happens to the process. */
    synchronized void write(String text) {
        if (out == null) {
            return;
        }
        try {
            if (!begun) {
                begun = true;
                out.truncate(0);
            }
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
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
