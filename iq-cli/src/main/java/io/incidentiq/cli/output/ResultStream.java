package io.incidentiq.cli.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output, on which no text acts, and which remembers why it takes no more: a {@link PrintStream} alone only tells that it does. */
public final class ResultStream extends PrintStream {
    private final Remembering target;

    private ResultStream(Remembering target) {
        super(new VisibleOutput(target), true, StandardCharsets.UTF_8);
        this.target = target;
    }

    public static ResultStream to(OutputStream target) {
        return new ResultStream(new Remembering(target));
    }

    /** Returns whether the reader went away, as {@code head} does once it has read enough; a full disk is something else. */
    public boolean readerGone() {
        IOException trouble = target.trouble;
        String words =
                trouble == null ? "" : String.valueOf(trouble.getMessage()).toLowerCase(Locale.ROOT);
        // Linux and macOS: "Broken pipe"; Windows: "The pipe is being closed", "The pipe has been ended"
        return checkError() && words.contains("pipe");
    }

    private static final class Remembering extends FilterOutputStream {
        private volatile @Nullable IOException trouble;

        Remembering(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                trouble = trouble == null ? e : trouble;
                throw e;
            }
        }
    }
}
