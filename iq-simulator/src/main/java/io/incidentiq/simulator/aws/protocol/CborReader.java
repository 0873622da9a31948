package io.incidentiq.simulator.aws.protocol;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one value from CBOR; definite and indefinite lengths, all widths of numbers. Bounded in depth, and in size by its input. */
final class CborReader {
    private static final int MAX_DEPTH = 64;
    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xFF;
    private static final int HALF = 0xF9;
    private static final int SINGLE = 0xFA;
    private static final int UNDEFINED = 0xF7;
    private static final long NONE = -1;

    private final ByteBuffer in;

    CborReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /** @throws AwsError unless there is exactly one value */
    @Nullable
    Object only() {
        try {
            Object value = value(0);
            if (in.hasRemaining()) {
                throw AwsError.serialization("Unexpected bytes after the end of the body");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw AwsError.serialization("The body ends too early");
        }
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw AwsError.serialization("The body is nested too deeply");
        }
        int head = in.get() & 0xFF;
        int major = head >> 5;
        return switch (major) {
            case CborWriter.UNSIGNED -> number(argument(head));
            case CborWriter.NEGATIVE -> number(BigInteger.valueOf(-1).subtract(argument(head)));
            case CborWriter.BYTES -> new String(bytes(head), StandardCharsets.ISO_8859_1);
            case CborWriter.TEXT -> new String(bytes(head), StandardCharsets.UTF_8);
            case CborWriter.ARRAY -> array(head, depth);
            case CborWriter.MAP -> map(head, depth);
            case CborWriter.TAG -> tagged(head, depth);
            default -> other(head);
        };
    }

    private @Nullable Object tagged(int head, int depth) {
        BigInteger tag = argument(head);
        Object value = value(depth + 1);
        boolean instant = tag.equals(BigInteger.valueOf(CborWriter.EPOCH_SECONDS)) && value instanceof Number;
        return instant && value instanceof Number seconds ? Body.epochSeconds(seconds) : value;
    }

    private List<Object> array(int head, int depth) {
        var elements = new ArrayList<Object>();
        long length = length(head);
        for (long i = 0; more(length, i); i++) {
            Object element = value(depth + 1);
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    private Map<String, Object> map(int head, int depth) {
        var members = new LinkedHashMap<String, Object>();
        long length = length(head);
        for (long i = 0; more(length, i); i++) {
            String name = String.valueOf(value(depth + 1));
            Object member = value(depth + 1);
            if (member != null) {
                members.put(name, member);
            }
        }
        return members;
    }

    private boolean more(long length, long done) {
        if (length != NONE) {
            return done < length;
        }
        boolean ended = (in.get() & 0xFF) == BREAK;
        if (!ended) {
            in.position(in.position() - 1);
        }
        return !ended;
    }

    private byte[] bytes(int head) {
        long length = length(head);
        if (length == NONE) {
            throw AwsError.serialization("Text in pieces is not supported");
        }
        if (length > in.remaining()) {
            throw AwsError.serialization("The body ends too early");
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private @Nullable Object other(int head) {
        return switch (head) {
            case CborWriter.FALSE -> false;
            case CborWriter.TRUE -> true;
            case CborWriter.NULL, UNDEFINED -> null;
            case HALF -> half(in.getShort());
            case SINGLE -> (double) in.getFloat();
            case CborWriter.DOUBLE -> in.getDouble();
            default -> throw AwsError.serialization("Unknown CBOR value 0x%02x".formatted(head));
        };
    }

    /** RFC 8949, appendix D. */
    private static double half(short bits) {
        int exponent = (bits >> 10) & 0x1F;
        int mantissa = bits & 0x3FF;
        double value;
        if (exponent == 0) {
            value = Math.scalb((double) mantissa, -24);
        } else if (exponent == 31) {
            value = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            value = Math.scalb((double) (mantissa + 1024), exponent - 25);
        }
        return bits < 0 ? -value : value;
    }

    private long length(int head) {
        if ((head & 0x1F) == INDEFINITE) {
            return NONE;
        }
        BigInteger length = argument(head);
        if (length.bitLength() > 31) {
            throw AwsError.serialization("The body ends too early");
        }
        return length.longValue();
    }

    private BigInteger argument(int head) {
        int low = head & 0x1F;
        return switch (low) {
            case 24 -> BigInteger.valueOf(in.get() & 0xFF);
            case 25 -> BigInteger.valueOf(in.getShort() & 0xFFFF);
            case 26 -> BigInteger.valueOf(in.getInt() & 0xFFFF_FFFFL);
            case 27 -> new BigInteger(Long.toUnsignedString(in.getLong()));
            case 28, 29, 30, INDEFINITE -> throw AwsError.serialization("Unknown CBOR head 0x%02x".formatted(head));
            default -> BigInteger.valueOf(low);
        };
    }

    private static Number number(BigInteger exact) {
        if (exact.bitLength() < Long.SIZE) {
            return exact.longValue();
        }
        return exact;
    }
}
