package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import kakehashi.x509.CertificationRequest.Attribute;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificationRequestTest {
    private static final TestCa OWNER = new TestCa("CN=www.example.go.jp,O=日本国政府,C=JP");
    private static final List<GeneralName> NAMES = List.of(new GeneralName.DnsName("www.example.go.jp"));

    private static CertificationRequestBuilder builder() {
        return new CertificationRequestBuilder(OWNER.name(), OWNER.publicKey());
    }

    private static Bytes sign(CertificationRequestBuilder builder) {
        ToBeSigned tbs = builder.toBeSigned(SignatureAlgorithm.ED25519);
        return tbs.signed(OWNER.sign(tbs.content()));
    }

    /// A request whose information holds these octets after the key.
    private static Bytes withAttributes(String hex) {
        Bytes info = DerWriter.write(w -> w.sequence(s -> s.integer(0)
                .raw(OWNER.name().der())
                .raw(OWNER.publicKey().der())
                .raw(Bytes.ofHex(hex))));
        return new ToBeSigned(info, TestCa.ED25519).signed(OWNER.sign(info));
    }

    @Test
    void isReadBackAndByBouncyCastle() throws Exception {
        Bytes der = sign(builder().subjectAltNames(NAMES).challengePassword("forget me"));
        CertificationRequest request = CertificationRequest.parse(der).orElseThrow();
        PKCS10CertificationRequest other = new PKCS10CertificationRequest(der.toArray());

        assertThat(request.subject()).isEqualTo(OWNER.name());
        assertThat(request.subjectPublicKeyInfo()).isEqualTo(OWNER.publicKey());
        assertThat(request.requestedSubjectAltNames()).isEqualTo(NAMES);
        assertThat(request.hasChallengePassword()).isTrue();
        assertThat(request.verifiesItself()).isTrue();
        assertThat(request.toString()).doesNotContain("forget me");
        assertThat(other.getSubject().getEncoded())
                .isEqualTo(request.subject().der().toArray());
        assertThat(other.getAttributes()).hasSameSizeAs(request.attributes());
        assertThat(other.isSignatureValid(
                        new JcaContentVerifierProviderBuilder().build(other.getSubjectPublicKeyInfo())))
                .isTrue();
    }

    @Test
    void rfc2986_4_1_writesTheAttributesEvenWhenThereAreNone() {
        CertificationRequest request =
                CertificationRequest.parse(sign(builder())).orElseThrow();
        assertThat(request.attributes()).isEmpty();
        assertThat(request.requestInfo().toString()).endsWith("a000");
        assertThat(CertificationRequest.parse(withAttributes(""))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void doesNotVerifyItselfAfterAChange() {
        byte[] der = sign(builder()).toArray();
        der[der.length - 1] ^= 1;
        assertThat(CertificationRequest.parse(Bytes.wrap(der)).orElseThrow().verifiesItself())
                .isFalse();
        Bytes foreign = builder().toBeSigned(SignatureAlgorithm.ED25519).signed(new TestCa("CN=x").sign(Bytes.EMPTY));
        assertThat(CertificationRequest.parse(foreign).orElseThrow().verifiesItself())
                .isFalse();
    }

    @Test
    void rfc2985_5_4_refusesTwoValuesOfASingleValuedAttribute() {
        Bytes value = Bytes.ofHex("0c0161");
        Attribute twice = new Attribute(CertificationRequest.CHALLENGE_PASSWORD, List.of(value, value));
        assertThat(CertificationRequest.parse(sign(builder().attribute(twice)))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesAttributesThatStandTwiceOrHaveNoValue() {
        assertThat(CertificationRequest.parse(
                        sign(builder().challengePassword("a").challengePassword("b"))))
                .isInstanceOf(Parsed.Malformed.class);
        Attribute none = new Attribute(CertificationRequest.CHALLENGE_PASSWORD, List.of());
        assertThat(CertificationRequest.parse(sign(builder().attribute(none)))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesOtherVersions() {
        byte[] der = sign(builder()).toArray();
        int version = new String(der, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\2\1\0");
        der[version + 2] = 1;
        assertThat(CertificationRequest.parse(Bytes.wrap(der))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void readsWhatOpenSslMakes(@TempDir Path folder) {
        OpenSsl.run(
                folder,
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "key.pem",
                "-out",
                "req.pem",
                "-subj",
                "/C=JP/O=Example/CN=a",
                "-addext",
                "subjectAltName=DNS:a.example,IP:192.0.2.1",
                "-addext",
                "keyUsage=critical,digitalSignature");
        CertificationRequest request = CertificationRequest.parse(
                        Pem.decode(OutsideFiles.read(folder.resolve("req.pem")))
                                .orElseThrow()
                                .getFirst()
                                .content())
                .orElseThrow();

        assertThat(request.verifiesItself()).isTrue();
        assertThat(request.subject()).isEqualTo(Name.of("CN=a,O=Example,C=JP"));
        assertThat(request.requestedSubjectAltNames()).hasSize(2);
        assertThat(request.requestedExtensions().isCritical(KnownExtension.KEY_USAGE))
                .isTrue();
    }

    @Test
    void writesWhatOpenSslReadsAndVerifies(@TempDir Path folder) {
        Bytes mine = sign(builder().subjectAltNames(NAMES));
        String pem = Pem.encode(CertificationRequest.parse(mine).orElseThrow());
        OpenSsl.write(folder.resolve("mine.pem"), Bytes.wrap(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(OpenSsl.run(folder, "req", "-in", "mine.pem", "-verify", "-noout", "-text"))
                .contains("verify OK")
                .contains("DNS:www.example.go.jp");
    }
}
