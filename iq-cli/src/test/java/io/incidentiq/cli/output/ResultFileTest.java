package io.incidentiq.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class ResultFileTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CountDownLatch answers = new CountDownLatch(1);

    @TempDir
    Path dir;

    @AfterEach
    void answer() {
        answers.countDown();
    }

    private ResultFile file(FileChannel channel) throws IOException {
        Path path = Files.createFile(dir.resolve("report.json"));
        return new ResultFile(path, channel, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void write_fileSystemThatStoppedAnswering_isToldOnceAndHoldsNothingUp() throws IOException {
        ResultFile file = file(new Hung(answers, answers));
        for (int i = 0; i < 1_000; i++) {
            file.write("text");
        }
        file.close();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("report.json: can't be written to its end (it takes nothing any more)");
    }

    @Test
    void close_fileSystemThatStoppedAnswering_isToldAndHoldsNothingUp() throws IOException {
        ResultFile file = file(new Hung(new CountDownLatch(0), answers));
        file.write("text");
        file.close();

        assertThat(err.toString(StandardCharsets.UTF_8)).containsOnlyOnce("(it takes nothing any more)");
    }

    /** A regular file of a network file system. */
    private static final class Hung extends FileChannel {
        private final CountDownLatch writes;
        private final CountDownLatch closes;

        Hung(CountDownLatch writes, CountDownLatch closes) {
            this.writes = writes;
            this.closes = closes;
        }

        private static void await(CountDownLatch latch) throws IOException {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            await(writes);
            int length = source.remaining();
            source.position(source.limit());
            return length;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            await(closes);
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean metadata) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
