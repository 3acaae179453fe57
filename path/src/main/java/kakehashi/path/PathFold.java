package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.RevocationStatus.Evidence;
import kakehashi.x509.Certificate;
import kakehashi.x509.Oid;

/// Path processing as a fold from the anchor to the target (RFC 5280 §6.1): each certificate turns a state into the
/// next. A certificate is taken in two halves, the cheap one first, so that a search can drop a path before it pays
/// for signatures and revocation.
record PathFold(PathContext context) {
    /// What became of a certificate.
    ///
    /// @param state the next state; meaningful to go on with even after findings, to find what else is wrong
    /// @param findings what was found against the certificate
    record Step(PathState state, List<Finding> findings) {}

    /// What became of the second half.
    ///
    /// @param state the state, its period narrowed by the evidence
    /// @param findings what was found against the certificate
    /// @param evidence what was relied on
    /// @param crlIssuers what this owes to the search for issuers of CRLs
    record Authenticated(
            PathState state, List<Finding> findings, List<Evidence> evidence, CrlIssuerReliance crlIssuers) {
        /// A certificate that is refused before, or without, a look at evidence.
        static Authenticated refused(PathState state, List<Finding> findings) {
            return new Authenticated(state, findings, List.of(), CrlIssuerReliance.NONE);
        }
    }

    /// What became of the target.
    ///
    /// @param authenticated the state in which the target was judged, with everything found against it
    /// @param policies the user-constrained-policy-set
    record Finished(Authenticated authenticated, Set<Oid> policies) {}

    /// The first half for a certificate that issues the next: §6.1.3 (a)(2), (a)(4), (b) to (f), and §6.1.4.
    Step extend(PathState state, Certificate certificate) {
        List<Finding> findings = BasicProcessing.judge(state, certificate, Position.INTERMEDIATE, context);
        PolicyState policies = BasicProcessing.processPolicies(state, certificate, Position.INTERMEDIATE, findings);
        PathState next = NextPreparation.prepare(state, policies, certificate, findings);
        ProfileRules.judgeIssuer(certificate, context.inputs().purpose(), findings);
        return new Step(next, findings);
    }

    /// The second half for any certificate: §6.1.3 (a)(1) and (a)(3).
    ///
    /// @param before the state before the certificate
    /// @param after the state after it, which is narrowed
    Authenticated authenticate(PathState before, PathState after, Certificate certificate, Position position) {
        Optional<Finding> signature = BasicProcessing.verifySignature(before, certificate, position, context);
        if (signature.isPresent()) {
            return Authenticated.refused(after, List.of(signature.get()));
        }
        CrlIssuerSearch.Asked crlIssuers = context.crlIssuers().apply(certificate, before.working());
        RevocationStatus status = before.working()
                .asIssuer()
                .map(issuer -> context.revocation()
                        .check(new RevocationQuestion(certificate, issuer, context.at()), crlIssuers))
                .orElse(new RevocationStatus.Undetermined(List.of()));
        List<Finding> findings = new ArrayList<>(0);
        context.revocation().refusal(status).ifPresent(findings::add);
        // What was left out for want of budget might have spoken against the certificate.
        context.meter().exhausted().ifPresent(limit -> findings.add(Finding.of(Check.BUDGET_EXHAUSTED, limit)));
        return switch (status) {
            case RevocationStatus.Good(List<Evidence> evidence, Period period) -> {
                PathState narrowed = after.within(period).within(crlIssuers.period());
                yield new Authenticated(narrowed, findings, evidence, crlIssuers.reliance());
            }
            case RevocationStatus.Revoked revoked ->
                new Authenticated(after, findings, revoked.evidence(), crlIssuers.reliance());
            case RevocationStatus.Undetermined undetermined -> {
                if (!findings.isEmpty()) {
                    findings.addAll(undetermined.findings());
                }
                PathState narrowed = after.within(crlIssuers.period()).within(undetermined.periodAround(context.at()));
                yield new Authenticated(narrowed, findings, List.of(), crlIssuers.reliance());
            }
        };
    }

    /// Both halves for the target: §6.1.3 and §6.1.5, and what the request asks of it. The second half is left out
    /// when the first found something, unless everything is to be found.
    Finished finish(PathState state, PathRequest request, PolicyInputs policyInputs, Thoroughness thoroughness) {
        Certificate target = request.target();
        List<Finding> findings = BasicProcessing.judge(state, target, Position.TARGET, context);
        PolicyState policies = BasicProcessing.processPolicies(state, target, Position.TARGET, findings);
        Set<Oid> accepted =
                WrapUp.finish(policies, target, policyInputs, context.inputs().purpose(), findings);
        request.peerName().ifPresent(name -> PeerNames.judge(target, name).ifPresent(findings::add));
        ProfileRules.judgeTarget(target, context.inputs().purpose(), findings);
        context.inputs()
                .algorithms()
                .judgeKey(state.working().infoAfter(target))
                .ifPresent(findings::add);

        PathState last = state.within(new Period(target.notBefore(), target.notAfter()));
        if (!findings.isEmpty() && thoroughness == Thoroughness.UNTIL_FIRST_FINDING) {
            return new Finished(Authenticated.refused(last, findings), accepted);
        }
        Authenticated authenticated = authenticate(state, last, target, Position.TARGET);
        findings.addAll(authenticated.findings());
        Authenticated whole = new Authenticated(
                authenticated.state(), findings, authenticated.evidence(), authenticated.crlIssuers());
        return new Finished(whole, accepted);
    }

    /// How much is looked at once something is wrong.
    enum Thoroughness {
        UNTIL_FIRST_FINDING,
        EVERYTHING
    }
}
