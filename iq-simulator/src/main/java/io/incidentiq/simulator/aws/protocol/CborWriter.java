package io.incidentiq.simulator.aws.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one value as CBOR: definite lengths, the shortest heads, doubles in eight bytes. */
final class CborWriter {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int OTHER = 7;

    static final int EPOCH_SECONDS = 1;
    static final int FALSE = 0xF4;
    static final int TRUE = 0xF5;
    static final int NULL = 0xF6;
    static final int DOUBLE = 0xFB;

    private static final int INLINE = 24;
    private static final double MILLIS = 1000.0;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    void write(@Nullable Object value) {
        if (value instanceof Tree tree) {
            write(tree.members());
        } else if (value instanceof Map<?, ?> map) {
            head(MAP, map.size());
            map.forEach((name, member) -> {
                write(String.valueOf(name));
                write(member);
            });
        } else if (value instanceof List<?> list) {
            head(ARRAY, list.size());
            list.forEach(this::write);
        } else {
            writeScalar(value);
        }
    }

    private void writeScalar(@Nullable Object value) {
        if (value == null) {
            out.write(NULL);
        } else if (value instanceof Boolean flag) {
            out.write(flag ? TRUE : FALSE);
        } else if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            head(number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? -1 - number : number);
        } else if (value instanceof Number number) {
            writeDouble(number.doubleValue());
        } else if (value instanceof Instant instant) {
            head(TAG, EPOCH_SECONDS);
            writeDouble(instant.toEpochMilli() / MILLIS);
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            head(TEXT, text.length);
            out.writeBytes(text);
        }
    }

    private void writeDouble(double number) {
        out.write(DOUBLE);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < INLINE) {
            out.write(type | (int) argument);
        } else if (argument <= 0xFF) {
            out.write(type | INLINE);
            out.write((int) argument);
        } else if (argument <= 0xFFFF) {
            out.write(type | (INLINE + 1));
            out.writeBytes(
                    ByteBuffer.allocate(Short.BYTES).putShort((short) argument).array());
        } else if (argument <= 0xFFFF_FFFFL) {
            out.write(type | (INLINE + 2));
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt((int) argument).array());
        } else {
            out.write(type | (INLINE + 3));
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(argument).array());
        }
    }
}
