package io.incidentiq.cli.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Standard error, where nobody who prints ever waits for whoever reads: a thread of its own writes. Of what nobody reads the newest
 * 64 KiB are kept; how many lines are missing is said in their place. Thread-safe.
 */
public final class ErrorStream extends PrintStream {
    private final Unread unread;

    private ErrorStream(Unread unread) {
        super(unread, false, StandardCharsets.UTF_8);
        this.unread = unread;
    }

    public static ErrorStream to(OutputStream target) {
        return new ErrorStream(new Unread(target));
    }

    /** Waits until what was printed has been written, for a moment at most. Other streams write at once. */
    public static void settle(PrintStream stream) {
        if (stream instanceof ErrorStream error) {
            error.flush();
            error.unread.settle();
        }
    }

    /** What is printed and not written yet, in whole lines where there are lines. */
    private static final class Unread extends OutputStream {
        private static final int MOST_BYTES = 1 << 16;

        private final OutputStream target;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private final Deque<byte[]> texts = new ArrayDeque<>();
        private int bytes;
        private int missingLines;
        private boolean amidLine;
        private boolean writing;
        private long lastProgress;

        Unread(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] text, int offset, int length) {
            begun.write(text, offset, length);
            if (length > 0 && text[offset + length - 1] == '\n') {
                flush();
            }
        }

        @Override
        public synchronized void flush() {
            if (begun.size() == 0) {
                return;
            }
            add(begun.toByteArray());
            begun.reset();
            if (!writing) {
                writing = true;
                lastProgress = System.nanoTime();
                Patience.inBackground(this::writeAll);
            }
        }

        /** What is newest says how it stands. */
        private void add(byte[] text) {
            while (!texts.isEmpty() && bytes + text.length > MOST_BYTES) {
                missingLines += lines(oldest());
            }
            texts.add(text);
            bytes += text.length;
        }

        private byte[] oldest() {
            byte[] oldest = texts.remove();
            bytes -= oldest.length;
            return oldest;
        }

        private static int lines(byte[] text) {
            int lines = 0;
            for (byte b : text) {
                lines += b == '\n' ? 1 : 0;
            }
            return lines;
        }

        private void writeAll() {
            for (byte[] text = next(); text != null; text = next()) {
                try {
                    target.write(text);
                    target.flush();
                } catch (IOException e) {
                    // there is nowhere left to tell it
                }
            }
        }

        private synchronized byte @Nullable [] next() {
            lastProgress = System.nanoTime();
            if (texts.isEmpty()) {
                writing = false;
                notifyAll();
                return null;
            }
            byte[] text = missingLines > 0 ? notice() : oldest();
            amidLine = text[text.length - 1] != '\n';
            return text;
        }

        private byte[] notice() {
            String notice = "%siq: nobody read standard error for a while; %d lines are missing here\n"
                    .formatted(amidLine ? "\n" : "", missingLines);
            missingLines = 0;
            return notice.getBytes(StandardCharsets.US_ASCII);
        }

        /** Where nothing was taken for a moment already, there is nothing to wait for. */
        synchronized void settle() {
            long moment = Patience.MOMENT.toNanos();
            long until = System.nanoTime() + moment;
            try {
                while (writing) {
                    long now = System.nanoTime();
                    long left = Math.min(until - now, lastProgress + moment - now);
                    if (left <= 0) {
                        return;
                    }
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
