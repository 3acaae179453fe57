package kakehashi.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Outcome;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PathValidator;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.profiles.KeyCheck;
import kakehashi.profiles.LintContext;
import kakehashi.profiles.LintFinding;
import kakehashi.profiles.LintPurpose;
import kakehashi.profiles.Linting;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;

/// Decides about a certificate that an outside CA issued for a key of ours, or that another CA of ours issued anew:
/// it is of the key that was made for this CA, answers the request that this key signed, and is valid under the
/// certificate of the CA that is said to have issued it. No token is asked, so that a CA may be offline meanwhile.
///
/// @param issuer our CA, as the chain has it
/// @param now the time of the decision
public record ReceivedCertificate(Issuer issuer, Instant now) {
    Verdict judge(CaBody.Receive body) {
        Optional<CertificationRequest> request = CertificationRequest.parse(body.request())
                .toOptional()
                .filter(CertificationRequest::verifiesItself)
                .filter(this::isOfOurKey);
        Optional<Certificate> received = Certificate.parse(body.certificate()).toOptional();
        Optional<Certificate> above = Certificate.parse(body.issuer()).toOptional();
        if (received.isEmpty() || above.isEmpty()) {
            return Verdict.Refused.of(OrderRule.MALFORMED);
        }
        if (request.isEmpty()) {
            return Verdict.Refused.of(OrderRule.KEY_NOT_HERE);
        }
        return judge(request.get(), received.get(), above.get());
    }

    /// The newest key that was made for the CA, or the one that its certificate has already.
    private boolean isOfOurKey(CertificationRequest request) {
        Digest key = Digest.of(request.subjectPublicKeyInfo().der());
        return key.equals(issuer.key())
                || issuer.certificate()
                        .filter(own -> own.subjectPublicKeyInfo().equals(request.subjectPublicKeyInfo()))
                        .isPresent();
    }

    private Verdict judge(CertificationRequest request, Certificate received, Certificate above) {
        if (issuer.certificates().contains(received)) {
            return Verdict.Refused.of(OrderRule.RECEIVED_BEFORE);
        }
        return difference(request, received)
                .map(detail -> refusal(OrderRule.RECEIVED_DIFFERS, detail))
                .or(() -> faultOfPapers(request, received, above, now))
                .<Verdict>map(refusal -> new Verdict.Refused(List.of(refusal)))
                .orElseGet(() -> {
                    Digest digest = Digest.of(received.der());
                    return new Verdict.Effects(
                            List.of(new Effect.Authority(issuer.id(), digest, Effect.InForce.YES)),
                            List.of(received.der()),
                            List.of(digest));
                });
    }

    /// What is wrong with the papers, whatever the chain says: for somebody who prepares the order.
    ///
    /// @return as outcomes say it
    public static Optional<String> fault(CaBody.Receive body, Instant now) {
        Optional<CertificationRequest> request =
                CertificationRequest.parse(body.request()).toOptional().filter(CertificationRequest::verifiesItself);
        Optional<Certificate> received = Certificate.parse(body.certificate()).toOptional();
        Optional<Certificate> above = Certificate.parse(body.issuer()).toOptional();
        if (request.isEmpty() || received.isEmpty() || above.isEmpty()) {
            return Optional.of(OrderRule.MALFORMED.id());
        }
        boolean same =
                received.get().subjectPublicKeyInfo().equals(request.get().subjectPublicKeyInfo());
        Optional<Outcome.Refusal> refusal = same
                ? faultOfPapers(request.get(), received.get(), above.get(), now)
                : Optional.of(refusal(OrderRule.RECEIVED_DIFFERS, "subjectPublicKeyInfo"));
        return refusal.map(Outcome.Refusal::rule);
    }

    private static Optional<Outcome.Refusal> faultOfPapers(
            CertificationRequest request, Certificate received, Certificate above, Instant now) {
        return weakness(received)
                .map(detail -> refusal(OrderRule.WEAK_KEY, detail))
                .or(() -> invalidity(received, above, now).map(detail -> refusal(OrderRule.RECEIVED_INVALID, detail)))
                .or(() -> lint(request, received, above).map(detail -> refusal(OrderRule.LINT, detail)));
    }

