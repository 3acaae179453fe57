package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.Extensions;
import kakehashi.x509.GeneralName;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.OcspResponseData;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SingleResponse;
import org.junit.jupiter.api.Test;

/// What a builder remembers of one question must not answer another: not at another time, not with another graph,
/// and not after a question that ran out of budget.
class RememberedPathsTest {
    private static final Instant NOW = TestPki.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofDays(3));

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Test,C=JP");
    private final TestCa ca = root.issueCa("CN=CA,O=Test,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP");

    private PathBuilder builder(RevocationPolicy policy, List<Crl> crls, BasicOcspResponse... responses) {
        return PathBuilder.of(
                TrustGraph.of(List.of(ca.certificate())),
                List.of(TrustAnchor.of(root.certificate())),
                ValidationInputs.DEFAULT.with(policy),
                RevocationEvidence.of(crls, List.of(responses)));
    }

    private Consumer<CrlBuilder> revokingTheCa() {
        return list -> list.revoke(ca.certificate().serialNumber(), NOW.minusSeconds(60));
    }

    private Crl issuedTomorrow() {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        CrlBuilder list = new CrlBuilder(root.name(), tomorrow).nextUpdate(tomorrow.plus(Duration.ofDays(7)));
        list.revoke(ca.certificate().serialNumber(), tomorrow);
        return Crl.parse(root.key().sign(list.toBeSigned(root.key().algorithm())))
                .orElseThrow();
    }

    private BasicOcspResponse revokedSince(Instant thisUpdate) {
        CertId id = CertId.of("SHA-1", root.certificate(), ca.certificate().serialNumber());
        CertificateStatus revoked = new CertificateStatus.Revoked(thisUpdate, Optional.empty());
        SingleResponse single = new SingleResponse(
                id, revoked, thisUpdate, Optional.of(thisUpdate.plus(Duration.ofDays(7))), Extensions.NONE);
        OcspResponseData data = new OcspResponseData(
                ResponderId.ofKey(root.key().publicKey()), thisUpdate, List.of(single), Extensions.NONE);
        return data.signed(root.key().algorithm().identifier(), root.key().sign(data.der()), List.of());
    }

    private PathOutcome ask(PathBuilder builder, Instant at) {
        return builder.build(PathRequest.of(alice.certificate(), at));
    }

    private static List<Check> checks(PathOutcome outcome) {
        return outcome.tried().stream()
                .flatMap(tried -> tried.allFindings().stream())
                .map(Finding::check)
                .toList();
    }

    @Test
    void asksAgainWhenACrlThatWasNotYetIssuedHasCome() {
        PathBuilder builder = builder(RevocationPolicy.IF_PRESENT, List.of(issuedTomorrow()));

        assertThat(ask(builder, NOW)).isInstanceOf(PathOutcome.Valid.class);
        assertThat(checks(ask(builder, LATER))).contains(Check.REVOKED);
    }

    @Test
    void asksAgainAtTheTimeWhenACrlWasStillCurrent() {
        PathBuilder builder = builder(RevocationPolicy.IF_PRESENT, List.of(root.crl(revokingTheCa())));

        assertThat(ask(builder, NOW.plus(Duration.ofDays(60)))).isInstanceOf(PathOutcome.Valid.class);
        assertThat(checks(ask(builder, NOW))).contains(Check.REVOKED);
    }

    @Test
    void asksAgainWhenAnOcspResponseBesideAGoodCrlHasCome() {
        PathBuilder builder =
                builder(RevocationPolicy.REQUIRED, List.of(root.crl(), ca.crl()), revokedSince(NOW.plusSeconds(600)));

        assertThat(ask(builder, NOW)).isInstanceOf(PathOutcome.Valid.class);
        assertThat(checks(ask(builder, LATER))).contains(Check.REVOKED);
    }

    @Test
    void asksAgainWhenTheGraphHasTheKeyOfACrlThatNobodyCouldVerify() {
        TestCa rekeyed = root.rekeyed();
        PathBuilder builder = builder(RevocationPolicy.IF_PRESENT, List.of(rekeyed.crl(revokingTheCa())));

        assertThat(ask(builder, NOW)).isInstanceOf(PathOutcome.Valid.class);
        PathBuilder next = builder.with(TrustGraph.of(List.of(ca.certificate(), root.newWithOld(rekeyed))));
        assertThat(checks(ask(next, NOW))).contains(Check.REVOKED);
    }

    @Test
    void doesNotTakeARevokedTargetWhenTheBudgetEndsBeforeTheCrlIsVerified() {
        Crl crl = ca.crl(list -> list.revoke(alice.certificate().serialNumber(), NOW));
        SearchLimits two = new SearchLimits(2, 1000, 1000, Optional.empty());
        PathBuilder builder = builder(RevocationPolicy.IF_PRESENT, List.of(crl)).within(two, () -> 0);

        assertThat(ask(builder, NOW)).isInstanceOf(PathOutcome.Indeterminate.class);
    }

    @Test
    void doesNotRememberACaWhoseCrlTheBudgetLeftUnverified() {
        Crl crl = root.crl(revokingTheCa());
        SearchLimits two = new SearchLimits(2, 1000, 1000, Optional.empty());
        SearchLimits one = new SearchLimits(1, 1000, 1000, Optional.empty());
        PathBuilder poor = builder(RevocationPolicy.IF_PRESENT, List.of(crl)).within(one, () -> 0);

        assertThat(ask(poor, NOW)).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(ask(poor, NOW)).isNotInstanceOf(PathOutcome.Valid.class);
        assertThat(ask(poor.within(two, () -> 0), NOW)).isInstanceOf(PathOutcome.Invalid.class);
    }

    @Test
    void doesNotRememberACaWhoseNamesTheBudgetLeftUncompared() {
        NameConstraints excluded = new NameConstraints(List.of(), List.of(new GeneralName.DnsName("evil.example")));
        Certificate constrained = root.crossCertify(ca, c -> c.nameConstraints(excluded));
        TestCa evil = ca.issueCa(
                "CN=Evil,O=Test,C=JP", c -> c.subjectAltNames(List.of(new GeneralName.DnsName("evil.example"))));
        PathRequest request =
                PathRequest.of(evil.issueEndEntity("CN=Bob,O=Test,C=JP").certificate(), NOW);
        PathBuilder free = builder(RevocationPolicy.NOT_CHECKED, List.of())
                .with(TrustGraph.of(List.of(ca.certificate(), evil.certificate())));
        assertThat(free.build(request)).isInstanceOf(PathOutcome.Valid.class);

        SearchLimits noComparison = new SearchLimits(100, 1000, 0, Optional.empty());
        PathBuilder builder = free.with(TrustGraph.of(List.of(constrained, evil.certificate())))
                .within(noComparison, () -> 0);
        assertThat(builder.build(request)).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(builder.build(request)).isInstanceOf(PathOutcome.Indeterminate.class);
    }

    @Test
    void aCaCannotVouchForItselfByIssuingACrlIssuerOfItsIssuersName() {
        TestCa impostor = ca.issueCa(
                root.name().toString(), c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(0))));
        List<Crl> crls = List.of(impostor.crl(), ca.crl());
        PathBuilder builder = builder(RevocationPolicy.REQUIRED, crls)
                .with(TrustGraph.of(List.of(ca.certificate(), impostor.certificate())));

        assertThat(ask(builder, NOW)).isInstanceOf(PathOutcome.Indeterminate.class);
    }
}
