package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the service table.
 *
 * @param rollbackTime null if the cell is missing, empty or unreadable; an unreadable one is in {@code extra}
 * @param owner null if the cell is missing or empty
 * @param extra the cells of all other columns by the title of the column, in text order
 */
public record ServiceNote(
        Located<String> service,
        RiskRating risk,
        @Nullable Located<ApproximateDuration> rollbackTime,
        @Nullable Located<String> owner,
        Map<String, Located<String>> extra,
        SourceRange range) {

    /** Copies the map and keeps its order. */
    public ServiceNote {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }
}
