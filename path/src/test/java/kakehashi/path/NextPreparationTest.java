package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.DSAPublicKey;
import java.security.spec.DSAParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

/// RFC 5280 §6.1.4, clause by clause.
class NextPreparationTest {
    private static final ValidationInputs OLD_ALGORITHMS = Paths.INPUTS.with(AlgorithmPolicy.HISTORICAL);

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Test,C=JP");

    /// The outcome of a path through a CA of which one thing is different.
    private PathOutcome through(ValidationInputs inputs, Consumer<CertificateBuilder> bend) {
        TestCa ca = root.issueCa("CN=CA,O=Test,C=JP", bend);
        return Paths.validate(inputs, root, ca.certificate(), target(ca));
    }

    private static Certificate target(TestCa ca) {
        return ca.issueEndEntity("CN=T,O=Test,C=JP").certificate();
    }

    private static Certificate target(TestCa ca, Oid... policies) {
        return ca.issueEndEntity("CN=T,O=Test,C=JP", c -> c.certificatePolicies(Paths.policies(policies)))
                .certificate();
    }

    @Test
    void rfc5280_6_1_4_a_anyPolicyMayNotBeMapped() {
        for (PolicyMapping mapping : List.of(
                new PolicyMapping(PolicyInformation.ANY_POLICY, Paths.GOLD),
                new PolicyMapping(Paths.GOLD, PolicyInformation.ANY_POLICY))) {
            assertThat(Paths.checks(through(Paths.INPUTS, c -> c.policyMappings(List.of(mapping)))))
                    .containsExactly(Check.ANY_POLICY_MAPPED);
        }
    }

    private TestCa mapping(TestCa issuer) {
        return issuer.issueCa(
                "CN=Mapping",
                c -> c.certificatePolicies(Paths.policies(Paths.GOLD, Paths.BRONZE))
                        .policyMappings(List.of(new PolicyMapping(Paths.GOLD, Paths.SILVER))));
    }

