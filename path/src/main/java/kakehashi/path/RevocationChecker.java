package kakehashi.path;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.path.RevocationStatus.Evidence;
import kakehashi.x509.CrlReason;

/// Tells whether certificates are revoked, by all the evidence there is: OCSP responses and CRLs both count, and
/// what revokes outweighs what does not. Made for one validation; one thread only, for the meter's sake.
final class RevocationChecker {
    private final RevocationEvidence evidence;
    private final RevocationPolicy policy;
    private final AlgorithmPolicy algorithms;
    private final EvidenceSignatures signatures;
    private final SearchMeter meter;

    /// @param algorithms the signature algorithms and key sizes that are accepted on evidence
    /// @param signatures what is known about signatures, kept by the owner of the evidence
    /// @param meter counts the signatures that are verified
    RevocationChecker(
            RevocationEvidence evidence,
            RevocationPolicy policy,
            AlgorithmPolicy algorithms,
            EvidenceSignatures signatures,
            SearchMeter meter) {
        this.evidence = evidence;
        this.policy = policy;
        this.algorithms = algorithms;
        this.signatures = signatures;
        this.meter = meter;
    }

    /// The status of a certificate. Without a look at the evidence, and without findings, it is undetermined when
    /// the policy asks for no check.
    ///
    /// @param keys answers the keys of CRL issuers under the same trust anchor
    RevocationStatus check(RevocationQuestion question, CrlIssuerKeys keys) {
        return switch (policy.requirement()) {
            case NOT_CHECKED -> new RevocationStatus.Undetermined(List.of());
            case IF_PRESENT, REQUIRED -> {
                RevocationStatus ocsp = byOcsp(question, keys);
                RevocationStatus crls = byCrls(question, keys);
                yield narrowed(combine(ocsp, crls), List.of(ocsp, crls), question.at());
            }
        };
    }

    /// What is good only because other evidence cannot be used now is good now, and perhaps at no other time.
    private static RevocationStatus narrowed(RevocationStatus status, List<RevocationStatus> parts, Instant at) {
        if (!(status instanceof RevocationStatus.Good(List<Evidence> evidence, Period period))) {
            return status;
        }
        Period holds = period;
        for (RevocationStatus part : parts) {
            holds = part instanceof RevocationStatus.Undetermined undetermined
                    ? holds.intersect(undetermined.periodAround(at))
                    : holds;
        }
        return new RevocationStatus.Good(evidence, holds);
    }

    /// Why a status refuses a certificate under the policy; empty when it does not. A certificate without
    /// conclusive evidence passes unless the policy requires it.
    Optional<Finding> refusal(RevocationStatus status) {
        return switch (status) {
            case RevocationStatus.Good good -> Optional.empty();
            case RevocationStatus.Revoked revoked ->
                Optional.of(Finding.of(
                        Check.REVOKED, revoked.time(), revoked.reason().word()));
            case RevocationStatus.Undetermined undetermined ->
                switch (policy.requirement()) {
                    case NOT_CHECKED, IF_PRESENT -> Optional.empty();
                    case REQUIRED -> Optional.of(Finding.of(Check.REVOCATION_UNDETERMINED));
                };
        };
    }

    /// What the CRLs alone say.
    RevocationStatus byCrls(RevocationQuestion question, CrlIssuerKeys keys) {
        return CrlProcessing.check(evidence, rules(keys), policy, question);
    }

    /// What the OCSP responses alone say.
    RevocationStatus byOcsp(RevocationQuestion question, CrlIssuerKeys keys) {
        OcspSigner signer = new OcspSigner(responder -> byCrls(responder, keys), rules(keys), question);
        return OcspProcessing.check(evidence, signer, policy, question);
    }

    private CrlSigner rules(CrlIssuerKeys keys) {
        return new CrlSigner(keys, algorithms, signatures, meter);
    }

    private static RevocationStatus combine(RevocationStatus ocsp, RevocationStatus crls) {
        return switch (ocsp) {
            case RevocationStatus.Revoked revoked ->
                crls instanceof RevocationStatus.Revoked other ? graver(revoked, other) : revoked;
            case RevocationStatus.Good good ->
                switch (crls) {
                    case RevocationStatus.Revoked revoked -> revoked;
                    case RevocationStatus.Good other -> both(good, other);
                    case RevocationStatus.Undetermined undetermined -> good;
                };
            case RevocationStatus.Undetermined undetermined ->
                crls instanceof RevocationStatus.Undetermined other
                        ? new RevocationStatus.Undetermined(join(undetermined.findings(), other.findings()))
                        : crls;
        };
    }

    /// A revocation for good rather than a hold, the earlier one rather than the later.
    private static RevocationStatus.Revoked graver(RevocationStatus.Revoked one, RevocationStatus.Revoked other) {
        boolean oneHolds = one.reason() == CrlReason.CERTIFICATE_HOLD;
        boolean otherHolds = other.reason() == CrlReason.CERTIFICATE_HOLD;
        if (oneHolds != otherHolds) {
            return oneHolds ? other : one;
        }
        return other.time().isBefore(one.time()) ? other : one;
    }

    private static RevocationStatus.Good both(RevocationStatus.Good one, RevocationStatus.Good other) {
        List<Evidence> evidence = join(one.evidence(), other.evidence());
        return new RevocationStatus.Good(evidence, one.period().intersect(other.period()));
    }

    private static <T> List<T> join(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
