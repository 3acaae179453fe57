package kakehashi.validation;

import java.util.List;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;

/// What a request brings along. It serves this request only.
///
/// @param certificates certificates that paths may use
/// @param crls CRLs
/// @param responses OCSP responses
public record Supplied(List<Certificate> certificates, List<Crl> crls, List<BasicOcspResponse> responses) {
    /// Nothing.
    public static final Supplied NOTHING = new Supplied(List.of(), List.of(), List.of());

    public Supplied {
        certificates = List.copyOf(certificates);
        crls = List.copyOf(crls);
        responses = List.copyOf(responses);
    }

    boolean hasEvidence() {
        return !crls.isEmpty() || !responses.isEmpty();
    }

    boolean isNothing() {
        return certificates.isEmpty() && !hasEvidence();
    }
}
