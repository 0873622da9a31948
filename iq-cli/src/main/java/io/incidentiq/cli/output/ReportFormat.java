package io.incidentiq.cli.output;

import io.incidentiq.rollback.RollbackPlan;
import io.incidentiq.rollback.RollbackReport;
import io.incidentiq.rollback.TextStyle;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a report's file holds, by its name: text for {@code .txt}, a page with charts for {@code .html}, JSON for every other. */
public enum ReportFormat {
    JSON,
    TEXT,
    HTML;

    /** Returns the format of a file; null is no file. */
    public static ReportFormat of(@Nullable Path file) {
        String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".txt")) {
            return TEXT;
        }
        return name.endsWith(".html") ? HTML : JSON;
    }

    /**
     * Returns the format of a file for a plan.
     *
     * @throws CliError if a plan can't be written so
     */
    public static ReportFormat ofPlan(@Nullable Path file) {
        ReportFormat format = of(file);
        if (format == HTML) {
            throw CliError.usage("--report '%s': only iq rollback writes a page; name a .txt or .json file for the plan"
                    .formatted(file));
        }
        return format;
    }

    public String of(RollbackPlan plan) {
        return this == TEXT ? plan.toText(ReportPrinter.WIDTH) : plan.toJson();
    }

    /** Returns the report, on its own: a file has no plan before it. */
    public String of(RollbackReport report) {
        return switch (this) {
            case JSON -> report.toJson();
            case TEXT ->
                report.toText(new TextStyle(
                        ReportPrinter.WIDTH,
                        false,
                        all -> NextSteps.options("", all).strip()));
            case HTML -> report.toHtml();
        };
    }
}
