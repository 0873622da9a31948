package io.incidentiq.rollback.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentiq.rollback.internal.format.VisibleText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The page is well-formed, small and inert, whatever a runbook, a platform or a person puts into it. */
class ReportPageTest {
    private static final int MOST = 150 * 1024;

    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "main",
            "header",
            "section",
            "footer",
            "h1",
            "h2",
            "p",
            "div",
            "span",
            "dl",
            "dt",
            "dd",
            "ul",
            "li",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "time",
            "code",
            "pre",
            "br",
            "figure",
            "figcaption",
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "text");

    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "xmlns",
            "charset",
            "http-equiv",
            "content",
            "name",
            "class",
            "scope",
            "datetime",
            "title",
            "colspan",
            "viewBox",
            "role",
            "aria-label",
            "d",
            "x",
            "y",
            "width",
            "height",
            "cx",
            "cy",
            "r");

    static Stream<Map.Entry<String, RunReport>> outcomes() {
        return Reports.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void page_eachOutcome_isInertSmallAndAlwaysTheSame(Map.Entry<String, RunReport> report) throws Exception {
        String page = report.getValue().toHtml();

        requireInert(parsed(page), page);
        assertThat(report.getValue().outcome()).hasToString(report.getKey());
        assertThat(page)
                .contains("<h1>" + report.getKey())
                .isEqualTo(again(report.getKey()).toHtml());
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST);
    }

    private static RunReport again(String outcome) {
        return Objects.requireNonNull(Reports.all().get(outcome));
    }

    @Test
    void page_rolledBack_showsChartsProofAndEvidence() throws Exception {
        Document page = parsed(Reports.rolledBack().toHtml());

        String text = page.getDocumentElement().getTextContent();
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2);
        assertThat(text)
                .contains("error rate in percent, each minute, with its 95 % range")
                .contains("requests per minute", "running tasks", "health probes: 22 of 22 healthy")
                .contains("12:00 write", "11:42 incident")
                .contains("OutOfMemoryError", "has reached a steady state", "sha256:42")
                .contains("account 111122223333, Region eu-west-1");
    }

    @Test
    void page_withoutSeriesAndChecks_hasNoCharts() throws Exception {
        Document page = parsed(Reports.cancelled().toHtml());

        assertThat(page.getElementsByTagName("svg").getLength()).isZero();
        assertThat(page.getDocumentElement().getTextContent())
                .contains("Timeline", "Gates")
                .doesNotContain("Proof");
    }

    /** Four strings to a page, each in every field: 1,000 strings; all of the long campaign are 5,000. */
    @Test
    @Tag("long")
    void page_hostileTextEverywhere_isInertAndSmall() throws Exception {
        List<String> all = hostile();
        for (int i = 0; i < all.size(); i += 4) {
            String text = String.join(" ", all.subList(i, Math.min(i + 4, all.size())));
            String page = Reports.hostile(text).toHtml();
            requireInert(parsed(page), text);
            assertThat(page.getBytes(StandardCharsets.UTF_8))
                    .as(VisibleText.line(text))
                    .hasSizeLessThan(MOST);
        }
    }

    @Test
    void page_endlessTexts_staysSmallAndWellFormed() throws Exception {
        for (String part : List.of("x", "<&\"'>", "\u0000", "支払い", "\ud83d\ude80", "\ud800", "\uffff")) {
            String page = Reports.hostile(part.repeat(40_000)).toHtml();
            requireInert(parsed(page), VisibleText.line(part));
            assertThat(page.getBytes(StandardCharsets.UTF_8))
                    .as(VisibleText.line(part))
                    .hasSizeLessThan(MOST);
        }
    }

    /** Returns what acts on a terminal or in a shell, mixed with what acts in HTML, SVG, CSS and addresses. */
    static List<String> hostile() {
        List<String> parts = List.of(
                "<script>fetch('https://evil.example/a')</script>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"https://evil.example/b.png\">",
                "</title></style></head>",
                "</text></svg>",
                "<svg onload=alert(1)>",
                "<foreignObject><iframe src=https://evil.example/c>",
                "<use href=\"https://evil.example/d#x\"/>",
                "<style>@import url(https://evil.example/e);</style>",
                "url(https://evil.example/f)",
                "\" onmouseover=\"alert(1)",
                "' style='background:url(https://evil.example/g)",
                "javascript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "<meta http-equiv=refresh content=0;url=https://evil.example/h>",
                "<link rel=stylesheet href=//evil.example/i>",
                "<base href=https://evil.example/>",
                "<form action=https://evil.example/j><input autofocus onfocus=alert(1)>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<?xml version=\"1.0\"?>",
                "&lt;script&gt;",
                "&#x3c;script&#x3e;",
                "&unknown;",
                "&",
                "\ufffe",
                "\uffff",
                "\ufdd0",
                "\ud83f\udfff",
                "\udc00",
                "\ud83d\ude80",
                "\u0001",
                "\u000b");
        var random = new Random(20260302);
        List<String> others = HostileTextTest.hostile();
        return others.stream()
                .map(other -> parts.get(random.nextInt(parts.size())) + other + parts.get(random.nextInt(parts.size())))
                .toList();
    }

    private static Document parsed(String page) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static void requireInert(Document page, String text) {
        assertThat(page.getElementsByTagName("style").getLength()).as(text).isEqualTo(1);
        assertThat(page.getElementsByTagName("meta").getLength()).as(text).isEqualTo(4);
        assertThat(page.getElementsByTagName("style").item(0).getTextContent()).doesNotContain("url(", "@import");
        requireInert(page.getDocumentElement(), text);
    }

    /** A page has thousands of nodes: an assertion for each would take most of the time. */
    private static void requireInert(Element element, String text) {
        require(ELEMENTS.contains(element.getTagName()), element.getTagName(), text);
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            require(ATTRIBUTES.contains(attribute.getNodeName()), attribute.getNodeName(), text);
            require(isShown(attribute.getNodeValue()), attribute.getNodeName(), text);
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                requireInert(inner, text);
            } else {
                require(child.getNodeType() == Node.TEXT_NODE, child.getNodeName(), text);
                require(isShown(child.getNodeValue()), element.getTagName(), text);
            }
        }
    }

    private static void require(boolean inert, String where, String text) {
        if (!inert) {
            throw new AssertionError("%s acts, given %s".formatted(where, VisibleText.line(text)));
        }
    }

    private static boolean isShown(String shown) {
        return shown.codePoints().noneMatch(c -> c != '\n' && VisibleText.acts(c));
    }
}
