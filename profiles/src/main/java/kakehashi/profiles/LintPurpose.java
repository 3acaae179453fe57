package kakehashi.profiles;

import java.util.List;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Oid;

/// What a certificate is for, which decides the rules that it is held to.
public enum LintPurpose {
    SELF_SIGNED,
    /// newWithOld or oldWithNew (RFC 4210 §4.4).
    LINK,
    SUBORDINATE_CA,
    CROSS_CERTIFICATE,
    /// A post of the government, not a person (官職証明書).
    OFFICIAL_POST,
    USER,
    INTERNET_SERVER,
    INTERNAL_SERVER,
    CODE_SIGNING,
    DOCUMENT_SIGNING,
    LRA_OPERATOR,
    OCSP_RESPONDER,
    VALIDATION_SERVER,
    TIME_STAMP,
    /// Nothing that is known.
    GENERAL;

    /// Whether the subject is a CA.
    public boolean isCa() {
        return ordinal() <= CROSS_CERTIFICATE.ordinal();
    }

    /// Whether the subject is a server that is known by its domain names.
    public boolean isServer() {
        return this == INTERNET_SERVER || this == INTERNAL_SERVER;
    }

    /// The purpose as far as the certificate itself tells. A cross-certificate looks like a subordinate CA's, and a
    /// server is taken for one on the Internet.
    public static LintPurpose of(Certificate certificate) {
        if (certificate.basicConstraints().map(BasicConstraints::ca).orElse(false)) {
            return ofCa(certificate);
        }
        List<Oid> purposes =
                certificate.extendedKeyUsage().map(ExtendedKeyUsage::purposes).orElse(List.of());
        if (purposes.contains(ExtendedKeyUsage.SERVER_AUTH)) {
            return INTERNET_SERVER;
        }
        if (purposes.contains(ExtendedKeyUsage.TIME_STAMPING)) {
            return TIME_STAMP;
        }
        if (purposes.contains(ExtendedKeyUsage.OCSP_SIGNING)) {
            return OCSP_RESPONDER;
        }
        if (purposes.contains(ExtendedKeyUsage.CODE_SIGNING)) {
            return CODE_SIGNING;
        }
        return purposes.contains(ExtendedKeyUsage.DOCUMENT_SIGNING) ? DOCUMENT_SIGNING : GENERAL;
    }

    private static LintPurpose ofCa(Certificate certificate) {
        if (!certificate.isSelfIssued()) {
            return SUBORDINATE_CA;
        }
        boolean otherKey = certificate
                .authorityKeyIdentifier()
                .flatMap(a -> a.keyIdentifier())
                .filter(id -> !certificate.subjectKeyIdentifier().equals(java.util.Optional.of(id)))
                .isPresent();
        return otherKey ? LINK : SELF_SIGNED;
    }
}
