package io.incidentiq.distribution;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;

/** Gives headings the ids that GitHub gives them, so that links to a section work in both places. One for each page. */
final class HeadingIds implements AttributeProvider {
    private final Map<String, Integer> used = new HashMap<>();

    @Override
    public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
        if (node instanceof Heading) {
            String id = Guide.words(node)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int before = used.merge(id, 1, Integer::sum) - 1;
            attributes.put("id", before == 0 ? id : id + "-" + before);
        }
    }
}
