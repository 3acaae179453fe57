package kakehashi.x509;

import java.util.Optional;

/// Why a certificate is not valid, in the words of the basic and the name validation algorithm (RFC 5055 §3.2.4.2.2
/// and §3.2.4.2.4), and of the US Treasury's SCVP profile 1.3 (table 6).
public enum ValidationError {
    EXPIRED(Arc.SVP, "3.1", "expired"),
    NOT_YET_VALID(Arc.SVP, "3.2", "not-yet-valid"),
    WRONG_TRUST_ANCHOR(Arc.SVP, "3.3", "wrongTrustAnchor"),
    NO_VALID_CERT_PATH(Arc.SVP, "3.4", "noValidCertPath"),
    REVOKED(Arc.SVP, "3.5", "revoked"),
    INVALID_KEY_PURPOSE(Arc.SVP, "3.9", "invalidKeyPurpose"),
    INVALID_KEY_USAGE(Arc.SVP, "3.10", "invalidKeyUsage"),
    INVALID_CERT_POLICY(Arc.SVP, "3.11", "invalidCertPolicy"),
    NAME_MISMATCH(Arc.SVP, "2.1", "name-mismatch"),
    NO_NAME(Arc.SVP, "2.2", "no-name"),
    UNKNOWN_ALG(Arc.SVP, "2.3", "unknown-alg"),
    BAD_NAME(Arc.SVP, "2.4", "bad-name"),
    BAD_NAME_TYPE(Arc.SVP, "2.5", "bad-name-type"),
    MIXED_NAMES(Arc.SVP, "2.6", "mixed-names"),
    WEAK_CERT_KEY(Arc.TREASURY, "1", "weakCertKey"),
    WEAK_CERT_HASH(Arc.TREASURY, "2", "weakCertHash");

    private final Oid id;
    private final String word;

    ValidationError(Arc arc, String rest, String word) {
        this.id = Oid.of(arc.dotted + rest);
        this.word = word;
    }

    private enum Arc {
        SVP("1.3.6.1.5.5.7.19."),
        TREASURY("1.3.6.1.4.1.2930.6.1.1.");

        private final String dotted;

        Arc(String dotted) {
            this.dotted = dotted;
        }
    }

    /// The object identifier, under `id-bvae` or `id-nvae`, or one of the profile.
    public Oid id() {
        return id;
    }

    /// The word of the standard or profile, such as `noValidCertPath`.
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
