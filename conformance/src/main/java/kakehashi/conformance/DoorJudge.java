package kakehashi.conformance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.path.PolicyInputs;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustAnchorConstraints;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.validation.BilingualText;
import kakehashi.validation.JsonDoor;
import kakehashi.validation.JsonOptions;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ScvpOptions;
import kakehashi.validation.SearchBudget;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationServer;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Oid;

/// Puts path cases to a validation server through one of its doors. Time, anchors, policy inputs, names,
/// intermediates and evidence travel in the request. What no request can say – algorithms, the rules of a purpose,
/// how much evidence is needed – becomes a relying-party policy that the request names. A pool is the server's
/// graph.
final class DoorJudge {
    /// Later than the time of any case: a server answers no question about the future.
    private static final Instant LATE = Instant.parse("2999-01-01T00:00:00Z");

    private static final int MATERIAL = 4096;

    private final Material material;
    private final ConformanceRun.Through door;
    private final Map<List<Certificate>, Server> servers = new HashMap<>();

    DoorJudge(Material material, ConformanceRun.Through door) {
        this.material = material;
        this.door = door;
    }

    /// What a case sends.
    ///
    /// @param intermediates the certificates in the request
    /// @param crls the CRLs in the request
    /// @param responses the OCSP responses in the request
    record Sent(
            SuiteCase aCase,
            Certificate target,
            Oid policy,
            List<Certificate> anchors,
            List<Certificate> intermediates,
            List<Crl> crls,
            List<BasicOcspResponse> responses) {}

    /// A server over one graph, with the policies that cases have needed so far.
    private static final class Server {
        private final Validation validation;
        private final ValidationServer scvp;
        private final JsonDoor json;
        private final Map<Needs, RelyingPartyPolicy> policies = new HashMap<>();

        private Server(TrustGraph graph) {
            RelyingPartyPolicy first =
                    policy(new Needs(ValidationInputs.DEFAULT, RelyingPartyPolicy.AnchorTrust.PLAIN), 0);
            this.validation = new Validation(PolicyCatalogue.of(first), SearchBudget.UNTIMED);
            validation.replace(graph);
            ScvpOptions options = new ScvpOptions(1 << 24, 1, MATERIAL, java.time.Duration.ZERO, 0);
            this.scvp = ValidationServer.unprotected(validation, options, () -> LATE);
            this.json = new JsonDoor(validation, new JsonOptions(1 << 25, 1, MATERIAL), () -> LATE);
        }

        private Oid policyFor(Needs needs) {
            return policies.computeIfAbsent(needs, n -> {
                        RelyingPartyPolicy made = policy(n, policies.size() + 1);
                        validation.replace(validation.policies().with(made));
                        return made;
                    })
                    .id();
        }

        private static RelyingPartyPolicy policy(Needs needs, int number) {
            RelyingPartyPolicy.Rules rules = new RelyingPartyPolicy.Rules(
                    RelyingPartyPolicy.Overrides.ALLOWED, RelyingPartyPolicy.Collection.OFF, needs.anchorTrust());
            return new RelyingPartyPolicy(
                    Oid.of("2.25." + number),
                    1,
                    new BilingualText("適合性試験", "Conformance"),
                    List.of(),
                    needs.inputs(),
                    rules,
                    Bytes.EMPTY);
        }
    }

    /// What no request can say.
    private record Needs(ValidationInputs inputs, RelyingPartyPolicy.AnchorTrust anchorTrust) {}

    /// Answers a case.
    ///
    /// @throws UnusableCase when the case, or a file that it names, cannot be used
    Answer judge(SuiteCase aCase, ConformanceRun.Mode mode) {
        Bytes octets = material.octets(aCase, aCase.needed("target"));
        Optional<Certificate> target = Certificate.parse(octets).toOptional();
        if (target.isEmpty()) {
            return new Answer("invalid", false, !aCase.expectsGood(), List.of("malformed target"), 0);
        }
        boolean pooled = aCase.has("pool") && (mode == ConformanceRun.Mode.POOL || !CaseInputs.statesItsPath(aCase));
        Server server = servers.computeIfAbsent(
                pooled ? material.certificateFolder(aCase, "pool") : List.of(),
                pool -> new Server(TrustGraph.of(pool)));
        boolean evidenceInPool = pooled && aCase.has("crlPool");
        if (evidenceInPool) {
            ensure(server, material.crlFolder(aCase, "crlPool"));
        }
        List<Certificate> anchors = material.certificates(aCase, "trustAnchors");
        ValidationInputs inputs = CaseInputs.inputs(aCase).with(PolicyInputs.ANY);
        Sent sent = new Sent(
                aCase,
                target.get(),
                server.policyFor(new Needs(inputs, trust(CaseInputs.anchors(aCase, anchors)))),
                anchors,
                pooled ? List.of() : material.certificates(aCase, "intermediates"),
                evidenceInPool ? List.of() : material.crls(aCase, "crls"),
                responses(aCase));
        boolean status = inputs.revocation().requirement() != RevocationPolicy.Requirement.NOT_CHECKED;
        return switch (door) {
            case SCVP -> ScvpCase.ask(server.scvp, sent, status);
            case JSON -> JsonCase.ask(server.json, sent);
        };
    }

    private final Map<Server, List<Crl>> shelves = new HashMap<>();

    /// Gives a server the CRLs of a pool, unless it has them.
    private void ensure(Server server, List<Crl> crls) {
        if (shelves.get(server) != crls) {
            server.validation.replace(RevocationEvidence.of(crls, List.of()));
            shelves.put(server, crls);
        }
    }

    private List<BasicOcspResponse> responses(SuiteCase aCase) {
        List<BasicOcspResponse> responses = new ArrayList<>();
        for (String reference : aCase.texts("ocspResponses")) {
            StatusJudge.basic(material.octets(aCase, reference)).ifPresent(responses::add);
        }
        return responses;
    }

    /// How much of the anchors' certificates the case counts.
    private static RelyingPartyPolicy.AnchorTrust trust(List<TrustAnchor> anchors) {
        if (anchors.isEmpty() || anchors.getFirst().constraints().equals(TrustAnchorConstraints.NONE)) {
            return RelyingPartyPolicy.AnchorTrust.PLAIN;
        }
        return anchors.getFirst().constraints().policies() instanceof TrustAnchorConstraints.PolicyLimits.OfCertificate
                ? RelyingPartyPolicy.AnchorTrust.CONSTRAINED
                : RelyingPartyPolicy.AnchorTrust.VALIDITY;
    }
}
