package kakehashi.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.CertId;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.SingleResponse;

/// What a responder is going to say of one certificate.
///
/// @param id the certificate, in the client's words
/// @param issuer its issuer, where the responder serves it
/// @param status what the source knows
record OcspStatement(CertId id, Optional<OcspIssuer> issuer, StatusAnswer status) {
    boolean isNotNow() {
        return status instanceof StatusAnswer.NotNow;
    }

    /// Whether the statement needs the extension that changes what "revoked" means.
    boolean isNonIssuedAsRevoked(OcspOptions options) {
        return options.nonIssued() == OcspOptions.NonIssued.REVOKED
                && status instanceof StatusAnswer.Known known
                && known.state() instanceof StatusAnswer.State.NeverIssued;
    }

    OcspCache.Stated stated() {
        Optional<StatusAnswer.State> state =
                status instanceof StatusAnswer.Known known ? Optional.of(known.state()) : Optional.empty();
        return new OcspCache.Stated(issuer, id.serialNumber(), state);
    }

    /// The latest time at which the status is known to be right.
    Instant thisUpdate(Instant now) {
        return status instanceof StatusAnswer.Known known ? known.thisUpdate() : now;
    }

    /// When newer information will be there.
    Optional<Instant> nextUpdate() {
        return status instanceof StatusAnswer.Known known ? known.nextUpdate() : Optional.empty();
    }

    /// The statement as it stands in a response.
    SingleResponse response(OcspOptions options, Instant now) {
        List<Extension> extensions = new ArrayList<>(invalidity().stream().toList());
        // "date obtained by subtracting this retention interval value from the producedAt time" (RFC 6960 §4.4.4)
        if (status instanceof StatusAnswer.Known) {
            options.archiveRetention().ifPresent(kept -> extensions.add(OcspExtension.archiveCutoff(now.minus(kept))));
        }
        Extensions all = isNonIssuedAsRevoked(options) ? Extensions.NONE : Extensions.of(extensions);
        return new SingleResponse(id, certificateStatus(options), thisUpdate(now), nextUpdate(), all);
    }

    private CertificateStatus certificateStatus(OcspOptions options) {
        return switch (status) {
            case StatusAnswer.Known known -> certificateStatus(known.state(), options);
            case StatusAnswer.UnknownIssuer _, StatusAnswer.NotNow _ -> new CertificateStatus.Unknown();
        };
    }

    private static CertificateStatus certificateStatus(StatusAnswer.State state, OcspOptions options) {
        return switch (state) {
            case StatusAnswer.State.Good _ -> new CertificateStatus.Good();
            case StatusAnswer.State.Revoked revoked -> new CertificateStatus.Revoked(revoked.at(), revoked.reason());
            case StatusAnswer.State.Burnt burnt -> new CertificateStatus.Revoked(burnt.at(), Optional.empty());
            case StatusAnswer.State.NeverIssued _ ->
                switch (options.nonIssued()) {
                    // "MUST specify the revocation reason certificateHold (6), MUST specify the revocationTime
                    // January 1, 1970, and MUST NOT include a CRL references extension or any CRL entry
                    // extensions" (RFC 6960 §2.2)
                    case REVOKED ->
                        new CertificateStatus.Revoked(Instant.EPOCH, Optional.of(CrlReason.CERTIFICATE_HOLD));
                    case UNKNOWN -> new CertificateStatus.Unknown();
                };
        };
    }

    /// "All the extensions specified as CRL entry extensions … are also supported as singleExtensions" (RFC 6960
    /// §4.4.5).
    private Optional<Extension> invalidity() {
        return status instanceof StatusAnswer.Known known && known.state() instanceof StatusAnswer.State.Revoked revoked
                ? revoked.invalidity()
                        .map(since -> Extension.of(KnownExtension.INVALIDITY_DATE, w -> w.generalizedTime(since)))
                : Optional.empty();
    }
}
