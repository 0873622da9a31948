package io.incidentiq.simulator.story;

import io.incidentiq.simulator.story.StoryVerdict.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** What many stories add up to. */
record StoryFigures(List<StoryVerdict> verdicts) {
    private static final int THREADS = 2;

    /** How many of {@code of} went wrong; {@code mostPercent} of them may. */
    record Figure(List<StoryVerdict> wrong, long of, double mostPercent) {
        double percent() {
            return of == 0 ? 0 : 100.0 * wrong.size() / of;
        }

        boolean holds() {
            return percent() <= mostPercent;
        }

        /** Returns the wrong ones, a line each, with the seeds that replay them. */
        @Override
        public String toString() {
            var lines = new StringBuilder("%d of %d, expected at most %s %%".formatted(wrong.size(), of, mostPercent));
            wrong.forEach(verdict -> lines.append("\n  ").append(verdict));
            return lines.toString();
        }
    }

    /** Plays the stories of {@code count} seeds from {@code first} on; which threads play them changes nothing. */
    static StoryFigures played(long first, int count) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            var played = new ArrayList<Future<StoryVerdict>>();
            for (long seed = first; seed < first + count; seed++) {
                RandomStory story = RandomStory.of(seed);
                played.add(threads.submit(() -> StoryVerdict.of(story)));
            }
            var verdicts = new ArrayList<StoryVerdict>();
            for (Future<StoryVerdict> one : played) {
                verdicts.add(verdict(one, first + verdicts.size()));
            }
            return new StoryFigures(List.copyOf(verdicts));
        } finally {
            threads.shutdownNow();
        }
    }

    private static StoryVerdict verdict(Future<StoryVerdict> played, long seed) {
        try {
            return played.get();
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + seed, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    Figure healthyWrittenTo() {
        return figure(StoryVerdict::touchedTheHealthy, v -> v.state() == State.HEALTHY, 0);
    }

    Figure successesOnBad() {
        return figure(StoryVerdict::praisedTheBad, StoryVerdict::success, 0);
    }

    Figure refusedForGood() {
        return figure(v -> v.calls() && v.refusedForGood(), StoryVerdict::calls, 2);
    }

    Figure faultDoubted() {
        return figure(StoryVerdict::doubtedTheFault, StoryVerdict::calls, 5);
    }

    private Figure figure(Predicate<StoryVerdict> wrong, Predicate<StoryVerdict> of, double mostPercent) {
        return new Figure(
                verdicts.stream().filter(wrong).toList(),
                verdicts.stream().filter(of).count(),
                mostPercent);
    }
}
