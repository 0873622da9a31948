package io.incidentiq.simulator.aws.protocol;

import org.jspecify.annotations.Nullable;

/** CBOR (RFC 8949) as Smithy's RPC v2 protocol uses it: instants are tag 1 over seconds. */
public final class CborCodec implements Codec {
    @Override
    public @Nullable Object read(byte[] bytes) {
        return bytes.length == 0 ? null : new CborReader(bytes).only();
    }

    @Override
    public byte[] write(@Nullable Object value) {
        var writer = new CborWriter();
        writer.write(value);
        return writer.bytes();
    }
}
