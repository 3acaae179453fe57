package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import org.junit.jupiter.api.Test;

/// RFC 5280 §6.1.3, clause by clause.
class BasicProcessingTest {
    private static final Instant NOW = TestPki.NOW;

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Test,C=JP");
    private final TestCa ca = root.issueCa("CN=CA,O=Test,C=JP");
    private final Certificate alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP").certificate();

    @Test
    void acceptsAPathWithoutFault() {
        PathOutcome outcome = Paths.validate(Paths.INPUTS, root, ca.certificate(), alice);
        assertThat(Paths.path(outcome)).containsExactly(ca.certificate(), alice);
        assertThat(Paths.valid(outcome).workingPublicKey()).isEqualTo(alice.subjectPublicKeyInfo());
    }

    @Test
    void acceptsATargetThatTheAnchorIssued() {
        Certificate bob = root.issueEndEntity("CN=Bob").certificate();
        assertThat(Paths.path(Paths.validate(Paths.INPUTS, root, bob))).containsExactly(bob);
    }

    @Test
    void rfc5280_6_1_3_a_1_theSignatureVerifiesWithTheWorkingKey() {
        TestCa impostor = pki.root("CN=CA,O=Test,C=JP");
        Certificate forged = impostor.issueEndEntity("CN=Mallory").certificate();
        PathOutcome outcome = Paths.validate(Paths.INPUTS, root, ca.certificate(), forged);
        assertThat(Paths.checks(outcome)).containsExactly(Check.SIGNATURE_INVALID);
        assertThat(Paths.checksOf(outcome, forged)).containsExactly(Check.SIGNATURE_INVALID);
    }

    @Test
    void rfc5280_6_1_3_a_1_theSignatureOfACaIsVerifiedToo() {
        TestCa impostor = pki.root("CN=Root,O=Test,C=JP");
        TestCa forged = impostor.issueCa("CN=CA,O=Test,C=JP");
        Certificate target = forged.issueEndEntity("CN=Mallory").certificate();
        PathOutcome outcome = Paths.validate(Paths.INPUTS, root, forged.certificate(), target);
        assertThat(Paths.checksOf(outcome, forged.certificate())).containsExactly(Check.SIGNATURE_INVALID);
        assertThat(Paths.checksOf(outcome, target)).isEmpty();
    }

