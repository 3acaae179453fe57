package kakehashi.conformance;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.Language;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PathValidator;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidatedPath;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;

/// Puts path cases to the engine. Graphs, evidence and builders of a pool are made once and kept, as a server
/// would; what a case gives itself is its own.
final class CaseJudge {
    private final Material material;
    private final StatusJudge statuses;
    private final Map<List<Certificate>, TrustGraph> graphs = new HashMap<>();
    private final Map<List<Crl>, RevocationEvidence> evidence = new HashMap<>();
    private final Map<Surroundings, PathBuilder> builders = new HashMap<>();

    CaseJudge(Material material) {
        this.material = material;
        this.statuses = new StatusJudge(material);
    }

    /// What a builder is made of; graph and evidence count by identity.
    private record Surroundings(
            TrustGraph graph, List<TrustAnchor> anchors, ValidationInputs inputs, RevocationEvidence evidence) {
        PathBuilder builder() {
            return PathBuilder.of(graph, anchors, inputs, evidence);
        }
    }

    /// Answers a case.
    ///
    /// @throws UnusableCase when the case, or a file that it names, cannot be used
    Answer judge(SuiteCase aCase, ConformanceRun.Mode mode) {
        return switch (aCase.form()) {
            case PATH -> path(aCase, mode);
            case CRL_STATUS, OCSP_STATUS -> statuses.judge(aCase);
        };
    }

    private Answer path(SuiteCase aCase, ConformanceRun.Mode mode) {
        List<TrustAnchor> anchors = CaseInputs.anchors(aCase, material.certificates(aCase, "trustAnchors"));
        ValidationInputs inputs = CaseInputs.inputs(aCase);
        Bytes target = material.octets(aCase, aCase.needed("target"));
        boolean pooled = aCase.has("pool") && (mode == ConformanceRun.Mode.POOL || !CaseInputs.statesItsPath(aCase));
        if (pooled) {
            Surroundings around = new Surroundings(poolGraph(aCase), anchors, inputs, poolEvidence(aCase));
            PathBuilder builder = builders.computeIfAbsent(around, Surroundings::builder);
            return ask(aCase, target, builder::build).answer();
        }
        List<Certificate> given = material.certificates(aCase, "intermediates");
        PathBuilder builder = new Surroundings(TrustGraph.of(given), anchors, inputs, givenEvidence(aCase)).builder();
        Asked built = ask(aCase, target, builder::build);
        return byValidator(built.outcome(), given, anchors, target)
                .map(path -> ask(
                                aCase,
                                target,
                                request -> PathValidator.of(builder).validate(path.anchor(), path.issuers(), request))
                        .answer())
                .filter(validated -> validated.good() != built.answer().good())
                .map(validated -> disagreement(built.answer(), validated))
                .orElse(built.answer());
    }

    /// What the validator is asked to judge beside the builder: the path that the builder found, or else the given
    /// certificates where they stand in order.
    private static Optional<GivenPath> byValidator(
            Optional<PathOutcome> built, List<Certificate> given, List<TrustAnchor> anchors, Bytes target) {
        return built.flatMap(outcome -> switch (outcome) {
            case PathOutcome.Valid valid -> {
                List<Certificate> path = valid.path().certificates();
                yield Optional.of(new GivenPath(valid.path().anchor(), path.subList(0, path.size() - 1)));
            }
            case PathOutcome.Invalid _, PathOutcome.Indeterminate _ -> ordered(given, anchors, target);
        });
    }

    private static Answer disagreement(Answer built, Answer validated) {
        return new Answer(
                "the builder says " + built.got() + ", the validator " + validated.got(),
                built.good() || validated.good(),
                false,
                validated.findings(),
                built.nanos());
    }

    private TrustGraph poolGraph(SuiteCase aCase) {
        return graphs.computeIfAbsent(material.certificateFolder(aCase, "pool"), TrustGraph::of);
    }

    private RevocationEvidence poolEvidence(SuiteCase aCase) {
        return aCase.has("crlPool")
                ? evidence.computeIfAbsent(
                        material.crlFolder(aCase, "crlPool"), crls -> RevocationEvidence.of(crls, List.of()))
                : givenEvidence(aCase);
    }

