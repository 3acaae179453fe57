package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.OcspResponseData;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SingleResponse;

/// The making of one signed response.
///
/// @param issuer for whose certificates
/// @param credential who signs
/// @param options the choices that the standards leave
/// @param now when
record OcspSigning(OcspIssuer issuer, ResponderCredential credential, OcspOptions options, Instant now) {
    OcspAnswer sign(List<OcspStatement> statements, Optional<Bytes> nonce) {
        List<Extension> extensions = new ArrayList<>();
        nonce.ifPresent(octets -> extensions.add(OcspExtension.nonce(octets)));
        // "This extension MUST be included in the OCSP response when that response contains a 'revoked' status for
        // a non-issued certificate" (RFC 6960 §4.4.8)
        if (statements.stream().anyMatch(s -> s.isNonIssuedAsRevoked(options))) {
            extensions.add(OcspExtension.extendedRevoke());
        }
        List<SingleResponse> said =
                statements.stream().map(s -> s.response(options, now)).toList();
        OcspResponseData data = new OcspResponseData(
                ResponderId.ofKey(credential.certificate().subjectPublicKeyInfo()),
                now,
                said,
                Extensions.of(extensions));
        BasicOcspResponse basic = data.signed(
                credential.signer().algorithm().identifier(),
                credential.signer().sign(data.der()),
                credential.sentFor(issuer));
        Bytes der = new OcspResponse.Successful(basic).der();
        Optional<HttpCaching> caching = nonce.isPresent() ? Optional.empty() : caching(der, statements);
        return new OcspAnswer(der, caching, OcspOutcome.of(said));
    }

    private Optional<HttpCaching> caching(Bytes der, List<OcspStatement> statements) {
        return expiry(statements)
                .filter(expires -> expires.isAfter(now))
                .map(expires -> HttpCaching.of(der, lastModified(statements), expires));
    }

    /// When the first of the statements is to be replaced; empty when one of them does not say.
    private Optional<Instant> expiry(List<OcspStatement> statements) {
        return statements.stream().allMatch(s -> s.nextUpdate().isPresent())
                ? statements.stream().flatMap(s -> s.nextUpdate().stream()).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    private Instant lastModified(List<OcspStatement> statements) {
        return statements.stream()
                .map(s -> s.thisUpdate(now))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /// Until when the response is given again: half of its time, and not beyond the signer's certificate.
    Instant freshUntil(List<OcspStatement> statements) {
        Instant expires = expiry(statements).orElse(now);
        Instant half = now.plus(Duration.between(now, expires).dividedBy(2));
        Instant end = credential.certificate().notAfter();
        return half.isBefore(end) ? half : end;
    }
}
