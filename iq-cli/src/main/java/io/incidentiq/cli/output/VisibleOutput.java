package io.incidentiq.cli.output;

import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes in UTF-8 on their way to a terminal: whatever would act there passes as a visible escape, whoever printed it. Line feeds, the line
 * breaks of Windows and tabs pass. The same escapes mean the same characters in JSON. Not thread-safe; the stream above it is.
 */
public final class VisibleOutput extends FilterOutputStream {
    private static final int LONGEST = 4;

    private final byte[] sequence = new byte[LONGEST];
    private int held;
    private int missing;
    private boolean returned;

    VisibleOutput(OutputStream target) {
        super(target);
    }

    /** Returns a stream in front of {@code target} that shows what would act. */
    public static PrintStream before(OutputStream target) {
        return new PrintStream(new VisibleOutput(target), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int plainFrom = offset;
        for (int i = offset; i < offset + length; i++) {
            if (held == 0 && !returned && isPlain(bytes[i])) {
                continue;
            }
            out.write(bytes, plainFrom, i - plainFrom);
            write(bytes[i]);
            plainFrom = i + 1;
        }
        out.write(bytes, plainFrom, offset + length - plainFrom);
    }

    private static boolean isPlain(byte b) {
        return (b >= 0x20 && b < 0x7f) || b == '\n' || b == '\t';
    }

    @Override
    public void write(int b) throws IOException {
        if (returned) {
            returned = false;
            show("\r", b == '\n');
        }
        boolean continues = (b & 0xc0) == 0x80;
        if (held > 0 && !continues) {
            passAsBytes();
        }
        if (b == '\r') {
            returned = true;
            return;
        }
        sequence[held++] = (byte) b;
        missing = held == 1 ? followers(b) : missing - 1;
        if (missing == 0) {
            show();
        }
    }

    private static int followers(int b) {
        int first = b & 0xff;
        if (first >= 0xf0) {
            return 3;
        }
        if (first >= 0xe0) {
            return 2;
        }
        return first >= 0xc0 ? 1 : 0;
    }

    private void show() throws IOException {
        int length = held;
        held = 0;
        if (length == 1 && sequence[0] < 0) {
            escapeByte(sequence[0]);
            return;
        }
        String text = new String(sequence, 0, length, StandardCharsets.UTF_8);
        show(text, text.equals("\n") || text.equals("\t") || text.codePoints().noneMatch(VisibleText::acts));
    }

    private void show(String text, boolean asItIs) throws IOException {
        out.write((asItIs ? text : VisibleText.line(text)).getBytes(StandardCharsets.UTF_8));
    }

    private void passAsBytes() throws IOException {
        for (int i = 0; i < held; i++) {
            escapeByte(sequence[i]);
        }
        held = 0;
        missing = 0;
    }

    /** What isn't UTF-8 is no character to name. */
    private void escapeByte(byte b) throws IOException {
        out.write("\\x%02x".formatted(b & 0xff).getBytes(StandardCharsets.US_ASCII));
    }
}
