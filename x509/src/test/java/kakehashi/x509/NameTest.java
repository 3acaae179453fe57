package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import kakehashi.x509.Name.Attribute;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {
    private static final Oid CN = Oid.of("2.5.4.3");
    private static final Oid OU = Oid.of("2.5.4.11");

    private static Attribute attribute(Oid type, int tag, String text) {
        byte[] octets = text.getBytes(tag == Tag.BMP_STRING ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
        return new Attribute(type, DerWriter.write(w -> w.value(tag, Bytes.wrap(octets))));
    }

    private static Name cn(int tag, String text) {
        return Name.ofAttributes(List.of(attribute(CN, tag, text)));
    }

    private static Name cn(String text) {
        return cn(Tag.UTF8_STRING, text);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Root CA,ROOT ca",
                "Root CA,  Root   CA ",
                "Ｒｏｏｔ　ＣＡ,root ca",
                "ﾃﾞｼﾞﾀﾙ庁,デジタル庁",
                "Straße,STRASSE",
                "é,é",
                "℡,tel",
                "a\u00adb,ab",
                "a\u200bb,ab"
            })
    void rfc5280_7_1_comparesCharacterStringsAfterPreparation(String one, String other) {
        assertThat(cn(one)).isEqualTo(cn(other)).hasSameHashCodeAs(cn(other));
    }

    @ParameterizedTest
    @CsvSource({"Root CA,RootCA", "官職,官職一", "デジタル,テジタル", "か,カ", "a,á"})
    void tellsDifferentNamesApart(String one, String other) {
        assertThat(cn(one)).isNotEqualTo(cn(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {Tag.PRINTABLE_STRING, Tag.IA5_STRING, Tag.BMP_STRING, Tag.TELETEX_STRING, Tag.VISIBLE_STRING})
    void rfc5280_7_1_comparesWithoutRegardToStringType(int tag) {
        assertThat(cn(tag, "Root CA")).isEqualTo(cn("root ca"));
    }

    @Test
    void comparesRelativeNamesWithoutRegardToTheOrderOfTheirAttributes() {
        Attribute one = attribute(CN, Tag.UTF8_STRING, "A");
        Attribute two = attribute(OU, Tag.UTF8_STRING, "B");
        Bytes sorted = DerWriter.write(w ->
                w.sequence(s -> s.constructed(Tag.SET, set -> set.raw(one.der()).raw(two.der()))));
        Bytes turned = DerWriter.write(w ->
                w.sequence(s -> s.constructed(Tag.SET, set -> set.raw(two.der()).raw(one.der()))));
        Name inTwo = Name.ofAttributes(List.of(one, two));

        assertThat(Name.parse(sorted).orElseThrow())
                .isEqualTo(Name.parse(turned).orElseThrow())
                .isNotEqualTo(inTwo);
        assertThat(Name.ofAttributes(List.of(two, one))).isNotEqualTo(inTwo);
    }

    @Test
    void rfc5280_4_1_2_4_refusesRelativeNamesWithoutAttributes() {
        assertThat(Name.parse(Bytes.ofHex("30023100"))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void liesWithinTheSubtreeOfItsFirstRelativeNames() {
        Name name = Name.of("CN=X,OU=B,O=Ａ,C=JP");
        assertThat(name.isWithin(Name.of("O=a,C=jp"))).isTrue();
        assertThat(name.isWithin(Name.EMPTY)).isTrue();
        assertThat(name.isWithin(Name.of("OU=B,O=A"))).isFalse();
        assertThat(Name.of("O=A,C=JP").isWithin(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Root CA,O=Example,C=JP",
                "CN=官職証明書 認証局,OU=情報システム課,O=日本国政府,C=JP",
                "CN=a\\,b\\+c\\\"d\\\\e\\<f\\>g\\;h=i",
                "CN=\\#not hex",
                "CN=\\ edges\\ ",
                "OU=Sales+CN=J.  Smith,DC=example,DC=net",
                "1.3.6.1.4.1.1466.0=#04024869",
                "CN=line\\0Abreak",
                "CN=\\E2\\80\\AEgpj.exe",
                "CN="
            })
    void rfc4514_readsBackTheTextThatItWrites(String text) {
        Name name = Name.of(text);
        assertThat(name).hasToString(text);
        assertThat(Name.of(name.toString()).der()).isEqualTo(name.der());
    }

    @Test
    void rfc4514_4_readsItsExamples() {
        assertThat(Name.of("CN=Lu\\C4\\8Di\\C4\\87").first(CN)).contains("Lučić");
        assertThat(Name.of("CN=Before\\0dAfter,DC=example,DC=net").first(CN)).contains("Before\rAfter");
        assertThat(Name.of("CN=James \\\"Jim\\\" Smith\\, III,DC=example,DC=net")
                        .first(CN))
                .contains("James \"Jim\" Smith, III");
        assertThat(Name.of(" CN = spaced out  , C = JP ").first(CN)).contains("spaced out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "CN=a,", "XX=a", "CN=a\\", "CN=\\ff", "CN=#0402aa", "CN=a+", "1.2.=a", "C=日本"})
    void refusesTextThatIsNoName(String text) {
        assertThatThrownBy(() -> Name.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadByBouncyCastleTheSameWay() {
        Name name = Name.of("CN=官職,OU=a\\,b,O=Example,C=JP");
        X500Name other = X500Name.getInstance(name.der().toArray());
        assertThat(other.getRDNs()).hasSize(4);
        assertThat(other.getRDNs()[3].getFirst().getValue()).hasToString("官職");
        assertThat(other.getRDNs()[2].getFirst().getValue()).hasToString("a,b");
    }
}
