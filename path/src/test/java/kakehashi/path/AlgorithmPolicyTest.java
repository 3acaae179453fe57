package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.DerWriter;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extensions;
import kakehashi.x509.OcspResponseData;
import kakehashi.x509.Oid;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SingleResponse;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;
import org.junit.jupiter.api.Test;

/// No key on which an answer rests is too small: not the target's, and not an OCSP responder's.
class AlgorithmPolicyTest {
    private final TestPki pki = new TestPki();
    private final TestCa ca = pki.root("CN=CA,O=Test,C=JP");
    private final TestKey small = TestKey.of(SignatureAlgorithm.RSA_SHA256, smallPair());

    private static java.security.KeyPair smallPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private PathOutcome ask(Certificate target, RevocationPolicy policy, BasicOcspResponse... responses) {
        return PathBuilder.of(
                        TrustGraph.EMPTY,
                        List.of(TrustAnchor.of(ca.certificate())),
                        ValidationInputs.DEFAULT.with(policy),
                        RevocationEvidence.of(List.of(), List.of(responses)))
                .build(PathRequest.of(target, TestPki.NOW));
    }

    private static List<Check> checks(PathOutcome outcome) {
        return outcome.tried().stream()
                .flatMap(tried -> tried.allFindings().stream())
                .map(Finding::check)
                .toList();
    }

    private Certificate withKey(SubjectPublicKeyInfo key) {
        return ca.issueEndEntity("CN=Alice,O=Test,C=JP", c -> c.publicKey(key)).certificate();
    }

    @Test
    void refusesATargetWhoseOwnKeyIsTooSmall() {
        assertThat(checks(ask(withKey(small.publicKey()), RevocationPolicy.NOT_CHECKED)))
                .contains(Check.KEY_TOO_SMALL);
    }

    @Test
    void refusesAKeyWhoseSizeCannotBeRead() {
        Bytes padded = Bytes.ofHex("300a" + "02030000ff" + "0203010001");
        SubjectPublicKeyInfo key = info("1.2.840.113549.1.1.1", Bytes.ofHex("0500"), padded);

        assertThat(AlgorithmPolicy.STRONG.judgeKey(key)).map(Finding::check).contains(Check.KEY_TOO_SMALL);
    }

    @Test
    void refusesACurveThatIsWeakerThanTheSmallestRsaKey() {
        Bytes sect113r1 = DerWriter.write(w -> w.oid(Oid.of("1.3.132.0.4")));
        SubjectPublicKeyInfo key = info("1.2.840.10045.2.1", sect113r1, Bytes.ofHex("04" + "01".repeat(30)));

        assertThat(AlgorithmPolicy.STRONG.judgeKey(key)).map(Finding::check).contains(Check.KEY_TOO_SMALL);
        assertThat(AlgorithmPolicy.HISTORICAL.judgeKey(key)).map(Finding::check).contains(Check.KEY_TOO_SMALL);
        assertThat(AlgorithmPolicy.STRONG.judgeKey(ca.certificate().subjectPublicKeyInfo()))
                .isEmpty();
    }

    private static SubjectPublicKeyInfo info(String algorithm, Bytes parameters, Bytes key) {
        Bytes der = DerWriter.write(w -> w.sequence(s -> {
            s.sequence(a -> a.oid(Oid.of(algorithm)).raw(parameters));
            s.bitString(key);
        }));
        assertThat(der.at(0)).isEqualTo(Tag.SEQUENCE);
        return SubjectPublicKeyInfo.parse(der).orElseThrow();
    }

    @Test
    void refusesAnOcspResponderWhoseKeyIsTooSmall() {
        Certificate alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP").certificate();
        Certificate responder = ca.issueEndEntity(
                        "CN=Responder,O=Test,C=JP",
                        c -> c.publicKey(small.publicKey())
                                .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING)))
                                .ocspNoCheck())
                .certificate();
        SingleResponse good = new SingleResponse(
                CertId.of("SHA-1", ca.certificate(), alice.serialNumber()),
                new CertificateStatus.Good(),
                TestPki.NOW.minusSeconds(60),
                Optional.of(TestPki.NOW.plusSeconds(60)),
                Extensions.NONE);
        OcspResponseData data =
                new OcspResponseData(ResponderId.ofKey(small.publicKey()), TestPki.NOW, List.of(good), Extensions.NONE);
        BasicOcspResponse response =
                data.signed(small.algorithm().identifier(), small.sign(data.der()), List.of(responder));

        assertThat(checks(ask(alice, RevocationPolicy.REQUIRED, response)))
                .contains(Check.OCSP_RESPONDER_NOT_AUTHORIZED);
    }
}
