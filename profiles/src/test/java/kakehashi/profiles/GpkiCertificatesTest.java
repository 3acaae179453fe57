package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import kakehashi.profiles.CertificateDifference.Change;
import kakehashi.profiles.CertificateDifference.Field;
import kakehashi.testkit.OutsideSuites;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Our profiles beside real certificates of the Japanese government: the same fields and extensions, octet by
/// octet, save for what each test names with its reason.
class GpkiCertificatesTest {
    /// The text of the shipped self-signed profile, bent to keys and names of the time.
    private static ProfileTexts root() {
        return ProfileTexts.of(ProfileKind.SELF_SIGNED)
                // RSA 2048 was the key of 2013; the shipped profile begins with 3072.
                .replace("rsaLeast = 3072", "rsaLeast = 2048");
    }

    private static Certificate real(String name) throws IOException {
        Path file = OutsideSuites.find("gpki/" + name)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + name));
        Bytes pem = Pem.decode(Bytes.wrap(Files.readAllBytes(file)))
                .orElseThrow()
                .getFirst()
                .content();
        return Certificate.parse(pem).orElseThrow();
    }

    /// What our profile makes of the request that the real certificate answers.
    private static Certificate ours(CertificateProfile profile, Certificate real) {
        IssuingCa ca = new IssuingCa(
                ProfileBench.ID,
                new IssuingCa.Identity.Founding(real.subject(), real.subjectPublicKeyInfo()),
                SignatureAlgorithm.RSA_SHA256,
                new Publication(Optional.empty(), Optional.empty(), Optional.empty()),
                1);
        RequestedCertificate request = new RequestedCertificate(
                real.subject(),
                Optional.of(real.subjectAltNames()).filter(names -> !names.isEmpty()),
                real.subjectPublicKeyInfo(),
                Optional.of(real.notAfter()));
        Instant now = real.notBefore().plusSeconds(10 * 3600);
        return ProfileBench.prepared(Preparation.prepare(profile, ca, request, now, real.serialNumber()))
                .unsigned();
    }

    @Test
    void makesTheVeryOctetsThatApplicationCa2SignedIn2013() throws IOException {
        Certificate real = real("ApplicationCA2-Root.pem");
        Certificate ours = ours(root().profile(), real);
        assertThat(ours.tbsCertificate()).isEqualTo(real.tbsCertificate());
        assertThat(real.notAfter()).isEqualTo("2033-03-12T15:00:00Z");
    }

    @Test
    void differsFromTheApplicationCaOf2007InTheSignatureAlgorithmOnly() throws IOException {
        Certificate real = real("ApplicationCA.pem");
        // It signed with SHA-1, which no profile of ours can name.
        assertThat(CertificateDifference.between(real, ours(root().profile(), real))
                        .changes())
                .containsExactly(new Change.OfField(Field.SIGNATURE_ALGORITHM));
    }

    @Test
    void differsFromTheRootOfLgpkiInTheSignatureAlgorithmOnly() throws IOException {
        Certificate real = real("LGPKI-Application-CA-G2.pem");
        String names = root().text().replaceAll("(?s)\\[subjectAltName\\].*?(?=\\[keyUsage\\])", "");
        CertificateProfile profile = new ProfileTexts(names)
                // LGPKI: another organisation, the last second of a day, and AKI and its CRL's directoryName as
                // well
                .replace("\"Japanese Government\"", "\"LGPKI\"")
                .replace("jst-midnight", "jst-day-end")
                .replace("authorityKeyIdentifier = \"none\"", "")
                .replace(
                        "[basicConstraints]",
                        "[crlDistributionPoints]\nlist = \"whole\"\nforms = [\"directoryName\"]\n[basicConstraints]")
                .profile();
        assertThat(CertificateDifference.between(real, ours(profile, real)).changes())
                .containsExactly(new Change.OfField(Field.SIGNATURE_ALGORITHM));
    }

    /// The facts of two official post certificates that were analysed in 2026: reference 2.2.
    @Test
    void makesAnOfficialPostCertificateOfTheRealForm() {
        TestCa ca = ProfileBench.ca(new TestPki());
        Certificate post = post(ca);
        assertThat(post.subject())
                .hasToString("CN=Director,OU=Ibaraki Labour Bureau,"
                        + "OU=Ministry of Health\\, Labour and Welfare,O=Japanese Government,C=JP");
        assertThat(post.subjectAltNames()).containsExactly(new GeneralName.DirectoryName(ProfileBench.JAPANESE));
        assertThat(post.issuerAltNames())
                .containsExactly(new GeneralName.DirectoryName(Name.of("OU=官職認証局,O=日本国政府,C=JP")));
        assertThat(post.keyUsage().orElseThrow().asSet())
                .containsExactly(KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION);
        assertThat(post.extensions().isCritical(KnownExtension.KEY_USAGE)).isTrue();
        assertThat(post.extensions().isCritical(KnownExtension.CERTIFICATE_POLICIES))
                .isTrue();
        assertThat(post.certificatePolicies())
                .extracting(PolicyInformation::policyIdentifier)
                .hasSize(1);
        assertThat(post.authorityInfoAccess()).isEmpty();
        assertThat(post.crlDistributionPoints()
                        .getFirst()
                        .distributionPoint()
                        .orElseThrow()
                        .fullNames(ca.name()))
                .containsExactly(new GeneralName.DirectoryName(ca.name()));
        assertThat(post.version()).isEqualTo(3);
        assertThat(post.serialNumber()).isEqualTo(ProfileBench.SERIAL);
    }

    @Test
    void ordersAndDatesAnOfficialPostCertificateAsRealOnesAre() {
        Certificate post = post(ProfileBench.ca(new TestPki()));
        // Five years from midnight to midnight in Japan.
        assertThat(post.notBefore()).isEqualTo("2025-12-31T15:00:00Z");
        assertThat(post.notAfter()).isEqualTo("2030-12-31T15:00:00Z");
        assertThat(post.extensions().all())
                .extracting(Extension::id)
                .containsExactly(
                        KnownExtension.SUBJECT_KEY_IDENTIFIER.id(),
                        KnownExtension.KEY_USAGE.id(),
                        KnownExtension.SUBJECT_ALT_NAME.id(),
                        KnownExtension.ISSUER_ALT_NAME.id(),
                        KnownExtension.CRL_DISTRIBUTION_POINTS.id(),
                        KnownExtension.AUTHORITY_KEY_IDENTIFIER.id(),
                        KnownExtension.CERTIFICATE_POLICIES.id());
    }

    /// The shipped profile in the form of the real ones: the CRL's directoryName alone, no access.
    private static Certificate post(TestCa ca) {
        ProfileTexts compatible = ProfileTexts.of(ProfileKind.OFFICIAL_POST)
                .replace("list = \"sharded\"", "list = \"whole\"")
                .replace("[\"http\", \"ldap\", \"directoryName\"]", "[\"directoryName\"]")
                .replace("[authorityInfoAccess]\nservices = [\"caIssuers\", \"ocsp\"]", "");
        RequestedCertificate request =
                ProfileBench.request(ProfileKind.OFFICIAL_POST, ca, TestKey.generate(SignatureAlgorithm.ECDSA_SHA256));
        return ProfileBench.prepared(Preparation.prepare(
                        compatible.profile(), ProfileBench.issuing(ca), request, TestPki.NOW, ProfileBench.SERIAL))
                .unsigned();
    }
}
