package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.CodePassage;
import io.incidentiq.runbook.shell.Command;

/** A command and the code that it stands in. */
record Placed(Command command, CodePassage passage) {
    int offset() {
        return command.range().start().offset();
    }

    int line() {
        return command.range().line();
    }
}
