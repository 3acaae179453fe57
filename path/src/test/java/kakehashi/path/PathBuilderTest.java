package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import kakehashi.path.TrustAnchorConstraints.PolicyFlag;
import kakehashi.path.TrustAnchorConstraints.PolicyLimits;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

/// Finding paths (RFC 4158), and the limits of trust anchors (RFC 5914, RFC 5937).
class PathBuilderTest {
    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=A,C=JP");
    private final TestCa bridge = pki.root("CN=Bridge,O=B,C=JP");
    private final TestCa otherBridge = pki.root("CN=Other Bridge,O=C,C=JP");
    private final TestCa agency = pki.root("CN=Agency,O=D,C=JP");
    private final TestCa office = agency.issueCa("CN=Office,O=D,C=JP");
    private final Certificate alice = office.issueEndEntity("CN=Alice,O=D,C=JP").certificate();

    private static PathOutcome build(ValidationInputs inputs, TestCa anchor, Certificate target, Certificate... graph) {
        return Paths.build(Paths.builder(inputs, anchor, List.of(graph)), target);
    }

    @Test
    void leadsFromBridgeToBridgeThroughCrossCertificatesInBothDirections() {
        Certificate toBridge = root.crossCertify(bridge);
        Certificate toOther = bridge.crossCertify(otherBridge);
        Certificate toAgency = otherBridge.crossCertify(agency);
        PathOutcome outcome = build(
                Paths.INPUTS,
                root,
                alice,
                bridge.crossCertify(root),
                toBridge,
                otherBridge.crossCertify(bridge),
                toOther,
                agency.crossCertify(otherBridge),
                toAgency,
                office.certificate(),
                agency.certificate(),
                bridge.certificate());
        assertThat(Paths.path(outcome)).containsExactly(toBridge, toOther, toAgency, office.certificate(), alice);
    }

    @Test
    void triesTheShortestPathFirst() {
        Certificate shortcut = root.crossCertify(agency);
        PathOutcome outcome = build(
                Paths.INPUTS,
                root,
                alice,
                root.crossCertify(bridge),
                bridge.crossCertify(agency),
                office.certificate(),
                shortcut);
        assertThat(Paths.path(outcome)).containsExactly(shortcut, office.certificate(), alice);
        assertThat(outcome.tried()).isEmpty();
    }

    @Test
    void endsInALoopThatLeadsNowhere() {
        Certificate forged =
                pki.root("CN=Office,O=D,C=JP").issueEndEntity("CN=Mallory").certificate();
        PathOutcome outcome = build(
                Paths.INPUTS,
                root,
                forged,
                root.crossCertify(bridge),
                bridge.crossCertify(otherBridge),
                otherBridge.crossCertify(bridge),
                bridge.crossCertify(root),
                otherBridge.crossCertify(agency),
                agency.crossCertify(bridge),
                agency.certificate(),
                bridge.newWithOld(bridge.rekeyed()),
                office.certificate());
        assertThat(outcome).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(Paths.checks(outcome)).containsOnly(Check.SIGNATURE_INVALID);
        assertThat(outcome.cost().edges()).isLessThan(100);
    }

