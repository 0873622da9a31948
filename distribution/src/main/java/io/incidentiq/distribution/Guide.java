package io.incidentiq.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** A Markdown file for users; {@code source} is its path in the project. */
record Guide(Path source, String text, GuideLinks links) {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> new HeadingIds())
            .build();

    static Guide read(Path root, Path source, GuideLinks links) throws IOException {
        var guide = new Guide(source, Files.readString(root.resolve(source)), links);
        guide.page(); // shows at once whether its links lead somewhere
        return guide;
    }

    /** Returns it as a page of its own. */
    String page() {
        Node document = PARSER.parse(text);
        document.accept(new Relinking(""));
        String up = "../".repeat(source.getNameCount());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1rem; color: #222; }
                pre { background: #f5f5f5; padding: .75rem; overflow-x: auto; }
                code { font-size: .9em; }
                table { border-collapse: collapse; display: block; overflow-x: auto; }
                th, td { border: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; }
                </style>
                </head>
                <body>
                <nav><a href="%sindex.html">Overview and API</a></nav>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(title(document), up, HTML.render(document));
    }

    /** Returns it as Javadoc's overview, one folder above its own page. */
    String overview() {
        Node document = PARSER.parse(text);
        document.accept(new Relinking("guides/"));
        document.accept(new Captions());
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>%s</title></head>\n<body>\n<main>\n%s</main>\n</body>\n</html>\n"
                .formatted(title(document), HTML.render(document));
    }

    private String title(Node document) {
        Node first = document.getFirstChild();
        if (!(first instanceof Heading)) {
            throw new IllegalStateException(source + " has to begin with its title as a heading");
        }
        return words(first);
    }

    static String words(Node node) {
        return TextContentRenderer.builder().build().render(node).strip();
    }

    private final class Relinking extends AbstractVisitor {
        private final String above;

        private Relinking(String above) {
            this.above = above;
        }

        @Override
        public void visit(Link link) {
            String destination = links.onSite(source, link.getDestination());
            boolean page = !destination.startsWith("#") && !destination.matches("[a-z]+:.*");
            link.setDestination(page ? above + destination : destination);
            visitChildren(link);
        }
    }

    /** Names each table by the heading above it, as doclint asks. */
    private static final class Captions extends AbstractVisitor {
        private String heading = "";

        @Override
        public void visit(Heading node) {
            heading = words(node);
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                var caption = new HtmlBlock();
                caption.setLiteral("<caption>" + heading.replace("&", "&amp;").replace("<", "&lt;") + "</caption>");
                block.prependChild(caption);
            }
        }
    }
}
