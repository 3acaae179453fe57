package kakehashi.authority;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.OrderBody;
import kakehashi.contract.Visibility;
import kakehashi.profiles.KeyCheck;
import kakehashi.profiles.KeyIdentity;
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
import kakehashi.x509.SubjectPublicKeyInfo;

/// Plans the certificates of CAs, whose officers approved every octet: what is signed is their template, with a
/// serial number put in. Here it is held against the order, the keys and the lint rules.
public final class TemplatePlanner {
    private final View view;
    private final Lookup lookup;
    private final KeyCheck keyCheck;
    private final Supplier<SerialNumber> serials;

    TemplatePlanner(View view, Lookup lookup, KeyCheck keyCheck, Supplier<SerialNumber> serials) {
        this.view = view;
        this.lookup = lookup;
        this.keyCheck = keyCheck;
        this.serials = serials;
    }

    /// What a template is held against.
    ///
    /// @param signingKey the key that is to sign it
    /// @param subjectKey the key it must be for
    /// @param issuer the certificate of the signing CA under its signing key, where there is one
    /// @param context what lint is told beside the issuer
    private record Asked(
            View.Ca ca, Digest signingKey, Digest subjectKey, Optional<Certificate> issuer, LintContext context) {
        LintContext whole() {
            return issuer.map(context::withIssuer).orElse(context);
        }
    }

    List<ItemPlan> plan(Grounds grounds, Optional<View.Ca> ca, Instant now) {
        OrderBody body = grounds.body();
        if (ca.isEmpty()) {
            return hasCertificates(body) ? List.of(Planner.unfit(OrderRule.NO_SUCH_AUTHORITY)) : List.of();
        }
        View.Ca own = ca.get();
        return switch (body) {
            case CaBody.Create(Id id, String name, Bytes template) -> List.of(create(own, id, template));
            case CaBody.Certify(Bytes request, Bytes template) ->
                List.of(certify(own, request, template, LintContext.of(LintPurpose.SUBORDINATE_CA)));
            case CrossBody.Certify cross -> List.of(cross(own, cross));
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
        return plan(
                template, new Asked(ca, ca.key(), ca.key(), Optional.empty(), LintContext.of(LintPurpose.SELF_SIGNED)));
    }

    /// The rules of cross-certification look at the certificates that the other CA has: those that the officers
    /// approved with the template.
    private ItemPlan cross(View.Ca ca, CrossBody.Certify cross) {
        return OwnCertificates.of(cross.own())
                .map(own -> certify(
                        ca,
                        cross.request(),
                        cross.template(),
                        LintContext.of(LintPurpose.CROSS_CERTIFICATE).withSubjectCertificates(own)))
                .orElseGet(() -> Planner.unfit(OrderRule.OWN_CERTIFICATE));
    }

    private ItemPlan certify(View.Ca ca, Bytes request, Bytes template, LintContext context) {
        if (ca.issuing().isEmpty()) {
            return Planner.unfit(OrderRule.AUTHORITY_ENDED);
        }
        Optional<CertificationRequest> pkcs10 =
                CertificationRequest.parse(request).toOptional().filter(CertificationRequest::verifiesItself);
        return pkcs10.map(CertificationRequest::subjectPublicKeyInfo)
                .map(key -> plan(
                        template,
                        new Asked(
                                ca,
                                ca.certifiedKey(),
                                Digest.of(key.der()),
                                ca.certificate(),
                                besideOwn(context, key).withRequestedKey(key))))
                .orElseGet(() -> Planner.unfit(OrderRule.NO_POSSESSION));
    }

    /// The certificates of a CA with this key, where it is one of this installation's.
    private LintContext besideOwn(LintContext context, SubjectPublicKeyInfo key) {
        List<Certificate> known = Stream.concat(
                        context.subjectCertificates().stream(),
                        view.authorities().values().stream()
                                .flatMap(ca -> ca.certificates().stream())
                                .filter(own -> own.subjectPublicKeyInfo().equals(key)))
                .distinct()
                .toList();
        return context.withSubjectCertificates(known);
    }

    /// RFC 4210 §4.4: the new key's own certificate, the new key under the old one, the old key under the new one.
    private List<ItemPlan> rollover(View.Ca ca, CaBody.Rollover rollover) {
        if (ca.issuing().isEmpty() || ca.key().equals(ca.certifiedKey())) {
            return List.of(Planner.unfit(OrderRule.KEY_NOT_HERE));
        }
        Digest old = ca.certifiedKey();
        Optional<Certificate> oldSelf = ca.certificate();
        LintContext self = LintContext.of(LintPurpose.SELF_SIGNED);
        LintContext link = LintContext.of(LintPurpose.LINK).withSubjectCertificates(ca.certificates());
        return List.of(
                plan(rollover.newSelf(), new Asked(ca, ca.key(), ca.key(), Optional.empty(), self)),
                plan(rollover.newWithOld(), new Asked(ca, old, ca.key(), oldSelf, link)),
                plan(rollover.oldWithNew(), new Asked(ca, ca.key(), old, Optional.empty(), link)));
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
        // Lint is asked before what differs: it says more about a template that is for the wrong key.
        return Planner.weakness(keyCheck, unsigned.subjectPublicKeyInfo())
                .or(() -> Linting.refusal(unsigned, asked.whole())
                        .<ItemPlan>map(findings -> new ItemPlan.Unfit(OrderRule.LINT, findings)))
                .or(() -> fault(prepared, unsigned, asked).map(Planner::unfit))
                .orElseGet(() -> new ItemPlan.Ready(
                        asked.ca().id(),
                        asked.signingKey(),
                        unsigned.serialNumber(),
                        prepared,
                        unsigned,
                        KeyIdentity.of(unsigned.subjectPublicKeyInfo()),
                        Effect.Holder.AUTHORITY,
                        Visibility.STATUS_ONLY));
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
