package kakehashi.validation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;

/// Asks a source that knows of revocations before the CRLs do about every certificate of a path, so that no door
/// says yes by a CRL while the OCSP door says no. It never makes a yes.
///
/// @param feed the source
/// @param now the present
record FeedCheck(StatusSource feed, Instant now) {
    /// What speaks against certificates of a path; empty when nothing does.
    Map<Certificate, Finding> against(ValidationAnswer.FoundPath path) {
        Map<Certificate, Finding> against = new LinkedHashMap<>(2);
        OcspIssuer issuer = new OcspIssuer(path.anchor().name(), path.anchor().publicKey());
        for (Certificate certificate : path.certificates()) {
            if (feed.status(issuer, certificate.serialNumber(), now) instanceof StatusAnswer.Known known) {
                finding(known.state()).ifPresent(finding -> against.put(certificate, finding));
            }
            issuer = OcspIssuer.of(certificate);
        }
        return against;
    }

    private static Optional<Finding> finding(StatusAnswer.State state) {
        return switch (state) {
            case StatusAnswer.State.Revoked revoked ->
                Optional.of(Finding.of(
                        Check.REVOKED,
                        revoked.at(),
                        revoked.reason().orElse(CrlReason.UNSPECIFIED).word()));
            case StatusAnswer.State.Burnt burnt ->
                Optional.of(Finding.of(Check.REVOKED, burnt.at(), CrlReason.UNSPECIFIED.word()));
            // What was just issued may be ahead of the feed.
            case StatusAnswer.State.Good _, StatusAnswer.State.NeverIssued _ -> Optional.empty();
        };
    }

    /// The findings as the steps of a path have them.
    static List<Finding> of(Map<Certificate, Finding> against, Certificate certificate) {
        return Optional.ofNullable(against.get(certificate)).stream().toList();
    }
}
