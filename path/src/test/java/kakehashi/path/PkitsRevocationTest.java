package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// PKITS 4.4, 4.5, 4.14 and 4.15 as questions about each certificate of the path: the case is valid when every one
/// is good. CRL issuers count when their certificates are issued by the anchor or by another one and are not
/// revoked themselves.
class PkitsRevocationTest {
    static List<RevocationCases.Case> cases() {
        return RevocationCases.of("pkits-nist2011.jsonl").stream()
                .filter(c -> Stream.of("4.4 ", "4.5 ", "4.14 ", "4.15 ").anyMatch(c.text("section")::startsWith))
                // 4.5.8 is refused for its basic constraints, which is not a matter of revocation.
                .filter(c -> !c.text("id").endsWith("-4.5.8"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void judgesRevocationAsPkitsDoes(RevocationCases.Case test) {
        List<Certificate> known = new ArrayList<>();
        test.list("trustAnchors").forEach(name -> known.add(test.certificate(name)));
        test.list("intermediates").forEach(name -> known.add(test.certificate(name)));
        List<Crl> crls = test.list("crls").stream()
                .flatMap(name -> test.crl(name).stream())
                .toList();
        RevocationChecker checker =
                RevocationCases.checker(RevocationEvidence.of(crls, List.of()), RevocationPolicy.REQUIRED);
        List<RevocationStatus> path = new ArrayList<>();
        boolean complete = pathStatus(test.certificate(test.text("target")), known, test, checker, path);
        boolean good = complete && path.stream().allMatch(status -> status instanceof RevocationStatus.Good);
        assertThat(good).as(path.toString()).isEqualTo(test.text("expected").equals("valid"));
        if (test.text("reason").equals("revoked")) {
            assertThat(path).as(path.toString()).anyMatch(status -> status instanceof RevocationStatus.Revoked);
        }
    }

    private static boolean pathStatus(
            Certificate target,
            List<Certificate> known,
            RevocationCases.Case test,
            RevocationChecker checker,
            List<RevocationStatus> path) {
        Certificate anchor = known.getFirst();
        Certificate at = target;
        while (!at.equals(anchor) && path.size() < 8) {
            Optional<Certificate> issuer = issuerOf(at, known);
            if (issuer.isEmpty()) {
                return false;
            }
            path.add(checker.check(
                    new RevocationQuestion(at, RevocationCases.issuer(issuer.get()), test.time()),
                    RevocationCases.keysOf(unrevoked(known, test, checker))));
            at = issuer.get();
        }
        return at.equals(anchor);
    }

    /// The certificates that their issuers' own CRLs do not revoke.
    private static List<Certificate> unrevoked(
            List<Certificate> known, RevocationCases.Case test, RevocationChecker checker) {
        return known.stream()
                .filter(c -> issuerOf(c, known)
                        .map(issuer -> new RevocationQuestion(c, RevocationCases.issuer(issuer), test.time()))
                        .map(question -> checker.byCrls(question, CrlIssuerKeys.NONE))
                        .filter(status -> status instanceof RevocationStatus.Revoked)
                        .isEmpty())
                .toList();
    }

    private static Optional<Certificate> issuerOf(Certificate certificate, List<Certificate> known) {
        return known.stream()
                .filter(c -> c.subject().equals(certificate.issuer())
                        && !c.equals(certificate)
                        && certificate.isSignedBy(RevocationCases.key(c)))
                .findFirst();
    }
}
