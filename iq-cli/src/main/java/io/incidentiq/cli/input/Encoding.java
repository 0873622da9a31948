package io.incidentiq.cli.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the text of a file is encoded. PowerShell writes UTF-16 with a byte order mark; everything else is read as UTF-8. */
final class Encoding {
    private Encoding() {}

    /** Returns what the first bytes tell: a byte order mark, or the zero of one half of the first character. */
    static Charset of(byte[] bytes) {
        if (bytes.length < 2) {
            return StandardCharsets.UTF_8;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
            return StandardCharsets.UTF_16;
        }
        if (first != 0 && second == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return first == 0 && second != 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
