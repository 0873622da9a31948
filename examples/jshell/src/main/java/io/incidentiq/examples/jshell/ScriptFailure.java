package io.incidentiq.examples.jshell;

/** A snippet that doesn't compile, or threw; the message says where and why. */
final class ScriptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptFailure(String message) {
        super(message);
    }
}
