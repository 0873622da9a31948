package io.incidentiq.cli.output;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A file that the caller asked for. It is opened before anything is asked of the platform, and emptied only by the first text that
 * is written to it. Once the rollback goes on, a file that takes no more is told on standard error, once, and changes nothing else.
 * Thread-safe.
 */
public final class ResultFile implements AutoCloseable {
    private final Path path;
    private final PrintStream err;
    private final boolean pipe;
    private @Nullable FileChannel out;
    private volatile boolean begun;

    ResultFile(Path path, FileChannel out, PrintStream err) {
        this.path = path;
        this.pipe = !Files.isRegularFile(path);
        this.out = out;
        this.err = err;
    }

    /**
     * Opens the file and leaves what it holds; returns null where none is asked for.
     *
     * @throws CliError if it can't be written
     */
    public static @Nullable ResultFile open(String option, @Nullable Path file, PrintStream err) {
        if (file == null) {
            return null;
        }
        if (file.toString().isEmpty()) {
            throw CliError.usage("%s '': expected the name of a file to write".formatted(option));
        }
        if (Files.isDirectory(file)) {
            throw CliError.usage("%s '%s': a folder; expected the name of a file to write".formatted(option, file));
        }
        try {
            return new ResultFile(
                    file, Files.exists(file) && !Files.isRegularFile(file) ? read(option, file) : opened(file), err);
        } catch (IOException e) {
            throw CliError.usage(
                    "%s '%s': can't be written (%s); name a file in a folder that is there and can be written"
                            .formatted(option, file, e.getClass().getSimpleName()));
        }
    }

    private static FileChannel opened(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** A pipe that nobody reads, and many a device, keep whoever opens them waiting for ever. */
    private static FileChannel read(String option, Path file) throws IOException {
        try {
            return Patience.await(() -> FileChannel.open(file, StandardOpenOption.WRITE));
        } catch (TimeoutException e) {
            throw CliError.usage("%s '%s': a pipe or device that nobody reads; name a file, or start the reader first"
                    .formatted(option, file));
        }
    }

    /**
     * Does nothing if {@code one} and {@code other} are two files, or not both there, or devices and pipes.
     *
     * @throws CliError if they are one and the same file, by whatever names
     */
    public static void requireTwo(String option, @Nullable Path one, String name, @Nullable Path other) {
        if (one == null || other == null || !Files.isRegularFile(one) || !Files.isRegularFile(other)) {
            return;
        }
        try {
            if (Files.isSameFile(one, other)) {
                throw CliError.usage("%s '%s': the same file as %s; name another one".formatted(option, one, name));
            }
        } catch (IOException e) {
            throw CliError.usage("%s '%s': can't be told from %s (%s); name another one"
                    .formatted(option, one, name, e.getClass().getSimpleName()));
        }
    }

    /**
     * Writes a text; what has been written stays, whatever happens to the process. Neither a reader that stopped reading nor a file
     * system that stopped answering holds the rollback up.
     */
    public synchronized void write(String text) {
        FileChannel file = out;
        if (file == null) {
            return;
        }
        try {
            Patience.run(() -> writeAll(file, text));
        } catch (TimeoutException e) {
            giveUp(new IOException(pipe ? "nobody reads it any more" : "it takes nothing any more", e));
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException why) {
        tell(why);
        out = null;
    }

    private void writeAll(FileChannel file, String text) throws IOException {
        begin(file);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Devices and pipes hold nothing, and can't be emptied. */
    private void begin(FileChannel file) throws IOException {
        if (!begun && file.size() > 0) {
            file.truncate(0);
        }
        begun = true;
    }

    /** Some file systems write only now. */
    @Override
    public synchronized void close() {
        FileChannel file = out;
        if (file == null) {
            return;
        }
        out = null;
        try {
            Patience.run(file::close);
        } catch (TimeoutException e) {
            tell(new IOException("it takes nothing any more", e));
        } catch (IOException e) {
            tell(e);
        }
    }

    private void tell(IOException e) {
        err.println("iq: %s: can't be written to its end (%s); what is missing there changes nothing of the rollback"
                .formatted(path, e.getMessage()));
    }
}
