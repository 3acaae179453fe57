package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.that;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// The basic fields of a certificate (RFC 5280 §4.1).
enum FieldLint implements TermedRule<LintedCertificate> {
    /// What the parser refuses: not DER, an extension or a policy twice, empty constraints, and the like.
    WELL_FORMED("RFC 5280 §4.1", ERROR, c -> false, that(c -> true)),
    /// "When extensions are used, as expected in this profile, version MUST be 3".
    VERSION_3(
            "RFC 5280 §4.1.2.1",
            ERROR,
            c -> true,
            that(c -> c.certificate.version(), c -> c.certificate.version() == 3)),
    /// "The serial number MUST be a positive integer".
    SERIAL_POSITIVE(
            "RFC 5280 §4.1.2.2",
            ERROR,
            c -> true,
            that(
                    c -> c.certificate.serialNumber(),
                    c -> c.certificate.serialNumber().value().signum() > 0)),
    /// "Conforming CAs MUST NOT use serialNumber values longer than 20 octets".
    SERIAL_LENGTH(
            "RFC 5280 §4.1.2.2",
            ERROR,
            c -> true,
            that(
                    c -> c.certificate.serialNumber(),
                    c -> c.certificate.serialNumber().contents().length() <= SerialNumber.MAX_OCTETS)),
    /// "containing at least 64 bits of output from a CSPRNG", against collisions in the digest.
    SERIAL_UNPREDICTABLE(
            "CA/Browser Forum BR §7.1",
            WARNING,
            c -> !c.isSelfSigned(),
            that(
                    c -> c.certificate.serialNumber(),
                    c -> c.certificate.serialNumber().value().bitLength() > 48)),
    /// "This field MUST contain the same algorithm identifier as the signature field in the sequence
    /// tbsCertificate".
    SIGNATURE_ALGORITHMS_EQUAL(
            "RFC 5280 §4.1.1.2", ERROR, c -> true, that(c -> c.certificate.signatureAlgorithmsAgree())),
    /// RFC 3279, 4055, 5758, 8410 and 9881 name them.
    SIGNATURE_ALGORITHM_KNOWN(
            "RFC 5280 §4.1.1.2",
            ERROR,
            c -> true,
            that(
                    c -> c.certificate.signatureAlgorithm().algorithm(),
                    c -> algorithm(c).isPresent())),
    /// "MUST be NULL" for RSA (RFC 4055 §5), "MUST omit the parameters field" for ECDSA (RFC 5758 §3.2).
    SIGNATURE_PARAMETERS(
            "RFC 4055 §5",
            ERROR,
            c -> algorithm(c).isPresent() && algorithm(c).get().family() != SignatureAlgorithm.Family.RSA_PSS,
            that(c -> algorithm(c).get().identifier().equals(c.certificate.tbsSignatureAlgorithm()))),
    SIGNATURE_DIGEST_STRONG(
            "RFC 6194 §4",
            ERROR,
            c -> algorithm(c).isPresent(),
            that(c -> algorithm(c).get().label(), c -> !isBroken(algorithm(c).get()))),
    SIGNATURE_FITS_ISSUER_KEY(
            "RFC 5280 §4.1.1.2",
            ERROR,
            c -> algorithm(c).isPresent() && (c.above.isPresent() || c.isSelfSigned()),
            that(
                    c -> algorithm(c).get().label(),
                    c -> algorithm(c)
                            .get()
                            .fits(c.above
                                    .orElse(c.certificate)
                                    .subjectPublicKeyInfo()
                                    .kind()))),
    /// "The issuer field MUST contain a non-empty distinguished name".
    ISSUER_NOT_EMPTY("RFC 5280 §4.1.2.4", ERROR, c -> true, that(c -> !c.issuer.isEmpty())),
    /// Names chain by value, and by octets for readers that compare octets.
    ISSUER_BYTES(
            "RFC 5280 §4.1.2.4",
            ERROR,
            c -> c.above.isPresent(),
            that(
                    c -> c.certificate.issuer(),
                    c -> c.certificate
                            .issuer()
                            .der()
                            .equals(c.above.get().subject().der()))),
    VALIDITY_ORDER("RFC 5280 §4.1.2.5", ERROR, c -> true, that(c -> c.certificate.notAfter(), c -> c.seconds() > 0)),
    /// "certificate validity dates through the year 2049 as UTCTime; […] 2050 or later MUST be encoded as
    /// GeneralizedTime".
    VALIDITY_TIME_TYPE(
            "RFC 5280 §4.1.2.5",
            ERROR,
            c -> true,
            that(c -> isOfType(c.certificate.notBefore(), c.notBeforeTag)
                    && isOfType(c.certificate.notAfter(), c.notAfterTag))),
    /// "All certificates must expire before the end of the CA key's period"; link certificates join two periods.
    VALIDITY_INSIDE_ISSUER(
            "FBCA CP §6.3.2",
            ERROR,
            c -> c.above.isPresent() && c.purpose != LintPurpose.LINK,
            that(
                    c -> c.certificate.notBefore() + "/" + c.certificate.notAfter(),
                    c -> !c.certificate.notAfter().isAfter(c.above.get().notAfter())
                            && !c.certificate.notBefore().isBefore(c.above.get().notBefore()))),
    /// "CAs conforming to this profile MUST NOT generate certificates with unique identifiers".
    NO_UNIQUE_IDS("RFC 5280 §4.1.2.8", ERROR, c -> true, that(c -> !c.hasUniqueIds)),
    /// 112 bits of security are not to be used from 2031 on.
    KEY_BEYOND_2030(
            "CRYPTREC LS-0003",
            WARNING,
            FieldLint::outlives2030,
            that(c -> c.certificate.subjectPublicKeyInfo(), c -> has128Bits(c.certificate.subjectPublicKeyInfo()))),
    /// "A certificate-using system MUST reject the certificate if it encounters a critical extension it does not
    /// recognize".
    CRITICAL_EXTENSION_KNOWN("RFC 5280 §4.2", WARNING, c -> true, each(FieldLint::unknownCritical, id -> false));

    private final LintTerms<LintedCertificate> terms;

    FieldLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static final Instant YEAR_2031 = Instant.parse("2031-01-01T00:00:00Z");
    private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");
    private static final Set<KnownExtension> KNOWN = EnumSet.allOf(KnownExtension.class);

    private static boolean outlives2030(LintedCertificate c) {
        return !c.certificate.notAfter().isBefore(YEAR_2031);
    }

    private static List<Oid> unknownCritical(LintedCertificate c) {
        return c.extensions.criticalOtherThan(KNOWN);
    }

    private static Optional<SignatureAlgorithm> algorithm(LintedCertificate c) {
        return c.algorithm;
    }

    /// Collisions of MD5 and SHA-1 have been made.
    static boolean isBroken(SignatureAlgorithm algorithm) {
        return algorithm.digest().equals("MD5") || algorithm.digest().equals("SHA1");
    }

    /// UTCTime until 2049, GeneralizedTime from 2050 on.
    static boolean isOfType(Instant time, int tag) {
        return tag == (time.isBefore(YEAR_2050) ? Tag.UTC_TIME : Tag.GENERALIZED_TIME);
    }

    private static boolean has128Bits(SubjectPublicKeyInfo key) {
        return switch (key.kind()) {
            case RSA, RSA_PSS, DSA -> key.bits().orElse(0) >= 3072;
            case OTHER_CURVE -> key.bits().orElse(0) >= 256;
            case P256, P384, P521, ED25519, ED448, ML_DSA_44, ML_DSA_65, ML_DSA_87, OTHER -> true;
        };
    }
}
