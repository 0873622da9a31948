package io.incidentiq.aws.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An exception and its causes, outermost first. A chain may be long, or lead back to itself: no more than twenty are looked at. */
public final class Causes {
    private static final int MOST = 20;

    private Causes() {}

    /** Returns {@code e} and what caused it; at least one. */
    public static List<Throwable> of(Throwable e) {
        var chain = new ArrayList<Throwable>();
        for (Throwable cause = e; cause != null && chain.size() < MOST; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /** Returns the outermost that is a {@code kind}. */
    public static <T extends Throwable> Optional<T> find(Throwable e, Class<T> kind) {
        return of(e).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
