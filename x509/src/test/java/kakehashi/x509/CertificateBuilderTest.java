package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateBuilderTest {
    private static final TestCa CA = new TestCa("CN=CA,O=日本国政府,C=JP");
    private static final Oid POLICY = Oid.of("1.2.392.200149.8.5.1.1.10");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2050-01-01T00:00:00Z");

    private static CertificateBuilder plain() {
        return new CertificateBuilder()
                .serialNumber(SerialNumber.of(BigInteger.valueOf(300)))
                .issuer(CA.name())
                .subject(Name.of("CN=Subject,C=JP"))
                .validity(FROM, TO)
                .publicKey(CA.publicKey());
    }

    private static Certificate sign(CertificateBuilder builder) {
        ToBeSigned tbs = builder.toBeSigned(SignatureAlgorithm.ED25519);
        return Certificate.parse(tbs.signed(CA.sign(tbs.content()))).orElseThrow();
    }

    private static final List<DistributionPoint> POINTS = List.of(new DistributionPoint(
            Optional.of(new DistributionPointName.FullName(
                    List.of(new GeneralName.UniformResourceIdentifier("http://crl.example/a.crl")))),
            Optional.of(new ReasonFlags(0b110)),
            List.of(new GeneralName.DirectoryName(CA.name()))));
    private static final List<AccessDescription> SERVICES = List.of(new AccessDescription(
            AccessDescription.OCSP, new GeneralName.UniformResourceIdentifier("http://ocsp.example/")));
    private static final List<GeneralName> NAMES = List.of(
            new GeneralName.Rfc822Name("a@example.jp"),
            new GeneralName.DnsName("a.example.jp"),
            new GeneralName.DirectoryName(Name.of("CN=認証局,C=JP")),
            new GeneralName.IpAddress(Bytes.ofHex("c0000201")),
            new GeneralName.RegisteredId(POLICY),
            new GeneralName.OtherName(Oid.of("1.3.6.1.4.1.311.20.2.3"), Bytes.ofHex("0c0161")));

    private static CertificateBuilder everything() {
        return plain().subjectKeyIdentifier(Bytes.ofHex("0102"))
                .authorityKeyIdentifier(new AuthorityKeyIdentifier(
                        Optional.of(Bytes.ofHex("0304")),
                        List.of(new GeneralName.DirectoryName(CA.name())),
                        Optional.of(SerialNumber.of(BigInteger.TEN))))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN, KeyUsage.Bit.DECIPHER_ONLY))
                .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING)))
                .certificatePolicies(List.of(PolicyInformation.of(POLICY)))
                .policyMappings(List.of(new PolicyMapping(POLICY, Oid.of("1.2.3"))))
                .subjectAltNames(NAMES)
                .issuerAltNames(NAMES)
                .basicConstraints(new BasicConstraints(true, OptionalInt.of(3)))
                .nameConstraints(new NameConstraints(
                        List.of(new GeneralName.DnsName("example.jp")),
                        List.of(new GeneralName.IpAddress(Bytes.ofHex("c0000200ffffff00")))))
                .policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.of(1)))
                .inhibitAnyPolicy(2)
                .crlDistributionPoints(POINTS)
                .freshestCrl(POINTS)
                .authorityInfoAccess(SERVICES)
                .subjectInfoAccess(SERVICES)
                .ocspNoCheck();
    }

    @Test
    void readsBackEveryFieldAndExtension() {
        Certificate c = sign(everything());

        assertThat(c.version()).isEqualTo(3);
        assertThat(c.serialNumber().value()).isEqualTo(300);
        assertThat(c.notBefore()).isEqualTo(FROM);
        assertThat(c.notAfter()).isEqualTo(TO);
        assertThat(c.subject()).isEqualTo(Name.of("CN=Subject,C=JP"));
        assertThat(c.isSignedBy(CA.verificationKey())).isTrue();
        assertThat(c.subjectKeyIdentifier()).contains(Bytes.ofHex("0102"));
        assertThat(c.authorityKeyIdentifier().orElseThrow().authorityCertIssuer())
                .hasSize(1);
        assertThat(c.keyUsage().orElseThrow().allows(KeyUsage.Bit.DECIPHER_ONLY))
                .isTrue();
        assertThat(c.extendedKeyUsage().orElseThrow().lists(ExtendedKeyUsage.OCSP_SIGNING))
                .isTrue();
        assertThat(c.certificatePolicies()).containsExactly(PolicyInformation.of(POLICY));
        assertThat(c.policyMappings()).containsExactly(new PolicyMapping(POLICY, Oid.of("1.2.3")));
        assertThat(c.subjectAltNames()).isEqualTo(NAMES);
        assertThat(c.issuerAltNames()).isEqualTo(NAMES);
        assertThat(c.basicConstraints()).contains(new BasicConstraints(true, OptionalInt.of(3)));
        assertThat(c.nameConstraints().orElseThrow().excludedSubtrees()).hasSize(1);
        assertThat(c.policyConstraints()).contains(new PolicyConstraints(OptionalInt.of(0), OptionalInt.of(1)));
        assertThat(c.inhibitAnyPolicy()).hasValue(2);
        assertThat(c.crlDistributionPoints()).isEqualTo(POINTS);
        assertThat(c.freshestCrl()).isEqualTo(POINTS);
        assertThat(c.authorityInfoAccess()).isEqualTo(SERVICES);
        assertThat(c.subjectInfoAccess()).isEqualTo(SERVICES);
        assertThat(c.hasOcspNoCheck()).isTrue();
        assertThat(c.extensions().all()).hasSize(17);
    }

    @Test
    void rfc5280_4_2_1_marksTheExtensionsCriticalThatMustBe() throws Exception {
        X509CertificateHolder other =
                new X509CertificateHolder(sign(everything()).der().toArray());
        Set<?> critical = other.getCriticalExtensionOIDs();
        assertThat(critical)
                .isEqualTo(Set.of(
                        Extension.keyUsage,
                        Extension.basicConstraints,
                        Extension.policyMappings,
                        Extension.nameConstraints,
                        Extension.policyConstraints,
                        Extension.inhibitAnyPolicy));
        assertThat(sign(plain().basicConstraints(new BasicConstraints(false, OptionalInt.empty())))
                        .extensions()
                        .isCritical(KnownExtension.BASIC_CONSTRAINTS))
                .isFalse();
    }

    @Test
    void opensslShowsAndVerifiesIt(@TempDir Path folder) {
        OpenSsl.writePem(folder.resolve("c.pem"), sign(everything()));
        OpenSsl.writePem(folder.resolve("ca.pem"), CA.selfSigned());

        assertThat(OpenSsl.run(folder, "x509", "-in", "c.pem", "-noout", "-text", "-nameopt", "utf8"))
                .contains("CA:TRUE, pathlen:3", "Permitted:", "IP:192.0.2.0/255.255.255.0", "Inhibit Any Policy")
                .contains("Require Explicit Policy:0, Inhibit Policy Mapping:1", POLICY + ":1.2.3")
                .contains("URI:http://crl.example/a.crl", "Key Compromise, CA Compromise", "CRL Issuer")
                .contains("Jan  1 00:00:00 2050 GMT", "Certificate Sign, CRL Sign, Decipher Only");
        OpenSsl.writePem(folder.resolve("plain.pem"), sign(plain()));
        assertThat(OpenSsl.run(folder, "verify", "-CAfile", "ca.pem", "-no_check_time", "plain.pem"))
                .contains("plain.pem: OK");
    }

    @Test
    void isOfVersionOneWithoutExtensions() {
        Certificate c = sign(everything().subject(Name.EMPTY));
        assertThat(c.subject().isEmpty()).isTrue();
        CertificateBuilder one = plain().ocspNoCheck().without(KnownExtension.OCSP_NO_CHECK);
        assertThat(sign(one).version()).isEqualTo(1);
    }

    @Test
    void replacesAnExtensionThatIsGivenTwice() {
        Certificate c = sign(plain().inhibitAnyPolicy(1).inhibitAnyPolicy(200));
        assertThat(c.extensions().all()).hasSize(1);
        assertThat(c.inhibitAnyPolicy()).hasValue(200);
    }

    @Test
    void refusesMissingFieldsAndMalformedExtensions() {
        assertThatThrownBy(() -> new CertificateBuilder().toBeSigned(SignatureAlgorithm.ED25519))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("serial number");
        CertificateBuilder wrong =
                plain().extension(kakehashi.x509.Extension.of(KnownExtension.KEY_USAGE, w -> w.integer(1)));
        assertThatThrownBy(() -> wrong.toBeSigned(SignatureAlgorithm.ED25519))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
