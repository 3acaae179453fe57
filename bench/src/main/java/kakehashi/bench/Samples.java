package kakehashi.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Certificates of officials as a government CA issues them, with all the extensions that such have.
final class Samples {
    static final Oid POLICY = Oid.of("1.2.392.100300.1.1.1");

    private Samples() {}

    /// So many certificates, all different, of one key.
    static List<Certificate> officials(TestCa ca, SubjectPublicKeyInfo key, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> ca.issue(official(key, i), c -> {}))
                .toList();
    }

    private static CertificateBuilder official(SubjectPublicKeyInfo key, int number) {
        return new CertificateBuilder()
                .subject(Name.of(
                        "CN=Official " + number + ",OU=Section " + number % 97 + ",OU=Ministry,O=Government,C=JP"))
                .validity(TestPki.NOW.minus(Duration.ofDays(30)), TestPki.NOW.plus(Duration.ofDays(365)))
                .publicKey(key)
                .subjectKeyIdentifier(Bytes.ofHex(String.format("%040x", number)))
                .basicConstraints(new BasicConstraints(false, java.util.OptionalInt.empty()))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION))
                .certificatePolicies(List.of(PolicyInformation.of(POLICY)))
                .subjectAltNames(List.of(
                        new GeneralName.Rfc822Name("official" + number + "@ministry.test"),
                        new GeneralName.DirectoryName(Name.of("CN=職員 " + number + ",OU=本省,O=政府,C=JP"))))
                .crlDistributionPoints(List.of(new DistributionPoint(
                        Optional.of(new DistributionPointName.FullName(List.of(
                                new GeneralName.UniformResourceIdentifier("http://repository.test/ministry/ca.crl")))),
                        Optional.empty(),
                        List.of())))
                .authorityInfoAccess(List.of(new AccessDescription(
                        AccessDescription.OCSP,
                        new GeneralName.UniformResourceIdentifier("http://ocsp.ministry.test/"))));
    }
}
