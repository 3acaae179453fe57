package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A builder that has seen a random sequence of requests, times and changes answers as a fresh one does.
class PrefixMemoryPropertyTest {
    private static final int SEQUENCES = 60;
    private static final int STEPS = 25;

    private RandomMesh mesh = new RandomMesh(0);
    private List<Certificate> targets = List.of();
    private final List<String> wrong = new ArrayList<>();
    private int valid;

    @ParameterizedTest
    @EnumSource(RevocationPolicy.Requirement.class)
    void answersAsAFreshBuilderDoes(RevocationPolicy.Requirement requirement) {
        RevocationPolicy policy = new RevocationPolicy(requirement, Optional.empty(), Duration.ZERO);
        for (int seed = 0; seed < SEQUENCES; seed++) {
            mesh = new RandomMesh(1000 + seed);
            targets = List.of(mesh.target(), mesh.target(), mesh.target(), mesh.target());
            ValidationInputs inputs = mesh.below(2) == 0 ? mesh.inputs(policy) : ValidationInputs.DEFAULT.with(policy);
            run(seed, inputs);
        }
        assertThat(wrong).isEmpty();
        assertThat(valid).isGreaterThan(SEQUENCES);
    }

    private void run(int seed, ValidationInputs inputs) {
        TrustAnchor anchor = mesh.trustAnchor();
        TrustGraph graph = TrustGraph.of(mesh.certificates(10));
        RevocationEvidence evidence = RevocationEvidence.of(crls(graph, 8), List.of());
        PathBuilder builder = PathBuilder.of(graph, List.of(anchor), inputs, evidence);
        for (int step = 0; step < STEPS; step++) {
            builder = change(builder);
            PathRequest request = PathRequest.of(targets.get(mesh.below(targets.size())), mesh.time());
            PathOutcome remembering = builder.build(request);
            PathOutcome fresh = PathBuilder.of(builder.graph(), List.of(anchor), inputs, builder.evidence())
                    .build(request);
            if (!Paths.word(remembering).equals(Paths.word(fresh))) {
                wrong.add(seed + "/" + step + ": " + fresh + " but " + remembering);
            }
            valid += fresh instanceof PathOutcome.Valid ? 1 : 0;
        }
    }

    private PathBuilder change(PathBuilder builder) {
        return switch (mesh.below(8)) {
            case 0 -> builder.with(builder.graph().with(mesh.certificates(1)));
            case 1 -> builder.with(builder.graph().without(List.of(any(builder.graph()))));
            case 2 -> builder.with(builder.evidence().with(crls(builder.graph(), 1), List.of()));
            case 3 ->
                builder.with(builder.evidence()
                        .without(builder.evidence().crlsOf(mesh.ca().name()), List.of()));
            default -> builder;
        };
    }

    private Certificate any(TrustGraph graph) {
        List<Certificate> all = List.copyOf(graph.certificates());
        return all.get(mesh.below(all.size()));
    }

    private List<Crl> crls(TrustGraph graph, int count) {
        List<Crl> crls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TestCa ca = mesh.ca();
            Instant thisUpdate = TestPki.NOW.plus(Duration.ofDays(mesh.below(20) - 12L));
            Instant nextUpdate = thisUpdate.plus(Duration.ofDays(5L + mesh.below(25)));
            List<SerialNumber> revoked = new ArrayList<>();
            graph.certificates().stream()
                    .filter(c -> c.issuer().equals(ca.name()) && mesh.below(6) == 0)
                    .forEach(c -> revoked.add(c.serialNumber()));
            crls.add(ca.crl(thisUpdate, list -> {
                list.nextUpdate(nextUpdate);
                revoked.forEach(serial -> list.revoke(serial, thisUpdate));
            }));
        }
        return crls;
    }
}
