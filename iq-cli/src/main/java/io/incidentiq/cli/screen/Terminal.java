package io.incidentiq.cli.screen;

import io.incidentiq.cli.output.ErrorStream;
import io.incidentiq.cli.output.ResultStream;
import io.incidentiq.cli.output.VisibleOutput;
import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/** Where the command prints, and whom it may ask. Questions go to {@code err}, so that {@code out} holds results alone. */
public record Terminal(ResultStream out, PrintStream err, BufferedReader in, TerminalEnvironment where) {
    /** Returns where results go, below what people were told before. */
    @Override
    public ResultStream out() {
        settle();
        return out;
    }

    /** Waits a moment for what people were told to be shown. */
    public void settle() {
        ErrorStream.settle(err);
    }

    /** Returns where people are told; what would act on a terminal is shown instead. */
    @Override
    public PrintStream err() {
        return VisibleOutput.before(err);
    }

    /** Tells people one line, whatever line breaks the text has. */
    public void tell(String text) {
        err().println(VisibleText.line(text));
    }

    /** Returns the same stream for what is meant to act: the drawing of a live line. */
    public PrintStream drawing() {
        return err;
    }

    /** Returns the process's own streams. */
    public static Terminal ofProcess() {
        return new Terminal(
                ResultStream.to(new FileOutputStream(FileDescriptor.out)),
                ErrorStream.to(new FileOutputStream(FileDescriptor.err)),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                TerminalEnvironment.of(System.getProperties(), System.getenv()));
    }

    public boolean isInteractive() {
        return where.person();
    }

    /** Returns whether a live line may be drawn; not where it would mix with JSON on the same screen. */
    boolean isLive(boolean json) {
        return where.redraws() && !(json && where.outShown());
    }

    /** Asks a person; the answer is empty where the input is at its end. */
    String ask(String question) {
        err().print(VisibleText.line(question));
        err.flush();
        try {
            String answer = in.readLine();
            return answer == null ? "" : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer could be read", e);
        }
    }
}
