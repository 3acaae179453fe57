package kakehashi.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.path.CandidatePath;
import kakehashi.path.Check;
import kakehashi.x509.CertReply.ReplyCheck;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.ValidationError;

/// The words of SCVP for what the engine finds (RFC 5055 §3.2.4.2.2, §4.9.2, §4.9.4).
final class ScvpErrors {
    private static final Map<Check, ValidationError> WORDS = Map.of(
            Check.EXPIRED, ValidationError.EXPIRED,
            Check.ANCHOR_EXPIRED, ValidationError.EXPIRED,
            Check.NOT_YET_VALID, ValidationError.NOT_YET_VALID,
            Check.REVOKED, ValidationError.REVOKED,
            Check.PURPOSE_NOT_ALLOWED, ValidationError.INVALID_KEY_PURPOSE,
            Check.KEY_USAGE_NOT_ALLOWED, ValidationError.INVALID_KEY_USAGE,
            Check.NO_VALID_POLICY, ValidationError.INVALID_CERT_POLICY,
            Check.PEER_NAME_MISMATCH, ValidationError.NAME_MISMATCH);

    private static final Set<Check> OVER_TIME = Set.of(Check.NOT_YET_VALID, Check.ANCHOR_NOT_YET_VALID);

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
        List<ValidationError> errors = best(answer)
                .flatMap(finding -> Optional.ofNullable(WORDS.get(finding)).stream())
                .distinct()
                .toList();
        return errors.isEmpty() ? List.of(ValidationError.NO_VALID_CERT_PATH) : errors;
    }

    /// The checks that failed on the most instructive path.
    private static Stream<Check> best(ValidationAnswer answer) {
        return answer.tried().stream()
                .limit(1)
                .map(CandidatePath::allFindings)
                .flatMap(List::stream)
                .map(finding -> finding.check());
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
        // "not valid with respect to the validation policy, but a query at a later time may be successful"
        boolean later = answer.isRetryable() || best(answer).anyMatch(OVER_TIME::contains);
        return later ? ReplyStatus.CERT_PATH_NOT_VALID_NOW : ReplyStatus.CERT_PATH_NOT_VALID;
    }

    /// The outcome of a check, by the answer to the question that goes as deep.
    static int checkStatus(ValidationAnswer answer) {
        if (answer.verdict() == Verdict.TOTAL_PASSED) {
            return ReplyCheck.PASSED;
        }
        boolean open = answer.question().depth() == Depth.STATUS_CHECKED
                && answer.verdict() == Verdict.INDETERMINATE
                && best(answer).anyMatch(check -> check == Check.REVOCATION_UNDETERMINED);
        if (!open) {
            return ReplyCheck.FAILED;
        }
        boolean nothing = best(answer)
                .filter(check -> check != Check.REVOCATION_UNDETERMINED)
                .allMatch(check -> check == Check.CRL_NOT_FOUND || check == Check.OCSP_NOT_FOUND);
        return nothing ? ReplyCheck.NO_REVOCATION_SOURCE : ReplyCheck.REVOCATION_UNAVAILABLE;
    }
}
