package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real and published CRLs, with Bouncy Castle and OpenSSL as second readers.
class OutsideCrlsTest {
    static List<Path> filesUnder(String folder, String ending) {
        try (Stream<Path> files = Files.walk(OutsideFiles.path(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkits/nist2011/crls", "pdts", "mfpki/hosts"})
    void readsEveryPublishedListAsBouncyCastleDoes(String folder) throws Exception {
        for (Path file : filesUnder(folder, ".crl")) {
            Bytes der =
                    Pem.decode(OutsideFiles.read(file)).orElseThrow().getFirst().content();
            Crl crl = Crl.parse(der).orElseThrow();
            compare(crl, new X509CRLHolder(der.toArray()));
        }
    }

    private static void compare(Crl crl, X509CRLHolder other) throws IOException {
        assertThat(crl.issuer().der().toArray()).isEqualTo(other.getIssuer().getEncoded());
        assertThat(crl.thisUpdate()).isEqualTo(other.getThisUpdate().toInstant());
        assertThat(crl.nextUpdate().orElse(Instant.EPOCH))
                .isEqualTo(
                        other.getNextUpdate() == null
                                ? Instant.EPOCH
                                : other.getNextUpdate().toInstant());
        assertThat(crl.extensions().all()).hasSize(other.getExtensionOIDs().size());
        ASN1Encodable number = other.hasExtensions() && other.getExtension(Extension.cRLNumber) != null
                ? other.getExtension(Extension.cRLNumber).getParsedValue()
                : new ASN1Integer(-1);
        assertThat(crl.crlNumber().orElse(BigInteger.ONE.negate()))
                .isEqualTo(ASN1Integer.getInstance(number).getValue());
        Collection<?> revoked = other.getRevokedCertificates();
        assertThat(crl.entryCount()).isEqualTo(revoked.size());
        assertThat(crl.entries()).hasSize(crl.entryCount());
        int differing = 0;
        Map<X500Name, Name> issuers = new IdentityHashMap<>();
        for (Object entry : revoked) {
            differing += sameEntry(crl, (X509CRLEntryHolder) entry, issuers) ? 0 : 1;
        }
        assertThat(differing).isZero();
    }

    private static boolean sameEntry(Crl crl, X509CRLEntryHolder entry, Map<X500Name, Name> issuers) {
        X500Name issuer =
                X500Name.getInstance(entry.getCertificateIssuer().getNames()[0].getName());
        Name name = issuers.computeIfAbsent(issuer, OutsideCrlsTest::nameOf);
        RevokedEntry mine =
                crl.lookup(name, SerialNumber.of(entry.getSerialNumber())).orElseThrow();
        return mine.serialNumber().value().equals(entry.getSerialNumber())
                && mine.revocationDate().equals(entry.getRevocationDate().toInstant())
                && mine.extensions().all().size() == entry.getExtensionOIDs().size();
    }

    private static Name nameOf(X500Name name) {
        try {
            return Name.parse(Bytes.wrap(name.getEncoded())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void neitherThrowsNorLoopsOnFuzzedData() {
        int parsed = 0;
        for (String folder : List.of("fuzz/crl", "fuzz/x509", "fuzz/cms")) {
            for (Path file : filesUnder(folder, "")) {
                Bytes data = OutsideFiles.read(file);
                parsed += Crl.parse(data).toOptional().stream()
                        .peek(crl -> crl.entries()
                                .forEach(e -> assertThat(crl.lookup(e.certificateIssuer(), e.serialNumber()))
                                        .isPresent()))
                        .toList()
                        .size();
                Certificate.parse(data);
                CertificationRequest.parse(data);
                Pem.decode(data);
            }
        }
        assertThat(parsed).isPositive();
    }

    @Test
    void openSslReadsAndVerifiesWhatTheBuilderMakes(@TempDir Path folder) {
        TestCa ca = new TestCa("CN=CA,O=日本国政府,C=JP");
        Instant day = Instant.parse("2026-01-01T00:00:00Z");
        ToBeSigned tbs = new CrlBuilder(ca.name(), day)
                .nextUpdate(day.plusSeconds(86_400))
                .crlNumber(BigInteger.valueOf(258))
                .issuingDistributionPoint(new IssuingDistributionPoint(
                        java.util.Optional.empty(),
                        IssuingDistributionPoint.Scope.CA_CERTIFICATES,
                        java.util.Optional.empty(),
                        true))
                .revoke(SerialNumber.of(BigInteger.valueOf(0xabcd)), day, CrlReason.KEY_COMPROMISE, day)
                .certificateIssuer(Name.of("CN=Other"))
                .revoke(SerialNumber.of(BigInteger.valueOf(0xef)), day)
                .toBeSigned(SignatureAlgorithm.ED25519);
        OpenSsl.write(folder.resolve("a.crl"), tbs.signed(ca.sign(tbs.content())));
        OpenSsl.writePem(folder.resolve("ca.pem"), ca.selfSigned());

        assertThat(OpenSsl.run(folder, "crl", "-inform", "DER", "-in", "a.crl", "-noout", "-text", "-CAfile", "ca.pem"))
                .contains("verify OK", "Serial Number: ABCD", "Key Compromise", "Invalidity Date")
                .contains("DirName:", "CN", "Other", "258", "Only CA Certificates", "Indirect CRL");
    }
}
