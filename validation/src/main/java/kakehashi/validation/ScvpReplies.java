package kakehashi.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.path.CandidatePath;
import kakehashi.path.RevocationStatus;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReply;
import kakehashi.x509.CertReply.ReplyCheck;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.Certificate;
import kakehashi.x509.Extensions;
import kakehashi.x509.PkcReference;
import kakehashi.x509.ReplyWantBack;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.ValidationError;
import kakehashi.x509.WantBack;
import kakehashi.x509.WantBackValue;

/// Asks the engine about each certificate of a request and words the replies.
///
/// @param validation the engine
/// @param questions finds certificates that are referred to
/// @param now the present
/// @param patience what the request may wait for the outside
/// @param allowance how much the response may give back
record ScvpReplies(
        Validation validation, ScvpQuestions questions, Instant now, Patience patience, ScvpAllowance allowance) {
    private static final int MAX_PATHS = 32;

    /// A reply, and what it comes to.
    record Judged(CertReply reply, DoorResult result) {}

    List<Judged> all(ScvpQuestions.Asked asked) {
        return asked.references().stream().map(one -> reply(one, asked)).toList();
    }

    private Judged reply(PkcReference reference, ScvpQuestions.Asked asked) {
        Instant at = asked.template().at().orElse(now);
        // "This is especially useful to clients that do not parse certificates." (RFC 5055 §4.9.2)
        if (reference instanceof PkcReference.Unreadable) {
            return bare(reference, ReplyStatus.MALFORMED_PKC, at);
        }
        if (ScvpQuestions.isUnavailable(asked.template().at(), now)) {
            return bare(reference, ReplyStatus.UNAVAILABLE_VALIDATION_TIME, at);
        }
        // "The server could not locate the reference certificate or the referenced certificate did not match the
        // hash value provided"
        return questions
                .find(reference, asked.template().supplied())
                .map(target -> reply(reference, target, asked))
                .orElseGet(() -> bare(reference, ReplyStatus.REFERENCE_CERT_HASH_FAIL, at));
    }

    private static Judged bare(PkcReference reference, ReplyStatus status, Instant at) {
        return new Judged(CertReply.of(reference, status, at, List.of(), List.of()), DoorResult.NOT_JUDGED);
    }

    private static Depth depth(CertCheck check) {
        return switch (check) {
            case BUILD_PKC_PATH -> Depth.BUILT;
            case BUILD_VALID_PKC_PATH -> Depth.VALIDATED;
            case BUILD_STATUS_CHECKED_PKC_PATH -> Depth.STATUS_CHECKED;
            case BUILD_AA_PATH,
                    BUILD_VALID_AA_PATH,
                    BUILD_STATUS_CHECKED_AA_PATH,
                    STATUS_CHECK_AC_AND_BUILD_STATUS_CHECKED_AA_PATH ->
                throw new IllegalStateException("check that was not refused: " + check);
        };
    }

    private Judged reply(PkcReference reference, Certificate target, ScvpQuestions.Asked asked) {
        Map<Depth, ValidationAnswer> answers = new EnumMap<>(Depth.class);
        asked.checks()
                .forEach(check -> answers.computeIfAbsent(
                        depth(check), d -> validation.answer(asked.template().about(target, d), now, patience)));
        ValidationAnswer deepest = answers.values().stream()
                .max(Comparator.comparing(answer -> answer.question().depth()))
                .orElseThrow();
        List<ValidationError> names = deepest.question().depth() == Depth.BUILT
                ? List.of()
                : asked.names().judge(target);
        boolean passed = deepest.verdict() == Verdict.TOTAL_PASSED && names.isEmpty();
        List<ReplyCheck> checks = asked.checks().stream()
                .map(check -> check(check, answers.get(depth(check)), names))
                .toList();
        List<ReplyWantBack> wantBacks = passed
                ? asked.wantBacks().stream().map(w -> wantBack(w, deepest)).toList()
                : List.of();
        boolean satisfied = wantBacks.stream().noneMatch(w -> w.value() instanceof WantBackValue.Unsatisfied)
                && allowance.take(wantBacks);
        List<ValidationError> errors = new ArrayList<>(names);
        errors.addAll(ScvpErrors.errors(deepest));
        CertReply reply = new CertReply(
                reference,
                status(deepest, names, satisfied),
                deepest.at(),
                checks,
                // "For codes 5, 6, 7, and 8 … the replyWantBacks item is not populated."
                satisfied ? wantBacks : List.of(),
                errors.stream().map(ValidationError::id).toList(),
                deepest.validUntil(),
                Extensions.NONE);
        return new Judged(reply, names.isEmpty() ? DoorResult.of(deepest.verdict()) : DoorResult.FAILED);
    }

    private static ReplyStatus status(ValidationAnswer answer, List<ValidationError> names, boolean satisfied) {
        if (answer.verdict() == Verdict.TOTAL_PASSED && !names.isEmpty()) {
            return ReplyStatus.CERT_PATH_NOT_VALID;
        }
        ReplyStatus status = ScvpErrors.status(answer);
        return status == ReplyStatus.SUCCESS && !satisfied ? ReplyStatus.WANT_BACK_UNSATISFIED : status;
    }

    private static ReplyCheck check(CertCheck check, ValidationAnswer answer, List<ValidationError> names) {
        boolean misnamed = !names.isEmpty() && check != CertCheck.BUILD_PKC_PATH;
        return new ReplyCheck(check.id(), misnamed ? ReplyCheck.FAILED : ScvpErrors.checkStatus(answer));
    }

    private static ReplyWantBack wantBack(WantBack wantBack, ValidationAnswer answer) {
        ValidationAnswer.FoundPath path = answer.path().orElseThrow();
        List<Certificate> certificates = path.certificates();
        int last = certificates.size() - 1;
        WantBackValue value = switch (wantBack) {
            case PKC_BEST_CERT_PATH -> bundle(certificates);
            case PKC_ALL_CERT_PATHS -> new WantBackValue.CertBundles(paths(answer));
            case PKC_CERT -> new WantBackValue.PkcCert(answer.question().target());
            case PKC_PUBLIC_KEY_INFO -> new WantBackValue.PublicKey(path.key());
            case PKC_REVOCATION_INFO -> revocation(answer, certificates);
            case PKC_EE_REVOCATION_INFO -> revocation(answer, certificates.subList(last, last + 1));
            case PKC_CAS_REVOCATION_INFO -> revocation(answer, certificates.subList(0, last));
            // Nothing is relayed.
            case RELAYED_RESPONSES -> new WantBackValue.ScvpResponses(List.of());
            case AA_CERT_PATH, AA_REVOCATION_INFO, AC_REVOCATION_INFO, AC_CERT -> new WantBackValue.Unsatisfied();
        };
        return ReplyWantBack.of(wantBack, value);
    }

    /// The path, the certificate that was asked about first, without the anchor.
    private static WantBackValue.CertBundle bundle(List<Certificate> path) {
        return new WantBackValue.CertBundle(path.reversed());
    }

    /// The path, and for a question that asks for no validity those that were found beside it.
    private static List<WantBackValue.CertBundle> paths(ValidationAnswer answer) {
        Stream<List<Certificate>> best = answer.path().stream().map(ValidationAnswer.FoundPath::certificates);
        Stream<List<Certificate>> others = answer.question().depth() == Depth.BUILT
                ? answer.tried().stream()
                        .filter(path -> path.anchor().isPresent())
                        .map(path -> path.steps().stream()
                                .map(CandidatePath.Step::certificate)
                                .toList())
                        .filter(path -> !path.isEmpty()
                                && path.getLast().equals(answer.question().target()))
                : Stream.empty();
        return Stream.concat(best, others)
                .distinct()
                .limit(MAX_PATHS)
                .map(ScvpReplies::bundle)
                .toList();
    }

    /// The evidence about these certificates, all of them or none: what was relied on, and where no status was
    /// asked for, what a client needs to ask for itself (delegated path discovery).
    private static WantBackValue revocation(ValidationAnswer answer, List<Certificate> certificates) {
        ValidationAnswer.FoundPath path = answer.path().orElseThrow();
        List<RevocationStatus.Evidence> reliedOn = path.evidence();
        List<RevocationItem> items = new ArrayList<>();
        for (Certificate certificate : certificates) {
            List<RevocationItem> about = answer.question().depth() == Depth.STATUS_CHECKED
                    ? answer.findEvidence().about(certificate, reliedOn)
                    : answer.findEvidence().current(certificate, answer.at());
            if (about.isEmpty()) {
                return new WantBackValue.Unsatisfied();
            }
            items.addAll(about);
        }
        List<RevocationItem> once = items.stream().distinct().toList();
        return once.isEmpty()
                ? new WantBackValue.Unsatisfied()
                : new WantBackValue.RevInfoWantBack(
                        once, answer.findEvidence().extraCertificates(once, path.certificates()));
    }

    /// Until when all replies stay as they are; empty when one does not say.
    static Optional<Instant> validUntil(List<CertReply> replies) {
        return replies.stream().allMatch(reply -> reply.nextUpdate().isPresent())
                ? replies.stream().flatMap(reply -> reply.nextUpdate().stream()).min(Comparator.naturalOrder())
                : Optional.empty();
    }
}
