package kakehashi.x509;

import java.util.Optional;

/// Why a certificate is not valid, in the words of the basic and the name validation algorithm (RFC 5055 §3.2.4.2.2
/// and §3.2.4.2.4).
public enum ValidationError {
    EXPIRED("3.1", "expired"),
    NOT_YET_VALID("3.2", "not-yet-valid"),
    WRONG_TRUST_ANCHOR("3.3", "wrongTrustAnchor"),
    NO_VALID_CERT_PATH("3.4", "noValidCertPath"),
    REVOKED("3.5", "revoked"),
    INVALID_KEY_PURPOSE("3.9", "invalidKeyPurpose"),
    INVALID_KEY_USAGE("3.10", "invalidKeyUsage"),
    INVALID_CERT_POLICY("3.11", "invalidCertPolicy"),
    NAME_MISMATCH("2.1", "name-mismatch"),
    NO_NAME("2.2", "no-name"),
    UNKNOWN_ALG("2.3", "unknown-alg"),
    BAD_NAME("2.4", "bad-name"),
    BAD_NAME_TYPE("2.5", "bad-name-type"),
    MIXED_NAMES("2.6", "mixed-names");

    private final Oid id;
    private final String word;

    ValidationError(String arcs, String word) {
        this.id = Oid.of("1.3.6.1.5.5.7.19." + arcs);
        this.word = word;
    }

    /// The object identifier, under `id-bvae` or `id-nvae`.
    public Oid id() {
        return id;
    }

    /// The word of the standard, such as `noValidCertPath`.
    public String word() {
        return word;
    }

    /// The error that the identifier names.
    public static Optional<ValidationError> of(Oid id) {
        for (ValidationError error : values()) {
            if (error.id.equals(id)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
