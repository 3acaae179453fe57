package kakehashi.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PathValidator;
import kakehashi.path.PolicyInputs;
import kakehashi.path.Purpose;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;

/// Puts cases to the engine that ask for the status of one certificate by one piece of evidence. The issuer is
/// trusted for the question's sake (of several the last, as the one who issued the others), and only what is found
/// about the target's revocation counts.
final class StatusJudge {
    private final Material material;

    StatusJudge(Material material) {
        this.material = material;
    }

    Answer judge(SuiteCase aCase) {
        return switch (aCase.form()) {
            case CRL_STATUS -> byCrl(aCase);
            case OCSP_STATUS -> byOcsp(aCase);
            case PATH -> throw new UnusableCase("not a question about a status");
        };
    }

    private Answer byCrl(SuiteCase aCase) {
        Optional<Crl> crl =
                Crl.parse(material.octets(aCase, aCase.needed("crl"))).toOptional();
        List<Certificate> issuers = material.certificates(aCase, "issuerCerts");
        return ask(aCase, issuers, RevocationEvidence.of(crl.stream().toList(), List.of()));
    }

    private Answer byOcsp(SuiteCase aCase) {
        Optional<BasicOcspResponse> response = basic(material.octets(aCase, aCase.needed("ocspResponse")));
        List<Certificate> issuers =
                Certificate.parse(material.octets(aCase, aCase.needed("issuer"))).toOptional().stream()
                        .toList();
        return ask(
                aCase,
                issuers,
                RevocationEvidence.of(List.of(), response.stream().toList()));
    }

    /// The signed answer in a response; empty when it is malformed or none.
    static Optional<BasicOcspResponse> basic(Bytes der) {
        return OcspResponse.parse(der).toOptional().flatMap(response -> switch (response) {
            case OcspResponse.Successful(BasicOcspResponse basic) -> Optional.of(basic);
            case OcspResponse.Unsuccessful unsuccessful -> Optional.empty();
        });
    }

    private Answer ask(SuiteCase aCase, List<Certificate> issuers, RevocationEvidence evidence) {
        if (issuers.isEmpty()) {
            throw new UnusableCase("the issuer's certificate is malformed");
        }
        RevocationPolicy policy = RevocationPolicy.REQUIRED;
        if (aCase.number("maxAgeSeconds").isPresent()) {
            policy = policy.withMaxAge(
                    Duration.ofSeconds(aCase.number("maxAgeSeconds").getAsLong()));
        }
        ValidationInputs inputs = ValidationInputs.DEFAULT
                .with(PolicyInputs.ANY)
                .with(Purpose.ANY)
                .with(CaseInputs.algorithms(aCase))
                .with(policy);
        TrustAnchor anchor = TrustAnchor.of(issuers.getLast());
        List<Certificate> path = issuers.subList(0, issuers.size() - 1).reversed();
        PathValidator validator =
                PathValidator.of(PathBuilder.of(TrustGraph.of(issuers), List.of(anchor), inputs, evidence));
        Bytes target = material.octets(aCase, aCase.needed("target"));
        Instant at = CaseInputs.time(aCase);

        long start = System.nanoTime();
        Parsed<Certificate> parsed = Certificate.parse(target);
        Optional<PathOutcome> outcome =
                parsed.toOptional().map(c -> validator.validate(anchor, path, PathRequest.of(c, at)));
        long nanos = System.nanoTime() - start;
        List<Finding> findings = outcome.map(StatusJudge::findings).orElse(List.of());
        String status = outcome.isEmpty() ? "UNKNOWN" : status(findings);
        return new Answer(
                status,
                status.equals("GOOD"),
                status.equals(aCase.expected()),
                findings.stream().map(CaseJudge::text).toList(),
                nanos);
    }

    /// What was found against the target.
    private static List<Finding> findings(PathOutcome outcome) {
        return outcome.tried().stream()
                .flatMap(tried -> tried.steps().getLast().findings().stream())
                .toList();
    }

    private static String status(List<Finding> findings) {
        if (findings.stream().anyMatch(f -> f.check() == Check.REVOKED)) {
            return "REVOKED";
        }
        boolean undetermined = findings.stream().anyMatch(f -> f.check() == Check.REVOCATION_UNDETERMINED);
        return undetermined ? "UNKNOWN" : "GOOD";
    }
}
