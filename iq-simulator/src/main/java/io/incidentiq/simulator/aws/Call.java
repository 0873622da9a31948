package io.incidentiq.simulator.aws;

import io.incidentiq.simulator.SimulatedPlatform;

/** One call while it is answered: what was asked, what the platform shows, and what the call did to it. */
final class Call {
    private final Body body;
    private final View view;
    private final SimulatedPlatform platform;
    private String service = "";
    private String effect = "none";

    Call(Body body, View view, SimulatedPlatform platform) {
        this.body = body;
        this.view = view;
        this.platform = platform;
    }

    Body body() {
        return body;
    }

    View view() {
        return view;
    }

    SimulatedPlatform platform() {
        return platform;
    }

    /** Notes which service the call is about, for the list of calls. */
    void concerns(String name) {
        service = name;
    }

    /** Notes what the call did, for the list of calls. */
    void did(String what) {
        effect = what;
    }

    String service() {
        return service;
    }

    String effect() {
        return effect;
    }
}
