package io.incidentiq.cli.completion;

import io.incidentiq.cli.output.OutputFormat;
import io.incidentiq.rollback.WaitUntil;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The values of an option as people type them, for a shell to complete: enums in lower case. */
public final class Choices {
    private Choices() {}

    private abstract static class Typed implements Iterable<String> {
        private final List<String> values;

        Typed(List<String> values) {
            this.values = values;
        }

        Typed(Enum<?>... values) {
            this(Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList());
        }

        @Override
        public Iterator<String> iterator() {
            return values.iterator();
        }
    }

    /** For {@code --output}. */
    public static final class Outputs extends Typed {
        Outputs() {
            super(OutputFormat.values());
        }
    }

    /** For {@code --provider}. */
    public static final class Providers extends Typed {
        Providers() {
            super(List.of("aws"));
        }
    }

    /** For {@code --wait-until}. */
    public static final class Ends extends Typed {
        Ends() {
            super(WaitUntil.values());
        }
    }

    /** For {@code --worse}. */
    public static final class Sides extends Typed {
        Sides() {
            super(List.of("higher", "lower"));
        }
    }

    /** For {@code --notify}. */
    public static final class Notices extends Typed {
        Notices() {
            super(List.of("required", "best-effort"));
        }
    }

    /** For {@code iq completion}. */
    public static final class Shells extends Typed {
        Shells() {
            super(ForShell.values());
        }
    }
}
