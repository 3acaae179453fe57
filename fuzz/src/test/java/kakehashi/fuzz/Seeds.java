package kakehashi.fuzz;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.DerWriter;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Well-formed values with which the fuzzer begins. Nothing in them is signed: parsers do not look.
final class Seeds {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Bytes NO_SIGNATURE = Bytes.ofHex("3006020101020101");
    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA256;
    private static final Name ISSUER = Name.of("CN=Seed CA,O=Example,C=JP");
    private static final Oid POLICY = Oid.of("1.2.3.4");

    private Seeds() {}

    static SubjectPublicKeyInfo key() {
        Bytes point = Bytes.ofHex("04" + "11".repeat(64));
        Bytes der = DerWriter.write(w -> w.sequence(
                s -> s.sequence(a -> a.oid(Oid.of("1.2.840.10045.2.1")).oid(Oid.of("1.2.840.10045.3.1.7")))
                        .bitString(point)));
        return SubjectPublicKeyInfo.parse(der).orElseThrow();
    }

    private static CertificateBuilder plain(String subject) {
        return new CertificateBuilder()
                .serialNumber(SerialNumber.of(BigInteger.TWO))
                .issuer(ISSUER)
                .subject(Name.of(subject))
                .validity(NOW, NOW.plusSeconds(86_400L * 365 * 30))
                .publicKey(key());
    }

    static Certificate certificate() {
        return signed(plain("CN=花子,O=Example,C=JP"));
    }

