package kakehashi.path;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.path.RevocationStatus.Evidence;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Extensions;
import kakehashi.x509.OcspExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.SingleResponse;

/// What OCSP responses say about one certificate (RFC 6960 §3.2). An object answers one question.
///
/// Of several acceptable responses one that revokes outweighs those that do not, however old, except that a newer
/// one releases a certificate from hold.
final class OcspProcessing {
    /// The extensions of responses that are understood; none of them changes what a status means here.
    private static final Set<Oid> UNDERSTOOD =
            Arrays.stream(OcspExtension.values()).map(OcspExtension::id).collect(Collectors.toUnmodifiableSet());

    private final RevocationEvidence evidence;
    private final OcspSigner signer;
    private final Freshness freshness;
    private final RevocationQuestion question;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private Period period = Period.ALWAYS;

    private OcspProcessing(
            RevocationEvidence evidence, OcspSigner signer, RevocationPolicy policy, RevocationQuestion question) {
        this.evidence = evidence;
        this.signer = signer;
        this.freshness = new Freshness(policy, question.at());
        this.question = question;
    }

    /// What the OCSP responses say about a certificate: `Good`, `Revoked`, or `Undetermined` with the reason why
    /// each response for the certificate was refused.
    static RevocationStatus check(
            RevocationEvidence evidence, OcspSigner signer, RevocationPolicy policy, RevocationQuestion question) {
        return new OcspProcessing(evidence, signer, policy, question).run();
    }

    private RevocationStatus run() {
        Optional<RevocationStatus.Good> good = Optional.empty();
        for (BasicOcspResponse response :
                evidence.responsesFor(question.certificate().serialNumber())) {
            // "1. The certificate identified in a received response corresponds to the certificate that was
            // identified in the corresponding request;"
            List<SingleResponse> about = response.responses().stream()
                    .filter(single -> signer.isAbout(single.certId()))
                    .toList();
            Optional<SingleResponse> single = about.isEmpty() ? Optional.empty() : usable(response, about);
            if (single.isEmpty()) {
                continue;
            }
            Evidence relied = evidenceOf(response, single.get());
            switch (single.get().status()) {
                case CertificateStatus.Good g -> good = good.or(() -> Optional.of(goodBy(relied)));
                case CertificateStatus.Revoked revoked -> {
                    RevocationStatus.Revoked status = revokedBy(revoked, relied);
                    if (good.isEmpty() || status.reason() != CrlReason.CERTIFICATE_HOLD) {
                        return status;
                    }
                }
                case CertificateStatus.Unknown unknown -> findings.add(Finding.of(Check.OCSP_UNKNOWN));
            }
        }
        if (good.isPresent()) {
            Period holds = period.intersect(signer.period());
            return new RevocationStatus.Good(
                    good.get().evidence(), good.get().period().intersect(holds));
        }
        return new RevocationStatus.Undetermined(
                findings.isEmpty() ? List.of(Finding.of(Check.OCSP_NOT_FOUND)) : List.copyOf(findings));
    }

    /// The single response that counts, when the response as a whole does. The signature is verified last.
    private Optional<SingleResponse> usable(BasicOcspResponse response, List<SingleResponse> about) {
        SingleResponse single = strictest(about);
        Optional<Finding> refusal = unknownCritical(response.extensions())
                .or(() -> unknownCritical(single.extensions()))
                .or(() -> producedTooEarly(response))
                .or(() -> timeRefusal(single))
                .or(() -> contradiction(about))
                .or(() -> signer.refusal(response));
        refusal.ifPresent(findings::add);
        return refusal.isEmpty() ? Optional.of(single) : Optional.empty();
    }

    /// Of several statuses in one response the one that does the certificate least good: revoked, unknown, good.
    private static SingleResponse strictest(List<SingleResponse> about) {
        SingleResponse strictest = about.getFirst();
        for (SingleResponse single : about) {
            strictest = strictness(single) > strictness(strictest) ? single : strictest;
        }
        return strictest;
    }

    private static int strictness(SingleResponse single) {
        return switch (single.status()) {
            case CertificateStatus.Good good -> 0;
            case CertificateStatus.Unknown unknown -> 1;
            case CertificateStatus.Revoked revoked -> 2;
        };
    }

    /// A response that calls a certificate good and unknown proves neither; one that revokes it besides does
    /// revoke.
    private static Optional<Finding> contradiction(List<SingleResponse> about) {
        boolean contradicts =
                about.stream().map(OcspProcessing::strictness).distinct().count() > 1;
        return contradicts && strictness(strictest(about)) == 1
                ? Optional.of(Finding.of(Check.OCSP_CONTRADICTION))
                : Optional.empty();
    }

    /// "Unrecognized extensions MUST be ignored (unless they have the critical flag set and are not understood)."
    /// (§4.4)
    private static Optional<Finding> unknownCritical(Extensions extensions) {
        return extensions.criticalOtherThan(Set.of()).stream()
                .filter(id -> !UNDERSTOOD.contains(id))
                .findFirst()
                .map(id -> Finding.of(Check.OCSP_UNKNOWN_CRITICAL_EXTENSION, id));
    }

    /// No response can know of a certificate that was not there yet when it was signed.
    private Optional<Finding> producedTooEarly(BasicOcspResponse response) {
        return response.producedAt().isBefore(question.certificate().notBefore())
                ? Optional.of(Finding.of(Check.OCSP_PRODUCED_TOO_EARLY, response.producedAt()))
                : Optional.empty();
    }

    /// "5. The time at which the status being indicated is known to be correct (thisUpdate) is sufficiently recent;
    /// 6. When available, the time at or before which newer information will be available about the status of the
    /// certificate (nextUpdate) is greater than the current time."
    private Optional<Finding> timeRefusal(SingleResponse single) {
        Instant thisUpdate = single.thisUpdate();
        Freshness.Verdict verdict = freshness.judge(thisUpdate, single.nextUpdate());
        if (verdict != Freshness.Verdict.CURRENT && strictness(single) > 0) {
            period = freshness.without(period, freshness.window(thisUpdate, single.nextUpdate()));
        }
        return switch (verdict) {
            case CURRENT -> Optional.empty();
            case NOT_YET_VALID -> Optional.of(Finding.of(Check.OCSP_NOT_YET_VALID, thisUpdate));
            case EXPIRED ->
                Optional.of(Finding.of(Check.OCSP_EXPIRED, single.nextUpdate().orElse(thisUpdate)));
            case TOO_OLD -> Optional.of(Finding.of(Check.OCSP_TOO_OLD, thisUpdate));
            case ENDLESS -> Optional.of(Finding.of(Check.OCSP_WITHOUT_NEXT_UPDATE, thisUpdate));
        };
    }

    private RevocationStatus.Good goodBy(Evidence relied) {
        return new RevocationStatus.Good(List.of(relied), freshness.window(relied.thisUpdate(), relied.nextUpdate()));
    }

    private static RevocationStatus.Revoked revokedBy(CertificateStatus.Revoked revoked, Evidence relied) {
        return new RevocationStatus.Revoked(
                revoked.revocationTime(), revoked.reason().orElse(CrlReason.UNSPECIFIED), List.of(relied));
    }

    private static Evidence evidenceOf(BasicOcspResponse response, SingleResponse single) {
        return new Evidence(
                Evidence.Kind.OCSP_RESPONSE, response.der().sha256(), single.thisUpdate(), single.nextUpdate());
    }
}
