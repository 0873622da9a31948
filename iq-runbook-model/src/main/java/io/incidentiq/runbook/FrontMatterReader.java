package io.incidentiq.runbook;

import io.incidentiq.runbook.source.SourceRange;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the front matter at the top of the text, or further down, where something else got before it. */
final class FrontMatterReader {
    private static final int LONGEST = 1 << 16;
    private static final int LATEST_LINE = 60;

    /** Keys that no prose between two rulers has at the start of a line. */
    private static final Pattern KEYS =
            Pattern.compile("(?:runbook_id|service|severity_scope|first_action_step)[ \\t]{0,9}:.*");

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
        if (isFence(start, false)) {
            return at(start, nothing);
        }
        int late = lateFence();
        if (late < 0) {
            reading.log()
                    .warning(
                            "front-matter-missing",
                            source.range(start, start),
                            "the text starts without \"---\"; expected front matter with runbook_id and service, add it");
            return nothing;
        }
        reading.log()
                .warning(
                        "front-matter-not-first",
                        source.line(late),
                        "the front matter begins in line %d; expected it in line 1, move it above all other text"
                                .formatted(source.position(late).line()));
        return at(late, nothing);
    }

    private FrontMatter at(int fence, FrontMatter nothing) {
        var source = reading.source();
        int yaml = source.nextLine(fence);
        int close = closingLine(yaml);
        if (close < 0) {
            error("front-matter-unclosed", source.line(fence), "\"---\" without a second one; add it below the keys");
            return nothing;
        }
        var range = source.range(fence, source.lineEnd(close));
        if (close - yaml > LONGEST) {
            error(
                    "front-matter-too-large",
                    range,
                    "more than 65536 characters of front matter are not read; shorten it");
            return new FrontMatter(List.of(), range);
        }
        return new FrontMatter(new YamlReader(reading, yaml, close).read(), range);
    }

    /** Returns where front matter begins that is not at the top, or -1. Code is skipped. */
    private int lateFence() {
        var source = reading.source();
        boolean code = false;
        int line = start;
        for (int i = 0; i < LATEST_LINE && line < source.length(); i++) {
            boolean ticks =
                    source.text().startsWith("```", line) || source.text().startsWith("~~~", line);
            code ^= ticks;
            if (!code && isFence(line, false) && hasKeys(source.nextLine(line))) {
                return line;
            }
            line = source.nextLine(line);
        }
        return -1;
    }

    private boolean hasKeys(int yaml) {
        var source = reading.source();
        boolean found = false;
        for (int line = yaml; line < source.length() && line - yaml <= LONGEST; line = source.nextLine(line)) {
            if (isFence(line, true)) {
                return found;
            }
            int end = Math.min(source.lineEnd(line), line + 100);
            found |= KEYS.matcher(source.text()).region(line, end).matches();
        }
        return false;
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
