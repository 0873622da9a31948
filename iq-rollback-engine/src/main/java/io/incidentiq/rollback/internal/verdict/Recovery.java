package io.incidentiq.rollback.internal.verdict;

import io.incidentiq.rollback.internal.policy.Defaults;
import io.incidentiq.rollback.internal.verdict.Verdict.Answer;
import io.incidentiq.rollback.internal.verdict.Verdict.Levels;
import org.jspecify.annotations.Nullable;

/**
 * Is a service shown to be back? Compares a window with what was before and during the incident ({@code docs/verification.md}).
 * Immutable; the same counts always give the same verdict.
 */
public final class Recovery {
    private static final int LEAST_BASELINE = Defaults.LEAST_BASELINE.count();
    private static final int LEAST_INCIDENT = Defaults.LEAST_INCIDENT.count();
    private static final int NEWEST = Defaults.LEAST_WINDOW.count();

    private final Traffic baseline;
    private final Traffic incident;
    private final @Nullable Double most;
    private final Looks looks;
    private final Noise noise;
    private final Shown visible;
    private final @Nullable Standard standard;

    private Recovery(Traffic baseline, Traffic incident, @Nullable Double most, Looks looks) {
        this.baseline = baseline;
        this.incident = incident;
        this.most = most;
        this.looks = looks;
        this.noise = Noise.of(baseline);
        this.visible = baseline.has(LEAST_BASELINE) ? Comparison.worse(incident, baseline, noise) : Shown.UNKNOWN;
        this.standard = standard();
    }

    /**
     * Compares with these, by the standard looks.
     *
     * @param baseline how the service does without the fault; it has no say with fewer than five periods
     * @param incident the whole periods of the fault; unknown if fewer than three
     */
    public static Recovery of(Traffic baseline, Traffic incident) {
        return new Recovery(baseline, incident, null, Looks.standard());
    }

    /** Returns the same with a further limit, a share from 0 to 1. It never loosens; where there is no baseline, it stands in for one. */
    public Recovery withMaxErrorRate(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share from 0 to 1, found " + share);
        }
        return new Recovery(baseline, incident, share, looks);
    }

    public Recovery withLooks(Looks others) {
        return new Recovery(baseline, incident, most, others);
    }

    /** Returns whether the incident is shown worse than the baseline; unknown if either is too short. */
    public Shown visible() {
        return visible;
    }

    Looks looks() {
        return looks;
    }

    Noise noise() {
        return noise;
    }

    Traffic baseline() {
        return baseline;
    }

    /**
     * Returns the verdict of the first look that decides, or of the newest one. Periods since the newest look have no say.
     *
     * @param window the whole periods since the service should be back, so far
     */
    public Verdict judge(Traffic window) {
        if (visible == Shown.NO) {
            return unjudged(Answer.BLIND, window, null);
        }
        Standard compared = standard;
        if (compared == null) {
            return unjudged(Answer.NO_BASELINE, window, null);
        }
        Verdict verdict = unjudged(Answer.UNDECIDED, window, next(window.size()));
        for (int look : looks.periods()) {
            if (look <= window.size()) {
                verdict = at(window.first(look), compared);
                if (verdict.answer() == Answer.RECOVERED || verdict.answer() == Answer.BAD) {
                    return verdict;
                }
            }
        }
        return verdict;
    }

    /** Returns whether a look at {@code pool} would call the service back. */
    boolean recovered(Pool pool) {
        return visible != Shown.NO && standard != null && standard.recovered(pool);
    }

    private Verdict at(Traffic window, Standard compared) {
        boolean newestWorse = window.last(NEWEST).rate() > compared.limit().rate();
        Standard.Look look = compared.look(window.pool());
        Answer answer = look.answer(newestWorse);
        boolean decided = answer == Answer.RECOVERED || answer == Answer.BAD;
        return new Verdict(
                answer,
                window.size(),
                decided ? null : next(window.size()),
                -Normal.quantile(look.soFew()),
                -Normal.quantile(look.soMany()),
                levels(window));
    }

    private @Nullable Integer next(int size) {
        var next = looks.after(size);
        return next.isPresent() ? (Integer) next.getAsInt() : null;
    }

    private Verdict unjudged(Answer answer, Traffic window, @Nullable Integer next) {
        return new Verdict(answer, 0, next, 0, 0, levels(window));
    }

    private Levels levels(Traffic window) {
        Standard compared = standard;
        return new Levels(
                baseline.has(LEAST_BASELINE) ? (Double) baseline.rate() : null,
                incident.has(LEAST_INCIDENT) ? (Double) incident.rate() : null,
                Band.of(window.pool(), noise),
                compared == null ? null : (Double) compared.halfway().rate(),
                compared == null ? null : (Double) compared.limit().rate());
    }

    private @Nullable Standard standard() {
        Standard own = baseline.has(LEAST_BASELINE) ? own() : null;
        return most == null ? own : own == null ? callers(most) : own.within(most);
    }

    private Standard own() {
        Level usual = Level.of(baseline.pool(), noise);
        return visible == Shown.UNKNOWN
                ? Standard.ofBaseline(usual, noise)
                : Standard.of(usual, Level.of(incident.pool(), noise), noise);
    }

    private Standard callers(double limit) {
        boolean during = incident.has(LEAST_INCIDENT) && incident.rate() > limit;
        return Standard.ofLimit(limit, during ? Level.of(incident.pool(), noise) : Level.exactly(3 * limit), noise);
    }
}
