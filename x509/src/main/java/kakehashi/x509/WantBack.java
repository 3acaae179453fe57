package kakehashi.x509;

import java.util.Optional;

/// What an SCVP client wants to have back beside the answer (RFC 5055 §3.2.3), with the kind of value that it gets.
public enum WantBack {
    /// The path that was validated.
    PKC_BEST_CERT_PATH(1, Kind.CERT_BUNDLE),
    /// What proved that no certificate of the path is revoked.
    PKC_REVOCATION_INFO(2, Kind.REVOCATION_INFO),
    /// The public key.
    PKC_PUBLIC_KEY_INFO(4, Kind.PUBLIC_KEY_INFO),
    /// The path of the attribute certificate's issuer.
    AA_CERT_PATH(5, Kind.CERT_BUNDLE),
    /// What proved that no certificate of that path is revoked.
    AA_REVOCATION_INFO(6, Kind.REVOCATION_INFO),
    /// What proved that the attribute certificate is not revoked.
    AC_REVOCATION_INFO(7, Kind.REVOCATION_INFO),
    /// The responses of other servers on which the answer rests.
    RELAYED_RESPONSES(9, Kind.SCVP_RESPONSES),
    /// The queried certificate.
    PKC_CERT(10, Kind.PKC),
    /// The queried attribute certificate.
    AC_CERT(11, Kind.AC),
    /// Every path that was found.
    PKC_ALL_CERT_PATHS(12, Kind.CERT_BUNDLES),
    /// What proved that the end entity's certificate is not revoked.
    PKC_EE_REVOCATION_INFO(13, Kind.REVOCATION_INFO),
    /// What proved that no CA certificate of the path is revoked.
    PKC_CAS_REVOCATION_INFO(14, Kind.REVOCATION_INFO);

    /// The type of the value.
    enum Kind {
        CERT_BUNDLE,
        CERT_BUNDLES,
        REVOCATION_INFO,
        PUBLIC_KEY_INFO,
        SCVP_RESPONSES,
        PKC,
        AC
    }

    private final Oid id;
    private final Kind kind;

    WantBack(int arc, Kind kind) {
        this.id = Oid.of("1.3.6.1.5.5.7.18." + arc);
        this.kind = kind;
    }

    /// The object identifier, under `id-swb`.
    public Oid id() {
        return id;
    }

    /// The type of the value.
    Kind kind() {
        return kind;
    }

    /// The wantBack that the identifier names.
    public static Optional<WantBack> of(Oid id) {
        for (WantBack wantBack : values()) {
            if (wantBack.id.equals(id)) {
                return Optional.of(wantBack);
            }
        }
        return Optional.empty();
    }
}