    private RevocationEvidence givenEvidence(SuiteCase aCase) {
        List<BasicOcspResponse> responses = aCase.texts("ocspResponses").stream()
                .map(reference -> StatusJudge.basic(material.octets(aCase, reference)))
                .flatMap(Optional::stream)
                .toList();
        List<Crl> crls = material.crls(aCase, "crls");
        return crls.isEmpty() && responses.isEmpty()
                ? RevocationEvidence.empty()
                : RevocationEvidence.of(crls, responses);
    }

    /// A path that can be validated as it stands.
    private record GivenPath(TrustAnchor anchor, List<Certificate> issuers) {}

    /// The given certificates as a path, when the names chain in their order, or in its reverse.
    private static Optional<GivenPath> ordered(List<Certificate> given, List<TrustAnchor> anchors, Bytes target) {
        Optional<Certificate> end = Certificate.parse(target).toOptional();
        if (end.isEmpty() || anchors.size() != 1) {
            return Optional.empty();
        }
        TrustAnchor anchor = anchors.getFirst();
        if (chains(anchor, given, end.get())) {
            return Optional.of(new GivenPath(anchor, given));
        }
        return chains(anchor, given.reversed(), end.get())
                ? Optional.of(new GivenPath(anchor, given.reversed()))
                : Optional.empty();
    }

    private static boolean chains(TrustAnchor anchor, List<Certificate> issuers, Certificate target) {
        Name above = anchor.name();
        for (Certificate issuer : issuers) {
            if (!issuer.issuer().equals(above)) {
                return false;
            }
            above = issuer.subject();
        }
        return target.issuer().equals(above);
    }

    /// An answer, and the outcome behind it where the target could be parsed.
    private record Asked(Answer answer, Optional<PathOutcome> outcome) {}

    private static Asked ask(SuiteCase aCase, Bytes target, Function<PathRequest, PathOutcome> engine) {
        Instant at = CaseInputs.time(aCase);
        Optional<GeneralName> peerName = CaseInputs.peerName(aCase);
        long start = System.nanoTime();
        Parsed<Certificate> parsed = Certificate.parse(target);
        Optional<PathOutcome> outcome = parsed.toOptional()
                .map(certificate -> PathRequest.of(certificate, at))
                .map(request -> peerName.map(request::forPeer).orElse(request))
                .map(engine);
        long nanos = System.nanoTime() - start;
        Answer answer = outcome.map(o -> answer(aCase, o, nanos))
                .orElseGet(() -> new Answer(
                        "invalid", false, !aCase.expectsGood(), List.of("malformed target: " + parsed), nanos));
        return new Asked(answer, outcome);
    }

    private static Answer answer(SuiteCase aCase, PathOutcome outcome, long nanos) {
        return switch (outcome) {
            case PathOutcome.Valid valid -> valid(aCase, valid.path(), nanos);
            case PathOutcome.Invalid invalid ->
                new Answer("invalid", false, !aCase.expectsGood(), findings(invalid), nanos);
            case PathOutcome.Indeterminate open ->
                new Answer("indeterminate", false, !aCase.expectsGood(), findings(open), nanos);
        };
    }

    private static Answer valid(SuiteCase aCase, ValidatedPath path, long nanos) {
        Set<Oid> wanted = new HashSet<>(CaseInputs.oids(aCase.texts("expectedUserConstrainedPolicies")));
        boolean otherPolicies = aCase.expectsGood()
                && aCase.has("expectedUserConstrainedPolicies")
                && !wanted.equals(path.userConstrainedPolicySet());
        String got = otherPolicies
                ? "valid for the policies " + path.userConstrainedPolicySet() + " rather than " + wanted
                : "valid";
        return new Answer(got, true, aCase.expectsGood() && !otherPolicies, List.of(), nanos);
    }

    private static List<String> findings(PathOutcome outcome) {
        return outcome.tried().stream()
                .limit(3)
                .map(CandidatePath::allFindings)
                .flatMap(Collection::stream)
                .map(CaseJudge::text)
                .toList();
    }

    static String text(Finding finding) {
        return finding.check() + ": " + finding.text(Language.ENGLISH) + " ["
                + finding.check().clause() + "]";
    }
}
