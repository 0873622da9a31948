package io.incidentiq.rollback.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final List<String> read = new ArrayList<>();

    @Test
    void post_fromTheReader_isReadAfterwards() {
        var mailboxes = new ArrayList<Mailbox<String>>();
        mailboxes.add(Mailbox.readByPosters(letter -> {
            if (letter.equals("one")) {
                mailboxes.get(0).post("two");
            }
            read.add(letter);
        }));

        mailboxes.get(0).post("one");

        assertThat(read).containsExactly("one", "two");
    }

    @Test
    void post_byManyThreads_readsAllOneAtATime() {
        var mailbox = Mailbox.<String>readByPosters(read::add);
        Stream<CompletableFuture<Void>> posted = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    for (int n = 0; n < 1_000; n++) {
                        mailbox.post(i + ":" + n);
                    }
                }));

        CompletableFuture.allOf(posted.toArray(CompletableFuture<?>[]::new)).join();

        assertThat(read).hasSize(8_000).doesNotHaveDuplicates();
        assertThat(read.stream().filter(l -> l.startsWith("3:")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(n -> "3:" + n).toList());
    }

    @Test
    void post_executorRefuses_lettersAreLostAndTheNextIsReadAgain() {
        var lost = new ArrayList<String>();
        var refusing = new boolean[] {true};
        var mailbox = new Mailbox<String>(
                task -> {
                    if (refusing[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                },
                read::add,
                lost::add);

        mailbox.post("one");
        refusing[0] = false;
        mailbox.post("two");

        assertThat(lost).containsExactly("one");
        assertThat(read).containsExactly("two");
    }
}
