package io.incidentiq.simulator.aws.operation;

import io.incidentiq.simulator.aws.protocol.Body;
import io.incidentiq.simulator.face.SimulatedPlatform;

/** One call while it is answered: what was asked, what the platform shows, and what the call did to it. */
public final class Call {
    private final Body body;
    private final View view;
    private final SimulatedPlatform platform;
    private String service = "";
    private String effect = "none";

    public Call(Body body, View view, SimulatedPlatform platform) {
        this.body = body;
        this.view = view;
        this.platform = platform;
    }

    public Body body() {
        return body;
    }

    public View view() {
        return view;
    }

    public SimulatedPlatform platform() {
        return platform;
    }

    /** Notes which service the call is about, for the list of calls. */
    public void concerns(String name) {
        service = name;
    }

    /** Notes what the call did, for the list of calls. */
    public void did(String what) {
        effect = what;
    }

    public String service() {
        return service;
    }

    public String effect() {
        return effect;
    }
}