    /// A certificate with every extension that the builder knows.
    static Certificate fullCertificate() {
        List<GeneralName> names = everyForm();
        List<DistributionPoint> points = List.of(new DistributionPoint(
                Optional.of(new DistributionPointName.FullName(names)), Optional.empty(), List.of(names.get(3))));
        List<AccessDescription> services = List.of(new AccessDescription(Oid.of("1.3.6.1.5.5.7.48.1"), names.get(4)));
        return signed(plain("CN=Full,O=Example,C=JP")
                .subjectKeyIdentifier(key().keyIdentifier())
                .authorityKeyIdentifier(AuthorityKeyIdentifier.of(key().keyIdentifier()))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.DECIPHER_ONLY))
                .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.ANY, ExtendedKeyUsage.SERVER_AUTH)))
                .certificatePolicies(List.of(new PolicyInformation(
                        POLICY,
                        List.of(new PolicyInformation.Qualifier(
                                PolicyInformation.CPS, DerWriter.write(w -> w.ia5String(0x16, "http://x.test")))))))
                .policyMappings(List.of(new PolicyMapping(POLICY, Oid.of("1.2.3.5"))))
                .policyConstraints(new PolicyConstraints(OptionalInt.of(1), OptionalInt.of(0)))
                .inhibitAnyPolicy(3)
                .basicConstraints(new BasicConstraints(true, OptionalInt.of(4)))
                .nameConstraints(new NameConstraints(List.of(names.get(1)), List.of(names.get(3))))
                .subjectAltNames(names)
                .issuerAltNames(names)
                .crlDistributionPoints(points)
                .freshestCrl(points)
                .authorityInfoAccess(services)
                .subjectInfoAccess(services)
                .ocspNoCheck());
    }

    static List<GeneralName> everyForm() {
        return List.of(
                new GeneralName.Rfc822Name("a@example.jp"),
                new GeneralName.DnsName("example.jp"),
                new GeneralName.IpAddress(Bytes.ofHex("c0000201")),
                new GeneralName.DirectoryName(ISSUER),
                new GeneralName.UniformResourceIdentifier("http://example.jp/ca.crl"),
                new GeneralName.RegisteredId(POLICY),
                new GeneralName.OtherName(
                        GeneralName.OtherName.SMTP_UTF8_MAILBOX,
                        DerWriter.write(w -> w.utf8String(0x0c, "花子@example.jp"))));
    }

    private static Certificate signed(CertificateBuilder builder) {
        return Certificate.parse(builder.toBeSigned(ALGORITHM).signed(NO_SIGNATURE))
                .orElseThrow();
    }

    static Stream<byte[]> certificates() {
        return octets(certificate().der(), fullCertificate().der());
    }

    static Stream<byte[]> crls() {
        CrlBuilder list =
                new CrlBuilder(ISSUER, NOW).nextUpdate(NOW.plusSeconds(60)).crlNumber(BigInteger.TEN);
        list.revoke(SerialNumber.of(BigInteger.ONE), NOW)
                .revoke(SerialNumber.of(BigInteger.TWO), NOW, CrlReason.KEY_COMPROMISE, NOW)
                .certificateIssuer(Name.of("CN=Other"))
                .revoke(SerialNumber.of(BigInteger.TWO), NOW);
        return octets(
                new CrlBuilder(ISSUER, NOW).toBeSigned(ALGORITHM).signed(NO_SIGNATURE),
                list.toBeSigned(ALGORITHM).signed(NO_SIGNATURE));
    }

    static Stream<byte[]> requests() {
        return octets(new CertificationRequestBuilder(ISSUER, key())
                .toBeSigned(ALGORITHM)
                .signed(NO_SIGNATURE));
    }

    static Stream<byte[]> bundles() {
        return octets(
                CertificateBundle.of(List.of(certificate(), fullCertificate())).der());
    }

    static Stream<byte[]> pairs() {
        return octets(CrossCertificatePair.ofIssuedToThisCa(certificate()).der());
    }

    static Stream<byte[]> ocspRequests() {
        Bytes certId = DerWriter.write(w ->
                w.sequence(s -> s.sequence(a -> a.oid(Oid.of("1.3.14.3.2.26")).nul())
                        .octetString(Bytes.ofHex("22".repeat(20)))
                        .octetString(Bytes.ofHex("33".repeat(20)))
                        .integer(7)));
        return octets(DerWriter.write(w ->
                w.sequence(r -> r.sequence(tbs -> tbs.sequence(list -> list.sequence(one -> one.raw(certId)))))));
    }

    static Stream<byte[]> ocspResponses() {
        return octets(Bytes.ofHex("30030a0106"), ocspSuccess());
    }

    private static Bytes ocspSuccess() {
        Bytes data =
                DerWriter.write(w -> w.sequence(d -> d.explicit(2, k -> k.octetString(Bytes.ofHex("44".repeat(20))))
                        .generalizedTime(NOW)
                        .sequence(list -> list.sequence(one -> one.sequence(id -> id.sequence(a ->
                                                a.oid(Oid.of("1.3.14.3.2.26")).nul())
                                        .octetString(Bytes.ofHex("22".repeat(20)))
                                        .octetString(Bytes.ofHex("33".repeat(20)))
                                        .integer(7))
                                .value(0x80, Bytes.EMPTY)
                                .generalizedTime(NOW)))));
        Bytes basic = DerWriter.write(w -> w.sequence(b -> {
            b.raw(data);
            ALGORITHM.identifier().write(b);
            b.bitString(NO_SIGNATURE);
        }));
        return DerWriter.write(w -> w.sequence(r -> r.value(0x0a, Bytes.ofHex("00"))
                .explicit(
                        0,
                        e -> e.sequence(
                                s -> s.oid(Oid.of("1.3.6.1.5.5.7.48.1.1")).octetString(basic)))));
    }

    static Stream<byte[]> keys() {
        return octets(key().der());
    }

    static Stream<byte[]> names() {
        return octets(ISSUER.der(), Name.of("CN=a+UID=b,DC=test").der());
    }

    static Stream<byte[]> generalNames() {
        return everyForm().stream().map(name -> DerWriter.write(name::write).toArray());
    }

    static Stream<byte[]> nameTexts() {
        return Stream.of("CN=a\\,b+UID=\\C3\\A9,O=#0c0161,1.2.3=x,C=JP", " CN = 花子 , DC=test ")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> oids() {
        return Stream.of("2.5.29.32.0", "1.39.1", "2.999").map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> pems() {
        return Stream.of(Pem.encode(certificate()), "text\n" + Pem.encode("X", Bytes.EMPTY), "MAMCAQE=")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<byte[]> octets(Bytes... seeds) {
        return Stream.of(seeds).map(Bytes::toArray);
    }
}
