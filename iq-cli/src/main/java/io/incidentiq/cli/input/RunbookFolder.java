package io.incidentiq.cli.input;

import io.incidentiq.cli.output.CliError;
import io.incidentiq.rollback.binding.RunbookChoice;
import io.incidentiq.rollback.binding.Selection;
import io.incidentiq.rollback.procedure.RollbackProcedure;
import io.incidentiq.runbook.ParseResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of runbooks: the files in it, not those in its folders, whose names end in {@code .md}. */
final class RunbookFolder {
    private static final int MOST = 500;

    private final Path folder;

    RunbookFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws CliError if none fits, or several do alike; it lists what there is */
    RollbackProcedure choose(String service, @Nullable String severity, Selection selection) {
        var shelf = new ArrayList<ParseResult>();
        var skipped = new ArrayList<String>();
        for (Path file : files()) {
            try {
                shelf.add(new RunbookFile(file).read());
            } catch (CliError e) {
                String.valueOf(e.getMessage()).lines().forEach(line -> skipped.add("  skipped: " + line));
            }
        }
        RunbookChoice choice = RunbookChoice.of(shelf, service, severity, selection);
        return choice.procedure()
                .orElseThrow(() -> CliError.usage(Stream.concat(
                                "--runbooks %s: %s"
                                        .formatted(folder, choice.why())
                                        .lines(),
                                skipped.stream())
                        .toList()));
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            throw CliError.usage(
                    "--runbooks %s: no such folder; expected one with runbooks in Markdown".formatted(folder));
        }
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, RunbookFolder::isRunbook)) {
            all.forEach(files::add);
        } catch (IOException e) {
            throw CliError.usage("--runbooks %s: can't be read (%s)"
                    .formatted(folder, e.getClass().getSimpleName()));
        }
        if (files.isEmpty() || files.size() > MOST) {
            throw CliError.usage("--runbooks %s: %d files that end in .md; expected 1 to %d runbooks"
                    .formatted(folder, files.size(), MOST));
        }
        files.sort(null);
        return files;
    }

    private static boolean isRunbook(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".md") && Files.isRegularFile(file);
    }
}
