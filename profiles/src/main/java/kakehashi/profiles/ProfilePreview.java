package kakehashi.profiles;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;

/// The certificate that a request would bring, before anything is signed.
public sealed interface ProfilePreview {
    /// The certificate.
    ///
    /// @param certificate the certificate, every octet as it would be signed, but without a signature
    /// @param difference what differs from the certificate that it renews; empty when it renews none
    record Shown(Certificate certificate, Optional<CertificateDifference> difference) implements ProfilePreview {}

    /// There would be none.
    ///
    /// @param refusals every reason, one at least
    record Refused(List<PreparationRefusal> refusals) implements ProfilePreview {}

    /// Prepares and signs nothing.
    ///
    /// @param serial a serial number, where a real one is drawn only at signing; with it the shard may change
    static ProfilePreview of(
            CertificateProfile profile, IssuingCa ca, RequestedCertificate request, Instant now, SerialNumber serial) {
        return switch (Preparation.prepare(profile, ca, request, now, serial)) {
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) -> new Refused(refusals);
            case PreparationOutcome.Prepared(PreparedCertificate prepared) ->
                new Shown(prepared.unsigned(), Optional.empty());
        };
    }

    /// The same, beside the certificate that is to be renewed.
    default ProfilePreview renewing(Certificate old) {
        return switch (this) {
            case Shown(Certificate certificate, Optional<CertificateDifference> difference) ->
                new Shown(certificate, Optional.of(CertificateDifference.between(old, certificate)));
            case Refused refused -> refused;
        };
    }
}
