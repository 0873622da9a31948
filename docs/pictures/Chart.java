import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Takes the charts out of a report's page: {@code java Chart.java < report.html} prints them as an SVG of their own. */
final class Chart {
    private static final String GROUND = "<rect x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" rx=\"6\" fill=\"var(--card)\"/>";

    private Chart() {}

    public static void main(String[] args) throws IOException {
        String page = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        String style = between(page, "<style>", "</style>").replaceAll("(?m)^(?!:root|@media screen and \\(prefers|svg |\\.).*\n", "");
        String picture = between(page, "<svg class=\"wide\"", "</svg>");
        String shown = style.replace(".narrow{display:none}", "").replaceAll("@media screen and \\(max-width.*", "");
        new PrintStream(System.out, true, StandardCharsets.UTF_8)
                .println("<svg xmlns=\"http://www.w3.org/2000/svg\"" + picture.replaceFirst(">", "><style>\n" + java.util.regex.Matcher.quoteReplacement(shown) + "</style>" + GROUND) + "</svg>");
    }

    private static String between(String page, String from, String to) {
        int begin = page.indexOf(from) + from.length();
        return page.substring(begin, page.indexOf(to, begin));
    }
}
