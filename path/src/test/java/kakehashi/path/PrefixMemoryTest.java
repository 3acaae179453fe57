package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.GeneralName;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import org.junit.jupiter.api.Test;

/// What a builder remembers saves work and never changes an answer.
class PrefixMemoryTest {
    private static final Instant NOW = TestPki.NOW;
    private static final ValidationInputs IF_PRESENT = ValidationInputs.DEFAULT.with(RevocationPolicy.IF_PRESENT);

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Test,C=JP");
    private final TestCa first = root.issueCa("CN=First,O=Test,C=JP");
    private final TestCa second = first.issueCa("CN=Second,O=Test,C=JP");
    private final TestEntity alice = second.issueEndEntity("CN=Alice,O=Test,C=JP");
    private final TestEntity bob = second.issueEndEntity("CN=Bob,O=Test,C=JP");
    private final List<Certificate> graph = List.of(first.certificate(), second.certificate());

    private PathBuilder builder(ValidationInputs inputs, Crl... crls) {
        return PathBuilder.of(
                TrustGraph.of(graph), List.of(TrustAnchor.of(root.certificate())), inputs, evidence(crls));
    }

    private static RevocationEvidence evidence(Crl... crls) {
        return RevocationEvidence.of(List.of(crls), List.of());
    }

    private static int signatures(PathBuilder builder, TestEntity target) {
        PathOutcome outcome = Paths.build(builder, target.certificate());
        assertThat(outcome).isInstanceOf(PathOutcome.Valid.class);
        return outcome.cost().signatures();
    }

    @Test
    void aSecondTargetOfTheSameCaCostsOneSignature() {
        PathBuilder builder = builder(Paths.INPUTS);
        assertThat(signatures(builder, alice)).isEqualTo(3);
        assertThat(signatures(builder, bob)).isEqualTo(1);
        assertThat(signatures(builder, alice)).isEqualTo(1);
    }

    @Test
    void aTargetOfAnotherCaSharesTheFirstPartOfThePath() {
        TestCa third = first.issueCa("CN=Third,O=Test,C=JP");
        TestEntity carol = third.issueEndEntity("CN=Carol,O=Test,C=JP");
        PathBuilder builder = builder(Paths.INPUTS).with(TrustGraph.of(graph).with(List.of(third.certificate())));
        assertThat(signatures(builder, alice)).isEqualTo(3);
        assertThat(signatures(builder, carol)).isEqualTo(2);
    }

    @Test
    void theNextGraphKeepsTheSignaturesAndThePathsThatItHas() {
        PathBuilder builder = builder(Paths.INPUTS);
        signatures(builder, alice);
        TestCa third = root.issueCa("CN=Third,O=Test,C=JP");
        PathBuilder next = builder.with(builder.graph().with(List.of(third.certificate())));
        assertThat(signatures(next, bob)).isEqualTo(1);
    }

    @Test
    void aCaThatLeftTheGraphLeadsNowhere() {
        PathBuilder builder = builder(Paths.INPUTS);
        signatures(builder, alice);
        PathBuilder next = builder.with(builder.graph().without(List.of(second.certificate())));
        assertThat(Paths.checks(Paths.build(next, alice.certificate())))
                .contains(Check.NO_PATH_TO_ANCHOR, Check.ISSUER_NOT_FOUND);
        assertThat(signatures(builder, alice)).as("the old builder").isEqualTo(1);
    }

    @Test
    void theNextEvidenceCostsOnlyWhatChanged() {
        Crl ofRoot = root.crl();
        Crl ofFirst = first.crl();
        Crl ofSecond = second.crl();
        PathBuilder builder = builder(Paths.REQUIRED, ofRoot, ofFirst, ofSecond);
        assertThat(signatures(builder, alice))
                .as("three certificates, three CRLs")
                .isEqualTo(6);
        assertThat(signatures(builder, bob)).as("the target alone").isEqualTo(1);

        PathBuilder next = builder.with(evidence(ofRoot, ofFirst, second.crl()));
        assertThat(signatures(next, bob)).as("the target and the CRL for it").isEqualTo(2);
        PathBuilder last = next.with(evidence(ofRoot, first.crl(), second.crl()));
        assertThat(signatures(last, bob)).as("the target and two CRLs").isEqualTo(3);
    }

    @Test
    void aCaThatANewerCrlRevokesIsNoticed() {
        PathBuilder builder = builder(Paths.REQUIRED, root.crl(), first.crl(), second.crl());
        signatures(builder, alice);
        Crl newer = first.crl(list -> list.revoke(second.certificate().serialNumber(), NOW));
        PathBuilder next = builder.with(builder.evidence().with(List.of(newer), List.of()));
        assertThat(Paths.checks(Paths.build(next, bob.certificate()))).contains(Check.REVOKED);
    }

    @Test
    void askedAtAnotherTimeItAnswersForThatTime() {
        TestCa brief = first.issueCa(
                "CN=Brief,O=Test,C=JP", c -> c.validity(NOW.minus(Duration.ofDays(9)), NOW.plus(Duration.ofDays(9))));
        Certificate dora = brief.issueEndEntity("CN=Dora,O=Test,C=JP").certificate();
        PathBuilder builder =
                builder(Paths.INPUTS).with(TrustGraph.of(List.of(first.certificate(), brief.certificate())));
        for (int days : new int[] {0, 10, -1, -10, 9, -9, 0}) {
            PathOutcome outcome = builder.build(PathRequest.of(dora, NOW.plus(Duration.ofDays(days))));
            assertThat(outcome instanceof PathOutcome.Valid).as(days + " days").isEqualTo(Math.abs(days) <= 9);
        }
    }

