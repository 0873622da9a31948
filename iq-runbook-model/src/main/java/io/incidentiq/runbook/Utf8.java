package io.incidentiq.runbook;

import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 and says where it is none. A byte that is not UTF-8 is read as Windows-1252, in which older Windows
 * programs save; a text with a UTF-16 byte order mark is read as UTF-16.
 */
final class Utf8 {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Utf8() {}

    static String decode(byte[] utf8, DiagnosticLog log) {
        if (startsWith(utf8, 0xFF, 0xFE) || startsWith(utf8, 0xFE, 0xFF)) {
            var text = new String(utf8, StandardCharsets.UTF_16);
            log.warning(
                    "text-not-utf8",
                    new SourceText(text).range(0, 0),
                    "the text is UTF-16, as Windows PowerShell writes it; it is read so, save the file as UTF-8");
            return text;
        }
        var bytes = ByteBuffer.wrap(utf8);
        var chars = CharBuffer.allocate(utf8.length);
        int firstByte = -1;
        int firstChar = -1;
        var decoder = decoder();
        while (decoder.decode(bytes, chars, true).isError()) {
            firstByte = firstByte < 0 ? bytes.position() : firstByte;
            firstChar = firstChar < 0 ? chars.position() : firstChar;
            chars.put(windows(bytes.get()));
            decoder.reset();
        }
        var text = chars.flip().toString();
        if (firstByte >= 0) {
            log.warning(
                    "text-not-utf8",
                    new SourceText(text).range(firstChar, firstChar + 1),
                    "byte 0x%02X at offset %d is not UTF-8; it is read as '%s' of Windows-1252, save the file as UTF-8"
                            .formatted(utf8[firstByte], firstByte, text.charAt(firstChar)));
        }
        return text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static char windows(byte one) {
        return WINDOWS.decode(ByteBuffer.wrap(new byte[] {one})).get();
    }
}
