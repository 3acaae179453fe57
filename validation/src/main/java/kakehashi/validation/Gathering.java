package kakehashi.validation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kakehashi.contract.OnDemandMaterial.Again;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.path.CandidatePath;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.RevocationPolicy;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;

/// One question's search outside, under a policy that lets missing certificates and evidence be fetched: asks for
/// what the last judgement lacked and judges again, until an answer stands, nothing new comes, or the time is over.
/// What comes is an overlay of this question, bounded, and gone with it.
final class Gathering {
    private static final int MAX_ANCESTORS = 64;
    private static final int MAX_STATUS = 16;
    private static final int MAX_CERTIFICATES = 256;
    private static final int MAX_MISSES = 32;

    /// What is found against a target because of the path to it: by another path it may be otherwise.
    private static final Set<Check> BY_THE_PATH = EnumSet.of(
            Check.SIGNATURE_INVALID,
            Check.KEY_UNUSABLE,
            Check.ISSUER_NAME_MISMATCH,
            Check.NAME_NOT_PERMITTED,
            Check.NAME_EXCLUDED,
            Check.NO_VALID_POLICY,
            Check.PATH_TOO_LONG);

    private final PathRequest request;
    private final PathBuilder shared;
    private final OutsideDesk.Share outside;
    private final Patience patience;

    private final Set<Certificate> certificates = new LinkedHashSet<>();
    private final Set<Crl> crls = new LinkedHashSet<>();
    private final Set<BasicOcspResponse> responses = new LinkedHashSet<>();
    private final Map<String, Miss> misses = new LinkedHashMap<>();
    private final Set<Certificate> askedForIssuer = new HashSet<>();
    private final Set<Certificate> askedForStatus = new HashSet<>();

    /// What came of it.
    ///
    /// @param misses where nothing was had, and why
    record Result(PathOutcome outcome, PathBuilder builder, List<Miss> misses) {
        Result {
            misses = List.copyOf(misses);
        }
    }

    /// @param shared the builder that knows nothing of this question
    /// @param brought what the request brought along
    Gathering(PathRequest request, PathBuilder shared, Supplied brought, OutsideDesk.Share outside, Patience patience) {
        this.request = request;
        this.shared = shared;
        this.outside = outside;
        this.patience = patience;
        certificates.addAll(brought.certificates());
        crls.addAll(brought.crls());
        responses.addAll(brought.responses());
    }

    /// Goes on from the outcome that the known material gave.
    Result from(PathOutcome first, PathBuilder firstBuilder) {
        PathOutcome outcome = first;
        PathBuilder builder = firstBuilder;
        while (mayBecomeYes(outcome) && patience.left().isPositive() && certificates.size() < MAX_CERTIFICATES) {
            Missing missing = missing(outcome, builder);
            if (missing.withoutIssuer().isEmpty() && missing.withoutStatus().isEmpty()) {
                break;
            }
            if (take(fetch(missing))) {
                builder = shared.overlaid(certificates, crls, responses);
                outcome = builder.build(request);
            }
        }
        return new Result(opened(outcome), builder, List.copyOf(misses.values()));
    }

    private Found fetch(Missing missing) {
        long start = System.nanoTime();
        try {
            return outside.fetch(missing, patience.left());
        } finally {
            patience.spendSince(start);
        }
    }

    /// Takes what was found in; whether any of it is new.
    private boolean take(Found found) {
        found.misses().stream()
                .limit(MAX_MISSES)
                .filter(miss -> misses.size() < MAX_MISSES)
                .forEach(miss -> misses.putIfAbsent(miss.place(), miss));
        boolean news = certificates.addAll(found.certificates());
        news |= crls.addAll(found.crls());
        news |= responses.addAll(found.responses());
        return news;
    }

    /// Whether more material could change the answer.
    private boolean mayBecomeYes(PathOutcome outcome) {
        return switch (outcome) {
            case PathOutcome.Valid _ -> false;
            case PathOutcome.Indeterminate _ -> true;
            // Where nothing but the way to it speaks against the target, there may be another way.
            case PathOutcome.Invalid invalid ->
                invalid.tried().stream()
                        .flatMap(path -> path.steps().stream())
                        .filter(step -> step.certificate().equals(request.target()))
                        .flatMap(step -> step.findings().stream())
                        .allMatch(finding -> BY_THE_PATH.contains(finding.check()));
        };
    }

