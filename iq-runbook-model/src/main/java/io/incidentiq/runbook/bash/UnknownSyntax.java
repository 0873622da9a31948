package io.incidentiq.runbook.bash;

/** Leaves the reading of a command that the reader doesn't know, up to the script it stands in; never leaves this package. */
final class UnknownSyntax extends RuntimeException {
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
