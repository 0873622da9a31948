package io.incidentiq.runbook;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Where all code blocks of a document are, those in lists and quotes too. Reports what a walk over all blocks shows. */
final class CodeBlocks {
    private final Places places;
    private final Reading reading;
    private final List<Integer> bounds = new ArrayList<>();

    private CodeBlocks(Places places, Reading reading) {
        this.places = places;
        this.reading = reading;
    }

    static CodeBlocks of(Node document, Places places, Reading reading) {
        var blocks = new CodeBlocks(places, reading);
        blocks.walk(document);
        return blocks;
    }

    private void walk(Node document) {
        int depth = 0;
        boolean tooDeep = false;
        @Nullable Node node = document.getFirstChild();
        while (node != null) {
            visit(node);
            if (node.getFirstChild() instanceof Block child) {
                node = child;
                depth++;
                if (depth > reading.depth() && !tooDeep) {
                    tooDeep = true;
                    reportDepth(node);
                }
            } else {
                while (node != null && node.getNext() == null) {
                    node = node.getParent() == document ? null : node.getParent();
                    depth--;
                }
                node = node == null ? null : node.getNext();
            }
        }
    }

    private void visit(Node node) {
        if (!CodeReader.isCode(node)) {
            return;
        }
        bounds.add(places.start(node));
        bounds.add(places.end(node));
        if (node instanceof FencedCodeBlock fenced && fenced.getClosingFenceLength() == null) {
            reading.log()
                    .error(
                            "fence-unclosed",
                            reading.source().line(places.start(node)),
                            "this code block is not closed, all below it is code; expected \"```\", add it");
        }
    }

    private void reportDepth(Node node) {
        reading.log()
                .error(
                        "nesting-too-deep",
                        places.range(node),
                        "lists or quotes more than %d deep in each other; expected less, what is deeper is read as text"
                                .formatted(reading.depth()));
    }

    /** Returns whether an offset lies in a code block. */
    boolean contains(int offset) {
        int low = 0;
        int high = bounds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds.get(middle) <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low % 2 == 1;
    }
}
