package io.incidentiq.cli;

/** The shells that can be told. */
enum ForShell {
    BASH,
    ZSH,
    FISH
}
