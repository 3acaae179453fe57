package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.NOTICE;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.that;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.PolicyInformation;

/// CA certificates beside those that issuer and subject have already: cross, link and subordinate.
enum CrossLint implements TermedRule<LintedCertificate> {
    /// A cross-certificate joins two names, a link certificate one name with itself (RFC 5280 §3.2).
    CROSS_NAMES_DIFFER(
            "RFC 5280 §3.2",
            ERROR,
            c -> c.purpose == LintPurpose.CROSS_CERTIFICATE,
            that(c -> c.certificate.subject(), c -> !c.certificate.isSelfIssued())),
    /// "issuer and subject are the same", octet by octet.
    SELF_ISSUED_NAMES(
            "RFC 5280 §3.2",
            ERROR,
            c -> c.purpose == LintPurpose.LINK || c.isSelfSigned(),
            that(
                    c -> c.certificate.issuer(),
                    c -> c.certificate
                            .issuer()
                            .der()
                            .equals(c.certificate.subject().der()))),
    /// Worksheet 3: "subject DN byte-exact as in certificates and CRLs of the subject CA".
    CROSS_SUBJECT_BYTES(
            "FBCA Profile, Worksheet 3",
            ERROR,
            c -> !c.context.subjectCertificates().isEmpty(),
            that(
                    c -> c.certificate.subject(),
                    c -> c.context.subjectCertificates().stream()
                            .allMatch(own -> own.subject()
                                    .der()
                                    .equals(c.certificate.subject().der())))),
    CROSS_KEY_REQUESTED(
            "RFC 4211 §4",
            ERROR,
            c -> c.context.requestedKey().isPresent(),
            that(
                    c -> c.certificate.subjectPublicKeyInfo(),
                    c -> c.context.requestedKey().get().equals(c.certificate.subjectPublicKeyInfo()))),
    /// The key is one that the subject CA has certificates for already.
    CROSS_KEY_OWN(
            "RFC 5280 §3.2",
            ERROR,
            c -> !c.context.subjectCertificates().isEmpty() && c.purpose == LintPurpose.CROSS_CERTIFICATE,
            that(
                    c -> c.certificate.subjectPublicKeyInfo(),
                    c -> ofSameKey(c).findAny().isPresent())),
    /// "SKI = AKI of the subject CA's certificates": another identifier would break the paths below.
    CROSS_KEY_IDENTIFIER(
            "FBCA Profile, Worksheet 3",
            ERROR,
            c -> !c.context.subjectCertificates().isEmpty(),
            that(
                    c -> c.keyId.map(Bytes::toString).orElse(""),
                    c -> ofSameKey(c)
                            .allMatch(own -> own.subjectKeyIdentifier().isEmpty()
                                    || own.subjectKeyIdentifier().equals(c.keyId)))),
    /// Inside the validity of a certificate that the subject CA has for the same key.
    CROSS_VALIDITY_INSIDE_SUBJECT(
            "FBCA CP §6.3.2",
            ERROR,
            c -> isCross(c) && ofSameKey(c).findAny().isPresent(),
            that(
                    c -> c.certificate.notBefore() + "/" + c.certificate.notAfter(),
                    c -> ofSameKey(c)
                            .anyMatch(own -> !c.certificate.notAfter().isAfter(own.notAfter())
                                    && !c.certificate.notBefore().isBefore(own.notBefore())))),
    /// What the issuer's own pathLenConstraint leaves; self-issued certificates do not count.
    PATH_LENGTH_WITHIN_ISSUER(
            "RFC 5280 §4.2.1.9",
            ERROR,
            c -> c.ca && !c.certificate.isSelfIssued() && pathLength(c.above).isPresent(),
            that(
                    c -> pathLength(c.above).get(),
                    c -> pathLength(c.above).get() > 0
                            && pathLength(Optional.of(c.certificate)).orElse(-1)
                                    < pathLength(c.above).get())),
    CROSS_KEY_USAGE(
            "FBCA Profile, Worksheet 3",
            ERROR,
            c -> isCross(c) && c.allows(KeyUsage.Bit.KEY_CERT_SIGN),
            that(
                    c -> c.usage.get().asSet(),
                    c -> c.usage.get().equals(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN)))),
    CROSS_POLICIES(
            "FBCA Profile, Worksheet 3",
            ERROR,
            CrossLint::isCross,
            that(c -> !c.policies.isEmpty() && !PolicyLint.asserts(c, PolicyInformation.ANY_POLICY))),
    CROSS_EXPLICIT_POLICY(
            "FBCA Profile, Worksheet 3",
            WARNING,
            CrossLint::isCross,
            that(c -> c.certificate
                            .policyConstraints()
                            .map(p -> p.requireExplicitPolicy().orElse(-1))
                            .orElse(-1)
                    == 0)),
    CROSS_INHIBIT_MAPPING(
            "FBCA Profile, Worksheet 3",
            WARNING,
            CrossLint::isCross,
            that(c -> c.certificate
                    .policyConstraints()
                    .filter(p -> p.inhibitPolicyMapping().isPresent())
                    .isPresent())),
    CROSS_INHIBIT_ANY_POLICY(
            "FBCA Profile, Worksheet 3",
            WARNING,
            CrossLint::isCross,
            that(c -> c.certificate.inhibitAnyPolicy().orElse(-1) == 0)),
    CROSS_MAPPINGS("FBCA Profile, Worksheet 3", NOTICE, CrossLint::isCross, that(c -> !c.mappings.isEmpty())),
    /// "AKI keyid only (no issuer/serial)".
    CROSS_AKI_KEY_ONLY(
            "FBCA Profile, Worksheet 3",
            WARNING,
            c -> isCross(c) && c.authority.isPresent(),
            that(c -> c.authority.get().authorityCertIssuer().isEmpty())),
    /// "≥ 1 HTTP URI to a full CRL", others "may follow after HTTP".
    CROSS_CRL_PLACE(
            "FBCA Profile, Worksheet 3",
            WARNING,
            c -> isCross(c) && !c.points.isEmpty(),
            that(c -> c.pointNames.stream()
                    .limit(1)
                    .anyMatch(n -> n instanceof GeneralName.UniformResourceIdentifier(String uri)
                            && InternetText.hasScheme(uri, "http")))),
    CROSS_ISSUERS_PLACE(
            "FBCA Profile, Worksheet 3",
            WARNING,
            CrossLint::isCross,
            that(c -> !LintedCertificate.uris(c.services, AccessDescription.CA_ISSUERS)
                    .isEmpty())),
    CROSS_REPOSITORY(
            "FBCA Profile, Worksheet 3",
            WARNING,
            CrossLint::isCross,
            that(c -> !LintedCertificate.uris(c.certificate.subjectInfoAccess(), AccessDescription.CA_REPOSITORY)
                    .isEmpty())),
    /// "as above, no pathLen".
    LINK_NO_PATH_LENGTH(
            "FBCA Profile, Worksheet 2",
            WARNING,
            c -> c.purpose == LintPurpose.LINK && c.basic.isPresent(),
            that(c -> c.basic.get().pathLenConstraint().isEmpty())),
    /// A path through a link certificate without policies ends for everybody who asks for one.
    LINK_POLICIES(
            "FBCA Profile, Worksheet 2", WARNING, c -> c.purpose == LintPurpose.LINK, that(c -> !c.policies.isEmpty()));

    private final LintTerms<LintedCertificate> terms;

    CrossLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    @Override
    public boolean concerns(LintPurpose purpose) {
        return purpose.isCa() || this == CROSS_KEY_REQUESTED;
    }

    private static boolean isCross(LintedCertificate c) {
        return c.purpose == LintPurpose.CROSS_CERTIFICATE;
    }

    private static Stream<Certificate> ofSameKey(LintedCertificate c) {
        return c.context.subjectCertificates().stream()
                .filter(own -> own.subjectPublicKeyInfo().equals(c.certificate.subjectPublicKeyInfo()));
    }

    private static Optional<Integer> pathLength(Optional<Certificate> ca) {
        return ca.flatMap(Certificate::basicConstraints)
                .flatMap(b -> b.pathLenConstraint().isPresent()
                        ? Optional.of(b.pathLenConstraint().getAsInt())
                        : Optional.empty());
    }
}
