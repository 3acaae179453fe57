package kakehashi.revocation;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.profiles.CrlShard;
import kakehashi.revocation.CrlPlan.Contents;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;

/// A CA with its revocation state, and short words for what tests do with them.
final class CrlScene {
    static final Instant NOW = TestPki.NOW;
    static final CrlCoverage EVERYTHING = new CrlCoverage.Everything(List.of());

    final TestCa ca;
    final CrlMaker maker;
    final RevocationRegister register = new RevocationRegister();

    CrlScene(TestCa ca) {
        this.ca = ca;
        this.maker = new CrlMaker(
                CrlIssuer.of(ca.certificate(), ca.key().algorithm()).orElseThrow());
    }

    CrlScene() {
        this(new TestPki().root("CN=CA,O=Test,C=JP"));
    }

    static GeneralName place(String uri) {
        return new GeneralName.UniformResourceIdentifier(uri);
    }

    static DistributionPoint point(String uri) {
        return new DistributionPoint(
                Optional.of(new DistributionPointName.FullName(List.of(place(uri)))), Optional.empty(), List.of());
    }

    static RevocableCertificate of(Certificate certificate, CrlShard shard) {
        boolean ca = certificate.basicConstraints().map(b -> b.ca()).orElse(false);
        return new RevocableCertificate(
                certificate.serialNumber(),
                certificate.notAfter(),
                ca ? RevocableCertificate.Kind.AUTHORITY : RevocableCertificate.Kind.END_ENTITY,
                shard);
    }

    static RevocableCertificate of(Certificate certificate) {
        return of(certificate, RevocableCertificate.NO_SHARD);
    }

    void revoke(Certificate certificate, CrlReason reason) {
        apply(new RevocationChange.Revoke(of(certificate), NOW.minusSeconds(60), reason, Optional.empty()));
    }

    void apply(RevocationChange change) {
        RevocationOutcome outcome = register.apply(change);
        if (outcome instanceof RevocationOutcome.Refused(RevocationRefusal reason)) {
            throw new AssertionError(change + " refused: " + reason);
        }
    }

    static CrlPlan plan(CrlCoverage coverage, long number, Contents contents) {
        return new CrlPlan(
                coverage,
                BigInteger.valueOf(number),
                NOW.plusSeconds(number - 60),
                NOW.plus(Duration.ofDays(7)),
                contents);
    }

    SignedCrl make(CrlPlan plan) {
        return maker.sign(maker.prepare(plan, register).orElseThrow(), new TestSigner(ca.key()))
                .orElseThrow();
    }

    SignedCrl complete(CrlCoverage coverage, long number) {
        return make(plan(coverage, number, Contents.Complete.PLAIN));
    }

    SignedCrl delta(SignedCrl base, long number) {
        return make(plan(base.issued().coverage(), number, new Contents.Delta(base.issued())));
    }

    static Crl read(SignedCrl crl) {
        return Crl.parse(crl.der()).orElseThrow();
    }
}
