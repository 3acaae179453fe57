package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.IssuingDistributionPoint.Scope;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.ReasonFlags;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;

class CrlProcessingTest {
    private static final Instant NOW = TestPki.NOW;
    private static final DistributionPointName PLACE = new DistributionPointName.FullName(
            List.of(new GeneralName.UniformResourceIdentifier("http://crl.example/ca.crl")));
    private static final ReasonFlags COMPROMISE = new ReasonFlags(0b110);

    private final TestPki pki = new TestPki();
    private final TestCa ca = pki.root("CN=CA,O=Test,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP");
    private final SerialNumber serial = alice.certificate().serialNumber();

    private static IssuerOfCertificate issuer(TestCa ca) {
        return RevocationCases.issuer(ca.certificate());
    }

    private static RevocationStatus check(Certificate certificate, TestCa issuer, CrlIssuerKeys keys, Crl... crls) {
        return RevocationCases.checker(RevocationEvidence.of(List.of(crls), List.of()), RevocationPolicy.REQUIRED)
                .check(new RevocationQuestion(certificate, issuer(issuer), NOW), keys);
    }

    private RevocationStatus check(Crl... crls) {
        return check(alice.certificate(), ca, CrlIssuerKeys.NONE, crls);
    }

    private static List<Check> checks(RevocationStatus status) {
        assertThat(status).isInstanceOf(RevocationStatus.Undetermined.class);
        return ((RevocationStatus.Undetermined) status)
                .findings().stream().map(Finding::check).toList();
    }

    private static CrlIssuerKeys keysOf(TestCa... issuers) {
        return (name, keyIdentifier) -> List.of(issuers).stream()
                .filter(i -> i.name().equals(name))
                .flatMap(i -> VerificationKey.of(i.key().publicKey()).stream())
                .toList();
    }

    private static IssuingDistributionPoint idp(Optional<DistributionPointName> name, Optional<ReasonFlags> reasons) {
        return new IssuingDistributionPoint(name, Scope.ALL, reasons, false);
    }

    @Test
    void rfc5280_6_3_3_callsGoodWhatNoCrlLists() {
        Crl crl = ca.crl();
        assertThat(check(crl)).isInstanceOfSatisfying(RevocationStatus.Good.class, good -> {
            assertThat(good.evidence())
                    .extracting(RevocationStatus.Evidence::fingerprint)
                    .containsExactly(crl.fingerprint());
            assertThat(good.period())
                    .isEqualTo(new Period(crl.thisUpdate(), crl.nextUpdate().orElseThrow()));
        });
    }

    @Test
    void rfc5280_6_3_3_j_tellsTimeAndReasonOfTheEntry() {
        Instant date = NOW.minus(Duration.ofDays(2));
        Crl crl = ca.crl(list -> list.revoke(serial, date, CrlReason.KEY_COMPROMISE));
        assertThat(check(crl)).isInstanceOfSatisfying(RevocationStatus.Revoked.class, revoked -> {
            assertThat(revoked.time()).isEqualTo(date);
            assertThat(revoked.reason()).isEqualTo(CrlReason.KEY_COMPROMISE);
        });
        assertThat(check(ca.crl(list -> list.revoke(serial, date))))
                .isInstanceOfSatisfying(
                        RevocationStatus.Revoked.class,
                        revoked -> assertThat(revoked.reason()).isEqualTo(CrlReason.UNSPECIFIED));
    }

    @Test
    void findsNothingWithoutCrls() {
        assertThat(checks(check())).contains(Check.CRL_NOT_FOUND, Check.OCSP_NOT_FOUND);
    }

