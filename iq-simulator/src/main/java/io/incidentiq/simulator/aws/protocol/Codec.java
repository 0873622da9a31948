package io.incidentiq.simulator.aws.protocol;

import org.jspecify.annotations.Nullable;

/** How requests and answers are written: maps, lists, text, numbers, truth values, instants and null. */
public sealed interface Codec permits JsonCodec, CborCodec {
    /**
     * Returns the value that {@code bytes} hold; null if they hold none.
     *
     * @throws AwsError {@code SerializationException} if they are no value, or one that is nested too deeply
     */
    @Nullable
    Object read(byte[] bytes);

    byte[] write(@Nullable Object value);
}
