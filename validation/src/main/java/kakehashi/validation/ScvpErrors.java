package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.path.CandidatePath;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.CertReply.ReplyCheck;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.ValidationError;

/// The words of SCVP for what the engine finds (RFC 5055 §3.2.4.2.2, §4.9.2, §4.9.4).
final class ScvpErrors {
    private static final Map<Check, ValidationError> WORDS = Map.of(
            Check.EXPIRED, ValidationError.EXPIRED,
            Check.ANCHOR_EXPIRED, ValidationError.EXPIRED,
            Check.NOT_YET_VALID, ValidationError.NOT_YET_VALID,
            Check.ANCHOR_NOT_YET_VALID, ValidationError.NOT_YET_VALID,
            Check.REVOKED, ValidationError.REVOKED,
            Check.PURPOSE_NOT_ALLOWED, ValidationError.INVALID_KEY_PURPOSE,
            Check.KEY_USAGE_NOT_ALLOWED, ValidationError.INVALID_KEY_USAGE,
            Check.NO_VALID_POLICY, ValidationError.INVALID_CERT_POLICY,
            Check.KEY_TOO_SMALL, ValidationError.WEAK_CERT_KEY,
            Check.ALGORITHM_NOT_ALLOWED, ValidationError.WEAK_CERT_HASH);

    /// Words that a client of the standard alone does not know.
    private static final Set<ValidationError> OF_A_PROFILE =
            Set.of(ValidationError.WEAK_CERT_KEY, ValidationError.WEAK_CERT_HASH);

    private static final Set<Check> OVER_TIME = Set.of(Check.NOT_YET_VALID, Check.ANCHOR_NOT_YET_VALID);

    private static final Set<Check> NOTHING_FOUND = Set.of(Check.CRL_NOT_FOUND, Check.OCSP_NOT_FOUND);

    private ScvpErrors() {}

    /// Why the certificate is not valid; empty for a yes.
    static List<ValidationError> errors(ValidationAnswer answer) {
        if (answer.verdict() == Verdict.TOTAL_PASSED) {
            return List.of();
        }
        if (!answer.isBuilt()) {
            return List.of(
                    reachesOtherAnchor(answer)
                            ? ValidationError.WRONG_TRUST_ANCHOR
                            : ValidationError.NO_VALID_CERT_PATH);
        }
        List<ValidationError> errors = new ArrayList<>(best(answer)
                .flatMap(finding -> word(finding, answer.question()).stream())
                .distinct()
                .toList());
        if (OF_A_PROFILE.containsAll(errors)) {
            errors.add(ValidationError.NO_VALID_CERT_PATH);
        }
        return List.copyOf(errors);
    }

    private static Optional<ValidationError> word(Finding finding, ValidationQuestion question) {
        return finding.check() == Check.PEER_NAME_MISMATCH
                ? Optional.of(ScvpNames.mismatch(question))
                : Optional.ofNullable(WORDS.get(finding.check()));
    }

    /// What was found against the most instructive path.
    private static Stream<Finding> best(ValidationAnswer answer) {
        return answer.tried().stream().limit(1).map(CandidatePath::allFindings).flatMap(List::stream);
    }

    /// Whether a path went up to a self-signed certificate that is no anchor's.
    private static boolean reachesOtherAnchor(ValidationAnswer answer) {
        return answer.tried().stream()
                .filter(path -> path.anchor().isEmpty() && !path.steps().isEmpty())
                .anyMatch(path -> path.steps().getFirst().certificate().isSelfIssued());
    }

    static ReplyStatus status(ValidationAnswer answer) {
        if (answer.verdict() == Verdict.TOTAL_PASSED) {
            return ReplyStatus.SUCCESS;
        }
        if (!answer.isBuilt()) {
            return ReplyStatus.CERT_PATH_CONSTRUCT_FAIL;
        }
        boolean passes = answer.isRetryable() || best(answer).allMatch(ScvpErrors::passes);
        return passes ? ReplyStatus.CERT_PATH_NOT_VALID_NOW : ReplyStatus.CERT_PATH_NOT_VALID;
    }

    /// "Code 7 is used to tell the client that a valid certification path was found with the exception that a
    /// certificate in the path is on hold, current revocation information is unavailable, or the validation time
    /// precedes the notBefore time in one or more certificates in the path." (§4.9.2)
    private static boolean passes(Finding finding) {
        boolean held =
                finding.check() == Check.REVOKED && finding.details().contains(CrlReason.CERTIFICATE_HOLD.word());
        return held || OVER_TIME.contains(finding.check());
    }

    /// The outcome of a check, by the answer to the question that goes as deep.
    static int checkStatus(ValidationAnswer answer) {
        if (answer.verdict() == Verdict.TOTAL_PASSED) {
            return ReplyCheck.PASSED;
        }
        boolean open = answer.question().depth() == Depth.STATUS_CHECKED
                && answer.verdict() == Verdict.INDETERMINATE
                && best(answer).anyMatch(finding -> finding.check() == Check.REVOCATION_UNDETERMINED);
        return open ? openStatus(answer) : ReplyCheck.FAILED;
    }

    /// "Revocation off-line": a source answered, with nothing or with what is stale; "revocation unavailable": a
    /// source is known and cannot be reached; or no source is known at all (§4.9.4).
    private static int openStatus(ValidationAnswer answer) {
        boolean nothing = best(answer)
                .map(Finding::check)
                .filter(check -> check != Check.REVOCATION_UNDETERMINED)
                .allMatch(NOTHING_FOUND::contains);
        if (!nothing) {
            return ReplyCheck.REVOCATION_OFF_LINE;
        }
        return undetermined(answer).anyMatch(ScvpErrors::namesSource)
                ? ReplyCheck.REVOCATION_UNAVAILABLE
                : ReplyCheck.NO_REVOCATION_SOURCE;
    }

    private static Stream<Certificate> undetermined(ValidationAnswer answer) {
        return answer.tried().stream()
                .limit(1)
                .flatMap(path -> path.steps().stream())
                .filter(step -> step.findings().stream().anyMatch(f -> f.check() == Check.REVOCATION_UNDETERMINED))
                .map(CandidatePath.Step::certificate);
    }

    private static boolean namesSource(Certificate certificate) {
        return !certificate.crlDistributionPoints().isEmpty()
                || certificate.authorityInfoAccess().stream()
                        .anyMatch(access -> access.accessMethod().equals(AccessDescription.OCSP));
    }
}
