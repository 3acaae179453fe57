package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.once;
import static kakehashi.profiles.LintTest.that;

import java.util.List;
import java.util.function.Predicate;
import kakehashi.x509.DerWriter;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;

/// What subject and key are for: basicConstraints, keyUsage, extKeyUsage (RFC 5280 §4.2.1.3, .9, .12).
enum UsageLint implements TermedRule<LintedCertificate> {
    /// "MUST mark the extension as critical in such certificates".
    BASIC_CONSTRAINTS_CRITICAL(
            "RFC 5280 §4.2.1.9", ERROR, c -> c.ca, that(c -> c.isCritical(KnownExtension.BASIC_CONSTRAINTS))),
    /// "Conforming CAs MUST include this extension in all CA certificates".
    CA_SAID("RFC 5280 §4.2.1.9", ERROR, c -> c.purpose.isCa(), that(c -> c.ca)),
    CA_NOT_SAID(
            "RFC 5280 §4.2.1.9", ERROR, c -> !c.purpose.isCa() && c.purpose != LintPurpose.GENERAL, that(c -> !c.ca)),
    /// "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted and the key usage
    /// extension asserts the keyCertSign bit".
    PATH_LENGTH_FOR_CA(
            "RFC 5280 §4.2.1.9",
            ERROR,
            c -> c.basic.isPresent() && c.basic.get().pathLenConstraint().isPresent(),
            that(c -> c.ca && (c.usage.isEmpty() || c.allows(KeyUsage.Bit.KEY_CERT_SIGN)))),
    /// "The encoding of a […] component value equal to its default value shall" not be there (X.690 §11.5).
    CA_FALSE_WRITTEN(
            "X.690 §11.5",
            ERROR,
            c -> c.basic.isPresent() && !c.ca,
            that(c -> c.extensions.value(KnownExtension.BASIC_CONSTRAINTS).get().length() == 2
                    || c.basic.get().pathLenConstraint().isPresent())),
    /// "If the keyCertSign bit is asserted, then the cA bit in the basic constraints extension MUST also be
    /// asserted".
    CERT_SIGN_FOR_CA("RFC 5280 §4.2.1.3", ERROR, c -> c.allows(KeyUsage.Bit.KEY_CERT_SIGN), that(c -> c.ca)),
    /// "Conforming CAs MUST include this extension in certificates that contain public keys that are used to
    /// validate digital signatures on other public key certificates or CRLs".
    KEY_USAGE_IN_CA("RFC 5280 §4.2.1.3", ERROR, c -> c.ca, that(c -> c.usage.isPresent())),
    CERT_SIGN_IN_CA(
            "RFC 5280 §4.2.1.3",
            ERROR,
            c -> c.ca && c.usage.isPresent(),
            that(c -> c.allows(KeyUsage.Bit.KEY_CERT_SIGN))),
    /// "When present, conforming CAs SHOULD mark this extension as critical".
    KEY_USAGE_CRITICAL(
            "RFC 5280 §4.2.1.3", WARNING, c -> c.usage.isPresent(), that(c -> c.isCritical(KnownExtension.KEY_USAGE))),
    /// "When the keyUsage extension appears in a certificate, at least one of the bits MUST be set to 1".
    KEY_USAGE_NOT_EMPTY(
            "RFC 5280 §4.2.1.3",
            ERROR,
            c -> c.usage.isPresent(),
            that(c -> c.usage.get().bits() != 0)),
    /// "the bitstring has all trailing 0 bits removed before it is encoded" (X.690 §11.2.2).
    KEY_USAGE_SHORTEST(
            "X.690 §11.2.2",
            ERROR,
            c -> c.usage.isPresent(),
            that(c -> DerWriter.write(c.usage.get()::write)
                    .equals(c.extensions.value(KnownExtension.KEY_USAGE).get()))),
    KEY_USAGE_KNOWN_BITS(
            "RFC 5280 §4.2.1.3",
            ERROR,
            c -> c.usage.isPresent(),
            that(c -> c.usage.get().bits() >>> 9 == 0)),
    /// "The meaning of the encipherOnly bit is undefined in the absence of the keyAgreement bit".
    ENCIPHER_ONLY_FOR_AGREEMENT(
            "RFC 5280 §4.2.1.3",
            WARNING,
            c -> c.allows(KeyUsage.Bit.ENCIPHER_ONLY) || c.allows(KeyUsage.Bit.DECIPHER_ONLY),
            that(c -> c.allows(KeyUsage.Bit.KEY_AGREEMENT))),
    /// RSA agrees on no keys (RFC 3279 §2.3.1); elliptic curves encipher nothing (RFC 8813 §3); EdDSA and ML-DSA
    /// only sign (RFC 9295 §3, RFC 9881 §5).
    KEY_USAGE_FITS_KEY(
            "RFC 8813 §3",
            ERROR,
            c -> c.usage.isPresent(),
            that(
                    c -> c.certificate.subjectPublicKeyInfo() + ": "
                            + c.usage.get().asSet(),
                    c -> (c.usage.get().bits() & forbidden(c)) == 0)),
    /// "If a CA includes extended key usages to satisfy such applications, […] anyExtendedKeyUsage", then it
    /// "SHOULD NOT mark this extension as critical".
    ANY_PURPOSE_NOT_CRITICAL(
            "RFC 5280 §4.2.1.12",
            WARNING,
            c -> c.purposes.contains(ExtendedKeyUsage.ANY),
            that(c -> !c.isCritical(KnownExtension.EXTENDED_KEY_USAGE))),
    PURPOSE_ONCE("RFC 5280 §4.2.1.12", WARNING, c -> true, once(c -> c.purposes)),
    /// "then the certificate MUST only be used for a purpose consistent with both extensions".
    PURPOSE_FITS_KEY_USAGE(
            "RFC 5280 §4.2.1.12",
            ERROR,
            c -> c.usage.isPresent(),
            each(
                    c -> c.purposes.stream()
                            .filter(p -> (consistent(p) & c.usage.get().bits()) == 0)
                            .toList(),
                    p -> false)),
    /// Each kind of certificate says its purpose.
    PURPOSE_STATED(
            "RFC 5280 §4.2.1.12",
            ERROR,
            c -> true,
            that(c -> c.purpose, c -> c.purposes.containsAll(needed(c.purpose)))),
    /// "The corresponding certificate MUST contain only one instance of the extended key usage field extension […]
    /// with KeyPurposeID having value: id-kp-timeStamping".
    TIME_STAMPING_ALONE(
            "RFC 3161 §2.3",
            ERROR,
            c -> c.purposes.contains(ExtendedKeyUsage.TIME_STAMPING),
            that(c -> c.purposes.size() == 1)),
    /// "This extension MUST be critical".
    TIME_STAMPING_CRITICAL(
            "RFC 3161 §2.3",
            ERROR,
            c -> c.purposes.contains(ExtendedKeyUsage.TIME_STAMPING),
            that(c -> c.isCritical(KnownExtension.EXTENDED_KEY_USAGE))),
    /// The extension says something of responders only.
    NO_CHECK_FOR_RESPONDER(
            "RFC 6960 §4.2.2.2.1",
            ERROR,
            c -> c.has(KnownExtension.OCSP_NO_CHECK),
            that(c -> c.purposes.contains(ExtendedKeyUsage.OCSP_SIGNING))),
    /// "This extension SHOULD be a non-critical extension".
    NO_CHECK_NOT_CRITICAL(
            "RFC 6960 §4.2.2.2.1",
            WARNING,
            c -> c.has(KnownExtension.OCSP_NO_CHECK),
            that(c -> !c.isCritical(KnownExtension.OCSP_NO_CHECK))),
    /// Without it readers ask a responder about the responder.
    RESPONDER_NO_CHECK(
            "FBCA CP §4.9.9",
            WARNING,
            c -> c.purpose == LintPurpose.OCSP_RESPONDER,
            that(c -> c.has(KnownExtension.OCSP_NO_CHECK))),
    /// "CAs issuing such a certificate should realize that a compromise of the responder's key is as serious".
    RESPONDER_LIFETIME(
            "FBCA CP §6.3.2",
            WARNING,
            c -> c.has(KnownExtension.OCSP_NO_CHECK),
            that(c -> c.seconds() / LintedCertificate.DAY + " d", c -> c.seconds() <= 120 * LintedCertificate.DAY));

