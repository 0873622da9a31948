package io.incidentiq.runbook;

import io.incidentiq.runbook.FrontMatterValue.Items;
import io.incidentiq.runbook.FrontMatterValue.Mapping;
import io.incidentiq.runbook.FrontMatterValue.Scalar;
import io.incidentiq.runbook.source.Located;
import io.incidentiq.runbook.source.SourceRange;
import io.incidentiq.runbook.text.DiagnosticLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML as text and structure. It works on events, not on objects, so that nothing is guessed from the look of a
 * value and no alias is followed.
 */
final class YamlReader {
    private final Reading reading;
    private final int base;
    private final String yaml;
    private final boolean hasSurrogates;
    private final List<FrontMatterEntry> entries = new ArrayList<>();

    YamlReader(Reading reading, int from, int to) {
        this.reading = reading;
        this.base = from;
        this.yaml = reading.source().text().substring(from, to);
        this.hasSurrogates = yaml.codePointCount(0, yaml.length()) < yaml.length();
    }

    /** Returns the keys up to the first place that is no YAML. */
    List<FrontMatterEntry> read() {
        try {
            var parser = new ParserImpl(new StreamReader(yaml), new LoaderOptions());
            parser.getEvent();
            if (!parser.checkEvent(Event.ID.StreamEnd)) {
                parser.getEvent();
                root(parser);
            }
        } catch (MarkedYAMLException unreadable) {
            unreadable(place(unreadable.getProblemMark()), String.valueOf(unreadable.getProblem()));
        } catch (YAMLException unreadable) {
            unreadable(place(0, 0), "a character that YAML forbids");
        }
        return entries;
    }

    private void root(ParserImpl parser) {
        var first = parser.getEvent();
        if (first instanceof MappingStartEvent) {
            entries(parser, 1, entries);
        } else if (!(first instanceof ScalarEvent scalar && scalar.getValue().isBlank())) {
            unreadable(range(first), "no \"key: value\"");
        }
    }

    private void unreadable(SourceRange range, String problem) {
        reading.log()
                .error(
                        "front-matter-unreadable",
                        range,
                        problem + "; expected YAML with \"key: value\" lines, mend this place, the rest is not read");
    }

    private void entries(ParserImpl parser, int depth, List<FrontMatterEntry> found) {
        var keys = new HashSet<String>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            var event = parser.getEvent();
            if (!(event instanceof ScalarEvent scalar)) {
                throw new TooStrange("a key that is no text", event.getStartMark());
            }
            inspect(scalar);
            var key = new Located<>(scalar.getValue(), range(scalar));
            var value = value(parser, depth);
            if (keys.add(key.value())) {
                found.add(new FrontMatterEntry(key, value));
            } else {
                reading.log()
                        .error(
                                "front-matter-duplicate-key",
                                key.range(),
                                DiagnosticLog.quote(key.value())
                                        + " comes twice; the first one counts, remove this one");
            }
        }
    }

    private FrontMatterValue value(ParserImpl parser, int depth) {
        var event = parser.getEvent();
        if (depth > reading.depth()) {
            throw new TooStrange("lists or mappings this deep in each other", event.getStartMark());
        }
        inspect(event);
        if (event instanceof ScalarEvent scalar) {
            return new Scalar(scalar.getValue(), range(scalar));
        }
        if (event instanceof SequenceStartEvent) {
            var items = new ArrayList<FrontMatterValue>();
            while (!parser.checkEvent(Event.ID.SequenceEnd)) {
                items.add(value(parser, depth + 1));
            }
            return new Items(items, range(event, parser.getEvent()));
        }
        if (event instanceof MappingStartEvent) {
            var nested = new ArrayList<FrontMatterEntry>();
            entries(parser, depth + 1, nested);
            return new Mapping(nested, range(event, parser.getEvent()));
        }
        return new Scalar("", range(event));
    }

    private void inspect(Event event) {
        if (event instanceof AliasEvent alias) {
            strange("front-matter-alias", event, "*" + alias.getAnchor() + " is not followed; write the value itself");
        } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
            strange("front-matter-anchor", event, "&" + node.getAnchor() + " has no effect; write each value itself");
        }
        var tag = tag(event);
        if (tag != null) {
            strange("front-matter-tag", event, DiagnosticLog.quote(tag) + " has no effect, values are text; remove it");
        }
    }

    private static @Nullable String tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent start ? start.getTag() : null;
    }

    private void strange(String rule, Event event, String message) {
        reading.log().warning(rule, range(event), message);
    }

    private SourceRange range(Event event) {
        return range(event, event);
    }

    private SourceRange range(Event first, Event last) {
        int start = first.getStartMark().getIndex();
        int end = Math.max(start, last.getEndMark().getIndex());
        return place(start, end);
    }

    private SourceRange place(@Nullable Mark mark) {
        int index = mark == null ? 0 : mark.getIndex();
        return place(index, index);
    }

    private SourceRange place(int from, int to) {
        int start = offset(from);
        int end = offset(to);
        while (end > start && Character.isWhitespace(yaml.charAt(end - 1))) {
            end--;
        }
        return reading.source().range(base + start, base + end);
    }

    private int offset(int codePoints) {
        return hasSurrogates
                ? yaml.offsetByCodePoints(0, Math.min(codePoints, yaml.codePointCount(0, yaml.length())))
                : Math.min(codePoints, yaml.length());
    }

    /** What YAML allows and the front matter doesn't; never leaves this class. */
    private static final class TooStrange extends MarkedYAMLException {
        private static final long serialVersionUID = 1L;

        TooStrange(String problem, Mark mark) {
            super(null, null, problem, mark, (Throwable) null);
        }
    }
}
