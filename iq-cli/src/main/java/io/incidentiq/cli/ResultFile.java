package io.incidentiq.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that the caller asked for. It is opened before anything is asked of the platform, and emptied only by the first text that
 * is written to it. Once the rollback goes on, a file that takes no more is told on standard error, once, and changes nothing else.
 * Thread-safe.
 */
final class ResultFile implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 2_000;

    private final Path path;
    private final PrintStream err;
    private final boolean waits;
    private @Nullable FileChannel out;
    private boolean begun;

    private ResultFile(Path path, FileChannel out, PrintStream err) {
        this.path = path;
        this.waits = !Files.isRegularFile(path);
        this.out = out;
        this.err = err;
    }

    /**
     * Opens the file and leaves what it holds; returns null where none is asked for.
     *
     * @throws CliError if it can't be written
     */
    static @Nullable ResultFile open(String option, @Nullable Path file, PrintStream err) {
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
        var opening = new CompletableFuture<FileChannel>();
        inBackground(() -> {
            try {
                opening.complete(FileChannel.open(file, StandardOpenOption.WRITE));
            } catch (IOException | RuntimeException e) {
                opening.completeExceptionally(e);
            }
        });
        return answer(
                opening,
                () -> CliError.usage(
                        "%s '%s': a pipe or device that nobody reads; name a file, or start the reader first"
                                .formatted(option, file)));
    }

    private static void inBackground(Runnable task) {
        var thread = new Thread(task, "iq-file");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits a moment: what reads at all answers at once. */
    private static <T> T answer(CompletableFuture<T> asked, Supplier<? extends RuntimeException> otherwise)
            throws IOException {
        try {
            return asked.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw otherwise.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException trouble ? trouble : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /**
     * Does nothing if {@code one} and {@code other} are two files, or not both there, or devices and pipes.
     *
     * @throws CliError if they are one and the same file, by whatever names
     */
    static void requireTwo(String option, @Nullable Path one, String name, @Nullable Path other) {
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

    /** Writes a text; what has been written stays, whatever happens to the process. */
    synchronized void write(String text) {
        if (out == null) {
            return;
        }
        try {
            if (waits) {
                writePatiently(out, text);
            } else {
                writeAll(out, text);
            }
        } catch (UncheckedIOException e) {
            tell(new IOException("nobody reads it any more", e));
            out = null;
        } catch (IOException e) {
            tell(e);
            out = null;
        }
    }

    private void writeAll(FileChannel file, String text) throws IOException {
        begin(file);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** A reader that stopped reading must not hold the rollback up. */
    private void writePatiently(FileChannel file, String text) throws IOException {
        var written = new CompletableFuture<Boolean>();
        inBackground(() -> {
            try {
                writeAll(file, text);
                written.complete(true);
            } catch (IOException | RuntimeException e) {
                written.completeExceptionally(e);
            }
        });
        answer(written, () -> new UncheckedIOException(new IOException("nobody reads it any more")));
    }

    /** Devices and pipes hold nothing, and can't be emptied. */
    private void begin(FileChannel file) throws IOException {
        if (!begun && file.size() > 0) {
            file.truncate(0);
        }
        begun = true;
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
