package kakehashi.x509;

import java.time.Instant;
import java.util.Optional;

/// The status of one certificate in an OCSP response (RFC 6960 §4.2.1). Times are whole seconds.
///
/// @param certId the certificate
/// @param status its status
/// @param thisUpdate the latest time at which the status is known to be right
/// @param nextUpdate when newer information will be there; absent when it is there all the time
/// @param extensions the extensions
public record SingleResponse(
        CertId certId,
        CertificateStatus status,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        Extensions extensions) {
    /// @throws IllegalArgumentException when an extension of OCSP is malformed
    public SingleResponse {
        Fields.require(OcspExtension::checkAll, extensions);
    }

    /// Reads a response.
    static SingleResponse read(DerReader reader) {
        int outer = reader.enterSequence();
        CertId id = CertId.read(reader);
        CertificateStatus status = CertificateStatus.read(reader);
        Instant thisUpdate = reader.generalizedTime();
        Optional<Instant> nextUpdate = Fields.explicit(reader, 0, DerReader::generalizedTime);
        Extensions extensions = Fields.explicitExtensions(reader, 1);
        OcspExtension.checkAll(extensions);
        reader.leave(outer);
        return new SingleResponse(id, status, thisUpdate, nextUpdate, extensions);
    }

    /// Since when the responder keeps status of expired certificates, where it says so (RFC 6960 §4.4.4).
    public Optional<Instant> archiveCutoff() {
        return OcspExtension.ARCHIVE_CUTOFF.in(extensions, DerReader::generalizedTime);
    }

    /// The CRL on which the certificate stands, where the responder says so (RFC 6960 §4.4.2).
    public Optional<CrlReference> crlReference() {
        return OcspExtension.CRL_REFERENCE.in(extensions, CrlReference::read);
    }

    /// Writes the response.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            certId.write(s);
            status.write(s);
            s.generalizedTime(thisUpdate);
            Fields.writeExplicit(s, 0, nextUpdate, (time, w) -> w.generalizedTime(time));
            Fields.writeExplicitExtensions(s, 1, extensions);
        });
    }
}
