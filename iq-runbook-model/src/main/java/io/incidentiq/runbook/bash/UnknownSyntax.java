package io.incidentiq.runbook.bash;

/** Leaves the reading of a command that the reader doesn't know; never leaves this package. */
final class UnknownSyntax extends Exception {
    private static final long serialVersionUID = 1L;

    private final String found;

    UnknownSyntax(String found) {
        super(found, null, false, false);
        this.found = found;
    }

    String found() {
        return found;
    }
}
