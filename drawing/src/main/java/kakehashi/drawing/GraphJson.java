package kakehashi.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Certificate;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A picture as JSON. The keys stay as they are:
///
/// - `at`, `title`, `description`, `textAlternative`;
/// - `nodes`: `id`, `name`, `shown`, `domain`, `role` (`anchor`, `top`, `bridge`, `ca`, `target`, `subscriber`),
/// `keys`, each
///   `id`, `number`, `algorithm`, `keyIdentifier`;
/// - `edges`, one for each certificate: `fingerprint` (SHA-256), `issuer`, `issuerKey`, `subject`, `subjectKey`
/// (ids;
///   a key that is not in the material is left out), `serialNumber`, `notBefore`, `notAfter`, `status` (`valid`,
///   `notYetValid`, `expired`, `revoked`, with `revokedAt`, `reason`), `selfIssued`, `crossesDomains`, `policies`,
///   `policyMappings` (`issuerDomainPolicy`, `subjectDomainPolicy`), `constraints` (`pathLen`, `permittedSubtrees`,
///   `excludedSubtrees`, `requireExplicitPolicy`, `inhibitPolicyMapping`, `inhibitAnyPolicy`, what is set of them);
/// - of an answer: on edges `part` (`holds`, `tried`, `refused`) and `findings` (`check`, `clause`, `text`), and
///   `verdict` (`valid`, `invalid`, `indeterminate`), `path` (`anchor`, `certificates`), `missing`, `candidates`
///   (`anchor`, `certificates`, `findings`).
final class GraphJson {
    private final TrustMap map;

    private GraphJson(TrustMap map) {
        this.map = map;
    }

    static String of(TrustMap map, PictureText text, PathStory story) {
        GraphJson json = new GraphJson(map);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("at", map.view().at());
        root.put("title", text.title());
        root.put("description", text.description());
        root.put("nodes", map.nodes().stream().map(json::node).toList());
        root.put("edges", map.certificates().stream().map(json::edge).toList());
        story.answer().ifPresent(answer -> json.answer(answer, root));
        root.put("textAlternative", text.alternative());
        return Json.of(root);
    }

    private Map<String, Object> node(CaNode node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", node.id());
        json.put("name", node.label().full());
        json.put("shown", node.label().shown());
        json.put("domain", node.label().domain());
        json.put("role", node.role().code());
        List<Object> keys = new ArrayList<>();
        for (int number = 1; number <= node.keys().size(); number++) {
            SubjectPublicKeyInfo key = node.keys().get(number - 1);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", node.keyId(number));
            one.put("number", number);
            one.put("algorithm", key);
            one.put("keyIdentifier", key.keyIdentifier());
            keys.add(one);
        }
        json.put("keys", keys);
        return json;
    }

    private Map<String, Object> edge(DrawnCertificate drawn) {
        Certificate c = drawn.certificate();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fingerprint", drawn.fingerprint());
        end(json, "issuer", drawn.issuer());
        end(json, "subject", drawn.subject());
        json.put("serialNumber", c.serialNumber());
        json.put("notBefore", c.notBefore());
        json.put("notAfter", c.notAfter());
        json.put("status", drawn.standing().code());
        if (drawn.standing() == Standing.REVOKED) {
            json.put("revokedAt", map.view().revoked().get(c).time());
            json.put("reason", map.view().revoked().get(c).reason().word());
        }
        json.put("selfIssued", drawn.isSelfIssued());
        json.put("crossesDomains", map.crossesDomains(drawn));
        json.put(
                "policies",
                c.certificatePolicies().stream().map(p -> p.policyIdentifier()).toList());
        json.put(
                "policyMappings",
                c.policyMappings().stream()
                        .map(m -> pair(
                                "issuerDomainPolicy",
                                m.issuerDomainPolicy(),
                                "subjectDomainPolicy",
                                m.subjectDomainPolicy()))
                        .toList());
        json.put("constraints", constraints(c));
        if (drawn.part() != PathPart.NONE) {
            json.put("part", drawn.part().code());
            json.put("findings", findings(drawn.findings()));
        }
        return json;
    }

    private static Map<String, Object> pair(String first, Object one, String second, Object other) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(first, one);
        json.put(second, other);
        return json;
    }

    private void end(Map<String, Object> json, String which, DrawnCertificate.End end) {
        CaNode node = map.node(end);
        json.put(which, node.id());
        if (end.key() > 0) {
            json.put(which + "Key", node.keyId(end.key()));
        }
    }

    private static Map<String, Object> constraints(Certificate c) {
        Map<String, Object> json = new LinkedHashMap<>();
        c.basicConstraints().ifPresent(b -> b.pathLenConstraint().ifPresent(n -> json.put("pathLen", n)));
        c.nameConstraints().ifPresent(names -> subtrees(json, names));
        c.policyConstraints().ifPresent(policy -> {
            policy.requireExplicitPolicy().ifPresent(n -> json.put("requireExplicitPolicy", n));
            policy.inhibitPolicyMapping().ifPresent(n -> json.put("inhibitPolicyMapping", n));
        });
        c.inhibitAnyPolicy().ifPresent(n -> json.put("inhibitAnyPolicy", n));
        return json;
    }

    private static void subtrees(Map<String, Object> json, NameConstraints names) {
        json.put(
                "permittedSubtrees",
                names.permittedSubtrees().stream().map(Mark::subtree).toList());
        json.put(
                "excludedSubtrees",
                names.excludedSubtrees().stream().map(Mark::subtree).toList());
    }

    private List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream()
                .map(f -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("check", f.check().name());
                    json.put("clause", f.check().clause());
                    json.put("text", f.text(map.view().language()));
                    return json;
                })
                .toList();
    }

    private void answer(PathAnswer answer, Map<String, Object> root) {
        if (answer.held().isPresent()) {
            PathAnswer.Held held = answer.held().get();
            root.put("verdict", "valid");
            root.put("path", pair("anchor", held.anchor(), "certificates", fingerprints(held.certificates())));
        } else if (answer.isOpen()) {
            root.put("verdict", "indeterminate");
            root.put("missing", findings(answer.missing()));
        } else {
            root.put("verdict", "invalid");
        }
        root.put("candidates", answer.tried().stream().map(this::candidate).toList());
    }

    private Map<String, Object> candidate(CandidatePath candidate) {
        Map<String, Object> json = new LinkedHashMap<>();
        candidate.anchor().map(TrustAnchor::toString).ifPresent(anchor -> json.put("anchor", anchor));
        json.put(
                "certificates",
                fingerprints(candidate.steps().stream()
                        .map(CandidatePath.Step::certificate)
                        .toList()));
        json.put("findings", findings(candidate.allFindings()));
        return json;
    }

    private static List<Object> fingerprints(List<Certificate> certificates) {
        return certificates.stream().<Object>map(Certificate::fingerprint).toList();
    }
}
