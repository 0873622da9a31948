package io.incidentiq.simulator;

import java.time.Duration;
import java.util.Set;

/** The platform of a drill: what exists, how fast its tasks are, what goes wrong with calls, and what is measured. */
record Setting(Set<String> services, Pace pace, Trouble trouble, Measured measured, boolean healthEndpoint) {
    Setting {
        services = Set.copyOf(services);
    }

    /** How many tasks a service wants, how long one takes to start (half to one and a half of it), and how long one drains. */
    record Pace(int desired, Duration start, Duration drain) {}

    /** How likely a call is throttled, and the answer to the first write lost. */
    record Trouble(double throttled, double lostAnswer) {}

    /** Three tasks, no trouble, today's error rates. */
    static Setting of(Set<String> services) {
        return new Setting(
                services,
                new Pace(3, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                new Trouble(0, 0),
                Measured.PLAIN,
                true);
    }

    Setting withServices(Set<String> others) {
        return new Setting(others, pace, trouble, measured, healthEndpoint);
    }

    Setting withPace(Pace other) {
        return new Setting(services, other, trouble, measured, healthEndpoint);
    }

    Setting withTrouble(Trouble other) {
        return new Setting(services, pace, other, measured, healthEndpoint);
    }

    Setting withMeasured(Measured other) {
        return new Setting(services, pace, trouble, other, healthEndpoint);
    }

    Setting withoutHealthEndpoint() {
        return new Setting(services, pace, trouble, measured, false);
    }
}
