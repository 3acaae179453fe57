package kakehashi.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.OrderBody;
import kakehashi.profiles.LintContext;
import kakehashi.profiles.LintPurpose;
import kakehashi.profiles.Linting;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparationRefusal;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.SerialNumber;

/// Plans the certificates of CAs, whose officers approved every octet: what is signed is their template, with a
/// serial number put in. Here it is held against the order, the keys and the lint rules.
public final class TemplatePlanner {
    private final View view;
    private final Lookup lookup;
    private final Supplier<SerialNumber> serials;

    TemplatePlanner(View view, Lookup lookup, Supplier<SerialNumber> serials) {
        this.view = view;
        this.lookup = lookup;
        this.serials = serials;
    }

    /// What a template is held against.
    ///
    /// @param signingKey the key that is to sign it
    /// @param subjectKey the key it must be for
    /// @param issuer the certificate of the signing CA under its signing key, where there is one
    private record Asked(
            View.Ca ca, Digest signingKey, Digest subjectKey, Optional<Certificate> issuer, LintPurpose purpose) {}

    List<ItemPlan> plan(Grounds grounds, Optional<View.Ca> ca, Instant now) {
        OrderBody body = grounds.body();
        if (ca.isEmpty()) {
            return hasCertificates(body) ? List.of(Planner.unfit(OrderRule.NO_SUCH_AUTHORITY)) : List.of();
        }
        View.Ca own = ca.get();
        return switch (body) {
            case CaBody.Create(Id id, String name, Bytes template) -> List.of(create(own, id, template));
            case CaBody.Certify(Bytes request, Bytes template) ->
                List.of(certify(own, request, template, LintPurpose.SUBORDINATE_CA));
            case CrossBody.Certify(Id caseId, Bytes request, Bytes template) ->
                List.of(certify(own, request, template, LintPurpose.CROSS_CERTIFICATE));
            case CaBody.Rollover rollover -> rollover(own, rollover);
            case OrderBody other -> List.of();
        };
    }

    private static boolean hasCertificates(OrderBody body) {
        return body instanceof CaBody.Create
                || body instanceof CaBody.Certify
                || body instanceof CaBody.Rollover
                || body instanceof CrossBody.Certify;
    }

    private ItemPlan create(View.Ca ca, Id id, Bytes template) {
        if (!ca.id().equals(id)) {
            return Planner.unfit(OrderRule.TEMPLATE_DIFFERS);
        }
        if (ca.certificate().isPresent()) {
            return Planner.unfit(OrderRule.AUTHORITY_EXISTS);
        }
        return plan(template, new Asked(ca, ca.key(), ca.key(), Optional.empty(), LintPurpose.SELF_SIGNED));
    }

    private ItemPlan certify(View.Ca ca, Bytes request, Bytes template, LintPurpose purpose) {
        if (ca.issuing().isEmpty()) {
            return Planner.unfit(OrderRule.AUTHORITY_ENDED);
        }
        Optional<CertificationRequest> pkcs10 =
                CertificationRequest.parse(request).toOptional().filter(CertificationRequest::verifiesItself);
        return pkcs10.map(r -> Digest.of(r.subjectPublicKeyInfo().der()))
                .map(key -> plan(template, new Asked(ca, ca.certifiedKey(), key, ca.certificate(), purpose)))
                .orElseGet(() -> Planner.unfit(OrderRule.NO_POSSESSION));
    }

    /// RFC 4210 §4.4: the new key's own certificate, the new key under the old one, the old key under the new one.
    private List<ItemPlan> rollover(View.Ca ca, CaBody.Rollover rollover) {
        if (ca.issuing().isEmpty() || ca.key().equals(ca.certifiedKey())) {
            return List.of(Planner.unfit(OrderRule.KEY_NOT_HERE));
        }
        Digest old = ca.certifiedKey();
        Optional<Certificate> oldSelf = ca.certificate();
        return List.of(
                plan(rollover.newSelf(), new Asked(ca, ca.key(), ca.key(), Optional.empty(), LintPurpose.SELF_SIGNED)),
                plan(rollover.newWithOld(), new Asked(ca, old, ca.key(), oldSelf, LintPurpose.LINK)),
                plan(rollover.oldWithNew(), new Asked(ca, ca.key(), old, Optional.empty(), LintPurpose.LINK)));
    }

    private ItemPlan plan(Bytes template, Asked asked) {
        return switch (Preparation.ofTemplate(template, serials.get())) {
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) ->
                new ItemPlan.Unfit(
                        OrderRule.NOT_PREPARED,
                        refusals.stream().map(refusal -> refusal.rule().id()).toList());
            case PreparationOutcome.Prepared(PreparedCertificate prepared) -> plan(prepared, asked);
        };
    }

    private ItemPlan plan(PreparedCertificate prepared, Asked asked) {
        Certificate unsigned = prepared.unsigned();
        Optional<OrderRule> fault = fault(prepared, unsigned, asked);
        if (fault.isPresent()) {
            return Planner.unfit(fault.get());
        }
        LintContext context = LintContext.of(asked.purpose());
        LintContext whole = asked.issuer().map(context::withIssuer).orElse(context);
        return Linting.refusal(unsigned, whole)
                .<ItemPlan>map(findings -> new ItemPlan.Unfit(OrderRule.LINT, findings))
                .orElseGet(() -> new ItemPlan.Ready(
                        asked.ca().id(),
                        asked.signingKey(),
                        unsigned.serialNumber(),
                        prepared,
                        unsigned,
                        asked.subjectKey(),
                        Effect.Holder.AUTHORITY));
    }

    private Optional<OrderRule> fault(PreparedCertificate prepared, Certificate unsigned, Asked asked) {
        if (!lookup.holdsKey(asked.ca().id(), asked.signingKey())) {
            return Optional.of(OrderRule.KEY_NOT_HERE);
        }
        boolean fits = Digest.of(unsigned.subjectPublicKeyInfo().der()).equals(asked.subjectKey())
                && prepared.algorithm() == asked.ca().settings().algorithm()
                && hasIssuersName(unsigned, asked);
        return fits ? Optional.empty() : Optional.of(OrderRule.TEMPLATE_DIFFERS);
    }

    /// Octet by octet: "the issuer field MUST match the subject field of the issuing CA's certificate".
    private static boolean hasIssuersName(Certificate unsigned, Asked asked) {
        Bytes issuer = unsigned.issuer().der();
        return asked.issuer()
                .map(certificate -> certificate.subject().der().equals(issuer))
                .orElseGet(() -> unsigned.subject().der().equals(issuer));
    }
}
