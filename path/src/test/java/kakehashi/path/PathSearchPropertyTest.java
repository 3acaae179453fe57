package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import org.junit.jupiter.api.Test;

/// What is remembered or passed over never changes an answer: in random meshes the builder finds a path exactly
/// when one of all paths holds.
class PathSearchPropertyTest {
    private static final int GRAPHS = 600;
    private static final int LEAST_VALID = 60;

    @Test
    void findsAPathExactlyWhenOneOfAllPathsHolds() {
        List<String> wrong = new ArrayList<>();
        int valid = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            RandomMesh mesh = new RandomMesh(seed);
            TrustGraph graph = TrustGraph.of(mesh.certificates(8 + mesh.below(5)));
            TrustAnchor anchor = mesh.trustAnchor();
            for (int i = 0; i < 3; i++) {
                PathBuilder builder = PathBuilder.of(
                        graph, List.of(anchor), mesh.inputs(RevocationPolicy.NOT_CHECKED), RevocationEvidence.empty());
                Certificate target = mesh.target();
                Instant at = mesh.time();
                PathRequest request = PathRequest.of(target, at);
                PathOutcome outcome = builder.build(request);
                List<List<Certificate>> all = RandomMesh.allPaths(graph.certificates(), anchor.name(), target.issuer());
                Optional<List<Certificate>> expected = RandomMesh.firstValid(builder, anchor, all, request);
                if (expected.isPresent() != outcome instanceof PathOutcome.Valid) {
                    wrong.add(seed + "/" + i + ": " + expected + " but " + outcome);
                }
                valid += expected.isPresent() ? 1 : 0;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(valid).isGreaterThan(LEAST_VALID);
    }
}