    @Test
    void rfc5280_6_1_4_b_1_aMappedPolicyIsReplacedByTheOnesItIsMappedTo() {
        TestCa ca = mapping(root);
        assertThat(Paths.word(Paths.validate(Paths.EXPLICIT, root, ca.certificate(), target(ca, Paths.SILVER))))
                .isEqualTo("valid");
        assertThat(Paths.checks(Paths.validate(Paths.EXPLICIT, root, ca.certificate(), target(ca, Paths.GOLD))))
                .containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_4_b_2_whereMappingIsInhibitedTheMappedPolicyEnds() {
        TestCa ca = mapping(root);
        ValidationInputs inhibited =
                Paths.INPUTS.with(PolicyInputs.ANY.requiringExplicitPolicy().inhibitingPolicyMapping());
        assertThat(Paths.checks(Paths.validate(inhibited, root, ca.certificate(), target(ca, Paths.SILVER))))
                .containsExactly(Check.NO_VALID_POLICY);
        assertThat(Paths.word(Paths.validate(inhibited, root, ca.certificate(), target(ca, Paths.BRONZE))))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_4_c_theSubjectIsTheNextIssuerName() {
        TestCa ca = root.issueCa("CN=CA");
        Certificate target =
                ca.issueEndEntity("CN=T", c -> c.issuer(root.name())).certificate();
        assertThat(Paths.checks(Paths.validate(Paths.INPUTS, root, ca.certificate(), target)))
                .containsExactly(Check.ISSUER_NAME_MISMATCH);
    }

    @Test
    void rfc5280_6_1_4_d_theKeyOfTheCertificateIsTheNextKey() {
        TestCa ca = root.issueCa("CN=CA", SignatureAlgorithm.ED25519, c -> {});
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, ca.certificate(), target(ca))))
                .isEqualTo("valid");
    }

    private static SubjectPublicKeyInfo withoutParameters(SubjectPublicKeyInfo key) {
        return SubjectPublicKeyInfo.parse(DerWriter.write(w -> w.sequence(s -> {
                    AlgorithmIdentifier.of(key.algorithm().algorithm()).write(s);
                    s.bitString(key.subjectPublicKey());
                })))
                .orElseThrow();
    }

    /// A CA certificate for a key as it is given, and an end entity's certificate signed with that key.
    private static PathOutcome through(TestCa issuer, SubjectPublicKeyInfo written, TestKey key) {
        Certificate ca = issuer.issue(
                new CertificateBuilder()
                        .subject(Name.of("CN=Inheriting"))
                        .validity(
                                issuer.certificate().notBefore(),
                                issuer.certificate().notAfter())
                        .publicKey(written)
                        .basicConstraints(new BasicConstraints(true, OptionalInt.empty())),
                c -> {});
        CertificateBuilder target = new CertificateBuilder()
                .issuer(ca.subject())
                .subject(Name.of("CN=T"))
                .serialNumber(SerialNumber.of(BigInteger.TEN))
                .validity(ca.notBefore(), ca.notAfter())
                .publicKey(issuer.key().publicKey())
                .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE));
        Certificate signed =
                Certificate.parse(key.sign(target.toBeSigned(key.algorithm()))).orElseThrow();
        return Paths.validate(OLD_ALGORITHMS, issuer, ca, signed);
    }

    @Test
    void rfc5280_6_1_4_e_dsaParametersAreInheritedFromAKeyOfTheSameAlgorithm() throws GeneralSecurityException {
        TestCa dsa = pki.root("CN=DSA", SignatureAlgorithm.DSA_SHA256);
        DSAPublicKey above = (DSAPublicKey) KeyFactory.getInstance("DSA")
                .generatePublic(
                        new X509EncodedKeySpec(dsa.key().publicKey().der().toArray()));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(new DSAParameterSpec(
                above.getParams().getP(),
                above.getParams().getQ(),
                above.getParams().getG()));
        TestKey key = TestKey.of(SignatureAlgorithm.DSA_SHA256, generator.generateKeyPair());

        assertThat(Paths.word(through(dsa, withoutParameters(key.publicKey()), key)))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_4_e_theCurveIsInheritedFromAKeyOfTheSameAlgorithm() {
        TestKey key = pki.key(SignatureAlgorithm.ECDSA_SHA256);
        assertThat(Paths.word(through(root, withoutParameters(key.publicKey()), key)))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_4_e_nothingIsInheritedFromAKeyOfAnotherAlgorithm() {
        TestCa rsa = pki.root("CN=RSA", SignatureAlgorithm.RSA_SHA256);
        TestKey key = pki.key(SignatureAlgorithm.ECDSA_SHA256);
        assertThat(Paths.checks(through(rsa, withoutParameters(key.publicKey()), key)))
                .containsExactly(Check.KEY_UNUSABLE);
    }

    @Test
    void rfc5280_6_1_4_f_theAlgorithmOfTheKeyIsTheNextAlgorithm() {
        TestCa ca = root.issueCa("CN=CA", SignatureAlgorithm.RSA_SHA256, c -> {});
        Certificate target = target(ca);
        assertThat(target.signatureAlgorithm()).isNotEqualTo(ca.certificate().signatureAlgorithm());
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, ca.certificate(), target)))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_4_g_nameConstraintsAddUpFromCertificateToCertificate() {
        NameConstraints test =
                new NameConstraints(List.of(new GeneralName.DirectoryName(Name.of("O=Test,C=JP"))), List.of());
        NameConstraints notSales =
                new NameConstraints(List.of(), List.of(new GeneralName.DirectoryName(Name.of("OU=Sales,O=Test,C=JP"))));
        TestCa upper = root.issueCa("CN=Upper,O=Test,C=JP", c -> c.nameConstraints(test));
        TestCa lower = upper.issueCa("CN=Lower,O=Test,C=JP", c -> c.nameConstraints(notSales));
        assertThat(Paths.word(names(upper, lower, "CN=T,O=Test,C=JP"))).isEqualTo("valid");
        assertThat(Paths.checks(names(upper, lower, "CN=T,OU=Sales,O=Test,C=JP")))
                .containsExactly(Check.NAME_EXCLUDED);
        assertThat(Paths.checks(names(upper, lower, "CN=T,O=Other,C=JP"))).containsExactly(Check.NAME_NOT_PERMITTED);
    }

    private PathOutcome names(TestCa upper, TestCa lower, String subject) {
        Certificate target = lower.issueEndEntity(subject).certificate();
        return Paths.validate(Paths.INPUTS, root, upper.certificate(), lower.certificate(), target);
    }

    @Test
    void rfc5280_6_1_4_h_countersGoDownButForSelfIssuedCertificates() {
        TestCa upper = root.issueCa("CN=Upper", c -> c.policyConstraints(Paths.explicitAfter(2)));
        TestCa rekeyed = upper.rekeyed();
        TestCa lower = upper.issueCa("CN=Lower");
        PathOutcome throughLink =
                Paths.validate(Paths.INPUTS, root, upper.certificate(), upper.newWithOld(rekeyed), target(rekeyed));
        PathOutcome throughCa =
                Paths.validate(Paths.INPUTS, root, upper.certificate(), lower.certificate(), target(lower));
        assertThat(Paths.word(throughLink)).isEqualTo("valid");
        assertThat(Paths.checks(throughCa)).containsExactly(Check.NO_VALID_POLICY);
    }

    @Test
    void rfc5280_6_1_4_i_1_requireExplicitPolicySetsInAfterSoManyCertificates() {
        for (int skip = 0; skip < 4; skip++) {
            int skipCerts = skip;
            TestCa ca = root.issueCa(
                    "CN=CA",
                    c -> c.certificatePolicies(Paths.policies(Paths.GOLD))
                            .policyConstraints(Paths.explicitAfter(skipCerts)));
            TestCa next = ca.issueCa("CN=Next");
            PathOutcome outcome =
                    Paths.validate(Paths.INPUTS, root, ca.certificate(), next.certificate(), target(next));
            assertThat(outcome instanceof PathOutcome.Valid).as("skip " + skip).isEqualTo(skip >= 3);
        }
    }

    @Test
    void rfc5280_6_1_4_i_2_inhibitPolicyMappingSetsInAfterSoManyCertificates() {
        for (int skip = 0; skip < 3; skip++) {
            int skipCerts = skip;
            TestCa ca = root.issueCa(
                    "CN=CA",
                    c -> c.certificatePolicies(Paths.policies(Paths.GOLD))
                            .policyConstraints(Paths.noMappingAfter(skipCerts)));
            TestCa mapping = mapping(ca);
            PathOutcome outcome = Paths.validate(
                    Paths.EXPLICIT, root, ca.certificate(), mapping.certificate(), target(mapping, Paths.SILVER));
            assertThat(outcome instanceof PathOutcome.Valid).as("skip " + skip).isEqualTo(skip >= 1);
        }
    }

    @Test
    void rfc5280_6_1_4_j_inhibitAnyPolicySetsInAfterSoManyCertificates() {
        for (int skip = 0; skip < 3; skip++) {
            int skipCerts = skip;
            TestCa ca = root.issueCa(
                    "CN=CA",
                    c -> c.certificatePolicies(Paths.policies(Paths.GOLD)).inhibitAnyPolicy(skipCerts));
            PathOutcome outcome =
                    Paths.validate(Paths.EXPLICIT, root, ca.certificate(), target(ca, PolicyInformation.ANY_POLICY));
            assertThat(outcome instanceof PathOutcome.Valid).as("skip " + skip).isEqualTo(skip >= 1);
        }
    }

    @Test
    void rfc5280_6_1_4_k_anIssuerIsACaOfVersion3() {
        assertThat(Paths.checks(through(
                        Paths.INPUTS, c -> c.basicConstraints(new BasicConstraints(false, OptionalInt.empty())))))
                .containsExactly(Check.NOT_A_CA);
        assertThat(Paths.checks(through(Paths.INPUTS, c -> c.without(KnownExtension.BASIC_CONSTRAINTS))))
                .containsExactly(Check.NOT_A_CA);
        assertThat(Paths.checks(through(
                        Paths.INPUTS,
                        c -> c.without(KnownExtension.BASIC_CONSTRAINTS)
                                .without(KnownExtension.KEY_USAGE)
                                .without(KnownExtension.SUBJECT_KEY_IDENTIFIER)
                                .without(KnownExtension.AUTHORITY_KEY_IDENTIFIER))))
                .containsExactly(Check.NOT_VERSION_3);
    }

    private static TestCa limited(TestCa issuer, String name, int pathLen) {
        return issuer.issueCa(name, c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(pathLen))));
    }

    @Test
    void rfc5280_6_1_4_l_noMoreCertificatesThanThePathLengthAllows() {
        TestCa ca = limited(root, "CN=CA", 0);
        TestCa next = ca.issueCa("CN=Next");
        assertThat(Paths.word(Paths.validate(Paths.INPUTS, root, ca.certificate(), target(ca))))
                .isEqualTo("valid");
        PathOutcome outcome = Paths.validate(Paths.INPUTS, root, ca.certificate(), next.certificate(), target(next));
        assertThat(Paths.checksOf(outcome, next.certificate())).containsExactly(Check.PATH_TOO_LONG);
    }

    @Test
    void rfc5280_6_1_4_l_selfIssuedCertificatesDoNotCount() {
        TestCa ca = limited(root, "CN=CA", 0);
        TestCa rekeyed = ca.rekeyed();
        assertThat(Paths.word(
                        Paths.validate(Paths.INPUTS, root, ca.certificate(), ca.newWithOld(rekeyed), target(rekeyed))))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_4_m_aLaterCertificateMayOnlyLowerThePathLength() {
        TestCa one = limited(root, "CN=One", 1);
        TestCa nine = limited(one, "CN=Nine", 9);
        TestCa last = nine.issueCa("CN=Last");
        assertThat(Paths.checks(Paths.validate(
                        Paths.INPUTS, root, one.certificate(), nine.certificate(), last.certificate(), target(last))))
                .containsExactly(Check.PATH_TOO_LONG);
        TestCa wide = limited(root, "CN=Wide", 9);
        TestCa zero = limited(wide, "CN=Zero", 0);
        TestCa below = zero.issueCa("CN=Below");
        assertThat(Paths.checks(Paths.validate(
                        Paths.INPUTS,
                        root,
                        wide.certificate(),
                        zero.certificate(),
                        below.certificate(),
                        target(below))))
                .containsExactly(Check.PATH_TOO_LONG);
    }

    @Test
    void rfc5280_6_1_4_n_theKeyMaySignCertificates() {
        assertThat(Paths.checks(through(Paths.INPUTS, c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.CRL_SIGN)))))
                .containsExactly(Check.KEY_MAY_NOT_SIGN_CERTIFICATES);
        assertThat(Paths.word(through(Paths.INPUTS, c -> c.without(KnownExtension.KEY_USAGE))))
                .isEqualTo("valid");
    }

    @Test
    void rfc5280_6_1_4_o_noCriticalExtensionIsUnknown() {
        Extension unknown = new Extension(Oid.of("1.2.392.9"), true, Bytes.ofHex("0500"));
        assertThat(through(Paths.INPUTS, c -> c.extension(unknown))
                        .tried()
                        .getFirst()
                        .allFindings())
                .containsExactly(Finding.of(Check.UNKNOWN_CRITICAL_EXTENSION, "1.2.392.9"));
        Extension harmless = new Extension(unknown.id(), false, unknown.value());
        assertThat(Paths.word(through(Paths.INPUTS, c -> c.extension(harmless))))
                .isEqualTo("valid");
    }
}