    /// What has not been asked for yet.
    private Missing missing(PathOutcome outcome, PathBuilder builder) {
        List<Certificate> ancestors = ancestors(builder);
        List<Certificate> climb = lacksOnlyStatus(outcome) ? List.of() : climb(ancestors, builder);
        List<Certificate> status = isStatusAsked(builder) ? withoutStatus(outcome, builder, ancestors) : List.of();
        askedForIssuer.addAll(climb);
        askedForStatus.addAll(status);
        List<Certificate> anchors = builder.anchors().stream()
                .flatMap(anchor -> anchor.certificate().stream())
                .toList();
        return new Missing(climb, status, name -> known(name, builder), anchors);
    }

    /// Where a way ends in the open, that one; only when none does are others looked for beside those that are
    /// known.
    private List<Certificate> climb(List<Certificate> ancestors, PathBuilder builder) {
        List<Certificate> ends =
                unasked(ancestors, c -> known(c.issuer(), builder).isEmpty());
        return ends.isEmpty() ? unasked(ancestors, c -> true) : ends;
    }

    private List<Certificate> unasked(List<Certificate> some, Predicate<Certificate> which) {
        return some.stream()
                .filter(c -> !askedForIssuer.contains(c) && which.test(c))
                .toList();
    }

    private static boolean lacksOnlyStatus(PathOutcome outcome) {
        return outcome instanceof PathOutcome.Indeterminate
                && undetermined(outcome).findAny().isPresent();
    }

    private static Stream<Certificate> undetermined(PathOutcome outcome) {
        return outcome.tried().stream()
                .flatMap(path -> path.steps().stream())
                .filter(Gathering::isUndetermined)
                .map(CandidatePath.Step::certificate);
    }

    private static boolean isUndetermined(CandidatePath.Step step) {
        return step.findings().stream().map(Finding::check).anyMatch(Check.REVOCATION_UNDETERMINED::equals);
    }

    private static boolean isStatusAsked(PathBuilder builder) {
        return builder.inputs().revocation().requirement() == RevocationPolicy.Requirement.REQUIRED;
    }

    /// Those whose status could not be told, and those near the target about whose issuers no CRL is known: their
    /// turn would come next.
    private List<Certificate> withoutStatus(PathOutcome outcome, PathBuilder builder, List<Certificate> ancestors) {
        Stream<Certificate> next = ancestors.stream()
                .filter(c -> builder.evidence().crlsOf(c.issuer()).isEmpty()
                        && builder.evidence().responsesFor(c.serialNumber()).isEmpty());
        return Stream.concat(undetermined(outcome), next)
                .distinct()
                .filter(c -> !askedForStatus.contains(c))
                .limit(MAX_STATUS)
                .toList();
    }

    /// The target and the known certificates above it, the nearest first, none of an anchor.
    private List<Certificate> ancestors(PathBuilder builder) {
        Set<Certificate> seen = new LinkedHashSet<>(List.of(request.target()));
        Deque<Certificate> queue = new ArrayDeque<>(seen);
        while (!queue.isEmpty() && seen.size() < MAX_ANCESTORS) {
            Name issuer = queue.removeFirst().issuer();
            for (Certificate above : builder.graph().issuedTo(issuer)) {
                if (seen.size() < MAX_ANCESTORS && seen.add(above)) {
                    queue.add(above);
                }
            }
        }
        return List.copyOf(seen);
    }

    /// CA certificates of a name, those of anchors as well.
    private static Collection<Certificate> known(Name name, PathBuilder builder) {
        List<Certificate> all = new ArrayList<>(builder.graph().issuedTo(name));
        builder.anchors().stream()
                .filter(anchor -> anchor.name().equals(name))
                .flatMap(anchor -> anchor.certificate().stream())
                .forEach(all::add);
        return all;
    }

    /// A "no" that rests on nothing but that no way to an anchor is known is none while a place may yet answer.
    private PathOutcome opened(PathOutcome outcome) {
        boolean open = outcome instanceof PathOutcome.Invalid
                && outcome.tried().stream().allMatch(path -> path.anchor().isEmpty())
                && misses.values().stream().anyMatch(miss -> miss.again() == Again.LATER);
        return open
                ? new PathOutcome.Indeterminate(
                        List.of(Finding.of(Check.NO_PATH_TO_ANCHOR)), outcome.tried(), outcome.cost())
                : outcome;
    }
}
