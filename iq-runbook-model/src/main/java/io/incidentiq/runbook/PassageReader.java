package io.incidentiq.runbook;

import io.incidentiq.runbook.source.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Reads all code of a document that may hold commands, and what the text around it says of it. */
final class PassageReader {
    private static final Set<String> NO_CODE = Set.of("", "text", "txt", "plain", "plaintext", "output", "none");

    private final Places places;
    private final CodeReader code;
    private final List<CodePassage> passages = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<Located<String>> recent = new ArrayList<>();
    private @Nullable Located<String> details;
    private boolean behindCode;
    private int sinceHeading;

    /** A heading that is open, and what discourages from all below it. */
    private static final class Level {
        private final int level;
        private @Nullable Located<String> warning;

        Level(int level, @Nullable Located<String> warning) {
            this.level = level;
            this.warning = warning;
        }
    }

    PassageReader(Places places, CodeReader code) {
        this.places = places;
        this.code = code;
        levels.add(new Level(0, null));
    }

    List<CodePassage> read(Node document) {
        children(document, false, null);
        return passages;
    }

    private void children(Node parent, boolean quoted, @Nullable Located<String> quote) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node, quoted, quote);
        }
    }

    private void block(Node node, boolean quoted, @Nullable Located<String> quote) {
        if (CodeReader.isCode(node)) {
            code(node, quoted, quote);
        } else if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof Paragraph) {
            paragraph(node);
        } else if (node instanceof HtmlBlock) {
            html(node);
        } else if (node instanceof BlockQuote) {
            children(node, true, quote == null ? warningIn(node) : quote);
        } else if (node instanceof Block && !(node instanceof TableBlock)) {
            if (node instanceof ListItem) {
                recent.clear();
                behindCode = false;
            }
            children(node, quoted, quote);
        }
    }

    private void heading(Heading heading) {
        while (levels.get(levels.size() - 1).level >= heading.getLevel()) {
            levels.remove(levels.size() - 1);
        }
        var title = located(heading);
        levels.add(new Level(heading.getLevel(), Discouraged.byTitle(title.value()) ? title : null));
        recent.clear();
        behindCode = false;
        sinceHeading = passages.size();
    }

    private Located<String> located(Node block) {
        return new Located<>(InlineText.of(places, block).text().text(), places.range(block));
    }

    private void paragraph(Node node) {
        var text = located(node);
        if (sinceHeading < passages.size() && Discouraged.above(text.value())) {
            int first = Discouraged.isAboutTheSection(text.value()) ? sinceHeading : passages.size() - 1;
            passages.subList(first, passages.size()).replaceAll(p -> warnedOff(p, text));
            behindCode = false;
            return;
        }
        if (Discouraged.bySection(text.value())) {
            levels.get(levels.size() - 1).warning = text;
        }
        if (behindCode && Discouraged.belowCode(text.value())) {
            passages.add(warnedOff(passages.remove(passages.size() - 1), text));
        } else {
            recent.add(text);
        }
        behindCode = false;
    }

    private static CodePassage warnedOff(CodePassage passage, Located<String> why) {
        return new CodePassage(
                passage.code(), passage.quoted(), passage.warnedOff() == null ? why : passage.warnedOff());
    }

    /** A summary is the title of all up to the end of its details. */
    private void html(Node node) {
        Titled.title(node, places)
                .ifPresent(title ->
                        details = Discouraged.byTitle(title) ? new Located<>(title, places.range(node)) : null);
        behindCode = false;
    }

    private @Nullable Located<String> warningIn(Node quote) {
        for (var node = quote.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Paragraph || node instanceof Heading) {
                var text = located(node);
                if (Discouraged.byQuote(text.value())) {
                    return text;
                }
            }
        }
        return null;
    }

    private void code(Node node, boolean quoted, @Nullable Located<String> quote) {
        if (mayHoldCommands(node)) {
            var read = code.read(node);
            if (read != null) {
                passages.add(new CodePassage(read, quoted, warning(quote)));
                behindCode = true;
            }
        }
        recent.clear();
    }

    private static boolean mayHoldCommands(Node node) {
        if (node instanceof FencedCodeBlock fenced) {
            return !NO_CODE.contains(CodeReader.language(fenced.getInfo())) || looksLikeCommands(fenced.getLiteral());
        }
        return node instanceof IndentedCodeBlock indented && looksLikeCommands(indented.getLiteral());
    }

    private static boolean looksLikeCommands(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("aws ") || lower.contains("curl ") || text.indexOf('=') >= 0;
    }

    private @Nullable Located<String> warning(@Nullable Located<String> quote) {
        if (quote != null || details != null) {
            return quote != null ? quote : details;
        }
        for (var level : levels) {
            if (level.warning != null) {
                return level.warning;
            }
        }
        for (var paragraph : recent) {
            if (Discouraged.besideCode(paragraph.value())) {
                return paragraph;
            }
        }
        return null;
    }
}
