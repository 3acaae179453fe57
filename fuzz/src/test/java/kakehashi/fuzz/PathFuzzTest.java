package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PathValidator;
import kakehashi.path.PolicyInputs;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.testkit.HostileGraphs;
import kakehashi.testkit.HostileGraphs.Party;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import org.junit.jupiter.params.provider.MethodSource;

/// The search on small graphs of any shape, held against all their paths, judged one by one.
class PathFuzzTest {
    private static final int MAX_EDGES = 7;

    /// The first octet: anchors and inputs; the next two: the target; then three octets a CA certificate.
    @MethodSource("graphs")
    @FuzzTest(maxDuration = "60s")
    void pathMesh(byte[] input) {
        if (input.length < 6) {
            return;
        }
        Set<Certificate> graph = new LinkedHashSet<>();
        for (int i = 3; i + 2 < input.length && graph.size() < MAX_EDGES; i += 3) {
            graph.add(MeshTemplates.ca(input[i], input[i + 1], input[i + 2]));
        }
        List<TrustAnchor> anchors = new ArrayList<>(List.of(anchor(input[0] & 3)));
        if ((input[0] & 4) != 0) {
            anchors.add(anchor((input[0] >> 4 & 1) + 3));
        }
        PolicyInputs policies = (input[0] & 8) != 0 ? PolicyInputs.ANY.requiringExplicitPolicy() : PolicyInputs.ANY;
        PathBuilder builder = PathBuilder.of(
                TrustGraph.of(graph), anchors, ValidationInputs.DEFAULT.with(policies), RevocationEvidence.empty());
        check(builder, PathRequest.of(MeshTemplates.user(input[1], input[2]), HostileGraphs.NOW));
    }

    private static TrustAnchor anchor(int party) {
        Party chosen = MeshTemplates.party(party);
        return TrustAnchor.of(chosen.name(), chosen.publicKey());
    }

    private static void check(PathBuilder builder, PathRequest request) {
        PathOutcome first = builder.build(request);
        EveryAccessor.of(first);
        Optional<String> any = anyPath(builder, request);
        boolean valid = first instanceof PathOutcome.Valid;
        expect(valid == any.isPresent(), "found: " + first + "; exists: " + any);
        expect((builder.build(request) instanceof PathOutcome.Valid) == valid, "another answer the second time");
        if (first instanceof PathOutcome.Valid(var path, var tried, var cost)) {
            List<Certificate> all = path.certificates();
            PathOutcome again =
                    PathValidator.of(builder).validate(path.anchor(), all.subList(0, all.size() - 1), request);
            expect(again instanceof PathOutcome.Valid, "found, but does not hold: " + again);
        }
    }

    /// A path that holds, whatever the search says.
    private static Optional<String> anyPath(PathBuilder builder, PathRequest request) {
        return builder.anchors().stream()
                .flatMap(anchor -> anyPath(builder, request, anchor, anchor.name(), List.of()))
                .findFirst();
    }

    private static Stream<String> anyPath(
            PathBuilder builder, PathRequest request, TrustAnchor anchor, Name name, List<Certificate> prefix) {
        Stream<String> here = Stream.of(prefix)
                .filter(p -> request.target().issuer().equals(name))
                .filter(p -> PathValidator.of(builder).validate(anchor, p, request) instanceof PathOutcome.Valid)
                .map(p -> anchor + " " + p);
        Stream<String> further = builder.graph().issuedBy(name).stream()
                .filter(next -> !prefix.contains(next))
                .flatMap(next -> {
                    List<Certificate> longer = new ArrayList<>(prefix);
                    longer.add(next);
                    return anyPath(builder, request, anchor, next.subject(), longer);
                });
        return Stream.concat(here, further);
    }

    static Stream<byte[]> graphs() {
        Random random = new Random(9618);
        return Stream.generate(() -> {
                    byte[] octets = new byte[3 + 3 * (1 + random.nextInt(MAX_EDGES))];
                    random.nextBytes(octets);
                    return octets;
                })
                .limit(300);
    }
}
