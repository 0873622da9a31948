package io.incidentiq.cli.completion;

/** The shells that can be told. */
public enum ForShell {
    BASH,
    ZSH,
    FISH
}
