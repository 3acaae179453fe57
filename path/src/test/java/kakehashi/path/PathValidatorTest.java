package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerWriter;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 5280 §6.1.1 and §6.1.5, and paths as a whole.
class PathValidatorTest {
    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Test,C=JP");
    private final TestCa ca = root.issueCa(
            "CN=CA,O=Test,C=JP", c -> c.certificatePolicies(Paths.policies(Paths.GOLD, PolicyInformation.ANY_POLICY)));
    private final Certificate gold = ca.issueEndEntity(
                    "CN=Gold,O=Test,C=JP", c -> c.certificatePolicies(Paths.policies(Paths.GOLD)))
            .certificate();

    private PathOutcome validate(PolicyInputs policies, Certificate target) {
        return Paths.validate(Paths.INPUTS.with(policies), root, ca.certificate(), target);
    }

    private PathOutcome validate(ValidationInputs inputs) {
        return Paths.validate(inputs, root, ca.certificate(), gold);
    }

    @Test
    void rfc5280_6_1_1_c_onlyPoliciesOfTheUserInitialPolicySetCount() {
        PolicyInputs silver = PolicyInputs.ANY.requiringExplicitPolicy().accepting(Set.of(Paths.SILVER));
        PolicyInputs both = silver.accepting(Set.of(Paths.SILVER, Paths.GOLD));
        assertThat(Paths.checks(validate(silver, gold))).containsExactly(Check.NO_VALID_POLICY);
        assertThat(Paths.valid(validate(both, gold)).userConstrainedPolicySet()).containsExactly(Paths.GOLD);
        assertThat(Paths.valid(validate(PolicyInputs.ANY.accepting(Set.of(Paths.SILVER)), gold))
                        .userConstrainedPolicySet())
                .as("nothing is demanded")
                .isEmpty();
    }

