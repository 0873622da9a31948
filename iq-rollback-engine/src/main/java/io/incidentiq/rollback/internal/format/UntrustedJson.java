package io.incidentiq.rollback.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** How JSON is read of which nothing is trusted: bounded in depth, and no name twice in one object. */
public final class UntrustedJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_NAME = 1_000;

    private UntrustedJson() {}

    /**
     * Returns a factory of such parsers. Names are neither kept nor interned, so that no choice of them fills a table or makes it slow.
     *
     * @param maxText the most characters of one string
     */
    public static JsonFactory factory(int maxText) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(maxText)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(MAX_NAME)
                        .build())
                .build();
    }
}
