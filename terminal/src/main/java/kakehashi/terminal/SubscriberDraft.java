package kakehashi.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Request;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateProfile;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateRequestMessage;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CmpRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Orders that rest on what a subscriber signed and on no approval: under a standing authorisation by a PKCS#10 or
/// a CMP message, or the revocation of a certificate by its own key.
///
/// @param language in which faults are told
/// @param installation for which
/// @param authority the CA
/// @param now when they are made; they live for a day
record SubscriberDraft(Language language, Digest installation, Id authority, Instant now) {
    private static final Duration LIFE = Duration.ofDays(1);

    /// What a subscriber asked for, with the proof of it.
    private record Asked(
            Name subject,
            List<GeneralName> names,
            SubjectPublicKeyInfo key,
            IssueBody.Possession possession,
            SubscriberProof proof) {}

    /// Whether a text is of such an order.
    static boolean isMeant(OrderForm form, OrderTable text) {
        return form == OrderForm.ISSUE && text.has("authorisation") || form == OrderForm.REVOKE && text.has("message");
    }

    Optional<SignedOrder> draft(OrderForm form, OrderTable text) {
        return form == OrderForm.ISSUE ? issue(text) : revoke(text);
    }

    private Optional<SignedOrder> issue(OrderTable text) {
        Id authorisation = text.id("authorisation");
        Optional<CertificateProfile> profile =
                text.has("profile-sha256") ? Optional.empty() : RegisterDraft.readProfile(text, "profile", language);
        Digest digest = profile.map(CertificateProfile::digest)
                .orElseGet(() -> text.has("profile-sha256") ? text.digest("profile-sha256") : Digest.ZERO);
        Optional<Name> named = text.optionalName("subject");
        Optional<Asked> asked = text.has("message") ? message(text).flatMap(m -> asked(m, text)) : request(text);
        return asked.map(one -> {
            Name subject = named.orElse(one.subject());
            Name written = profile.map(p -> p.subject().written(subject)).orElse(subject);
            Bytes request = new Request(
                            Chance.salt(),
                            digest,
                            written,
                            one.names(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .der();
            IssueBody body = new IssueBody(List.of(new IssueBody.Item(request, one.key(), one.possession())));
            return order(OrderKind.ISSUE, Optional.of(authorisation), body.der(), one.proof());
        });
    }

    private static Optional<Asked> request(OrderTable text) {
        return text.request("request").map(request -> asked(request, new SubscriberProof.Pkcs10(request.der())));
    }

    private static Asked asked(CertificationRequest request, SubscriberProof proof) {
        return new Asked(
                request.subject(),
                request.requestedSubjectAltNames(),
                request.subjectPublicKeyInfo(),
                new IssueBody.Possession.Pkcs10(request.der()),
                proof);
    }

    private static Optional<Asked> asked(CmpRequest message, OrderTable text) {
        SubscriberProof proof = new SubscriberProof.Cmp(text.file("message"));
        return switch (message.body()) {
            case CmpRequest.Body.Pkcs10(CertificationRequest request) -> Optional.of(asked(request, proof));
            case CmpRequest.Body.Certification(CmpRequest.Kind kind, CertificateRequestMessage request) ->
                Optional.of(new Asked(
                        request.subject(),
                        request.requestedSubjectAltNames(),
                        request.subjectPublicKeyInfo(),
                        new IssueBody.Possession.Crmf(request.der()),
                        proof));
            case CmpRequest.Body.Revocation revocation -> {
                text.fault("message", text.text("message"), "ir、cr、kur、p10cr のいずれか", "one of ir, cr, kur, p10cr");
                yield Optional.empty();
            }
        };
    }

    private static Optional<CmpRequest> message(OrderTable text) {
        Bytes octets = text.file("message");
        Optional<CmpRequest> message = CmpRequest.parse(octets).toOptional();
        if (message.isEmpty() && !octets.isEmpty()) {
            text.fault(
                    "message",
                    text.text("message"),
                    "署名で保護された CMP の要求（ir、cr、kur、p10cr、rr）",
                    "a request of CMP that a signature protects (ir, cr, kur, p10cr, rr)");
        }
        return message;
    }

    /// A certificate's end by its own key.
    private Optional<SignedOrder> revoke(OrderTable text) {
        return message(text).flatMap(message -> {
            if (!(message.body() instanceof CmpRequest.Body.Revocation asked)) {
                text.fault("message", text.text("message"), "rr の要求", "a request to revoke: rr");
                return Optional.empty();
            }
            RevokeBody body = new RevokeBody(
                    List.of(new RevokeBody.Item(asked.serialNumber(), asked.reason(), Optional.empty())));
            SubscriberProof proof = new SubscriberProof.Cmp(text.file("message"));
            return Optional.of(order(OrderKind.REVOKE, Optional.empty(), body.der(), proof));
        });
    }

    private SignedOrder order(OrderKind kind, Optional<Id> authorisation, Bytes body, SubscriberProof proof) {
        Order order = new Order(
                installation,
                Chance.id(),
                Chance.salt(),
                kind,
                Optional.of(authority),
                Optional.empty(),
                authorisation,
                now,
                now.plus(LIFE),
                body);
        return new SignedOrder(order.der(), Optional.empty(), List.of(), Optional.of(proof.der()));
    }
}
