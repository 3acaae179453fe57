package kakehashi.repository;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.KnownExtension;

/// The part of a CA's revocations that a CRL tells: CRLs of one part replace each other by number.
///
/// A CA with two keys after a re-key signs one list with each, under one number (RFC 5280 §5.2.3): so the key
/// belongs to the part.
///
/// @param place the value of `issuingDistributionPoint`; empty for a CRL of everything
/// @param key the key identifier of the key that signed
/// @param kind whether it is complete
record CrlPart(Optional<Bytes> place, Bytes key, Kind kind) {
    /// Whether a CRL is complete for its part.
    enum Kind {
        COMPLETE,
        DELTA
    }

    static CrlPart of(Crl crl, Bytes key) {
        return new CrlPart(
                crl.extensions().value(KnownExtension.ISSUING_DISTRIBUTION_POINT),
                key,
                crl.baseCrlNumber().isPresent() ? Kind.DELTA : Kind.COMPLETE);
    }
}
