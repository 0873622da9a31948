package io.incidentiq.rollback;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** How a rollback stood at one moment. Immutable; made by the engine. Methods may be added. */
public interface RollbackView {
    /** Returns what is carried out. */
    RollbackPlan plan();

    /** Returns the moment, by the engine's clock. */
    Instant at();

    Phase phase();

    /** Returns what had happened. While a write's answer is outstanding, {@link Progress#changed()} is unknown. */
    Progress progress();

    /** Returns how the service does on the target; {@link Verification#NONE} before it was judged. */
    Verification verification();

    /** Returns the newest value of what the service is judged by, in its own unit; empty until one is read that the plan didn't know. */
    OptionalDouble latest();

    /** Returns the checklist as it stood. */
    List<Gate> gates();

    /** Returns what a person should know, in the order in which it came up. */
    List<String> warnings();

    /** Returns the calls made by then, those of the plan included. */
    Calls calls();
}
