package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {
    private static final TestCa CA = ProfileBench.ca(new TestPki());
    private static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    private static final CertificateProfile SERVER = ShippedProfiles.of(ProfileKind.INTERNET_SERVER);
    private static final CertificateProfile POST = ShippedProfiles.of(ProfileKind.OFFICIAL_POST);

    private static RequestedCertificate server(String subject, GeneralName... names) {
        return new RequestedCertificate(
                ProfileBench.printable(subject), Optional.of(List.of(names)), KEY.publicKey(), Optional.empty());
    }

    private static PreparationOutcome prepare(CertificateProfile profile, RequestedCertificate request) {
        return Preparation.prepare(profile, ProfileBench.issuing(CA), request, TestPki.NOW, ProfileBench.SERIAL);
    }

    private static Certificate good(CertificateProfile profile, RequestedCertificate request) {
        return ProfileBench.prepared(prepare(profile, request)).unsigned();
    }

    @ParameterizedTest
    @CsvSource({
        "*.a.go.jp,NAME_WILDCARD",
        "a.example.com,NAME_OUTSIDE",
        "xgo.jp,NAME_OUTSIDE",
        "a..go.jp,NAME_MALFORMED",
        "-a.go.jp,NAME_MALFORMED",
        "a_b.go.jp,NAME_MALFORMED"
    })
    void refusesServersOfOtherNames(String name, PreparationRule rule) {
        assertThat(ProfileBench.refused(
                        prepare(SERVER, server("O=Japanese Government,C=JP", new GeneralName.DnsName(name)))))
                .containsExactly(rule);
    }

    @Test
    void refusesFormsCountsAndRepetitionsOfAlternativeNames() {
        String subject = "O=Japanese Government,C=JP";
        GeneralName dns = new GeneralName.DnsName("a.go.jp");
        assertThat(ProfileBench.refused(prepare(SERVER, server(subject, dns, dns))))
                .containsExactly(PreparationRule.NAME_TWICE);
        assertThat(ProfileBench.refused(
                        prepare(SERVER, server(subject, dns, new GeneralName.IpAddress(Bytes.ofHex("0a000001"))))))
                .containsExactly(PreparationRule.NAME_FORM);
        assertThat(ProfileBench.refused(prepare(SERVER, server(subject)))).containsExactly(PreparationRule.NAME_COUNT);
        assertThat(ProfileBench.refused(prepare(SERVER, server("CN=b.go.jp,O=Japanese Government,C=JP", dns))))
                .containsExactly(PreparationRule.COMMON_NAME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=X,OU=M,O=Other,C=JP | SUBJECT_VALUE",
                "CN=X,O=Japanese Government,C=JP | SUBJECT_MISSING",
                "OU=M,CN=X,O=Japanese Government,C=JP | SUBJECT_MISSING",
                "UID=7,CN=X,OU=M,O=Japanese Government,C=JP | SUBJECT_UNEXPECTED",
                "CN=X,OU=5,OU=4,OU=3,OU=2,OU=1,O=Japanese Government,C=JP | SUBJECT_MISSING",
                "CN=X+UID=7,OU=M,O=Japanese Government,C=JP | SUBJECT_MULTI_VALUED",
                "CN=123456789012345678901234567890123456789012345678901234567890abcde,OU=M,O=Japanese Government,C=JP | SUBJECT_LENGTH"
            })
    void refusesSubjectsOfAnotherShape(String subject, PreparationRule rule) {
        RequestedCertificate request = server(subject, new GeneralName.DirectoryName(ProfileBench.JAPANESE));
        assertThat(ProfileBench.refused(prepare(POST, request))).contains(rule);
    }

    @Test
    void refusesAnotherStringTypeAndDoesNotMendIt() {
        RequestedCertificate utf8 = new RequestedCertificate(
                Name.of("CN=X,OU=M,O=Japanese Government,C=JP"),
                Optional.of(List.of(new GeneralName.DirectoryName(ProfileBench.JAPANESE))),
                KEY.publicKey(),
                Optional.empty());
        assertThat(ProfileBench.refused(prepare(POST, utf8))).containsOnly(PreparationRule.SUBJECT_STRING_TYPE);
    }

    @Test
    void refusesKeysAndAlgorithmsThatTheProfileDoesNotName() {
        GeneralName dns = new GeneralName.DnsName("a.go.jp");
        TestKey ed = TestKey.generate(SignatureAlgorithm.ED25519);
        TestKey small = TestKey.generate(SignatureAlgorithm.RSA_SHA256);
        for (TestKey key : List.of(ed, small)) {
            RequestedCertificate request =
                    new RequestedCertificate(Name.EMPTY, Optional.of(List.of(dns)), key.publicKey(), Optional.empty());
            assertThat(ProfileBench.refused(prepare(SERVER, request)))
                    .contains(key == ed ? PreparationRule.KEY_KIND : PreparationRule.KEY_SIZE);
        }
        IssuingCa old = IssuingCa.of(
                ProfileBench.ID, CA.certificate(), SignatureAlgorithm.RSA_SHA512, ProfileBench.PUBLICATION, 1);
        assertThat(ProfileBench.refused(Preparation.prepare(
                        SERVER, old, server("O=Japanese Government,C=JP", dns), TestPki.NOW, ProfileBench.SERIAL)))
                .containsExactly(PreparationRule.SIGNATURE_ALGORITHM, PreparationRule.ISSUER_KEY);
    }

    @Test
    void rfc5280_4_2_1_15_namesTheDeltaOfACaThatMakesThem() {
        CertificateProfile profile = ProfileTexts.of(ProfileKind.INTERNET_SERVER)
                .replace("list = \"sharded\"", "freshest = true\nlist = \"sharded\"")
                .profile();
        RequestedCertificate asked = server("O=Japanese Government,C=JP", new GeneralName.DnsName("a.go.jp"));
        assertThat(ProfileBench.refused(prepare(profile, asked))).contains(PreparationRule.PUBLICATION);
        Publication places = new Publication(
                ProfileBench.PUBLICATION.http(),
                ProfileBench.PUBLICATION.ldap(),
                ProfileBench.PUBLICATION.ocsp(),
                Publication.Deltas.SCHEDULED);
        IssuingCa ca = IssuingCa.of(ProfileBench.ID, CA.certificate(), CA.key().algorithm(), places, 1);
        Certificate made = ((PreparationOutcome.Prepared)
                        Preparation.prepare(profile, ca, asked, TestPki.NOW, ProfileBench.SERIAL))
                .certificate()
                .unsigned();
        assertThat(made.freshestCrl().toString())
                .contains("/delta-crl.crl", "deltaRevocationList;binary")
                .doesNotContain("certificateRevocationList");
        assertThat(made.extensions().isCritical(KnownExtension.FRESHEST_CRL)).isFalse();
        assertThat(made.crlDistributionPoints()).hasSize(1);
    }

    @Test
    void rfc5280_4_1_2_6_marksTheAlternativeNameCriticalWhereThereIsNoSubject() {
        CertificateProfile profile = ProfileTexts.of(ProfileKind.INTERNET_SERVER)
                .replace("values = [\"JP\"]", "least = 0")
                .replace("values = [\"Japanese Government\"]", "least = 0")
                .profile();
        RequestedCertificate nameless = new RequestedCertificate(
                Name.EMPTY,
                Optional.of(List.of(new GeneralName.DnsName("a.go.jp"))),
                KEY.publicKey(),
                Optional.empty());
        assertThat(good(profile, nameless).extensions().isCritical(KnownExtension.SUBJECT_ALT_NAME))
                .isTrue();
    }

    @Test
    void rfc5280_4_1_2_2_refusesSerialNumbersThatDoNotConform() {
        for (String serial : List.of("0", "-1", "10000000000000000000000000000000000000000")) {
            SerialNumber bad = SerialNumber.of(new BigInteger(serial, 16));
            assertThat(ProfileBench.refused(Preparation.prepare(
                            SERVER,
                            ProfileBench.issuing(CA),
                            ProfileBench.request(ProfileKind.INTERNET_SERVER, CA, KEY),
                            TestPki.NOW,
                            bad)))
                    .containsExactly(PreparationRule.SERIAL_NUMBER);
        }
    }

    @Test
    void namesTheShardOfTheSerialNumberInTheCertificate() {
        IssuingCa ca = ProfileBench.issuing(CA);
        Certificate one = good(SERVER, ProfileBench.request(ProfileKind.INTERNET_SERVER, CA, KEY));
        CrlShard shard = ca.shardOf(ProfileBench.SERIAL);
        List<GeneralName> names = one.crlDistributionPoints()
                .getFirst()
                .distributionPoint()
                .orElseThrow()
                .fullNames(ca.name());
        assertThat(shard).isEqualTo(new CrlShard(0xcc % 16, 16));
        assertThat(names)
                .map(Object::toString)
                .satisfiesExactly(
                        http -> assertThat(http).contains("http://repository.example.go.jp/ca/crl-12-of-16.crl"),
                        ldap -> assertThat(ldap)
                                .contains("ldap://directory.example.go.jp/CN=CRL12-of-16,OU=OfficialStatusCA,"
                                        + "O=Japanese%20Government,C=JP?certificateRevocationList;binary"),
                        directory -> assertThat(directory).contains("CN=CRL12-of-16,OU=OfficialStatusCA"));
        for (Publication.Form form : Publication.Form.values()) {
            assertThat(names)
                    .contains(ca.publication()
                            .crl(ca.name(), new Publication.CrlPlace.Shard(shard), form)
                            .orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01T14:59:59Z,NOT_AFTER_BOUNDARY",
        "2030-12-31T15:00:00Z,",
        "2031-01-01T15:00:00Z,NOT_AFTER_TOO_LATE",
        "2025-12-31T15:00:00Z,NOT_AFTER_PAST"
    })
    void holdsTheEndThatWasAskedForToTheProfile(Instant end, PreparationRule rule) {
        RequestedCertificate usual = ProfileBench.request(ProfileKind.OFFICIAL_POST, CA, KEY);
        RequestedCertificate asked =
                new RequestedCertificate(usual.subject(), usual.names(), usual.key(), Optional.of(end));
        if (rule == null) {
            assertThat(good(POST, asked).notAfter()).isEqualTo(end);
        } else {
            assertThat(ProfileBench.refused(prepare(POST, asked))).containsExactly(rule);
        }
    }

    @Test
    void staysWithinTheValidityOfTheCa() {
        Instant late = Instant.parse("2048-06-30T03:00:00Z");
        RequestedCertificate post = ProfileBench.request(ProfileKind.OFFICIAL_POST, CA, KEY);
        assertThat(ProfileBench.refused(
                        Preparation.prepare(POST, ProfileBench.issuing(CA), post, late, ProfileBench.SERIAL)))
                .containsExactly(PreparationRule.NOT_AFTER_BEYOND_ISSUER);
        CertificateProfile shortened = ProfileTexts.of(ProfileKind.OFFICIAL_POST)
                .replace("\"jst-midnight\"", "\"jst-midnight\"\nbeyondIssuer = \"shorten\"")
                .profile();
        assertThat(ProfileBench.prepared(Preparation.prepare(
                                shortened, ProfileBench.issuing(CA), post, late, ProfileBench.SERIAL))
                        .unsigned()
                        .notAfter())
                .isEqualTo("2048-12-31T15:00:00Z");
        Instant before = Instant.parse("2024-12-31T23:59:59Z");
        assertThat(ProfileBench.refused(
                        Preparation.prepare(POST, ProfileBench.issuing(CA), post, before, ProfileBench.SERIAL)))
                .contains(PreparationRule.ISSUER_NOT_VALID);
        // The CA's first day in Japan began before the CA did.
        Instant first = Instant.parse("2025-01-01T00:00:01Z");
        assertThat(ProfileBench.prepared(
                                Preparation.prepare(POST, ProfileBench.issuing(CA), post, first, ProfileBench.SERIAL))
                        .unsigned()
                        .notBefore())
                .isEqualTo("2025-01-01T00:00:00Z");
    }

    @Test
    void rfc5280_4_1_2_5_writesGeneralizedTimeFrom2050On() {
        CertificateProfile longRoot =
                ProfileTexts.of(ProfileKind.SELF_SIGNED).replace("P20Y", "P30Y").profile();
        IssuingCa founding = new IssuingCa(
                ProfileBench.ID,
                new IssuingCa.Identity.Founding(CA.name(), CA.key().publicKey()),
                SignatureAlgorithm.ECDSA_SHA384,
                ProfileBench.PUBLICATION,
                1);
        RequestedCertificate self = ProfileBench.request(ProfileKind.SELF_SIGNED, CA, KEY);
        Certificate root = ProfileBench.prepared(
                        Preparation.prepare(longRoot, founding, self, TestPki.NOW, ProfileBench.SERIAL))
                .unsigned();
        assertThat(root.notAfter()).isEqualTo("2055-12-31T15:00:00Z");
        String der = root.tbsCertificate().toString();
        assertThat(der).contains("170d3235313233313135303030305a180f32303535313233313135303030305a");
    }

    @Test
    void certifiesOnlyTheRightKeysOfTheCaItself() {
        RequestedCertificate self = ProfileBench.request(ProfileKind.SELF_SIGNED, CA, KEY);
        RequestedCertificate link = ProfileBench.request(ProfileKind.LINK, CA, KEY);
        CertificateProfile strange = ProfileTexts.of(ProfileKind.LINK)
                .replace("\"P-384\"", "\"P-256\", \"P-384\"")
                .profile();
        assertThat(ProfileBench.refused(prepare(strange, self))).containsExactly(PreparationRule.KEY_NOT_OF_ISSUER);
        assertThat(good(strange, link).isSelfIssued()).isTrue();
        assertThat(ProfileBench.refused(prepare(ShippedProfiles.of(ProfileKind.SELF_SIGNED), link)))
                .contains(PreparationRule.KEY_OF_ISSUER);
        RequestedCertificate utf8 = new RequestedCertificate(
                Name.of(CA.name().toString()), self.names(), KEY.publicKey(), Optional.empty());
        assertThat(ProfileBench.refused(prepare(strange, utf8))).contains(PreparationRule.SUBJECT_OF_ISSUER);
    }

    @Test
    void takesTheKeyIdentifierThatAPartnerCaAlreadyHas() {
        RequestedCertificate partner = ProfileBench.request(ProfileKind.CROSS_TO_CA, CA, KEY);
        Bytes known = Bytes.ofHex("0011223344");
        RequestedCertificate asked = new RequestedCertificate(
                partner.subject(), partner.names(), partner.key(), partner.notAfter(), Optional.of(known));
        assertThat(good(ShippedProfiles.of(ProfileKind.CROSS_TO_CA), asked).subjectKeyIdentifier())
                .contains(known);
    }

    @Test
    void aTemplateAndItsCertificateDifferInTheSerialNumberOnly() {
        PreparedCertificate shown = ProfileBench.prepared(prepare(
                ShippedProfiles.of(ProfileKind.CROSS_TO_BRIDGE),
                ProfileBench.request(ProfileKind.CROSS_TO_BRIDGE, CA, KEY)));
        Bytes template = shown.template();
        PreparedCertificate made = ProfileBench.prepared(Preparation.ofTemplate(template, ProfileBench.SERIAL));
        assertThat(made.toBeSigned()).isEqualTo(shown.toBeSigned());
        assertThat(made.template()).isEqualTo(template);
        assertThat(made.algorithm()).isEqualTo(SignatureAlgorithm.ECDSA_SHA384);
        PreparedCertificate small =
                ProfileBench.prepared(Preparation.ofTemplate(template, SerialNumber.of(BigInteger.ONE)));
        assertThat(CertificateDifference.between(shown.unsigned(), small.unsigned())
                        .changes())
                .containsExactly(new CertificateDifference.Change.OfField(CertificateDifference.Field.SERIAL_NUMBER));
        assertThat(small.digest()).isEqualTo(small.toBeSigned().sha256()).isNotEqualTo(made.digest());
    }

    @Test
    void refusesTemplatesThatAreNone() {
        Bytes signed = ProfileBench.prepared(
                        prepare(SERVER, ProfileBench.request(ProfileKind.INTERNET_SERVER, CA, KEY)))
                .toBeSigned();
        assertThat(ProfileBench.refused(Preparation.ofTemplate(signed, ProfileBench.SERIAL)))
                .containsExactly(PreparationRule.TEMPLATE_SERIAL);
        Bytes template = Preparation.template(signed);
        assertThat(ProfileBench.refused(Preparation.ofTemplate(template, SerialNumber.of(BigInteger.ZERO))))
                .containsExactly(PreparationRule.SERIAL_NUMBER);
        for (int length = 0; length < template.length(); length += 7) {
            assertThat(ProfileBench.refused(Preparation.ofTemplate(template.slice(0, length), ProfileBench.SERIAL)))
                    .containsExactly(PreparationRule.TEMPLATE_MALFORMED);
        }
        Bytes trailing = Bytes.ofHex(template + "00");
        assertThat(ProfileBench.refused(Preparation.ofTemplate(trailing, ProfileBench.SERIAL)))
                .containsExactly(PreparationRule.TEMPLATE_MALFORMED);
    }

    @Test
    void tellsTheDifferenceFromTheCertificateThatIsRenewed() {
        RequestedCertificate asked = ProfileBench.request(ProfileKind.OFFICIAL_POST, CA, KEY);
        Certificate old = good(POST, asked);
        IssuingCa ca = ProfileBench.issuing(CA);
        Instant later = TestPki.NOW.plusSeconds(86_400);
        CertificateProfile changed = ProfileTexts.of(ProfileKind.OFFICIAL_POST)
                .replace("critical = true", "critical = false")
                .replace("[authorityInfoAccess]\nservices = [\"caIssuers\", \"ocsp\"]", "")
                .profile();
        ProfilePreview preview = ProfilePreview.of(changed, ca, asked, later, SerialNumber.of(BigInteger.TWO));
        assertThat(preview.renewing(old)).isInstanceOfSatisfying(ProfilePreview.Shown.class, shown -> {
            CertificateDifference difference = shown.difference().orElseThrow();
            assertThat(difference.changes())
                    .map(change -> switch (change) {
                        case CertificateDifference.Change.OfField(CertificateDifference.Field field) -> field.name();
                        case CertificateDifference.Change.Added(Extension e) -> "+" + e.id();
                        case CertificateDifference.Change.Removed(Extension e) -> "-" + e.id();
                        case CertificateDifference.Change.OfExtension(Extension before, Extension after) ->
                            "~" + after.id();
                    })
                    .containsExactly(
                            "SERIAL_NUMBER",
                            "NOT_BEFORE",
                            "NOT_AFTER",
                            "~2.5.29.31",
                            "~2.5.29.32",
                            "-1.3.6.1.5.5.7.1.1");
            assertThat(CertificateDifference.between(old, old).isEmpty()).isTrue();
        });
    }

    /// What one profile makes keeps its own promises and breaks all those of another one.
    @Test
    void holdsWhatIsPreparedToThePromisesOfItsProfile() {
        GeneralName dns = new GeneralName.DnsName("a.go.jp");
        Certificate made = good(SERVER, server("CN=a.go.jp,O=Japanese Government,C=JP", dns));
        assertThat(Linting.refusal(made, Linting.ofProfile(SERVER, ProfileBench.issuing(CA))))
                .isEmpty();
        Bytes other = Bytes.wrap(new String(SERVER.text().toArray(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("longest = \"P199D\"", "longest = \"P30D\"")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Linting.refusal(made, Linting.ofProfile(POST, ProfileBench.issuing(CA)))
                        .orElseThrow())
                .anySatisfy(finding -> assertThat(finding).contains("promised-key-usage"))
                .anySatisfy(finding -> assertThat(finding).contains("promised-purposes"))
                .anySatisfy(finding -> assertThat(finding).contains("promised-policies"));
        CertificateProfile shorter = CertificateProfile.read(other).orElseThrow();
        assertThat(Linting.refusal(made, Linting.ofProfile(shorter, ProfileBench.issuing(CA)))
                        .orElseThrow())
                .singleElement()
                .asString()
                .contains("promised-lifetime");
    }
}
