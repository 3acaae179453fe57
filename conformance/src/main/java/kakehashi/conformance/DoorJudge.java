package kakehashi.conformance;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.PolicyInputs;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustAnchorConstraints;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Oid;

/// Puts path cases to a validation server through one of its doors. Time, anchors, policy inputs, names,
/// intermediates and evidence travel in the request. What no request can say – algorithms, the rules of a purpose,
/// how much evidence is needed – becomes a relying-party policy that the request names.
///
/// A pool is the graph of a server in this process. In [ConformanceRun.Mode#HTTP] no server knows anything
/// beforehand: cases that have hosts are left to what the server finds there, and all others bring everything
/// along.
final class DoorJudge implements AutoCloseable {
    private final Material material;
    private final ConformanceRun.Door door;
    private final Optional<HostsStandIn> hosts;
    private final HttpClient client = DoorLink.client();
    private final Map<List<Certificate>, DoorServer> servers = new HashMap<>();
    private Optional<DoorServer> asking = Optional.empty();

    /// @param folders the hosts of the suites that will be asked for; none where nothing is to be fetched
    DoorJudge(Material material, ConformanceRun.Door door, List<Path> folders) {
        this.material = material;
        this.door = door;
        int port = door.running().map(ConformanceRun.Running::hostsPort).orElse(0);
        this.hosts = folders.isEmpty() ? Optional.empty() : Optional.of(new HostsStandIn(folders, port));
    }

    /// What a case sends.
    ///
    /// @param depth how far the question goes
    /// @param intermediates the certificates in the request
    /// @param crls the CRLs in the request
    /// @param responses the OCSP responses in the request
    record Sent(
            SuiteCase aCase,
            Certificate target,
            Oid policy,
            Depth depth,
            List<Certificate> anchors,
            List<Certificate> intermediates,
            List<Crl> crls,
            List<BasicOcspResponse> responses) {}

    /// How far a question goes.
    enum Depth {
        VALIDATED,
        STATUS_CHECKED
    }

    /// Whom a case is put to.
    private record Asked(DoorLink link, Oid policy) {}

    /// Answers a case.
    ///
    /// @throws UnusableCase when the case, or a file that it names, cannot be used
    /// @throws NotAskable when the server has no policy for it
    Answer judge(SuiteCase aCase, ConformanceRun.Mode mode) {
        Bytes octets = material.octets(aCase, aCase.needed("target"));
        Optional<Certificate> target = Certificate.parse(octets).toOptional();
        if (target.isEmpty()) {
            return new Answer("invalid", false, !aCase.expectsGood(), List.of("malformed target"), 0);
        }
        List<Certificate> anchors = material.certificates(aCase, "trustAnchors");
        ValidationInputs inputs = CaseInputs.inputs(aCase).with(PolicyInputs.ANY);
        boolean fetched = mode == ConformanceRun.Mode.HTTP && aCase.has("hosts");
        boolean pooled = aCase.has("pool") && (mode == ConformanceRun.Mode.POOL || !CaseInputs.statesItsPath(aCase));
        boolean brought = mode == ConformanceRun.Mode.HTTP && !fetched;
        DoorServer.Needs needs = new DoorServer.Needs(
                inputs,
                trust(CaseInputs.anchors(aCase, anchors)),
                fetched ? RelyingPartyPolicy.Collection.ON : RelyingPartyPolicy.Collection.OFF);
        Asked asked = asked(aCase, needs, pooled && mode != ConformanceRun.Mode.HTTP);
        boolean status = inputs.revocation().requirement() != RevocationPolicy.Requirement.NOT_CHECKED;
        Sent sent = new Sent(
                aCase,
                target.get(),
                asked.policy,
                status ? Depth.STATUS_CHECKED : Depth.VALIDATED,
                anchors,
                intermediates(aCase, pooled, brought),
                crls(aCase, target.get(), pooled, brought),
                responses(aCase));
        return switch (door.through()) {
            case SCVP -> ScvpCase.ask(asked.link.scvp(), sent);
            case JSON -> JsonCase.ask(asked.link.json(), sent);
        };
    }

    /// The certificates of the request; a pool travels in it when nobody knows it beforehand.
    private List<Certificate> intermediates(SuiteCase aCase, boolean pooled, boolean brought) {
        if (!pooled) {
            return material.certificates(aCase, "intermediates");
        }
        if (!brought && pointsNowhere(aCase, "httpAiaResolvable")) {
            return material.certificates(aCase, "examplePath").stream().limit(1).toList();
        }
        return brought ? material.certificateFolder(aCase, "pool") : List.of();
    }

    private List<Crl> crls(SuiteCase aCase, Certificate target, boolean pooled, boolean brought) {
        if (!pooled || !aCase.has("crlPool")) {
            return material.crls(aCase, "crls");
        }
        if (!brought && pointsNowhere(aCase, "httpCrlResolvable")) {
            return material.crls(aCase, "examplePathCrls").stream()
                    .filter(crl -> crl.issuer().equals(target.issuer()))
                    .toList();
        }
        return brought ? material.crlFolder(aCase, "crlPool") : List.of();
    }

    /// Whether the target says itself, or its host has, nothing of where its issuer or its CRL is: then that one
    /// piece travels in the request, and the rest of the way is discovered. Only where cases say so, and hosts are
    /// asked.
    private boolean pointsNowhere(SuiteCase aCase, String field) {
        return hosts.isPresent() && aCase.has(field) && !aCase.flag(field);
    }

    private Asked asked(SuiteCase aCase, DoorServer.Needs needs, boolean known) {
        if (door.running().isPresent()) {
            Oid policy = door.running().get().policy();
            if (known) {
                throw new NotAskable("a pool that the server does not know");
            }
            if (!isSayable(needs)) {
                throw new NotAskable("needs a policy of its own");
            }
            return new Asked(DoorLink.to(door.running().get(), client), policy);
        }
        DoorServer server = needs.collection() == RelyingPartyPolicy.Collection.ON
                ? asking()
                : servers.computeIfAbsent(
                        known ? material.certificateFolder(aCase, "pool") : List.of(),
                        pool -> DoorServer.over(TrustGraph.of(pool)));
        if (known && aCase.has("crlPool")) {
            server.ensure(material.crlFolder(aCase, "crlPool"));
        }
        return new Asked(server.link(), server.policyFor(needs));
    }

    private DoorServer asking() {
        if (asking.isEmpty()) {
            asking = hosts.map(DoorServer::asking);
        }
        return asking.orElseThrow(() -> new UnusableCase("no hosts"));
    }

    /// Whether a request can say all of it to a server whose one policy leaves purposes and algorithms open.
    private static boolean isSayable(DoorServer.Needs needs) {
        RevocationPolicy revocation = needs.inputs().revocation();
        boolean status =
                revocation.equals(RevocationPolicy.REQUIRED) || revocation.equals(RevocationPolicy.NOT_CHECKED);
        ValidationInputs usual = ValidationInputs.DEFAULT
                .with(PolicyInputs.ANY)
                .with(AlgorithmPolicy.HISTORICAL)
                .with(revocation);
        return status && needs.inputs().equals(usual) && needs.anchorTrust() == RelyingPartyPolicy.AnchorTrust.VALIDITY;
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

    @Override
    public void close() {
        client.close();
        asking.ifPresent(DoorServer::close);
        hosts.ifPresent(HostsStandIn::close);
    }
}
