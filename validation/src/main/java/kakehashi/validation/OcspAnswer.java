package kakehashi.validation;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;

/// An OCSP response as it goes out, always of status 200 over HTTP.
///
/// @param der the `OCSPResponse`
/// @param caching how long HTTP caches may keep it; absent for errors and answers to nonces, which none may keep
/// @param outcome what it says
public record OcspAnswer(Bytes der, Optional<HttpCaching> caching, OcspOutcome outcome) {
    /// The media type of requests.
    public static final String REQUEST_TYPE = "application/ocsp-request";

    /// The media type of responses.
    public static final String RESPONSE_TYPE = "application/ocsp-response";

    /// Whether it says of every certificate that it is good.
    boolean saysGood() {
        return OcspResponse.parse(der) instanceof Parsed.Value<OcspResponse>(OcspResponse.Successful successful)
                && successful.basic().responseData().responses().stream()
                        .allMatch(one -> one.status() instanceof CertificateStatus.Good);
    }
}
