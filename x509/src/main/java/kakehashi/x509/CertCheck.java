package kakehashi.x509;

import java.util.Optional;

/// What an SCVP client asks to be checked (RFC 5055 §3.2.2).
public enum CertCheck {
    /// A path is built to a trust anchor; nothing is validated.
    BUILD_PKC_PATH(1),
    /// A path is built and validated, without revocation.
    BUILD_VALID_PKC_PATH(2),
    /// A path is built and validated, with revocation.
    BUILD_STATUS_CHECKED_PKC_PATH(3),
    /// A path is built for an attribute certificate's issuer.
    BUILD_AA_PATH(4),
    /// The same, validated, without revocation.
    BUILD_VALID_AA_PATH(5),
    /// The same, with revocation of the path.
    BUILD_STATUS_CHECKED_AA_PATH(6),
    /// The same, with revocation of the attribute certificate too.
    STATUS_CHECK_AC_AND_BUILD_STATUS_CHECKED_AA_PATH(7);

    private final Oid id;

    CertCheck(int arc) {
        this.id = Oid.of("1.3.6.1.5.5.7.17." + arc);
    }

    /// The object identifier, under `id-stc`.
    public Oid id() {
        return id;
    }

    /// The check that the identifier names.
    public static Optional<CertCheck> of(Oid id) {
        for (CertCheck check : values()) {
            if (check.id.equals(id)) {
                return Optional.of(check);
            }
        }
        return Optional.empty();
    }
}
