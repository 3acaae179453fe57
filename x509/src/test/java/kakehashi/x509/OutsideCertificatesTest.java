package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real and published certificates, with Bouncy Castle as the second reader.
class OutsideCertificatesTest {
    private static Certificate read(Path file) {
        Bytes der = Pem.decode(OutsideFiles.read(file)).orElseThrow().getFirst().content();
        return Certificate.parse(der).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkits", "pdts", "mfpki", "fpki"})
    void readsEveryPublishedCertificateAsBouncyCastleDoes(String folder) throws Exception {
        List<String> differing = new ArrayList<>();
        for (Path file : OutsideCrlsTest.filesUnder(folder, ".crt")) {
            Certificate c = read(file);
            X509CertificateHolder other = new X509CertificateHolder(c.der().toArray());
            boolean same = c.serialNumber().value().equals(other.getSerialNumber())
                    && c.version() == other.getVersionNumber()
                    && c.subject().der().equals(Bytes.wrap(other.getSubject().getEncoded()))
                    && c.issuer().der().equals(Bytes.wrap(other.getIssuer().getEncoded()))
                    && c.notBefore().equals(other.getNotBefore().toInstant())
                    && c.notAfter().equals(other.getNotAfter().toInstant())
                    && c.subjectPublicKeyInfo()
                            .der()
                            .equals(Bytes.wrap(other.getSubjectPublicKeyInfo().getEncoded()))
                    && sameExtensions(c, other);
            if (!same) {
                differing.add(file.getFileName().toString());
            }
        }
        assertThat(differing).isEmpty();
    }

    private static boolean sameExtensions(Certificate c, X509CertificateHolder other) {
        return c.extensions().all().size() == other.getExtensionOIDs().size()
                && c.extensions().all().stream().allMatch(e -> {
                    var theirs = other.getExtension(new ASN1ObjectIdentifier(e.id().toString()));
                    return theirs.isCritical() == e.critical()
                            && e.value().equals(Bytes.wrap(theirs.getExtnValue().getOctets()));
                });
    }

    /// Writing what was read gives the same octets, but for certificates that RFC 5280 wants written differently:
    /// with unique identifiers or with GeneralizedTime before 2050.
    @ParameterizedTest
    @ValueSource(strings = {"pkits", "mfpki", "fpki"})
    void writesWhatItHasRead(String folder) {
        List<String> differing = new ArrayList<>();
        for (Path file : OutsideCrlsTest.filesUnder(folder, ".crt")) {
            Certificate c = read(file);
            CertificateBuilder builder = new CertificateBuilder()
                    .serialNumber(c.serialNumber())
                    .issuer(c.issuer())
                    .subject(c.subject())
                    .validity(c.notBefore(), c.notAfter())
                    .publicKey(c.subjectPublicKeyInfo());
            c.extensions().all().forEach(builder::extension);
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.of(c.signatureAlgorithm()).orElseThrow();
            Bytes validity =
                    DerWriter.write(w -> w.sequence(v -> v.time(c.notBefore()).time(c.notAfter())));
            boolean conforms = c.der().toString().contains(validity.toString())
                    && !file.toString().contains("UID");
            if (conforms && !builder.toBeSigned(algorithm).content().equals(c.tbsCertificate())) {
                differing.add(file.getFileName().toString());
            }
        }
        assertThat(differing).isEmpty();
    }

    @Test
    void readsTheRootsOfTheJapaneseGovernment() {
        Certificate root = read(OutsideFiles.path("gpki/ApplicationCA2-Root.pem"));
        assertThat(root.subject()).hasToString("CN=ApplicationCA2 Root,OU=GPKI,O=Japanese Government,C=JP");
        assertThat(root.subjectAltNames().toString()).contains("日本国政府");
        assertThat(root.isSignedBy(
                        VerificationKey.of(root.subjectPublicKeyInfo()).orElseThrow()))
                .isTrue();

        Certificate lgpki = read(OutsideFiles.path("gpki/LGPKI-Application-CA-G2.pem"));
        assertThat(lgpki.isSelfIssued()).isTrue();
        assertThat(lgpki.crlDistributionPoints())
                .hasSize(1)
                .allSatisfy(point -> assertThat(
                                point.distributionPoint().orElseThrow().fullNames(lgpki.issuer()))
                        .hasOnlyElementsOfType(GeneralName.DirectoryName.class));
        byte[] serial = lgpki.serialNumber().contents().toArray();
        assertThat(new String(serial, StandardCharsets.US_ASCII)).matches("[0-9]+");
    }
}