    @Test
    void rfc5280_6_1_3_a_2_theTimeLiesInTheValidityBothEndsIncluded() {
        Certificate brief =
                ca.issueEndEntity("CN=Brief", c -> c.validity(NOW, NOW)).certificate();
        Certificate later = ca.issueEndEntity("CN=Later", c -> c.validity(NOW.plusSeconds(1), NOW.plusSeconds(2)))
                .certificate();
        Certificate past = ca.issueEndEntity("CN=Past", c -> c.validity(NOW.minusSeconds(2), NOW.minusSeconds(1)))
                .certificate();
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, ca.certificate(), brief)))
                .isEqualTo("valid");
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, root, ca.certificate(), later)))
                .containsExactly(Check.NOT_YET_VALID);
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, root, ca.certificate(), past)))
                .containsExactly(Check.EXPIRED);
    }

    @Test
    void rfc5280_6_1_3_a_2_theValidityOfACaCountsToo() {
        TestCa old = root.issueCa("CN=Old", c -> c.validity(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(1)));
        Certificate target = old.issueEndEntity("CN=Carol").certificate();
        assertThat(Paths.checksOf(Paths.validate(Paths.INPUTS, root, old.certificate(), target), old.certificate()))
                .containsExactly(Check.EXPIRED);
    }

    @Test
    void rfc5280_6_1_3_a_3_theCertificateIsNotRevoked() {
        Crl crl = ca.crl(list -> list.revoke(alice.serialNumber(), NOW.minusSeconds(60)));
        PathBuilder surroundings = PathBuilder.of(
                TrustGraph.EMPTY,
                List.of(TrustAnchor.of(root.certificate())),
                Paths.REQUIRED,
                RevocationEvidence.of(List.of(crl, root.crl()), List.of()));
        PathOutcome outcome = PathValidator.of(surroundings)
                .validate(TrustAnchor.of(root.certificate()), List.of(ca.certificate()), PathRequest.of(alice, NOW));
        assertThat(Paths.checks(outcome)).containsExactly(Check.REVOKED);
        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
    }

    @Test
    void rfc5280_6_1_3_a_3_whoRequiresEvidenceLearnsThatItIsMissing() {
        PathOutcome outcome = Paths.validate(Paths.REQUIRED, root, ca.certificate(), alice);
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(Paths.checksOf(outcome, alice)).startsWith(Check.REVOCATION_UNDETERMINED);
        assertThat(((PathOutcome.Indeterminate) outcome).missing())
                .contains(Finding.of(Check.CRL_NOT_FOUND, ca.name()), Finding.of(Check.CRL_NOT_FOUND, root.name()));
    }

    @Test
    void rfc5280_6_1_3_a_4_theIssuerIsTheWorkingIssuerName() {
        Certificate misnamed =
                ca.issueEndEntity("CN=Dave", c -> c.issuer(Name.of("CN=Other"))).certificate();
        PathOutcome outcome = Paths.validate(Paths.INPUTS, root, ca.certificate(), misnamed);
        assertThat(outcome.tried().getFirst().allFindings())
                .containsExactly(Finding.of(Check.ISSUER_NAME_MISMATCH, "CN=Other", ca.name()));
    }

    @Test
    void rfc5280_6_1_3_a_4_namesAreComparedAsPeopleReadThem() {
        Certificate spaced = ca.issueEndEntity("CN=Dave", c -> c.issuer(Name.of("CN=ca,O=TEST,C=jp")))
                .certificate();
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, ca.certificate(), spaced)))
                .isEqualTo("valid");
    }

    private TestCa constrained(NameConstraints constraints) {
        return root.issueCa("CN=CA,O=Test,C=JP", c -> c.nameConstraints(constraints));
    }

    private static GeneralName directory(String name) {
        return new GeneralName.DirectoryName(Name.of(name));
    }

    @Test
    void rfc5280_6_1_3_b_theNamesLieInThePermittedSubtrees() {
        TestCa narrow = constrained(new NameConstraints(List.of(directory("O=Test,C=JP")), List.of()));
        Certificate inside = narrow.issueEndEntity("CN=In,O=Test,C=JP").certificate();
        Certificate outside = narrow.issueEndEntity("CN=Out,O=Other,C=JP").certificate();
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, narrow.certificate(), inside)))
                .isEqualTo("valid");
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, root, narrow.certificate(), outside)))
                .containsExactly(Check.NAME_NOT_PERMITTED);
    }

    @Test
    void rfc5280_6_1_3_c_noNameLiesInAnExcludedSubtree() {
        TestCa narrow = constrained(new NameConstraints(List.of(), List.of(new GeneralName.DnsName("bad.example"))));
        Certificate bad = narrow.issueEndEntity(
                        "CN=Bad,O=Test,C=JP",
                        c -> c.subjectAltNames(List.of(new GeneralName.DnsName("www.bad.example"))))
                .certificate();
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, root, narrow.certificate(), bad)))
                .containsExactly(Check.NAME_EXCLUDED);
    }

    @Test
    void rfc5280_6_1_3_b_c_aSelfIssuedCertificateIsExemptUnlessItIsTheLast() {
        TestCa narrow = constrained(new NameConstraints(List.of(directory("O=Other,C=JP")), List.of()));
        TestCa rekeyed = narrow.rekeyed();
        Certificate link = narrow.newWithOld(rekeyed);
        Certificate target = rekeyed.issueEndEntity("CN=Eve,O=Other,C=JP").certificate();
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, narrow.certificate(), link, target)))
                .isEqualTo("valid");
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, root, narrow.certificate(), link)))
                .containsExactly(Check.NAME_NOT_PERMITTED);
    }

    @Test
    void rfc5280_6_1_3_d_1_policiesNarrowFromCertificateToCertificate() {
        TestCa both = root.issueCa("CN=Both", c -> c.certificatePolicies(Paths.policies(Paths.GOLD, Paths.SILVER)));
        Certificate silver = both.issueEndEntity(
                        "CN=S", c -> c.certificatePolicies(Paths.policies(Paths.SILVER, Paths.BRONZE)))
                .certificate();
        Certificate bronze = both.issueEndEntity("CN=B", c -> c.certificatePolicies(Paths.policies(Paths.BRONZE)))
                .certificate();
        assertThat(Paths.valid(Paths.validate(Paths.EXPLICIT, root, both.certificate(), silver))
                        .userConstrainedPolicySet())
                .containsExactly(Paths.SILVER);
        assertThat(Paths.checks(Paths.validate(Paths.EXPLICIT, root, both.certificate(), bronze)))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_3_d_2_anyPolicyPassesWhatIsExpected() {
        TestCa gold = root.issueCa("CN=Gold", c -> c.certificatePolicies(Paths.policies(Paths.GOLD)));
        Certificate any = gold.issueEndEntity(
                        "CN=Any", c -> c.certificatePolicies(Paths.policies(PolicyInformation.ANY_POLICY)))
                .certificate();
        assertThat(Paths.valid(Paths.validate(Paths.EXPLICIT, root, gold.certificate(), any))
                        .userConstrainedPolicySet())
                .containsExactly(Paths.GOLD);
        ValidationInputs inhibited =
                Paths.INPUTS.with(PolicyInputs.ANY.requiringExplicitPolicy().inhibitingAnyPolicy());
        assertThat(Paths.checks(Paths.validate(inhibited, root, gold.certificate(), any)))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_3_d_2_anyPolicyOfASelfIssuedCertificateCountsAlthoughInhibited() {
        TestCa gold = root.issueCa("CN=Gold", c -> c.certificatePolicies(Paths.policies(Paths.GOLD)));
        TestCa rekeyed = gold.rekeyed();
        Certificate link =
                gold.crossCertify(rekeyed, c -> c.certificatePolicies(Paths.policies(PolicyInformation.ANY_POLICY)));
        Certificate target = rekeyed.issueEndEntity("CN=T", c -> c.certificatePolicies(Paths.policies(Paths.GOLD)))
                .certificate();
        ValidationInputs inhibited =
                Paths.INPUTS.with(PolicyInputs.ANY.requiringExplicitPolicy().inhibitingAnyPolicy());
        assertThat(Paths.word(Paths.validate(inhibited, root, gold.certificate(), link, target)))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_3_e_aCertificateWithoutPoliciesEndsThem() {
        TestCa gold = root.issueCa("CN=Gold", c -> c.certificatePolicies(Paths.policies(Paths.GOLD)));
        Certificate none = gold.issueEndEntity("CN=None").certificate();
        assertThat(Paths.valid(Paths.validate(Paths.INPUTS, root, gold.certificate(), none))
                        .userConstrainedPolicySet())
                .isEmpty();
        assertThat(Paths.checks(Paths.validate(Paths.EXPLICIT, root, gold.certificate(), none)))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_3_f_whereAPolicyIsRequiredTheFirstCertificateWithoutOneIsNamed() {
        PathOutcome outcome = Paths.validate(Paths.EXPLICIT, root, ca.certificate(), alice);
        assertThat(Paths.checksOf(outcome, ca.certificate())).containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_3_d_1_mappedPoliciesAreExpectedBelow() {
        TestCa mapping = root.issueCa(
                "CN=Mapping",
                c -> c.certificatePolicies(Paths.policies(Paths.GOLD))
                        .policyMappings(List.of(new PolicyMapping(Paths.GOLD, Paths.SILVER))));
        Certificate silver = mapping.issueEndEntity("CN=S", c -> c.certificatePolicies(Paths.policies(Paths.SILVER)))
                .certificate();
        assertThat(Paths.valid(Paths.validate(Paths.EXPLICIT, root, mapping.certificate(), silver))
                        .userConstrainedPolicySet())
                .isEqualTo(Set.of(Paths.GOLD));
    }
}
