package io.incidentiq.cli.screen;

import io.incidentiq.cli.output.ErrorStream;
import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.PrintStream;

/**
 * Prints lines and, on a terminal, one live line below them that is drawn over in place. Nobody waits for them to be read: standard error
 * is an {@link ErrorStream}. Thread-safe.
 */
public final class Screen {
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean redraws;
    private final int columns;
    private String shown = "";
    private boolean closed;

    public Screen(PrintStream err, boolean redraws, int columns) {
        this.err = err;
        this.redraws = redraws;
        this.columns = columns;
    }

    public static Screen of(Terminal terminal, boolean json) {
        return new Screen(
                terminal.drawing(), terminal.isLive(json), terminal.where().columns());
    }

    boolean redraws() {
        return redraws;
    }

    /** The last column stays free: some terminals wrap as soon as it is filled. */
    int columns() {
        return columns - 1;
    }

    /** Prints a line above the live one. */
    public synchronized void line(String text) {
        if (closed) {
            return;
        }
        String below = shown;
        erase();
        err.println(VisibleText.line(text));
        live(below);
    }

    /** Draws the live line anew; nothing where lines can't be drawn over. */
    synchronized void live(String text) {
        if (redraws && !closed && !text.equals(shown)) {
            err.print(ERASE + VisibleText.line(text));
            err.flush();
            shown = text;
        }
    }

    /** Erases the live line and prints nothing more. */
    public synchronized void close() {
        erase();
        closed = true;
    }

    /** Prints these last words in place of the live line, even if closed already, and nothing more. */
    public synchronized void close(String words) {
        close();
        err.print(VisibleText.lines(words));
        err.flush();
    }

    /** Waits a moment for all of it to be shown. */
    public void settle() {
        ErrorStream.settle(err);
    }

    private void erase() {
        if (!shown.isEmpty()) {
            err.print(ERASE);
            err.flush();
            shown = "";
        }
    }
}
