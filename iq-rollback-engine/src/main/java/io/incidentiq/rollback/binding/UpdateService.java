package io.incidentiq.rollback.binding;

import io.incidentiq.runbook.shell.Assignment;
import io.incidentiq.runbook.shell.Command;
import io.incidentiq.runbook.shell.Word;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command that may be the rollback's write, and the place that it names. */
final class UpdateService {
    private static final Set<String> REGIONS = Set.of("AWS_REGION", "AWS_DEFAULT_REGION");

    private final Placed placed;
    private final Filling filling;

    UpdateService(Placed placed, Filling filling) {
        this.placed = placed;
        this.filling = filling;
    }

    static boolean isOne(Command command) {
        return command.is("aws", "ecs", "update-service");
    }

    Placed placed() {
        return placed;
    }

    Command command() {
        return placed.command();
    }

    /** Returns what it says as cluster; empty if it says nothing. */
    Optional<Filled> cluster() {
        return command().option("--cluster").map(word -> filling.fillOption(word, Blank.CLUSTER));
    }

    /** Returns what it says as service; empty if it says nothing. */
    Optional<Filled> service() {
        return command().option("--service").map(word -> filling.fillOption(word, Blank.SERVICE));
    }

    /** Returns the Region written out in the command, as option or before it. */
    Optional<Filled> region() {
        return command()
                .option("--region")
                .or(() -> command().assignments().stream()
                        .filter(a -> REGIONS.contains(a.name()))
                        .map(Assignment::value)
                        .findFirst())
                .map(this::filled)
                .filter(Filled::isLiteral);
    }

    private Filled filled(Word word) {
        return filling.fill(word);
    }

    private static @Nullable String name(Optional<Filled> filled) {
        return filled.flatMap(Filled::name).orElse(null);
    }

    Alternative place() {
        return new Alternative(placed.line(), name(cluster()), name(service()), name(region()));
    }
}
