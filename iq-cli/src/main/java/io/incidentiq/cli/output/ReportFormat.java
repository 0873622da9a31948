package io.incidentiq.cli.output;

import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.TextStyle;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a report's file holds, by its name: text for {@code .txt}, JSON for every other. */
public enum ReportFormat {
    JSON,
    TEXT;

    /** Returns the format of a file; null is no file. */
    public static ReportFormat of(@Nullable Path file) {
        boolean text = file != null && file.toString().toLowerCase(Locale.ROOT).endsWith(".txt");
        return text ? TEXT : JSON;
    }

    public String of(RollbackPlan plan) {
        return this == TEXT ? plan.toText(ReportPrinter.WIDTH) : plan.toJson();
    }

    /** Returns the report, on its own: a file has no plan before it. */
    public String of(RollbackReport report) {
        return this == TEXT
                ? report.toText(new TextStyle(
                        ReportPrinter.WIDTH,
                        false,
                        all -> NextSteps.options("", all).strip()))
                : report.toJson();
    }
}
