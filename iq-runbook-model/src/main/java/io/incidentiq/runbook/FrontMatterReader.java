package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import java.util.List;

/** Finds the front matter at the top of the text. */
final class FrontMatterReader {
    private static final int LONGEST = 1 << 16;

    private final Reading reading;
    private final int start;

    /** Makes a reader for front matter that may start at {@code start}. */
    FrontMatterReader(Reading reading, int start) {
        this.reading = reading;
        this.start = start;
    }

    FrontMatter read() {
        var source = reading.source();
        var nothing = new FrontMatter(List.of(), source.range(start, start));
        if (!isFence(start, false)) {
            reading.log()
                    .warning(
                            "front-matter-missing",
                            source.range(start, start),
                            "the text starts without \"---\"; expected front matter with runbook_id and service, add it");
            return nothing;
        }
        int yaml = source.nextLine(start);
        int close = closingLine(yaml);
        if (close < 0) {
            error("front-matter-unclosed", source.line(start), "\"---\" without a second one; add it below the keys");
            return nothing;
        }
        var range = source.range(start, source.lineEnd(close));
        if (close - yaml > LONGEST) {
            error(
                    "front-matter-too-large",
                    range,
                    "more than 65536 characters of front matter are not read; shorten it");
            return new FrontMatter(List.of(), range);
        }
        return new FrontMatter(new YamlReader(reading, yaml, close).read(), range);
    }

    private int closingLine(int from) {
        int line = from;
        while (line < reading.source().length()) {
            if (isFence(line, true)) {
                return line;
            }
            line = reading.source().nextLine(line);
        }
        return -1;
    }

    private boolean isFence(int line, boolean closing) {
        var text = reading.source().text();
        if (!text.startsWith("---", line) && !(closing && text.startsWith("...", line))) {
            return false;
        }
        int at = line + 3;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private void error(String rule, SourceRange range, String message) {
        reading.log().error(rule, range, message);
    }
}
