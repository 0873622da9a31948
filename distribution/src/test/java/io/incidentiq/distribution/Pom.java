package io.incidentiq.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A POM as it is written, without its parent's help. */
record Pom(Document document) {
    static Pom read(Path file) {
        try {
            return new Pom(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (Exception e) {
            throw new IllegalStateException(
                    file + " can't be read; the build of its module leaves it there: ./mvnw verify", e);
        }
    }

    /** Returns the text at {@code path} below the root, empty where there is none. */
    String text(String path) {
        return text(document.getDocumentElement(), path);
    }

    /** Returns the names of the elements right below the root. */
    List<String> elements() {
        return nodes("*").stream().map(Node::getNodeName).toList();
    }

    /** Returns {@code group:artifact:scope} of each dependency at {@code path}, in order. */
    List<String> dependencies(String path) {
        return nodes(path).stream()
                .map(d -> text(d, "groupId") + ":" + text(d, "artifactId") + ":" + text(d, "scope"))
                .sorted()
                .toList();
    }

    private List<Node> nodes(String path) {
        try {
            NodeList found = (NodeList) XPathFactory.newInstance()
                    .newXPath()
                    .evaluate("/project/" + path, document, XPathConstants.NODESET);
            return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    private static String text(Node node, String path) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(path, node).strip();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
