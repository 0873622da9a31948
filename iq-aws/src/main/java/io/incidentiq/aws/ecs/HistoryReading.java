package io.incidentiq.aws.ecs;

import io.incidentiq.aws.call.InParallel;
import io.incidentiq.aws.call.NextToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/**
 * The reading of one service's history. No order of the pages is documented, so windows of time are listed side by side, and those
 * that hold too much are listed in parts. It ends where all is read, or where what is read reaches far enough back. What was read
 * before a call failed stays read, for the next try. Thread-safe.
 */
final class HistoryReading {
    private static final int PAGE = 100;

    /** One more would take a rollback of five minutes beyond its 75 calls. */
    private static final int WINDOWS = 3;

    private static final int PARTS = 4;
    private static final int AT_ONCE = 2 * PARTS;
    private static final Duration ONE_WINDOW = Duration.ofDays(14);

    /** As many as planning looks at where there are more (decision 0012). */
    private static final int ENOUGH = 200;

    private static final int ENOUGH_SUCCESSES = 20;

    private final Instant since;
    private final Instant now;
    private final List<Part> parts = new ArrayList<>();

    /** One page. */
    record Page(
            List<ServiceDeploymentBrief> deployments,
            @Nullable String nextToken) {}

    /** How a page is asked for. */
    @FunctionalInterface
    interface Lister {
        Page list(Window window, int maxResults, @Nullable String token);
    }

    /**
     * All that a service's history holds from {@code since} on.
     *
     * @param asked how far back was asked for; {@code since} is later where there was more than enough
     */
    record Listing(Instant asked, Instant since, List<KnownDeployment> deployments) {}

    private static final class Part {
        final Window window;
        final Map<String, ServiceDeploymentBrief> found = new LinkedHashMap<>();

        @Nullable
        String token;

        boolean complete;

        Part(Window window) {
            this.window = window;
        }
    }

    /** @param since how far back is asked for */
    HistoryReading(Instant since, Instant now) {
        this.since = since;
        this.now = now;
        var all = new Window(since, Window.AHEAD);
        boolean brief = Duration.between(since, now).compareTo(ONE_WINDOW) <= 0;
        (brief ? List.of(all) : all.split(WINDOWS, now)).forEach(w -> parts.add(new Part(w)));
    }

    Instant since() {
        return since;
    }

    /** Returns all of it, or enough of it; {@code lister} is asked for what isn't read yet. */
    synchronized Listing finish(Lister lister) {
        while (!enough()) {
            List<Part> next =
                    parts.stream().filter(p -> !p.complete).limit(AT_ONCE).toList();
            List<Supplier<Boolean>> calls = next.stream()
                    .<Supplier<Boolean>>map(part -> () -> read(part, lister))
                    .toList();
            try {
                InParallel.all(calls);
            } finally {
                next.forEach(this::splitIfFull);
            }
        }
        return new Listing(since, completeSince(), known());
    }

    private static boolean read(Part part, Lister lister) {
        Page page = lister.list(part.window, PAGE, part.token);
        page.deployments().forEach(d -> part.found.put(d.serviceDeploymentArn(), d));
        part.token = NextToken.after(part.token, page.nextToken());
        part.complete = part.token == null;
        return part.complete;
    }

    /** A page that isn't full but has a next one says nothing of how much is to come. */
    private void splitIfFull(Part part) {
        if (part.complete || part.found.size() < PAGE) {
            return;
        }
        List<Window> smaller = part.window.split(PARTS, now);
        if (smaller.size() > 1) {
            int at = parts.indexOf(part);
            parts.remove(at);
            parts.addAll(at, smaller.stream().map(Part::new).toList());
        }
    }

    private boolean enough() {
        if (parts.stream().allMatch(p -> p.complete)) {
            return true;
        }
        Collection<ServiceDeploymentBrief> known = withoutGaps();
        long successes = known.stream()
                .filter(d -> d.status() == ServiceDeploymentStatus.SUCCESSFUL)
                .map(ServiceDeploymentBrief::targetServiceRevisionArn)
                .distinct()
                .count();
        return known.size() >= ENOUGH && successes >= ENOUGH_SUCCESSES;
    }

    private List<Part> newestInARow() {
        return parts.stream().takeWhile(p -> p.complete).toList();
    }

    private Collection<ServiceDeploymentBrief> withoutGaps() {
        return newestInARow().stream()
                .flatMap(p -> p.found.values().stream())
                .collect(Collectors.toMap(
                        ServiceDeploymentBrief::serviceDeploymentArn, d -> d, (one, same) -> one, LinkedHashMap::new))
                .values();
    }

    private Instant completeSince() {
        return newestInARow().stream()
                .map(p -> p.window.from())
                .min(Comparator.naturalOrder())
                .orElse(since);
    }

    private List<KnownDeployment> known() {
        return withoutGaps().stream().map(KnownDeployment::of).toList();
    }
}