    private final LintTerms<LintedCertificate> terms;

    UsageLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static final int SIGN = KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION)
            .bits();
    private static final int ENCIPHER = KeyUsage.of(KeyUsage.Bit.KEY_ENCIPHERMENT, KeyUsage.Bit.DATA_ENCIPHERMENT)
            .bits();
    private static final int AGREE = KeyUsage.of(
                    KeyUsage.Bit.KEY_AGREEMENT, KeyUsage.Bit.ENCIPHER_ONLY, KeyUsage.Bit.DECIPHER_ONLY)
            .bits();
    private static final int DIGITAL_SIGNATURE =
            KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE).bits();

    private static int forbidden(LintedCertificate c) {
        return switch (c.certificate.subjectPublicKeyInfo().kind()) {
            case RSA -> AGREE;
            case P256, P384, P521, OTHER_CURVE -> ENCIPHER;
            case RSA_PSS, DSA, ED25519, ED448, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ENCIPHER | AGREE;
            case OTHER -> 0;
        };
    }

    /// The bits one of which a purpose needs; all of them for a purpose that is not known.
    private static int consistent(Oid purpose) {
        int keys = KeyUsage.of(KeyUsage.Bit.KEY_ENCIPHERMENT, KeyUsage.Bit.KEY_AGREEMENT)
                .bits();
        if (purpose.equals(ExtendedKeyUsage.SERVER_AUTH)) {
            return DIGITAL_SIGNATURE | keys;
        }
        if (purpose.equals(ExtendedKeyUsage.CLIENT_AUTH)) {
            return DIGITAL_SIGNATURE | KeyUsage.of(KeyUsage.Bit.KEY_AGREEMENT).bits();
        }
        if (purpose.equals(ExtendedKeyUsage.CODE_SIGNING)) {
            return DIGITAL_SIGNATURE;
        }
        if (purpose.equals(ExtendedKeyUsage.EMAIL_PROTECTION)) {
            return SIGN | keys;
        }
        boolean signs = purpose.equals(ExtendedKeyUsage.TIME_STAMPING)
                || purpose.equals(ExtendedKeyUsage.OCSP_SIGNING)
                || purpose.equals(ExtendedKeyUsage.DOCUMENT_SIGNING);
        return signs ? SIGN : -1;
    }

    private static List<Oid> needed(LintPurpose purpose) {
        return switch (purpose) {
            case INTERNET_SERVER, INTERNAL_SERVER -> List.of(ExtendedKeyUsage.SERVER_AUTH);
            case CODE_SIGNING -> List.of(ExtendedKeyUsage.CODE_SIGNING);
            case OCSP_RESPONDER -> List.of(ExtendedKeyUsage.OCSP_SIGNING);
            case TIME_STAMP -> List.of(ExtendedKeyUsage.TIME_STAMPING);
            case SELF_SIGNED,
                    LINK,
                    SUBORDINATE_CA,
                    CROSS_CERTIFICATE,
                    OFFICIAL_POST,
                    USER,
                    DOCUMENT_SIGNING,
                    LRA_OPERATOR,
                    VALIDATION_SERVER,
                    GENERAL -> List.of();
        };
    }
}
