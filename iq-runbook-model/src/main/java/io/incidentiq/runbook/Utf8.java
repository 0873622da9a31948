package io.incidentiq.runbook;

import io.incidentiq.runbook.text.DiagnosticLog;
import io.incidentiq.runbook.text.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and says where it is none. */
final class Utf8 {
    private Utf8() {}

    static String decode(byte[] utf8, DiagnosticLog log) {
        var bytes = ByteBuffer.wrap(utf8);
        var chars = CharBuffer.allocate(utf8.length);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var result = decoder.decode(bytes, chars, true);
        if (!result.isError()) {
            return chars.flip().toString();
        }
        int offset = chars.position();
        var text = new String(utf8, StandardCharsets.UTF_8);
        log.error(
                "text-not-utf8",
                new SourceText(text).range(offset, offset + 1),
                "byte 0x%02X at offset %d is not UTF-8; it is read as U+FFFD, save the file as UTF-8"
                        .formatted(utf8[bytes.position()], bytes.position()));
        return text;
    }
}
