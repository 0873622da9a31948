package io.incidentiq.cli;

import io.incidentiq.rollback.plan.WaitUntil;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The values of an option as people type them, for a shell to complete: enums in lower case. */
abstract class Choices implements Iterable<String> {
    private final List<String> values;

    private Choices(List<String> values) {
        this.values = values;
    }

    private Choices(Enum<?>... values) {
        this(Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList());
    }

    @Override
    public Iterator<String> iterator() {
        return values.iterator();
    }

    /** For {@code --output}. */
    static final class Outputs extends Choices {
        Outputs() {
            super(SubCommand.Output.values());
        }
    }

    /** For {@code --provider}. */
    static final class Providers extends Choices {
        Providers() {
            super(List.of("aws"));
        }
    }

    /** For {@code --wait-until}. */
    static final class Ends extends Choices {
        Ends() {
            super(WaitUntil.values());
        }
    }

    /** For {@code --worse}. */
    static final class Sides extends Choices {
        Sides() {
            super(List.of("higher", "lower"));
        }
    }

    /** For {@code --notify}. */
    static final class Notices extends Choices {
        Notices() {
            super(List.of("required", "best-effort"));
        }
    }

    /** For {@code iq completion}. */
    static final class Shells extends Choices {
        Shells() {
            super(CompletionCommand.ForShell.values());
        }
    }
}