    @Test
    void aValidPathSaysHowLongItHolds() {
        ValidatedPath path = Paths.valid(
                Paths.build(builder(Paths.REQUIRED, root.crl(), first.crl(), second.crl()), alice.certificate()));
        assertThat(path.period()).isEqualTo(new Period(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(7))));
    }

    @Test
    void aCaThatPassedForWantOfACurrentCrlIsRevokedWhenTheCrlIsCurrent() {
        Crl past = first.crl(list -> list.revoke(second.certificate().serialNumber(), NOW.minus(Duration.ofDays(2)))
                .nextUpdate(NOW.minus(Duration.ofHours(1))));
        PathBuilder builder = builder(IF_PRESENT, past);
        assertThat(Paths.build(builder, alice.certificate())).isInstanceOf(PathOutcome.Valid.class);

        PathOutcome before = builder.build(PathRequest.of(alice.certificate(), NOW.minus(Duration.ofHours(2))));
        assertThat(Paths.checks(before)).contains(Check.REVOKED);
    }

    @Test
    void aCrlWhoseSignersCertificateComesLaterIsBelievedThen() {
        TestCa rekeyed = first.rekeyed();
        Crl byNewKey = rekeyed.crl(list -> list.revoke(second.certificate().serialNumber(), NOW));
        PathBuilder builder = builder(IF_PRESENT, byNewKey);
        assertThat(Paths.build(builder, alice.certificate())).isInstanceOf(PathOutcome.Valid.class);

        PathBuilder next = builder.with(builder.graph().with(List.of(first.newWithOld(rekeyed))));
        assertThat(Paths.checks(Paths.build(next, alice.certificate()))).contains(Check.REVOKED);
    }

    @Test
    void whatWasSkippedForWantOfBudgetIsNotRemembered() {
        TestCa limited = root.issueCa(
                "CN=Limited,O=Test,C=JP",
                c -> c.nameConstraints(
                        new NameConstraints(List.of(), List.of(new GeneralName.DnsName("bad.example")))));
        TestCa under = limited.issueCa(
                "CN=Under,O=Test,C=JP", c -> c.subjectAltNames(List.of(new GeneralName.DnsName("bad.example"))));
        Certificate eve = under.issueEndEntity("CN=Eve,O=Test,C=JP").certificate();
        PathBuilder builder = PathBuilder.of(
                        TrustGraph.of(List.of(limited.certificate(), under.certificate())),
                        List.of(TrustAnchor.of(root.certificate())),
                        Paths.INPUTS,
                        RevocationEvidence.empty())
                .within(new SearchLimits(9, 99, 0, Optional.empty()), () -> 0);
        // The signatures are known, so that nothing else stops the search.
        PathValidator.of(builder)
                .validate(
                        builder.anchors().getFirst(),
                        List.of(limited.certificate(), under.certificate()),
                        PathRequest.of(eve, NOW));
        for (int i = 0; i < 3; i++) {
            PathOutcome outcome = Paths.build(builder, eve);
            assertThat(Paths.checks(outcome)).doesNotContain(Check.SIGNATURE_INVALID);
            assertThat(Paths.word(outcome)).isEqualTo("indeterminate");
        }
    }

    @Test
    void aTargetWhoseCrlCouldNotBeReadForWantOfBudgetIsNotValid() {
        Crl revoking = root.crl(list -> list.revoke(first.certificate().serialNumber(), NOW));
        PathBuilder builder = PathBuilder.of(
                        TrustGraph.EMPTY, List.of(TrustAnchor.of(root.certificate())), IF_PRESENT, evidence(revoking))
                .within(new SearchLimits(1, 99, 99, Optional.empty()), () -> 0);
        PathOutcome outcome = Paths.build(builder, first.certificate());
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(Paths.checks(outcome)).contains(Check.BUDGET_EXHAUSTED);
    }

    /// Going round the circle X → P → X turns gold into silver. The short path to X has to do so to be as good as
    /// the long one, but then it cannot go from X to P again, and the long one can.
    @Test
    void aPathThatWentRoundACircleHidesNoPathThatDidNot() {
        Oid gold = Paths.GOLD;
        Oid silver = Paths.SILVER;
        TestCa x = pki.root("CN=X,O=Test,C=JP");
        TestCa p = pki.root("CN=P,O=Test,C=JP");
        List<PolicyInformation> one = Paths.policies(gold);
        List<PolicyMapping> goldToSilver = List.of(new PolicyMapping(gold, silver));
        List<Certificate> all = new ArrayList<>(List.of(
                root.crossCertify(x, c -> c.certificatePolicies(one)),
                x.crossCertify(p, c -> c.certificatePolicies(Paths.policies(gold, silver))),
                p.crossCertify(x, c -> c.certificatePolicies(one).policyMappings(goldToSilver))));
        TestCa above = root;
        for (String name : List.of("CN=Y", "CN=Z", "CN=W")) {
            TestCa next = above.issueCa(name, c -> c.certificatePolicies(one));
            all.add(next.certificate());
            above = next;
        }
        all.add(above.crossCertify(x, c -> c.certificatePolicies(one).policyMappings(goldToSilver)));
        Certificate target = p.issueEndEntity("CN=T", c -> c.certificatePolicies(Paths.policies(silver)))
                .certificate();

        PathBuilder builder = Paths.builder(Paths.EXPLICIT, root, all);
        assertThat(Paths.path(Paths.build(builder, target))).hasSize(6);
        assertThat(Paths.valid(Paths.build(builder, target)).userConstrainedPolicySet())
                .isEqualTo(Set.of(gold));
    }
}
