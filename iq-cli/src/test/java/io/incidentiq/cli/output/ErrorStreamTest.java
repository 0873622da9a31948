package io.incidentiq.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class ErrorStreamTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);

    private final ErrorStream stuck = ErrorStream.to(new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] text, int offset, int length) throws IOException {
            asked.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            shown.write(text, offset, length);
        }
    });

    @AfterEach
    void readOn() {
        read.countDown();
    }

    private List<String> shown() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void printTooMuch() throws InterruptedException {
        stuck.println("first");
        asked.await();
        for (int i = 0; i < 10_000; i++) {
            stuck.println("line " + i);
        }
    }

    @Test
    void settle_somethingWasPrinted_hasBeenWritten() {
        ErrorStream stream = ErrorStream.to(shown);
        stream.println("one");
        stream.print("two");
        ErrorStream.settle(stream);

        assertThat(shown()).containsExactly("one", "two");
    }

    @Test
    void print_nobodyReads_keepsTheNewestAndSaysHowManyAreMissing() throws InterruptedException {
        printTooMuch();
        read.countDown();
        ErrorStream.settle(stuck);

        assertThat(shown().get(0)).isEqualTo("first");
        int missing = 10_000 - (shown().size() - 2);
        assertThat(missing).isBetween(1, 9_000);
        assertThat(shown().get(1))
                .isEqualTo("iq: nobody read standard error for a while; " + missing + " lines are missing here");
        assertThat(shown().get(2)).isEqualTo("line " + missing);
        assertThat(shown()).endsWith("line 9999");
    }

    @Test
    void settle_nobodyReads_returnsAndTheNextOneWaitsForNothing() throws InterruptedException {
        printTooMuch();
        for (int i = 0; i < 1_000; i++) {
            ErrorStream.settle(stuck);
        }

        assertThat(shown()).isEmpty();
    }

    @Test
    void print_everyLineThatIsNotYetRead_staysWhereThereAreFew() throws InterruptedException {
        stuck.print("amid a line");
        stuck.flush();
        asked.await();
        stuck.println(", and its end");
        stuck.println("last");
        read.countDown();
        ErrorStream.settle(stuck);

        assertThat(shown()).containsExactly("amid a line, and its end", "last");
    }
}