    @Test
    void rfc5280_6_1_1_d_theAnchorIsANameAndAKey() {
        TrustAnchor anchor = TrustAnchor.of(root.name(), root.key().publicKey());
        assertThat(Paths.valid(Paths.validate(Paths.INPUTS, anchor, ca.certificate(), gold))
                        .anchor())
                .isEqualTo(anchor);
        TrustAnchor otherKey = TrustAnchor.of(root.name(), ca.key().publicKey());
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, otherKey, ca.certificate(), gold)))
                .containsExactly(Check.SIGNATURE_INVALID);
    }

    @Test
    void rfc5280_6_1_1_e_initialPolicyMappingInhibit() {
        TestCa mapping = root.issueCa(
                "CN=Mapping",
                c -> c.certificatePolicies(Paths.policies(Paths.GOLD))
                        .policyMappings(List.of(new PolicyMapping(Paths.GOLD, Paths.SILVER))));
        Certificate silver = mapping.issueEndEntity("CN=S", c -> c.certificatePolicies(Paths.policies(Paths.SILVER)))
                .certificate();
        ValidationInputs inhibited =
                Paths.INPUTS.with(PolicyInputs.ANY.requiringExplicitPolicy().inhibitingPolicyMapping());
        assertThat(Paths.word(Paths.validate(Paths.EXPLICIT, root, mapping.certificate(), silver)))
                .isEqualTo("valid");
        assertThat(Paths.checks(Paths.validate(inhibited, root, mapping.certificate(), silver)))
                .contains(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_1_f_initialExplicitPolicy() {
        Certificate none = ca.issueEndEntity("CN=None").certificate();
        assertThat(Paths.word(validate(PolicyInputs.ANY, none))).isEqualTo("valid");
        assertThat(Paths.checks(validate(PolicyInputs.ANY.requiringExplicitPolicy(), none)))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_1_g_initialAnyPolicyInhibit() {
        Certificate silver = ca.issueEndEntity("CN=S", c -> c.certificatePolicies(Paths.policies(Paths.SILVER)))
                .certificate();
        PolicyInputs explicit = PolicyInputs.ANY.requiringExplicitPolicy();
        assertThat(Paths.word(validate(explicit, silver))).isEqualTo("valid");
        assertThat(Paths.checks(validate(explicit.inhibitingAnyPolicy(), silver)))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_1_h_initialPermittedSubtrees() {
        List<GeneralName> other = List.of(new GeneralName.DirectoryName(Name.of("O=Other,C=JP")));
        assertThat(Paths.checks(validate(Paths.INPUTS.with(NameConstraintSet.of(other, List.of())))))
                .as("the CA and the target")
                .containsExactly(Check.NAME_NOT_PERMITTED, Check.NAME_NOT_PERMITTED);
    }

    @Test
    void rfc5280_6_1_1_i_initialExcludedSubtrees() {
        List<GeneralName> one = List.of(new GeneralName.DirectoryName(gold.subject()));
        assertThat(Paths.checks(validate(Paths.INPUTS.with(NameConstraintSet.of(List.of(), one)))))
                .containsExactly(Check.NAME_EXCLUDED);
    }

    @Test
    void theInputsMayLimitTheLengthOfThePath() {
        assertThat(Paths.word(validate(Paths.INPUTS.withMaxIntermediates(1)))).isEqualTo("valid");
        assertThat(Paths.checks(validate(Paths.INPUTS.withMaxIntermediates(0)))).containsExactly(Check.PATH_TOO_LONG);
    }

    @Test
    void rfc5280_6_1_5_a_theTargetCountsDownBeforeAPolicyIsDemanded() {
        TestCa one = root.issueCa("CN=One", c -> c.policyConstraints(Paths.explicitAfter(1)));
        TestCa two = root.issueCa("CN=Two", c -> c.policyConstraints(Paths.explicitAfter(2)));
        assertThat(Paths.checks(Paths.validate(
                        Paths.INPUTS,
                        root,
                        one.certificate(),
                        one.issueEndEntity("CN=T").certificate())))
                .containsExactly(Check.NO_VALID_POLICY);
        assertThat(Paths.word(Paths.validate(
                        Paths.INPUTS,
                        root,
                        two.certificate(),
                        two.issueEndEntity("CN=T").certificate())))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_5_b_theTargetItselfMayDemandAPolicy() {
        for (int skip = 0; skip < 2; skip++) {
            int skipCerts = skip;
            Certificate target = ca.issueEndEntity("CN=T", c -> c.policyConstraints(Paths.explicitAfter(skipCerts)))
                    .certificate();
            assertThat(validate(PolicyInputs.ANY, target) instanceof PathOutcome.Valid)
                    .as("skip " + skip)
                    .isEqualTo(skip > 0);
        }
    }

    @Test
    void rfc5280_6_1_5_c_d_e_theTargetsKeyWithInheritedParametersIsTheAnswer() {
        assertThat(Paths.valid(validate(Paths.INPUTS)).workingPublicKey()).isEqualTo(gold.subjectPublicKeyInfo());
    }

    @Test
    void rfc5280_6_1_5_f_noCriticalExtensionOfTheTargetIsUnknown() {
        Extension unknown = new Extension(Oid.of("1.2.392.9"), true, Bytes.ofHex("0500"));
        Certificate target =
                ca.issueEndEntity("CN=T", c -> c.extension(unknown)).certificate();
        assertThat(Paths.checks(validate(PolicyInputs.ANY, target))).containsExactly(Check.UNKNOWN_CRITICAL_EXTENSION);
    }

    @Test
    void rfc5280_6_1_5_g_theAnswerNamesThePoliciesOfTheAnchorsDomain() {
        assertThat(Paths.valid(validate(PolicyInputs.ANY, gold)).userConstrainedPolicySet())
                .containsExactly(Paths.GOLD);
    }

    @Test
    void reportsEveryFaultOfAPathAtOnce() {
        TestCa bad = root.issueCa(
                "CN=Bad,O=Test,C=JP",
                c -> c.validity(TestPki.NOW.minusSeconds(9), TestPki.NOW.minusSeconds(8))
                        .basicConstraints(new BasicConstraints(false, OptionalInt.empty()))
                        .keyUsage(KeyUsage.of(KeyUsage.Bit.CRL_SIGN))
                        .extension(new Extension(Oid.of("1.2.392.9"), true, Bytes.ofHex("0500"))));
        Certificate target = pki.root("CN=Bad,O=Test,C=JP")
                .issueEndEntity("CN=T", c -> c.validity(TestPki.NOW.plusSeconds(1), TestPki.NOW.plusSeconds(2)))
                .certificate();
        PathOutcome outcome = Paths.validate(Paths.EXPLICIT, root, bad.certificate(), target);
        assertThat(Paths.checksOf(outcome, bad.certificate()))
                .containsExactlyInAnyOrder(
                        Check.EXPIRED,
                        Check.NO_VALID_POLICY,
                        Check.NOT_A_CA,
                        Check.KEY_MAY_NOT_SIGN_CERTIFICATES,
                        Check.UNKNOWN_CRITICAL_EXTENSION);
        assertThat(Paths.checksOf(outcome, target))
                .containsExactlyInAnyOrder(Check.NOT_YET_VALID, Check.NO_VALID_POLICY, Check.SIGNATURE_INVALID);
    }

    @Test
    void rfc5280_6_1_aCertificateStandsInAPathOnce() {
        TestCa rekeyed = ca.rekeyed();
        Certificate there = ca.crossCertify(rekeyed);
        Certificate back = rekeyed.crossCertify(ca);
        Certificate target = rekeyed.issueEndEntity("CN=T").certificate();
        PathOutcome outcome = Paths.validate(Paths.INPUTS, root, ca.certificate(), there, back, there, target);
        assertThat(Paths.checks(outcome)).containsExactly(Check.SAME_CERTIFICATE_TWICE);
        assertThat(outcome.tried().getFirst().findings()).hasSize(1);
    }

    @Test
    void rfc5280_4_1_2_6_aTargetWithoutSubjectNeedsACriticalAlternativeName() {
        Certificate nobody = ca.issueEndEntity("", c -> {}).certificate();
        Certificate quiet = ca.issueEndEntity("", c -> c.extension(alternativeName(nobody, "quiet.example")))
                .certificate();
        Certificate named = ca.issueEndEntity(
                        "",
                        c -> c.extension(
                                alternativeName(nobody, "named.example").asCritical()))
                .certificate();
        assertThat(Paths.checks(validate(PolicyInputs.ANY, nobody))).containsExactly(Check.SUBJECT_MISSING);
        assertThat(Paths.checks(validate(PolicyInputs.ANY, quiet))).containsExactly(Check.EXTENSION_MUST_BE_CRITICAL);
        assertThat(Paths.word(validate(PolicyInputs.ANY, named))).isEqualTo("valid");
    }

    private static Extension alternativeName(Certificate any, String domain) {
        Bytes value = DerWriter.write(w -> w.sequence(names -> names.ia5String(0x82, domain)));
        return new Extension(KnownExtension.SUBJECT_ALT_NAME.id(), any.version() != 3, value);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 32, 64})
    void rfc4055_3_1_aPssSaltMayHaveAnyLength(int saltLength) throws GeneralSecurityException {
        TestCa rsa = pki.root("CN=PSS", SignatureAlgorithm.RSA_PSS_SHA256);
        Certificate usual = rsa.issueEndEntity("CN=T").certificate();
        AlgorithmIdentifier identifier = pss(saltLength);
        Bytes old = DerWriter.write(
                w -> SignatureAlgorithm.RSA_PSS_SHA256.identifier().write(w));
        Bytes tbs = withIdentifier(usual.tbsCertificate(), old, DerWriter.write(identifier::write));
        Signature signer = Signature.getInstance("RSASSA-PSS");
        signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, saltLength, 1));
        signer.initSign(rsa.key().privateKey());
        signer.update(tbs.asByteBuffer());
        Bytes der = new ToBeSigned(tbs, identifier).signed(Bytes.wrap(signer.sign()));

        Certificate target = Certificate.parse(der).orElseThrow();
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, rsa, target))).isEqualTo("valid");
    }

    private static AlgorithmIdentifier pss(int saltLength) {
        AlgorithmIdentifier digest = AlgorithmIdentifier.withNull(Oid.of("2.16.840.1.101.3.4.2.1"));
        AlgorithmIdentifier mask =
                new AlgorithmIdentifier(Oid.of("1.2.840.113549.1.1.8"), Optional.of(DerWriter.write(digest::write)));
        Bytes parameters = DerWriter.write(w -> w.sequence(s -> {
            s.explicit(0, digest::write);
            s.explicit(1, mask::write);
            if (saltLength != 20) {
                s.explicit(2, length -> length.integer(saltLength));
            }
        }));
        return new AlgorithmIdentifier(Oid.of("1.2.840.113549.1.1.10"), Optional.of(parameters));
    }

    /// The signed part with another identifier at the place of the usual one.
    private static Bytes withIdentifier(Bytes tbs, Bytes old, Bytes identifier) {
        String hex = HexFormat.of().formatHex(tbs.toArray());
        String content = hex.substring(8)
                .replace(HexFormat.of().formatHex(old.toArray()), HexFormat.of().formatHex(identifier.toArray()));
        return DerWriter.write(w -> w.sequence(s -> s.raw(Bytes.ofHex(content))));
    }

    @Test
    void weakAlgorithmsAndKeysAreRefusedUnlessThePolicyAllowsThem() {
        TestCa sha1 = pki.root("CN=SHA1", SignatureAlgorithm.RSA_SHA1);
        Certificate target = sha1.issueEndEntity("CN=T").certificate();
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, sha1, target)))
                .containsExactly(Check.ALGORITHM_NOT_ALLOWED);
        assertThat(Paths.word(Paths.validate(Paths.INPUTS.with(AlgorithmPolicy.HISTORICAL), sha1, target)))
                .isEqualTo("valid");
        AlgorithmPolicy large = new AlgorithmPolicy(AlgorithmPolicy.HISTORICAL.allowed(), 3072);
        // The issuer's key and the target's own.
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS.with(large), sha1, target)))
                .containsExactly(Check.KEY_TOO_SMALL, Check.KEY_TOO_SMALL);
    }

    @Test
    void rfc5280_4_2_1_12_aTargetWithPurposesServesNoOther() {
        Certificate client = ca.issueEndEntity(
                        "CN=T", c -> c.extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.CLIENT_AUTH))))
                .certificate();
        assertThat(Paths.word(purpose(Purpose.of(ExtendedKeyUsage.CLIENT_AUTH), client)))
                .isEqualTo("valid");
        assertThat(Paths.checks(purpose(Purpose.of(ExtendedKeyUsage.CODE_SIGNING), client)))
                .containsExactly(Check.PURPOSE_NOT_ALLOWED);
        assertThat(Paths.word(purpose(Purpose.of(ExtendedKeyUsage.CODE_SIGNING), gold)))
                .as("no purposes means every purpose")
                .isEqualTo("valid");
        assertThat(Paths.checks(purpose(Purpose.ANY.withKeyUsage(KeyUsage.Bit.KEY_AGREEMENT), gold)))
                .containsExactly(Check.KEY_USAGE_NOT_ALLOWED);
    }

    private PathOutcome purpose(Purpose purpose, Certificate target) {
        return Paths.validate(Paths.INPUTS.with(purpose), root, ca.certificate(), target);
    }
}
