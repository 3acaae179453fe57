package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrlTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final TestCa CA = new TestCa("CN=CA,C=JP");
    private static final Name OTHER = Name.of("CN=Other,C=JP");
    private static final Name THIRD = Name.of("CN=Third,C=JP");

    private static SerialNumber serial(long number) {
        return SerialNumber.of(BigInteger.valueOf(number));
    }

    private static Bytes sign(CrlBuilder builder) {
        ToBeSigned tbs = builder.toBeSigned(SignatureAlgorithm.ED25519);
        return tbs.signed(CA.sign(tbs.content()));
    }

    private static Crl crl(Consumer<CrlBuilder> fill) {
        CrlBuilder builder = new CrlBuilder(CA.name(), DAY);
        fill.accept(builder);
        return Crl.parse(sign(builder)).orElseThrow();
    }

    /// A list whose signed part has these octets after thisUpdate.
    private static Parsed<Crl> withRest(int version, String hex) {
        Bytes tbs = DerWriter.write(w -> w.sequence(s -> {
            if (version == 2) {
                s.integer(1);
            }
            TestCa.ED25519.write(s);
            s.raw(CA.name().der()).time(DAY).raw(Bytes.ofHex(hex));
        }));
        return Crl.parse(new ToBeSigned(tbs, TestCa.ED25519).signed(CA.sign(tbs)));
    }

    private static void refuses(int version, String hex, String reason) {
        assertThat(withRest(version, hex))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class, m -> assertThat(m.reason()).contains(reason));
    }

    // An entry of serial number 1 at 2026-01-01, and one with reason code keyCompromise.
    private static final String TIME = "170d3236303130313030303030305a";
    private static final String ENTRY = "3012020101" + TIME;
    private static final String ENTRY_WITH_REASON = "3020020101" + TIME + "300c300a0603551d1504030a0101";

    @Test
    void tellsItsFields() {
        Crl crl = crl(b -> b.nextUpdate(DAY.plusSeconds(60))
                .crlNumber(BigInteger.valueOf(300))
                .baseCrlNumber(BigInteger.valueOf(299))
                .authorityKeyIdentifier(AuthorityKeyIdentifier.of(Bytes.ofHex("01"))));

        assertThat(crl.version()).isEqualTo(2);
        assertThat(crl.issuer()).isEqualTo(CA.name());
        assertThat(crl.thisUpdate()).isEqualTo(DAY);
        assertThat(crl.nextUpdate()).contains(DAY.plusSeconds(60));
        assertThat(crl.crlNumber()).contains(BigInteger.valueOf(300));
        assertThat(crl.baseCrlNumber()).contains(BigInteger.valueOf(299));
        assertThat(crl.authorityKeyIdentifier()).isPresent();
        assertThat(crl.extensions().isCritical(KnownExtension.DELTA_CRL_INDICATOR))
                .isTrue();
        assertThat(crl.signatureAlgorithmsAgree()).isTrue();
        assertThat(crl.isSignedBy(CA.verificationKey())).isTrue();
        assertThat(crl.isSignedBy(new TestCa("CN=CA,C=JP").verificationKey())).isFalse();
        assertThat(crl.entryCount()).isZero();
        assertThat(crl.lookup(CA.name(), serial(1))).isEmpty();
    }

    @Test
    void tellsReasonAndInvalidityDateOfAnEntry() {
        Instant before = DAY.minusSeconds(3600);
        Crl crl = crl(b -> b.revoke(serial(5), DAY, CrlReason.KEY_COMPROMISE, before)
                .revoke(serial(6), DAY, CrlReason.UNSPECIFIED));
        RevokedEntry five = crl.lookup(CA.name(), serial(5)).orElseThrow();

        assertThat(five.reason()).contains(CrlReason.KEY_COMPROMISE);
        assertThat(five.invalidityDate()).contains(before);
        assertThat(five.revocationDate()).isEqualTo(DAY);
        assertThat(crl.lookup(CA.name(), serial(6)).orElseThrow().extensions().isEmpty())
                .isTrue();
        assertThat(crl.lookup(OTHER, serial(5))).isEmpty();
    }

    @Test
    void rfc5280_5_3_3_carriesTheCertificateIssuerOnToTheFollowingEntries() {
        Crl crl = crl(b -> b.revoke(serial(1), DAY)
                .certificateIssuer(OTHER)
                .revoke(serial(2), DAY, CrlReason.SUPERSEDED)
                .revoke(serial(3), DAY)
                .certificateIssuer(THIRD)
                .revoke(serial(2), DAY, CrlReason.CA_COMPROMISE)
                .certificateIssuer(CA.name())
                .revoke(serial(4), DAY));

        assertThat(crl.entries().map(RevokedEntry::certificateIssuer))
                .containsExactly(CA.name(), OTHER, OTHER, THIRD, CA.name());
        assertThat(crl.lookup(Name.of("cn=OTHER,c=jp"), serial(2)).orElseThrow().reason())
                .contains(CrlReason.SUPERSEDED);
        assertThat(crl.lookup(THIRD, serial(2)).orElseThrow().reason()).contains(CrlReason.CA_COMPROMISE);
        assertThat(crl.lookup(OTHER, serial(3))).isPresent();
        assertThat(crl.lookup(CA.name(), serial(4))).isPresent();
        assertThat(crl.lookup(CA.name(), serial(2))).isEmpty();
        assertThat(crl.lookup(THIRD, serial(3))).isEmpty();
        assertThat(crl.lookup(Name.of("CN=Nobody"), serial(1))).isEmpty();
    }

    @Test
    void answersTheLastEntryOfACertificateThatIsListedTwice() {
        Crl crl = crl(b -> b.revoke(serial(1), DAY, CrlReason.CERTIFICATE_HOLD)
                .revoke(serial(2), DAY)
                .revoke(serial(1), DAY, CrlReason.REMOVE_FROM_CRL)
                .certificateIssuer(OTHER)
                .revoke(serial(1), DAY, CrlReason.KEY_COMPROMISE));

        assertThat(crl.entryCount()).isEqualTo(4);
        assertThat(crl.lookup(CA.name(), serial(1)).orElseThrow().reason()).contains(CrlReason.REMOVE_FROM_CRL);
        assertThat(crl.lookup(OTHER, serial(1)).orElseThrow().reason()).contains(CrlReason.KEY_COMPROMISE);
    }

    @Test
    void rfc5280_5_3_gathersCriticalEntryExtensionsOfUnknownTypes() {
        Extension unknown = new Extension(Oid.of("1.2.3.4"), true, Bytes.ofHex("0500"));
        Extension usage = Extension.of(KnownExtension.KEY_USAGE, KeyUsage.of(KeyUsage.Bit.CRL_SIGN)::write);
        Crl crl = crl(b -> b.revoke(serial(1), DAY, Extensions.of(List.of(unknown)))
                .revoke(serial(2), DAY, Extensions.of(List.of(unknown, usage.asCritical())))
                .revoke(serial(3), DAY, Extensions.of(List.of(usage))));

        assertThat(crl.unknownCriticalEntryExtensions())
                .containsExactlyInAnyOrder(unknown.id(), KnownExtension.KEY_USAGE.id());
        assertThat(crl(b -> b.certificateIssuer(OTHER).revoke(serial(1), DAY, CrlReason.SUPERSEDED))
                        .unknownCriticalEntryExtensions())
                .isEmpty();
    }

    @Test
    void readsVersionOneWithoutExtensions() {
        Crl crl = withRest(1, "3014" + ENTRY).orElseThrow();
        assertThat(crl.version()).isEqualTo(1);
        assertThat(crl.nextUpdate()).isEmpty();
        assertThat(crl.lookup(CA.name(), serial(1))).isPresent();
        refuses(1, "3022" + ENTRY_WITH_REASON, "entry extensions in a CRL of version 1");
        refuses(1, "a00e300c300a0603551d14040302010a", "left over");
        assertThat(withRest(2, "3022" + ENTRY_WITH_REASON)).isInstanceOf(Parsed.Value.class);
    }

    @Test
    void rfc5280_5_1_2_6_refusesAListOfNoEntries() {
        refuses(2, "3000", "without an entry");
        assertThat(withRest(2, "")).isInstanceOf(Parsed.Value.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // reason code 7, negative, as INTEGER; CRL extension list without members; negative CRL number
                "3022" + "3020020101" + TIME + "300c300a0603551d1504030a0107",
                "3022" + "3020020101" + TIME + "300c300a0603551d1504030a01ff",
                "3022" + "3020020101" + TIME + "300c300a0603551d150403020101",
                "a0023000",
                "a00e300c300a0603551d1404030201ff",
                // serial number padded with zeros; no revocation date; an entry that ends early
                "30153013" + "02020001" + TIME,
                "30053003" + "020101",
                "30143013" + "020101" + TIME,
                // the same extension twice, in an entry and in the list
                "302e302c020101" + TIME + "3018" + "300a0603551d1504030a0101" + "300a0603551d1504030a0101",
                "a01a3018300a0603551d140403020101300a0603551d140403020101"
            })
    void refusesMalformedEntriesAndExtensions(String hex) {
        assertThat(withRest(2, hex)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void rfc5280_5_3_3_refusesACertificateIssuerWithoutDirectoryName() {
        Extension issuer = Extension.of(
                KnownExtension.CERTIFICATE_ISSUER,
                w -> GeneralName.writeAll(w, Tag.SEQUENCE, List.of(new GeneralName.DnsName("ca.example"))));
        Bytes entry = DerWriter.write(w -> w.sequence(list -> list.sequence(e -> {
            e.integer(1).time(DAY);
            Extensions.of(List.of(issuer.asCritical())).write(e);
        })));
        refuses(2, entry.toString(), "without a directoryName");
    }

    @Test
    void findsEveryEntryOfALargeIndirectList() {
        int count = 20_000;
        Crl crl = crl(b -> {
            for (int i = 0; i < count; i++) {
                b.certificateIssuer(i % 3 == 0 ? CA.name() : i % 3 == 1 ? OTHER : THIRD);
                b.revoke(serial(i / 3), DAY.plusSeconds(i), i % 2 == 0 ? CrlReason.SUPERSEDED : CrlReason.UNSPECIFIED);
            }
        });
        assertThat(crl.entryCount()).isEqualTo(count);
        assertThat(crl.entries())
                .hasSize(count)
                .allSatisfy(e -> assertThat(crl.lookup(e.certificateIssuer(), e.serialNumber()))
                        .contains(e));
        for (long i = count; i < 2L * count; i++) {
            assertThat(crl.lookup(OTHER, serial(i))).isEmpty();
        }
    }

    @Test
    void builderCarriesEntriesOverFromAnotherList() {
        Crl crl = crl(b -> b.revoke(serial(1), DAY, CrlReason.SUPERSEDED)
                .certificateIssuer(OTHER)
                .revoke(serial(2), DAY, CrlReason.KEY_COMPROMISE, DAY)
                .revoke(serial(3), DAY));
        Crl copy = crl(b -> crl.entries().forEach(b::entry));
        assertThat(copy).isEqualTo(crl).hasSameHashCodeAs(crl);
    }

    @Test
    void isEqualByItsDer() {
        Crl crl = crl(b -> b.revoke(serial(1), DAY));
        assertThat(Crl.parse(crl.der())).isEqualTo(new Parsed.Value<>(crl));
        assertThat(crl.fingerprint()).isEqualTo(crl.der().sha256());
        assertThat(crl).isNotEqualTo(crl(b -> b.revoke(serial(2), DAY)));
        assertThat(Optional.of(crl)).contains(Crl.read(new DerReader(crl.der())));
    }
}
