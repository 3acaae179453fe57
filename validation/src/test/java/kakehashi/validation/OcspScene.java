package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.SignatureAlgorithm;

/// A CA with a delegated responder and one subscriber.
final class OcspScene {
    final TestPki pki = new TestPki();
    final MovableClock clock;
    final MovableStatus status = new MovableStatus();
    final TestCa ca;
    final TestEntity alice;

    OcspScene(Instant now) {
        this.clock = new MovableClock(now);
        this.ca = pki.root("CN=CA,O=Test,C=JP");
        this.alice = ca.issueEndEntity(
                "CN=Alice,O=Test,C=JP", c -> c.validity(now.minusSeconds(3600), now.plus(Duration.ofDays(300))));
        status.issued(alice.certificate());
    }

    static OcspScene standard() {
        return new OcspScene(TestPki.NOW);
    }

    OcspIssuer issuer() {
        return OcspIssuer.of(ca.certificate());
    }

    ResponderCredential credential(SignatureAlgorithm algorithm, Duration life) {
        return credential(ca, algorithm, life);
    }

    ResponderCredential credential(TestCa issuer, SignatureAlgorithm algorithm, Duration life) {
        TestKey key = pki.key(algorithm);
        Instant now = clock.instant();
        Certificate certificate = issuer.issue(
                new CertificateBuilder()
                        .subject(Name.of("CN=Responder,O=Test,C=JP"))
                        .publicKey(key.publicKey())
                        .subjectKeyIdentifier(key.publicKey().keyIdentifier())
                        .validity(now.minusSeconds(60), now.plus(life)),
                c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE))
                        .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING))));
        return new ResponderCredential(new TestSigner(key), certificate);
    }

    /// The same key certified again, for so long from now.
    Certificate renewed(ResponderCredential old, Duration life) {
        Instant now = clock.instant();
        return ca.issue(
                new CertificateBuilder()
                        .subject(old.certificate().subject())
                        .publicKey(old.signer().publicKey())
                        .subjectKeyIdentifier(old.signer().publicKey().keyIdentifier())
                        .validity(now.minusSeconds(60), now.plus(life)),
                c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE))
                        .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.OCSP_SIGNING))));
    }

    OcspService service(SignatureAlgorithm algorithm) {
        return OcspService.of(new ResponderDuty(
                issuer(), credential(algorithm, Duration.ofDays(30)), CredentialSupplier.none(), clock.instant()));
    }

    OcspResponder responder(OcspOptions options) {
        return new OcspResponder(List.of(service(TestPki.USUAL)), status, options, clock);
    }

    OcspResponder responder() {
        return responder(OcspOptions.DEFAULT);
    }

    CertId aliceBy(String digest) {
        return CertId.of(digest, ca.certificate(), alice.certificate().serialNumber());
    }

    Bytes aliceRequest() {
        return OcspRequest.of(aliceBy("SHA-1")).der();
    }

    static OcspResponse read(OcspAnswer answer) {
        return OcspResponse.parse(answer.der()).orElseThrow();
    }

    static BasicOcspResponse basic(OcspAnswer answer) {
        return switch (read(answer)) {
            case OcspResponse.Successful(BasicOcspResponse basic) -> basic;
            case OcspResponse.Unsuccessful(var status) -> throw new AssertionError("answered " + status);
        };
    }
}
