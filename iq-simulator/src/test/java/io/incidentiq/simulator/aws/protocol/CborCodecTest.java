package io.incidentiq.simulator.aws.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborCodecTest {
    private final CborCodec codec = new CborCodec();

    /** Examples of RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "00,0",
        "17,23",
        "1818,24",
        "1903e8,1000",
        "1a000f4240,1000000",
        "1b000000e8d4a51000,1000000000000",
        "1bffffffffffffffff,18446744073709551615",
        "20,-1",
        "3903e7,-1000",
        "f93c00,1.0",
        "f97bff,65504.0",
        "f90200,3.0517578125E-5",
        "f9c400,-4.0",
        "fa47c35000,100000.0",
        "fb3ff199999999999a,1.1",
        "f5,true",
        "6161,a",
        "83010203,'[1, 2, 3]'",
        "9f010203ff,'[1, 2, 3]'",
        "a26161016162820203,'{a=1, b=[2, 3]}'",
        "bf61610161629f0203ffff,'{a=1, b=[2, 3]}'",
        "c11a514b67b0,2013-03-21T20:04:00Z",
        "c1fb41d452d9ec200000,2013-03-21T20:04:00.500Z"
    })
    void read_example_isItsValue(String hex, String value) {
        assertThat(codec.read(HexFormat.of().parseHex(hex))).hasToString(value);
    }

    @Test
    void write_instant_isTagOneOverADouble() {
        byte[] bytes = codec.write(Instant.parse("2013-03-21T20:04:00.500Z"));

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("c1fb41d452d9ec200000");
    }

    @ParameterizedTest
    @CsvSource({"23,17", "24,1818", "255,18ff", "256,190100", "65536,1a00010000", "-1,20", "-500,3901f3"})
    void write_wholeNumber_isShortest(long number, String hex) {
        assertThat(HexFormat.of().formatHex(codec.write(number))).isEqualTo(hex);
    }

    @Test
    void write_thenRead_isTheSame() {
        Map<String, Object> value =
                Map.of("a", List.of(1L, 2.5, "ü".repeat(300)), "b", Map.of("c", true), "d", 4_294_967_296L);

        assertThat(codec.read(codec.write(value))).isEqualTo(value);
    }
}
