import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws what a command printed as an SVG: {@code java Picture.java 'iq plan …' < output}. Each line is one {@code text} element, wrapped as a
 * terminal wraps it; a line that begins with {@code …} stands for lines that are left out.
 */
final class Picture {
    private static final int COLUMNS = 100;
    private static final double CELL = 8.43;
    private static final int LINE = 19;
    private static final int EDGE = 16;

    private static final String STYLE = """
            <style>
            rect { fill: #ffffff; stroke: #d0d7de; }
            text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre; }
            .command { font-weight: bold; }
            .cut { fill: #656d76; font-style: italic; }
            .good { fill: #1a7f37; }
            .bad { fill: #cf222e; }
            .waits { fill: #9a6700; }
            .strong { font-weight: bold; }
            @media (prefers-color-scheme: dark) {
              rect { fill: #0d1117; stroke: #30363d; }
              text { fill: #e6edf3; }
              .cut { fill: #848d97; }
              .good { fill: #3fb950; }
              .bad { fill: #f85149; }
              .waits { fill: #d29922; }
            }
            </style>
            """;

    private final StringBuilder texts = new StringBuilder();
    private int row;

    private Picture() {}

    /** Takes the command that is shown above the output. */
    public static void main(String[] args) throws IOException {
        String output = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        var picture = new Picture();
        picture.line("$ " + args[0], "command");
        output.stripTrailing().lines().forEach(picture::line);
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(picture.svg(args[0]));
    }

    private String svg(String title) {
        int width = (int) Math.ceil(COLUMNS * CELL) + 2 * EDGE;
        int height = row * LINE + 2 * EDGE;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" role="img" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <title>%3$s</title>
                %4$s<rect x="0.5" y="0.5" width="%5$d" height="%6$d" rx="6"/>
                %7$s</svg>
                """.formatted(width, height, escaped(title), STYLE, width - 1, height - 1, texts);
    }

    private void line(String text) {
        line(text, text.startsWith("…") ? "cut" : "");
    }

    private void line(String text, String kind) {
        texts.append(kind.isEmpty() ? "<text>" : "<text class=\"" + kind + "\">");
        List<String> rows = wrapped(text);
        for (int i = 0; i < rows.size(); i++) {
            String shown = rows.get(i);
            int mark = i == 0 ? markEnd(shown) : 0;
            if (mark > 0) {
                piece(shown.substring(0, mark), 0, markKind(shown));
            }
            piece(shown.substring(mark), mark, "");
            row++;
        }
        texts.append("</text>\n");
    }

    private void piece(String text, int column, String kind) {
        texts.append("<tspan x=\"%d\" y=\"%d\"%s>%s</tspan>".formatted(
                EDGE + Math.round(column * CELL),
                EDGE + row * LINE + LINE * 3 / 4,
                kind.isEmpty() ? "" : " class=\"" + kind + "\"",
                escaped(text)));
    }

    /** Breaks after so many columns, as a terminal does. */
    private static List<String> wrapped(String text) {
        var rows = new ArrayList<String>();
        for (int from = 0; from == 0 || from < text.length(); from += COLUMNS) {
            rows.add(text.substring(from, Math.min(from + COLUMNS, text.length())));
        }
        return rows;
    }

    /** Returns where the mark of a gate ends, or the outcome in capitals; 0 without one. */
    private static int markEnd(String text) {
        if (text.matches("  [✔✘◷] .*")) {
            return 3;
        }
        String first = text.split(" ", 2)[0];
        return first.matches("[A-Z]{4,}[A-Z_]*") && !first.equals("DRILL") ? first.length() : 0;
    }

    private static String markKind(String text) {
        if (text.startsWith("  ✔")) {
            return "good";
        }
        return text.startsWith("  ✘") ? "bad" : text.startsWith("  ◷") ? "waits" : "strong";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