    private static Outcome.Refusal refusal(OrderRule rule, String detail) {
        return new ItemPlan.Unfit(rule, List.of(detail)).refusal(0);
    }

    /// Our own token made the key; tokens have made keys that others could guess. A list of known keys is not
    /// asked: whoever judges the order again (record 4) has none.
    private static Optional<String> weakness(Certificate received) {
        return new KeyCheck(KeyBlocklist.EMPTY)
                .check(received.subjectPublicKeyInfo()).stream()
                        .filter(LintFinding::isError)
                        .map(finding -> finding.rule().id())
                        .findFirst();
    }

    /// In what it is not the certificate that was asked for. A CA has one name, octet by octet, or the paths
    /// through what it issued break; and one key identifier for each key.
    private Optional<String> difference(CertificationRequest request, Certificate received) {
        if (!received.subjectPublicKeyInfo().equals(request.subjectPublicKeyInfo())) {
            return Optional.of("subjectPublicKeyInfo");
        }
        Name name = issuer.certificate().map(Certificate::subject).orElse(request.subject());
        if (!received.subject().der().equals(name.der())) {
            return Optional.of("subject");
        }
        boolean identified = issuer.certificates().stream()
                .filter(own -> own.subjectPublicKeyInfo().equals(received.subjectPublicKeyInfo()))
                .allMatch(own -> own.subjectKeyIdentifier().equals(received.subjectKeyIdentifier()));
        return identified ? Optional.empty() : Optional.of("subjectKeyIdentifier");
    }

    /// What speaks against it as a CA's certificate under the one above: RFC 5280 §6.1 with the limits that the
    /// other sets (RFC 5937), and that it may sign certificates and CRLs.
    private static Optional<String> invalidity(Certificate received, Certificate above, Instant now) {
        if (above.subjectPublicKeyInfo().equals(received.subjectPublicKeyInfo())) {
            return Optional.of("issuer: self-signed");
        }
        if (!mayIssue(above) || now.isBefore(above.notBefore()) || now.isAfter(above.notAfter())) {
            return Optional.of("issuer");
        }
        boolean signs = received.keyUsage()
                .filter(usage -> usage.allows(KeyUsage.Bit.KEY_CERT_SIGN) && usage.allows(KeyUsage.Bit.CRL_SIGN))
                .isPresent();
        if (!signs || !mayIssue(received)) {
            return Optional.of("basicConstraints, keyUsage");
        }
        TrustAnchor anchor = TrustAnchor.constrainedBy(above);
        ValidationInputs inputs = ValidationInputs.DEFAULT.with(RevocationPolicy.NOT_CHECKED);
        PathBuilder alone = PathBuilder.of(TrustGraph.EMPTY, List.of(anchor), inputs, RevocationEvidence.empty());
        return switch (PathValidator.of(alone).validate(anchor, List.of(), PathRequest.of(received, now))) {
            case PathOutcome.Valid valid -> Optional.empty();
            case PathOutcome.Invalid invalid -> Optional.of(finding(invalid.tried()));
            case PathOutcome.Indeterminate open -> Optional.of(finding(open.tried()));
        };
    }

    /// The id of the check that failed: what it says in words could name somebody.
    private static String finding(List<kakehashi.path.CandidatePath> tried) {
        return tried.stream()
                .flatMap(path -> path.allFindings().stream())
                .map(finding -> finding.check().name())
                .findFirst()
                .orElse("path");
    }

    private static boolean mayIssue(Certificate ca) {
        return ca.basicConstraints().map(BasicConstraints::ca).orElse(false)
                && ca.keyUsage()
                        .map(usage -> usage.allows(KeyUsage.Bit.KEY_CERT_SIGN))
                        .orElse(true);
    }

    private static Optional<String> lint(CertificationRequest request, Certificate received, Certificate above) {
        LintContext context = LintContext.of(LintPurpose.SUBORDINATE_CA)
                .withIssuer(above)
                .withRequestedKey(request.subjectPublicKeyInfo());
        return Linting.refusal(received, context).map(List::getFirst);
    }
}
