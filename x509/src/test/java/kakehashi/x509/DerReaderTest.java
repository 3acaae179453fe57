package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {
    private static void refuses(String hex, Consumer<DerReader> read, String reason) {
        assertThatThrownBy(() -> {
                    DerReader reader = new DerReader(Bytes.ofHex(hex));
                    read.accept(reader);
                    reader.finish();
                })
                .isInstanceOf(MalformedDer.class)
                .hasMessageContaining(reason);
    }

    private static DerReader on(String hex) {
        return new DerReader(Bytes.ofHex(hex));
    }

    @Test
    void x690_10_1_refusesIndefiniteLength() {
        refuses("30800000", DerReader::skipAny, "indefinite length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"04810100", "0482000100", "0481010a", "048400000001aa"})
    void x690_10_1_refusesLengthInMoreOctetsThanNeeded(String hex) {
        refuses(hex, DerReader::octetString, "more octets than needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0485000000000100", "04ff"})
    void refusesLengthOfMoreThanFourOctets(String hex) {
        refuses(hex, DerReader::octetString, "length of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0402aa", "0484ffffffff", "04847fffffff", "30030402aa"})
    void refusesLengthBeyondTheEnclosingValue(String hex) {
        refuses(hex, DerReader::skipAny, "are left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "0481", "048201"})
    void refusesAnEndInsideTheHeader(String hex) {
        assertThat(Parsed.of(() -> on(hex).octetString())).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void x690_8_1_2_4_refusesTagsOfMoreThanOneOctet() {
        refuses("1f810100", DerReader::skipAny, "tag of more than one octet");
        refuses("30041f810100", DerReader::skipAny, "tag of more than one octet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"24040402aabb", "23050303000000", "2c030c0161", "1000", "0000"})
    void x690_10_2_refusesConstructedStringsAndTheLike(String hex) {
        refuses(hex, DerReader::skipAny, "which DER does not have");
    }

    @Test
    void refusesOctetsLeftOver() {
        refuses("050000", DerReader::nul, "left over");
        refuses(
                "3003050000",
                r -> {
                    int outer = r.enterSequence();
                    r.nul();
                    r.leave(outer);
                },
                "left over");
    }

    @Test
    void refusesNestingDeeperThan32() {
        Bytes value = Bytes.ofHex("0500");
        for (int i = 0; i < 31; i++) {
            Bytes inner = value;
            value = DerWriter.write(w -> w.sequence(s -> s.raw(inner)));
        }
        Bytes deepest = value;
        assertThat(new DerReader(deepest).any()).isEqualTo(deepest);
        refuses(DerWriter.write(w -> w.sequence(s -> s.raw(deepest))).toString(), DerReader::skipAny, "nested deeper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"020200ff", "0202ff80", "02020001", "0202ffff"})
    void readsOrRefusesIntegersByTheirFirstNineBits(String hex) {
        boolean minimal = hex.equals("020200ff");
        assertThat(Parsed.of(() -> on(hex).integer()))
                .isInstanceOf(minimal ? Parsed.Value.class : Parsed.Malformed.class);
    }

    @Test
    void x690_8_3_refusesIntegersWithoutOctets() {
        refuses("0200", DerReader::integer, "INTEGER without octets");
        refuses("0200", DerReader::skipInteger, "INTEGER without octets");
    }

    @ParameterizedTest
    @CsvSource({"02017f, 127", "020200ff, 255", "020203e8, 1000"})
    void readsSmallIntegers(String hex, int value) {
        assertThat(on(hex).smallInteger(1000)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0201ff", "020203e9", "020500ffffffff", "02087fffffffffffffff", "0209008000000000000000"})
    void refusesSmallIntegersOutsideTheirBound(String hex) {
        refuses(hex, r -> r.smallInteger(1000), "INTEGER outside 0 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"010101", "0100", "0102ffff", "0101fe"})
    void x690_11_1_refusesBooleansThatAreNeither00NorFf(String hex) {
        refuses(hex, DerReader::bool, "BOOLEAN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0600", "060280", "060355801d", "060281ff", "06025581", "0603550080"})
    void x690_8_19_refusesWhatIsNoObjectIdentifier(String hex) {
        assertThat(Parsed.of(() -> on(hex).oid())).isInstanceOf(Parsed.Malformed.class);
        assertThat(Parsed.of(() -> {
                    on(hex).skipOid();
                    return hex;
                }))
                .isInstanceOf(Parsed.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({"0603550403, 2.5.4.3", "0603883703, 2.999.3", "06012a, 1.2", "060100, 0.0", "060127, 0.39"})
    void readsAndWritesObjectIdentifiers(String hex, String dotted) {
        assertThat(on(hex).oid()).hasToString(dotted).isEqualTo(Oid.of(dotted));
        assertThat(DerWriter.write(w -> w.oid(Oid.of(dotted)))).hasToString(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "3.1", "1.40", "1.2.", "1..2", "1.02", "1.-2", "1.2.x", "１.2"})
    void refusesTextThatIsNoObjectIdentifier(String dotted) {
        assertThat(Oid.parse(dotted)).isInstanceOf(Parsed.Malformed.class);
    }

    private static String time(int tag, String text) {
        return DerWriter.write(w -> w.ia5String(tag, text)).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "491231235959Z, 2049-12-31T23:59:59Z",
        "500101000000Z, 1950-01-01T00:00:00Z",
        "000229120000Z, 2000-02-29T12:00:00Z"
    })
    void rfc5280_4_1_2_5_1_readsUtcTime(String text, String instant) {
        assertThat(on(time(Tag.UTC_TIME, text)).time()).isEqualTo(Instant.parse(instant));
        assertThat(DerWriter.write(w -> w.time(Instant.parse(instant)))).hasToString(time(Tag.UTC_TIME, text));
    }

    @ParameterizedTest
    @CsvSource({"99991231235959Z, 9999-12-31T23:59:59Z", "20500101000000Z, 2050-01-01T00:00:00Z"})
    void rfc5280_4_1_2_5_2_readsGeneralizedTime(String text, String instant) {
        assertThat(on(time(Tag.GENERALIZED_TIME, text)).time()).isEqualTo(Instant.parse(instant));
        assertThat(DerWriter.write(w -> w.time(Instant.parse(instant)))).hasToString(time(Tag.GENERALIZED_TIME, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2601010000Z", "260101000000", "260101000000+0900", "261301000000Z", "260001000000Z", "260100000000Z",
                "260229000000Z", "260431000000Z", "260101240000Z", "260101006000Z", "260101000060Z", "26010100000 Z",
                "-60101000000Z", "260101000000z", "0260101000000Z"
            })
    void rfc5280_4_1_2_5_1_refusesOtherFormsOfUtcTime(String text) {
        assertThat(Parsed.of(() -> on(time(Tag.UTC_TIME, text)).time())).isInstanceOf(Parsed.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20260101000000",
                "20260101000000.5Z",
                "202601010000Z",
                "20260101000000+0000",
                "21000229000000Z",
                "20261301000000Z"
            })
    void rfc5280_4_1_2_5_2_refusesOtherFormsOfGeneralizedTime(String text) {
        assertThat(Parsed.of(() -> on(time(Tag.GENERALIZED_TIME, text)).time())).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void x690_11_2_refusesBitStringsWithWrongUnusedBits() {
        refuses("030180", DerReader::bitString, "whole octets");
        refuses("0300", DerReader::bitString, "whole octets");
        refuses("03020780", DerReader::bitString, "whole octets");
        refuses("03020881", r -> r.namedBits(Tag.BIT_STRING), "unused bits");
        refuses("03020481", r -> r.namedBits(Tag.BIT_STRING), "unused bits");
        refuses("030101", r -> r.namedBits(Tag.BIT_STRING), "unused bits");
        refuses("03020101", DerReader::signatureBits, "unused bits");
        refuses("030101", DerReader::signatureBits, "unused bits");
    }

    @Test
    void readsSignaturesThatAreNotWholeOctetsAsNothing() {
        assertThat(on("03020102").signatureBits()).isEqualTo(Bytes.EMPTY);
        assertThat(on("030200aa").signatureBits()).hasToString("aa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0c01ff", "0c02c080", "0c03eda080", "1e0161", "1e02d800", "1c020061", "1c0400110000"})
    void refusesCharacterStringsThatAreNotOfTheirType(String hex) {
        assertThat(Parsed.of(() -> on(hex).text())).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void tellsTheOffsetAtWhichReadingStopped() {
        Parsed<Name> parsed = Name.parse(Bytes.ofHex("300d310b3009060355048003550303"));
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class, m -> assertThat(m.offset()).isBetween(6, 12));
    }
}
