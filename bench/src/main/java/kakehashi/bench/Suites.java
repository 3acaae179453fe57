package kakehashi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.PathRequest;
import kakehashi.path.PolicyInputs;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Oid;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The cases of one suite, discovered in its pool.
///
/// @param graph every certificate of the pool
/// @param evidence every CRL of the pool
/// @param cases the cases that a path is asked for and that the suite's editors do not dispute
/// @param certificates the pool as octets, for peers
/// @param lists the CRLs of the pool
record Suites(
        TrustGraph graph, RevocationEvidence evidence, List<Case> cases, List<Bytes> certificates, List<Crl> lists) {
    /// The CRLs as octets, for peers.
    List<Bytes> crls() {
        return lists.stream().map(Crl::der).toList();
    }

    /// One case.
    ///
    /// @param valid whether the suite wants a path
    record Case(String id, Certificate anchor, Certificate target, Instant at, ValidationInputs inputs, boolean valid) {
        PathRequest request() {
            return PathRequest.of(target, at);
        }

        List<TrustAnchor> anchors() {
            return List.of(TrustAnchor.withinValidityOf(anchor));
        }

        Set<String> policies() {
            return inputs.policies().userInitialPolicySet().stream()
                    .map(Oid::toString)
                    .collect(Collectors.toSet());
        }
    }

    /// The CRL with a fingerprint.
    Crl crl(Bytes fingerprint) {
        return lists.stream()
                .filter(crl -> crl.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    /// The key in the pool that signed a CRL.
    SubjectPublicKeyInfo keyOfSigner(Crl crl) {
        return graph.issuedTo(crl.issuer()).stream()
                .map(Certificate::subjectPublicKeyInfo)
                .filter(key -> VerificationKey.of(key).filter(crl::isSignedBy).isPresent())
                .findFirst()
                .orElseThrow();
    }

    /// The folder of the suites: `shared/suites` beside the project or above it.
    static Optional<Path> folder() {
        return OutsideSuites.find("cases").map(Path::getParent);
    }

    /// Reads a suite.
    ///
    /// @param name the name of its file of cases
    static Suites read(Path folder, String name) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            JsonMapper mapper = JsonMapper.builder().build();
            for (String line : Files.readAllLines(folder.resolve("cases").resolve(name + ".jsonl"))) {
                lines.add(mapper.readTree(line));
            }
            Path base = folder.resolve(lines.getFirst().get("base").asString());
            List<Certificate> pool = files(
                            base.resolve(lines.getFirst().get("pool").asString()))
                    .stream()
                    .flatMap(der -> Certificate.parse(der).toOptional().stream())
                    .distinct()
                    .toList();
            List<Crl> lists = files(base.resolve(lines.getFirst().get("crlPool").asString())).stream()
                    .flatMap(der -> Crl.parse(der).toOptional().stream())
                    .distinct()
                    .toList();
            List<Case> cases = lines.stream()
                    .filter(line -> !line.has("unsupported")
                            && !line.get("expected").asString().equals("disputed"))
                    .flatMap(line -> read(base, line).stream())
                    .toList();
            return new Suites(
                    TrustGraph.of(pool),
                    RevocationEvidence.of(lists, List.of()),
                    cases,
                    pool.stream().map(Certificate::der).toList(),
                    lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Bytes> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(Suites::octets)
                    .toList();
        }
    }

    private static Bytes octets(Path file) {
        try {
            return Bytes.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A case whose certificates are well-formed; the others no path engine gets to see.
    private static Optional<Case> read(Path base, JsonNode line) {
        Optional<Certificate> anchor =
                certificate(base, line.get("trustAnchors").get(0).asString());
        Optional<Certificate> target = certificate(base, line.get("target").asString());
        if (anchor.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        Set<Oid> accepted = line.get("initialPolicySet")
                .valueStream()
                .map(policy -> Oid.of(policy.asString()))
                .collect(Collectors.toSet());
        PolicyInputs policies = new PolicyInputs(
                accepted,
                line.get("inhibitPolicyMapping").asBoolean(),
                line.get("requireExplicitPolicy").asBoolean(),
                line.get("inhibitAnyPolicy").asBoolean());
        ValidationInputs inputs = ValidationInputs.DEFAULT
                .with(policies)
                .with(AlgorithmPolicy.HISTORICAL)
                .with(RevocationPolicy.REQUIRED);
        return Optional.of(new Case(
                line.get("id").asString(),
                anchor.get(),
                target.get(),
                Instant.parse(line.get("time").asString()),
                inputs,
                line.get("expected").asString().equals("valid")));
    }

    private static Optional<Certificate> certificate(Path base, String file) {
        return Certificate.parse(octets(base.resolve(file))).toOptional();
    }
}