    @Test
    void findsAPathThroughACompleteMeshAtTheCostOfThePath() {
        List<TestCa> cas = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            cas.add(pki.root("CN=Mesh " + i));
        }
        List<Certificate> edges = new ArrayList<>();
        for (TestCa from : cas) {
            cas.stream().filter(to -> to != from).forEach(to -> edges.add(from.crossCertify(to)));
        }
        Certificate target = cas.getLast().issueEndEntity("CN=T").certificate();
        PathOutcome outcome = Paths.build(Paths.builder(Paths.INPUTS, cas.getFirst(), edges), target);
        assertThat(Paths.path(outcome)).hasSize(2);
        assertThat(outcome.cost().signatures()).isEqualTo(2);
    }

    @Test
    void rfc4158_3_5_12_keyIdentifiersOrderPathsAndRuleNoneOut() {
        TestCa rekeyed = agency.rekeyed();
        Certificate toOld = root.crossCertify(agency);
        Certificate toNew = root.crossCertify(rekeyed);
        Certificate byNew = rekeyed.issueEndEntity("CN=T").certificate();
        PathOutcome named = build(Paths.INPUTS, root, byNew, toOld, toNew);
        assertThat(Paths.path(named)).containsExactly(toNew, byNew);
        assertThat(named.cost().signatures()).as("the wrong key was not tried").isEqualTo(2);

        Certificate misleading = rekeyed.issueEndEntity(
                        "CN=T", c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(Bytes.ofHex("00"))))
                .certificate();
        assertThat(Paths.path(build(Paths.INPUTS, root, misleading, toOld, toNew)))
                .containsExactly(toNew, misleading);
    }

    @Test
    void startsFromAnyOfTheAnchors() {
        List<TrustAnchor> both = List.of(TrustAnchor.of(root.certificate()), TrustAnchor.of(agency.certificate()));
        PathOutcome outcome = Paths.build(
                Paths.builder(Paths.INPUTS, both, List.of(root.crossCertify(agency), office.certificate())), alice);
        assertThat(Paths.valid(outcome).anchor().name()).isEqualTo(agency.name());
        assertThat(Paths.path(outcome)).containsExactly(office.certificate(), alice);
    }

    @Test
    void anAnchorIsFoundBehindANameWithTwoKeys() {
        TestCa impostor = pki.root("CN=Agency,O=D,C=JP");
        List<TrustAnchor> both = List.of(TrustAnchor.of(impostor.certificate()), TrustAnchor.of(agency.certificate()));
        PathOutcome outcome = Paths.build(Paths.builder(Paths.INPUTS, both, List.of(office.certificate())), alice);
        assertThat(Paths.valid(outcome).anchor().publicKey())
                .isEqualTo(agency.key().publicKey());
    }

    private static PathOutcome under(
            TrustAnchorConstraints limits, TestCa anchor, Certificate target, Certificate... graph) {
        TrustAnchor limited = TrustAnchor.of(anchor.certificate()).with(limits);
        return Paths.build(Paths.builder(Paths.INPUTS, List.of(limited), List.of(graph)), target);
    }

    private static TrustAnchorConstraints limits(
            PolicyLimits policies, Optional<NameConstraints> names, OptionalInt pathLength) {
        return new TrustAnchorConstraints(policies, names, pathLength, Period.ALWAYS, List.of(), Optional.empty());
    }

    @Test
    void rfc5914_2_6_nameConstraintsOfTheAnchor() {
        NameConstraints other =
                new NameConstraints(List.of(new GeneralName.DirectoryName(Name.of("O=Z,C=JP"))), List.of());
        PathOutcome outcome = under(
                limits(new PolicyLimits.None(), Optional.of(other), OptionalInt.empty()),
                agency,
                alice,
                office.certificate());
        assertThat(Paths.checks(outcome)).containsExactly(Check.NAME_NOT_PERMITTED);
    }

    @Test
    void rfc5914_2_6_pathLengthOfTheAnchor() {
        TrustAnchorConstraints zero = limits(new PolicyLimits.None(), Optional.empty(), OptionalInt.of(0));
        assertThat(Paths.checks(under(zero, agency, alice, office.certificate())))
                .containsExactly(Check.PATH_TOO_LONG);
        assertThat(Paths.word(under(zero, office, alice))).isEqualTo("valid");
    }

    @Test
    void rfc5914_2_6_policySetAndFlagsOfTheAnchor() {
        Certificate gold = agency.issueEndEntity("CN=G", c -> c.certificatePolicies(Paths.policies(Paths.GOLD)))
                .certificate();
        PolicyLimits onlyGold =
                new PolicyLimits.Controls(Set.of(Paths.GOLD), Set.of(PolicyFlag.REQUIRE_EXPLICIT_POLICY));
        PolicyLimits onlySilver =
                new PolicyLimits.Controls(Set.of(Paths.SILVER), Set.of(PolicyFlag.REQUIRE_EXPLICIT_POLICY));
        assertThat(Paths.word(under(limits(onlyGold, Optional.empty(), OptionalInt.empty()), agency, gold)))
                .isEqualTo("valid");
        assertThat(Paths.checks(under(limits(onlySilver, Optional.empty(), OptionalInt.empty()), agency, gold)))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5914_2_6_inhibitAnyPolicyAndMappingOfTheAnchor() {
        Certificate any = agency.issueEndEntity(
                        "CN=A", c -> c.certificatePolicies(Paths.policies(PolicyInformation.ANY_POLICY)))
                .certificate();
        Set<PolicyFlag> flags = Set.of(PolicyFlag.REQUIRE_EXPLICIT_POLICY, PolicyFlag.INHIBIT_ANY_POLICY);
        PolicyLimits inhibited = new PolicyLimits.Controls(Set.of(PolicyInformation.ANY_POLICY), flags);
        assertThat(Paths.checks(under(limits(inhibited, Optional.empty(), OptionalInt.empty()), agency, any)))
                .containsExactly(Check.NO_VALID_POLICY);

        TestCa mapping = agency.issueCa(
                "CN=M",
                c -> c.certificatePolicies(Paths.policies(Paths.GOLD))
                        .policyMappings(List.of(new PolicyMapping(Paths.GOLD, Paths.SILVER))));
        Certificate silver = mapping.issueEndEntity("CN=S", c -> c.certificatePolicies(Paths.policies(Paths.SILVER)))
                .certificate();
        PolicyLimits noMapping = new PolicyLimits.Controls(
                Set.of(PolicyInformation.ANY_POLICY),
                Set.of(PolicyFlag.REQUIRE_EXPLICIT_POLICY, PolicyFlag.INHIBIT_POLICY_MAPPING));
        assertThat(Paths.checks(under(
                        limits(noMapping, Optional.empty(), OptionalInt.empty()),
                        agency,
                        silver,
                        mapping.certificate())))
                .contains(Check.NO_VALID_POLICY);
    }

    /// The outcome for a target of an anchor that is held to its own certificate.
    private PathOutcome underItsOwn(Consumer<CertificateBuilder> bend, Purpose purpose) {
        TestCa limited = pki.root("CN=Limited,O=A,C=JP", SignatureAlgorithm.ECDSA_SHA256, bend);
        TestCa below = limited.issueCa("CN=Below,O=B,C=JP");
        Certificate targetOfBelow = below.issueEndEntity("CN=T,O=B,C=JP").certificate();
        TrustAnchor anchor = TrustAnchor.constrainedBy(limited.certificate());
        return Paths.build(
                Paths.builder(Paths.INPUTS.with(purpose), List.of(anchor), List.of(below.certificate())),
                targetOfBelow);
    }

    @Test
    void rfc5937_anAnchorMayBeHeldToWhatItsCertificateSays() {
        NameConstraints onlyA =
                new NameConstraints(List.of(new GeneralName.DirectoryName(Name.of("O=A,C=JP"))), List.of());
        assertThat(Paths.word(underItsOwn(c -> {}, Purpose.ANY))).isEqualTo("valid");
        assertThat(Paths.checks(underItsOwn(c -> c.nameConstraints(onlyA), Purpose.ANY)))
                .contains(Check.NAME_NOT_PERMITTED);
        assertThat(Paths.checks(underItsOwn(
                        c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(0))), Purpose.ANY)))
                .containsExactly(Check.PATH_TOO_LONG);
        assertThat(Paths.checks(underItsOwn(c -> c.policyConstraints(Paths.explicitAfter(0)), Purpose.ANY)))
                .containsExactly(Check.NO_VALID_POLICY);
        assertThat(Paths.checks(underItsOwn(c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.CRL_SIGN)), Purpose.ANY)))
                .containsExactly(Check.KEY_MAY_NOT_SIGN_CERTIFICATES);
        assertThat(Paths.checks(underItsOwn(
                        c -> c.basicConstraints(new BasicConstraints(false, OptionalInt.empty())), Purpose.ANY)))
                .containsExactly(Check.NOT_A_CA);
        Purpose client = Purpose.of(ExtendedKeyUsage.CLIENT_AUTH).under(Purpose.Profile.NESTED_PURPOSES);
        assertThat(Paths.checks(underItsOwn(
                        c -> c.extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.SERVER_AUTH))), client)))
                .containsExactly(Check.PURPOSE_NOT_ALLOWED);
    }

    @Test
    void anAnchorMayBeTrustedOnlyWhileItsCertificateIsValid() {
        TestCa past = pki.root(
                "CN=Past",
                SignatureAlgorithm.ECDSA_SHA256,
                c -> c.validity(TestPki.NOW.minusSeconds(9), TestPki.NOW.minusSeconds(1)));
        TestCa future = pki.root(
                "CN=Future",
                SignatureAlgorithm.ECDSA_SHA256,
                c -> c.validity(TestPki.NOW.plusSeconds(1), TestPki.NOW.plusSeconds(9)));
        assertThat(Paths.checks(whileValid(past))).containsExactly(Check.ANCHOR_EXPIRED);
        assertThat(Paths.checks(whileValid(future))).containsExactly(Check.ANCHOR_NOT_YET_VALID);
        assertThat(Paths.word(
                        build(Paths.INPUTS, past, past.issueEndEntity("CN=T").certificate())))
                .as("an anchor without limits does not expire")
                .isEqualTo("valid");
    }

    private static PathOutcome whileValid(TestCa anchor) {
        Certificate target = anchor.issueEndEntity("CN=T").certificate();
        List<TrustAnchor> anchors = List.of(TrustAnchor.withinValidityOf(anchor.certificate()));
        return Paths.build(Paths.builder(Paths.INPUTS, anchors, List.of()), target);
    }

    @Test
    void goesRoundAShortestPathWhoseNameConstraintsForbidTheTarget() {
        NameConstraints notD = new NameConstraints(List.of(), List.of(new GeneralName.DirectoryName(alice.subject())));
        Certificate shortcut = root.crossCertify(agency, c -> c.nameConstraints(notD));
        Certificate toBridge = root.crossCertify(bridge);
        Certificate toAgency = bridge.crossCertify(agency);
        PathOutcome outcome = build(Paths.INPUTS, root, alice, shortcut, toBridge, toAgency, office.certificate());
        assertThat(Paths.path(outcome)).containsExactly(toBridge, toAgency, office.certificate(), alice);
        assertThat(outcome.tried()).hasSize(1);
        assertThat(outcome.tried().getFirst().allFindings())
                .containsExactly(Finding.of(Check.NAME_EXCLUDED, alice.subject()));
    }

    @Test
    void rfc5280_6_1_theAnchorsOwnCertificateIsNoStepOfAPath() {
        PathOutcome outcome =
                build(Paths.EXPLICIT, agency, alice, agency.certificate(), office.certificate(), root.certificate());
        assertThat(outcome.tried())
                .isNotEmpty()
                .allSatisfy(candidate -> assertThat(candidate.steps())
                        .extracting(CandidatePath.Step::certificate)
                        .doesNotContain(agency.certificate()));
        assertThat(outcome.cost().signatures()).isLessThanOrEqualTo(2);
    }

    @Test
    void goesRoundAShortestPathThatMapsNoPolicy() {
        Certificate silver = agency.issueEndEntity("CN=S", c -> c.certificatePolicies(Paths.policies(Paths.SILVER)))
                .certificate();
        Certificate shortcut = root.crossCertify(agency, c -> c.certificatePolicies(Paths.policies(Paths.GOLD)));
        Certificate toBridge = root.crossCertify(bridge, c -> c.certificatePolicies(Paths.policies(Paths.GOLD)));
        Certificate toAgency = bridge.crossCertify(
                agency,
                c -> c.certificatePolicies(Paths.policies(Paths.GOLD))
                        .policyMappings(List.of(new PolicyMapping(Paths.GOLD, Paths.SILVER))));
        PathOutcome outcome = build(Paths.EXPLICIT, root, silver, shortcut, toBridge, toAgency);
        assertThat(Paths.path(outcome)).containsExactly(toBridge, toAgency, silver);
        assertThat(Paths.valid(outcome).userConstrainedPolicySet()).containsExactly(Paths.GOLD);
    }

    @Test
    void everyPathThatWasTriedComesBackTheMostInstructiveFirst() {
        TestCa expired = root.issueCa(
                "CN=Office,O=D,C=JP", c -> c.validity(TestPki.NOW.minusSeconds(9), TestPki.NOW.minusSeconds(1)));
        Certificate toAgency = root.crossCertify(agency);
        Certificate forged =
                pki.root("CN=Office,O=D,C=JP").issueEndEntity("CN=Mallory").certificate();
        PathOutcome outcome = build(Paths.INPUTS, root, forged, expired.certificate(), toAgency, office.certificate());
        assertThat(outcome.tried()).hasSize(2);
        assertThat(outcome.tried().getFirst().steps())
                .extracting(CandidatePath.Step::certificate)
                .containsExactly(toAgency, office.certificate(), forged);
        assertThat(outcome.tried().getLast().allFindings())
                .containsExactly(Finding.of(Check.EXPIRED, TestPki.NOW.minusSeconds(1)));
    }

    @Test
    void saysWhichIssuerIsMissing() {
        PathOutcome outcome = build(Paths.INPUTS, root, alice, office.certificate());
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(((PathOutcome.Indeterminate) outcome).missing())
                .containsExactly(Finding.of(Check.ISSUER_NOT_FOUND, agency.name()));
        assertThat(Paths.checks(outcome)).containsExactly(Check.NO_PATH_TO_ANCHOR, Check.ISSUER_NOT_FOUND);
    }
}