    @Test
    void oneCurrentCrlThatRevokesOutweighsANewerOneThatDoesNot() {
        Crl older = ca.crl(list -> list.revoke(serial, NOW, CrlReason.SUPERSEDED));
        assertThat(check(ca.crl(), older)).isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void rfc5280_5_2_3_newerCrlReleasesFromHold() {
        Crl held = ca.crl(list -> list.revoke(serial, NOW, CrlReason.CERTIFICATE_HOLD));
        Crl released = ca.crl();
        assertThat(check(held)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(held, released)).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void rfc5280_6_3_3_a_judgesTheTimesOfTheCrl() {
        Instant day = NOW.minus(Duration.ofDays(2));
        assertThat(checks(check(ca.crl(list -> list.nextUpdate(NOW.minusSeconds(1))))))
                .contains(Check.CRL_EXPIRED);
        Crl crl = ca.crl();
        RevocationEvidence evidence = RevocationEvidence.of(List.of(crl), List.of());
        RevocationQuestion question = new RevocationQuestion(alice.certificate(), issuer(ca), NOW);
        RevocationPolicy young = RevocationPolicy.REQUIRED.withMaxAge(Duration.ofHours(23));
        assertThat(checks(RevocationCases.checker(evidence, young).check(question, CrlIssuerKeys.NONE)))
                .contains(Check.CRL_TOO_OLD);
        RevocationQuestion past = new RevocationQuestion(alice.certificate(), issuer(ca), day);
        assertThat(checks(RevocationCases.checker(evidence, RevocationPolicy.REQUIRED)
                        .check(past, CrlIssuerKeys.NONE)))
                .contains(Check.CRL_NOT_YET_VALID);
        RevocationPolicy graceful =
                new RevocationPolicy(RevocationPolicy.Requirement.REQUIRED, Optional.empty(), Duration.ofDays(2));
        RevocationQuestion late = new RevocationQuestion(
                alice.certificate(), issuer(ca), crl.nextUpdate().orElseThrow().plus(Duration.ofDays(1)));
        assertThat(RevocationCases.checker(evidence, graceful).check(late, CrlIssuerKeys.NONE))
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void aCrlThatWillRevokeEndsThePeriodOfTheAnswer() {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        CrlBuilder next = new CrlBuilder(ca.name(), tomorrow)
                .nextUpdate(tomorrow.plus(Duration.ofDays(7)))
                .revoke(serial, NOW);
        Crl coming =
                Crl.parse(ca.key().sign(next.toBeSigned(ca.key().algorithm()))).orElseThrow();
        assertThat(check(ca.crl(), coming))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.period().until()).isEqualTo(tomorrow.minusNanos(1)));
    }

    @Test
    void rfc5280_6_3_3_g_refusesAnotherKeysSignature() {
        TestCa namesake = new TestPki().root("CN=CA,O=Test,C=JP");
        assertThat(checks(check(namesake.crl()))).contains(Check.CRL_SIGNATURE_INVALID);
    }

    @Test
    void rfc5280_6_3_3_f_takesTheKeyOfTheSameCaThatThePortAnswers() {
        TestCa rekeyed = ca.rekeyed();
        TestEntity bob = rekeyed.issueEndEntity("CN=Bob,O=Test,C=JP");
        SerialNumber bobs = bob.certificate().serialNumber();
        Crl byOldKey = ca.crl(list -> list.revoke(bobs, NOW));
        assertThat(checks(check(bob.certificate(), rekeyed, CrlIssuerKeys.NONE, byOldKey)))
                .contains(Check.CRL_SIGNATURE_INVALID);
        assertThat(check(bob.certificate(), rekeyed, keysOf(ca), byOldKey))
                .isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void rfc5280_6_3_3_f_refusesAnIssuerThatMayNotSignCrls() {
        IssuerOfCertificate forbidden = new IssuerOfCertificate(
                ca.name(), RevocationCases.key(ca.certificate()), IssuerOfCertificate.CrlSigning.FORBIDDEN);
        RevocationStatus status = RevocationCases.checker(
                        RevocationEvidence.of(List.of(ca.crl()), List.of()), RevocationPolicy.REQUIRED)
                .check(new RevocationQuestion(alice.certificate(), forbidden, NOW), CrlIssuerKeys.NONE);
        assertThat(checks(status)).contains(Check.CRL_ISSUER_NOT_TRUSTED);
    }

    @Test
    void rfc5280_6_3_3_b_2_refusesCrlsOfOtherScopes() {
        assertThat(check(ca.crl(l -> l.issuingDistributionPoint(scope(Scope.USER_CERTIFICATES)))))
                .isInstanceOf(RevocationStatus.Good.class);
        for (Scope other : List.of(Scope.CA_CERTIFICATES, Scope.ATTRIBUTE_CERTIFICATES)) {
            assertThat(checks(check(ca.crl(l -> l.issuingDistributionPoint(scope(other))))))
                    .contains(Check.CRL_SCOPE_MISMATCH);
        }
    }

    private static IssuingDistributionPoint scope(Scope scope) {
        return new IssuingDistributionPoint(Optional.empty(), scope, Optional.empty(), false);
    }

    @Test
    void rfc5280_6_3_3_b_2_i_matchesTheNamesOfThePoints() {
        Crl elsewhere = ca.crl(l -> l.issuingDistributionPoint(idp(Optional.of(PLACE), Optional.empty())));
        assertThat(checks(check(elsewhere))).contains(Check.CRL_SCOPE_MISMATCH);
        Certificate pointing = ca.issueEndEntity(
                        "CN=Bob,O=Test,C=JP",
                        c -> c.crlDistributionPoints(
                                List.of(new DistributionPoint(Optional.of(PLACE), Optional.empty(), List.of()))))
                .certificate();
        assertThat(check(pointing, ca, CrlIssuerKeys.NONE, elsewhere)).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void rfc5280_4_2_1_13_completesRelativeNamesWithTheIssuersName() {
        DistributionPointName relative = new DistributionPointName.NameRelativeToCrlIssuer(
                Name.of("CN=CRL1").relativeNames().getFirst());
        DistributionPointName full = new DistributionPointName.FullName(
                List.of(new GeneralName.DirectoryName(Name.of("CN=CRL1,CN=CA,O=Test,C=JP"))));
        Certificate pointing = ca.issueEndEntity(
                        "CN=Bob,O=Test,C=JP",
                        c -> c.crlDistributionPoints(
                                List.of(new DistributionPoint(Optional.of(relative), Optional.empty(), List.of()))))
                .certificate();
        Crl crl = ca.crl(l -> l.issuingDistributionPoint(idp(Optional.of(full), Optional.empty())));
        assertThat(check(pointing, ca, CrlIssuerKeys.NONE, crl)).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void rfc5280_6_3_3_l_needsEveryReasonCovered() {
        ReasonFlags others = new ReasonFlags(ReasonFlags.ALL.bits() & ~COMPROMISE.bits());
        Crl some = ca.crl(l -> l.issuingDistributionPoint(idp(Optional.empty(), Optional.of(COMPROMISE))));
        Crl rest = ca.crl(l -> l.issuingDistributionPoint(idp(Optional.empty(), Optional.of(others))));
        assertThat(checks(check(some))).contains(Check.CRL_REASONS_NOT_COVERED);
        assertThat(check(some, rest))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.evidence()).hasSize(2));
    }

    @Test
    void rfc5280_5_2_refusesUnknownCriticalExtensions() {
        Crl crl = ca.crl(l -> l.extension(new Extension(Oid.of("1.2.3.4"), true, Bytes.ofHex("0500"))));
        assertThat(checks(check(crl))).contains(Check.CRL_UNKNOWN_CRITICAL_EXTENSION);
    }

    @Test
    void rfc5280_5_2_4_deltaRevokesAndReleases() {
        Crl base = ca.crl(l -> l.revoke(serial, NOW, CrlReason.CERTIFICATE_HOLD));
        Crl release = ca.deltaCrl(base, l -> l.revoke(serial, NOW, CrlReason.REMOVE_FROM_CRL));
        assertThat(check(base, release))
                .isInstanceOfSatisfying(
                        RevocationStatus.Good.class,
                        good -> assertThat(good.evidence())
                                .extracting(RevocationStatus.Evidence::kind)
                                .containsExactly(
                                        RevocationStatus.Evidence.Kind.CRL, RevocationStatus.Evidence.Kind.DELTA_CRL));
        Crl empty = ca.crl();
        Crl revoke = ca.deltaCrl(empty, l -> l.revoke(serial, NOW, CrlReason.KEY_COMPROMISE));
        assertThat(check(empty, revoke)).isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void rfc5280_5_2_4_d_ignoresADeltaFromBeforeTheCompleteCrl() {
        Crl base = ca.crl();
        Crl delta = ca.deltaCrl(base, l -> l.revoke(serial, NOW, CrlReason.CERTIFICATE_HOLD));
        assertThat(check(base, delta)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(ca.crl(), delta)).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void rfc5280_6_3_3_h_ignoresADeltaOfAnotherKey() {
        Crl base = ca.crl(l -> l.revoke(serial, NOW, CrlReason.CERTIFICATE_HOLD));
        TestCa namesake = new TestPki().root("CN=CA,O=Test,C=JP");
        Crl forged = namesake.deltaCrl(
                base,
                l -> l.crlNumber(BigInteger.TEN)
                        .authorityKeyIdentifier(base.authorityKeyIdentifier().orElseThrow())
                        .revoke(serial, NOW, CrlReason.REMOVE_FROM_CRL));
        assertThat(CrlScope.completes(forged, base)).isTrue();
        assertThat(check(base, forged)).isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void rfc5280_6_3_3_c_ignoresADeltaOfAnotherScope() {
        Crl base = ca.crl();
        Crl delta = ca.deltaCrl(
                base,
                l -> l.issuingDistributionPoint(scope(Scope.CA_CERTIFICATES)).revoke(serial, NOW));
        assertThat(check(base, delta)).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void rfc5280_5_2_4_refusesADeltaToALaterBaseOrAlone() {
        Crl base = ca.crl();
        Crl later = ca.crl();
        Crl delta = ca.deltaCrl(later, l -> l.revoke(serial, NOW));
        assertThat(check(base, delta)).isInstanceOf(RevocationStatus.Good.class);
        assertThat(check(base, later, delta)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(delta)).isInstanceOf(RevocationStatus.Undetermined.class);
    }

    @Test
    void rfc5280_6_3_3_a_1_i_currentDeltaUpdatesAnExpiredCrl() {
        Crl expired = ca.crl(l -> l.nextUpdate(NOW.minusSeconds(1)));
        assertThat(check(expired)).isInstanceOf(RevocationStatus.Undetermined.class);
        assertThat(check(expired, ca.deltaCrl(expired, l -> {}))).isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void rfc5280_6_3_3_b_1_takesIndirectCrlsOfTheNamedIssuerOnly() {
        TestCa crlIssuer = pki.root("CN=CRL issuer,O=Test,C=JP");
        Certificate bob = ca.issueEndEntity(
                        "CN=Bob,O=Test,C=JP",
                        c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                                Optional.of(PLACE),
                                Optional.empty(),
                                List.of(new GeneralName.DirectoryName(crlIssuer.name()))))))
                .certificate();
        Crl revoking = crlIssuer.indirectCrl(l -> l.certificateIssuer(ca.name()).revoke(bob.serialNumber(), NOW));
        assertThat(check(bob, ca, keysOf(crlIssuer), revoking)).isInstanceOf(RevocationStatus.Revoked.class);
        assertThat(check(bob, ca, keysOf(crlIssuer), crlIssuer.indirectCrl(l -> {})))
                .isInstanceOf(RevocationStatus.Good.class);
        assertThat(checks(check(bob, ca, CrlIssuerKeys.NONE, revoking))).contains(Check.CRL_ISSUER_NOT_TRUSTED);
        assertThat(checks(check(bob, ca, keysOf(crlIssuer), crlIssuer.crl()))).contains(Check.CRL_ISSUER_MISMATCH);
        // The CA's own CRL proves nothing good about a certificate that it handed over, but it may revoke it.
        assertThat(check(bob, ca, CrlIssuerKeys.NONE, ca.crl())).isInstanceOf(RevocationStatus.Undetermined.class);
        assertThat(check(bob, ca, CrlIssuerKeys.NONE, ca.crl(l -> l.revoke(bob.serialNumber(), NOW))))
                .isInstanceOf(RevocationStatus.Revoked.class);
    }

    @Test
    void verifiesTheSignatureOfACrlOnceOnly() {
        RevocationEvidence evidence = RevocationEvidence.of(List.of(ca.crl()), List.of());
        EvidenceSignatures signatures = new EvidenceSignatures();
        SearchMeter meter = RevocationCases.meter(SearchLimits.DEFAULT);
        RevocationChecker checker = new RevocationChecker(
                evidence, RevocationPolicy.REQUIRED, RevocationCases.EVERY_ALGORITHM, signatures, meter);
        for (int i = 0; i < 3; i++) {
            checker.check(new RevocationQuestion(alice.certificate(), issuer(ca), NOW), CrlIssuerKeys.NONE);
        }
        assertThat(meter.cost().signatures()).isEqualTo(1);
        assertThat(signatures.size()).isEqualTo(1);
        signatures.retainOnly(RevocationEvidence.empty());
        assertThat(signatures.size()).isZero();
    }

    @Test
    void saysWhenTheSignaturesAreSpentAndRemembersNothingThen() {
        EvidenceSignatures signatures = new EvidenceSignatures();
        RevocationChecker checker = new RevocationChecker(
                RevocationEvidence.of(List.of(ca.crl()), List.of()),
                RevocationPolicy.REQUIRED,
                RevocationCases.EVERY_ALGORITHM,
                signatures,
                RevocationCases.meter(new SearchLimits(0, 10, 10, Optional.empty())));
        assertThat(checks(checker.check(
                        new RevocationQuestion(alice.certificate(), issuer(ca), NOW), CrlIssuerKeys.NONE)))
                .contains(Check.BUDGET_EXHAUSTED);
        assertThat(signatures.size()).isZero();
    }

    @Test
    void refusesSignatureAlgorithmsThatAreNotAccepted() {
        RevocationChecker checker = new RevocationChecker(
                RevocationEvidence.of(List.of(ca.crl()), List.of()),
                RevocationPolicy.REQUIRED,
                new AlgorithmPolicy(Set.of(), 0),
                new EvidenceSignatures(),
                RevocationCases.meter(SearchLimits.DEFAULT));
        assertThat(checks(checker.check(
                        new RevocationQuestion(alice.certificate(), issuer(ca), NOW), CrlIssuerKeys.NONE)))
                .contains(Check.CRL_ALGORITHM_NOT_ALLOWED);
    }
}
