package kakehashi.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.AcmeProof;
import kakehashi.contract.Authorisation;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.RevokeMe;
import kakehashi.contract.RevokeMeStatement;
import kakehashi.contract.SubscriberProof;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CmpRequest;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;

/// Decides about orders that rest on a subscriber's own signed request: under a standing authorisation, or to
/// revoke one's own certificate.
public final class SubscriberOrders {
    private static final Oid COMMON_NAME = Oid.of("2.5.4.3");
    private static final Duration DAY = Duration.ofDays(1);

    private final AuthorityState state;
    private final Lookup lookup;

    SubscriberOrders(AuthorityState state, Lookup lookup) {
        this.state = state;
        this.lookup = lookup;
    }

    OrderJudge.Decided judge(Grounds.Planned planned, Instant now) {
        Verdict verdict = verdict(planned, now);
        // What the chain settles as refused is remembered and counted, or one request could be refused in any
        // number of orders.
        boolean counts = verdict instanceof Verdict.Refused
                && planned.grounds().order().authorisation().isPresent()
                && !state.orders().isBegun(planned.grounds().digest());
        return new OrderJudge.Decided(verdict, List.of(), counts ? List.of(used(planned.grounds())) : List.of());
    }

    private Verdict verdict(Grounds.Planned planned, Instant now) {
        Grounds grounds = planned.grounds();
        if (Duration.between(grounds.order().madeAt(), grounds.order().expiresAt())
                        .compareTo(DAY)
                > 0) {
            return new Verdict.NotYet(OrderRule.LIFE_TOO_LONG);
        }
        if (grounds.subscriber().isEmpty()) {
            return new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
        }
        SubscriberProof proof = grounds.subscriber().get();
        if (grounds.order().authorisation().isPresent()) {
            return issue(planned, proof, now);
        }
        return switch (proof) {
            case SubscriberProof.OwnKey(Bytes revokeMe) -> revoke(planned, revokeMe, now);
            case SubscriberProof.Acme acme -> revoke(planned, acme, now);
            case SubscriberProof.Cmp(Bytes message) -> revokeByMessage(planned, message, now);
            case SubscriberProof.Pkcs10 pkcs10 -> new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
        };
    }

    private Verdict issue(Grounds.Planned planned, SubscriberProof proof, Instant now) {
        Order order = planned.grounds().order();
        Optional<AuthorisationRegister.Standing> standing =
                order.authorisation().flatMap(id -> state.authorisations().find(id));
        if (standing.isEmpty() || !(planned.grounds().body() instanceof IssueBody body)) {
            return new Verdict.NotYet(OrderRule.NO_SUCH_AUTHORISATION);
        }
        Authorisation granted = standing.get().authorisation();
        Optional<SubscriberRequest> asked = SubscriberRequest.verified(proof, granted);
        // "A quota is not taken twice for one order": one that was begun goes on with what it took then.
        boolean begun = state.orders().isBegun(planned.grounds().digest());
        if (asked.isEmpty() || !begun && isKnown(granted, asked.get())) {
            return new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
        }
        Optional<OrderRule> fault = faultOfForce(standing.get(), order, now)
                .or(() -> begun ? Optional.empty() : faultOfQuota(standing.get(), now))
                .or(() -> faultOfKey(asked.get(), body))
                .or(() -> faultOfNames(granted, asked.get(), planned.asked()));
        if (fault.isPresent()) {
            return new Verdict.NotYet(fault.get());
        }
        return new IssueOrders(state, lookup).judge(planned, List.of(used(standing.get(), asked.get())));
    }

    /// "A subscriber's request settles one order", whichever: under an authorisation, or as the PKCS#10 by which
    /// the key was certified first. That one every officer has seen who approved it.
    private boolean isKnown(Authorisation granted, SubscriberRequest asked) {
        boolean plain = granted.protocol() == Authorisation.Protocol.EST
                || granted.protocol() == Authorisation.Protocol.RENEWAL;
        return state.authorisations().knows(asked.signed())
                || plain && lookup.isRequestUsed(KeyIdentity.of(asked.key()), asked.signed());
    }

    private static Effect used(AuthorisationRegister.Standing standing, SubscriberRequest asked) {
        return new Effect.AuthorisationUsed(
                standing.authorisation().authorisation(), standing.left() - 1, asked.signed());
    }

    private Effect used(Grounds grounds) {
        AuthorisationRegister.Standing standing = grounds.order()
                .authorisation()
                .flatMap(id -> state.authorisations().find(id))
                .orElseThrow();
        SubscriberRequest asked = SubscriberRequest.verified(
                        grounds.subscriber().orElseThrow(), standing.authorisation())
                .orElseThrow();
        return used(standing, asked);
    }

    private static Optional<OrderRule> faultOfForce(AuthorisationRegister.Standing standing, Order order, Instant now) {
        Authorisation granted = standing.authorisation();
        boolean inForce = !standing.isStopped()
                && !now.isBefore(granted.notBefore())
                && !now.isAfter(granted.notAfter())
                && order.authority().equals(Optional.of(granted.authority()));
        return inForce ? Optional.empty() : Optional.of(OrderRule.NO_SUCH_AUTHORISATION);
    }

    private static Optional<OrderRule> faultOfQuota(AuthorisationRegister.Standing standing, Instant now) {
        Authorisation granted = standing.authorisation();
        Duration since = Duration.between(standing.last(), now);
        boolean left = standing.left() > 0
                && standing.on(now) < granted.perDay()
                && since.compareTo(Duration.ofSeconds(granted.interval())) >= 0;
        return left ? Optional.empty() : Optional.of(OrderRule.AUTHORISATION_EXHAUSTED);
    }

    /// One certificate, for the key of the request.
    private static Optional<OrderRule> faultOfKey(SubscriberRequest asked, IssueBody body) {
        boolean same = body.items().size() == 1 && body.items().getFirst().key().equals(asked.key());
        return same ? Optional.empty() : Optional.of(OrderRule.SUBSCRIBER_PROOF);
    }

    /// The names are those that the subscriber asked for, all of them DNS names that the authorisation has.
    private static Optional<OrderRule> faultOfNames(
            Authorisation granted, SubscriberRequest request, List<ItemPlan.Asked> asked) {
        if (granted.isOfService()) {
            return faultOfService(granted, request, asked);
        }
        for (ItemPlan.Asked item : asked) {
            Set<String> names = new HashSet<>();
            for (GeneralName name : item.names()) {
                if (!(name instanceof GeneralName.DnsName(String dns))) {
                    return Optional.of(OrderRule.SUBSCRIBER_PROOF);
                }
                names.add(dns);
            }
            if (!item.profile().equals(granted.profile())
                    || !isSubject(granted, item.subject(), names)
                    || names.isEmpty()
                    || !names.equals(request.names())
                    || !granted.names().containsAll(names)) {
                return Optional.of(OrderRule.SUBSCRIBER_PROOF);
            }
        }
        return Optional.empty();
    }

    /// A service has no domain names: its whole subject was granted, and nothing beside it.
    private static Optional<OrderRule> faultOfService(
            Authorisation granted, SubscriberRequest request, List<ItemPlan.Asked> asked) {
        Name subject = granted.subject().map(Authorisation.Subject::name).orElse(Name.EMPTY);
        boolean same = request.alternative().isEmpty()
                && asked.stream()
                        .allMatch(item -> item.profile().equals(granted.profile())
                                && item.names().isEmpty()
                                && item.subject().der().equals(subject.der()));
        return same ? Optional.empty() : Optional.of(OrderRule.SUBSCRIBER_PROOF);
    }

    /// The subject that was granted, octet for octet; behind it may stand one common name that the certificate has
    /// as a DNS name too.
    private static boolean isSubject(Authorisation granted, Name subject, Set<String> names) {
        Name allowed = granted.subject().map(Authorisation.Subject::name).orElse(Name.EMPTY);
        if (subject.der().equals(allowed.der())) {
            return true;
        }
        List<List<Name.Attribute>> parts = subject.relativeNames();
        boolean oneMore = parts.size() == allowed.relativeNames().size() + 1;
        return oneMore
                && isCommonName(parts.getLast(), names)
                && allowed.append(parts.getLast()).der().equals(subject.der());
    }

    private static boolean isCommonName(List<Name.Attribute> part, Set<String> names) {
        return part.size() == 1
                && part.getFirst().type().equals(COMMON_NAME)
                && names.contains(part.getFirst().text());
    }

    /// A certificate's own key may always revoke it.
    private Verdict revoke(Grounds.Planned planned, Bytes der, Instant now) {
        Optional<RevokeMe> signed = RevokeMe.parse(der).toOptional();
        Optional<RevokeMeStatement> statement =
                signed.flatMap(s -> RevokeMeStatement.parse(s.statement()).toOptional());
        boolean one = planned.grounds().body() instanceof RevokeBody body
                && body.items().size() == 1;
        Optional<Certificate> certificate = one ? planned.certificates().get(0) : Optional.empty();
        if (statement.isEmpty() || certificate.isEmpty() || !isAbout(statement.get(), planned, certificate.get())) {
            return unproven(planned);
        }
        if (!verifies(certificate.get(), signed.get())) {
            return new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
        }
        CrlReason reason = switch (statement.get().reason()) {
            case UNSPECIFIED -> CrlReason.UNSPECIFIED;
            case KEY_COMPROMISE -> CrlReason.KEY_COMPROMISE;
        };
        RevokeBody asked = (RevokeBody) planned.grounds().body();
        RevokeBody.Item item = asked.items().get(0);
        // The key's owner signed no date since when it is invalid.
        return item.reason() == reason && item.invalidity().isEmpty()
                ? new RevocationOrders(state, lookup).revoke(planned, asked, now)
                : new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
    }

    /// The same, as ACME has it. There is no account in it: an account's key is pinned by an authorisation, and
    /// those are for issuing.
    private Verdict revoke(Grounds.Planned planned, SubscriberProof.Acme proof, Instant now) {
        boolean one = planned.grounds().body() instanceof RevokeBody body
                && body.items().size() == 1;
        Optional<Certificate> certificate = one ? planned.certificates().get(0) : Optional.empty();
        if (certificate.isEmpty()) {
            return unproven(planned);
        }
        RevokeBody asked = (RevokeBody) planned.grounds().body();
        RevokeBody.Item item = asked.items().getFirst();
        boolean signed = AcmeProof.read(proof)
                .filter(jws -> jws.revokes(certificate.get(), item.reason()))
                .isPresent();
        return signed && item.invalidity().isEmpty()
                ? new RevocationOrders(state, lookup).revoke(planned, asked, now)
                : new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
    }

    /// The same, as CMP has it: RFC 9483 §4.2, "The message MUST be signed using the private key corresponding to
    /// the certificate being revoked", or so it is here, where no other key is known to speak for it.
    private Verdict revokeByMessage(Grounds.Planned planned, Bytes message, Instant now) {
        Optional<CmpRequest> request = CmpRequest.parse(message).toOptional();
        boolean one = planned.grounds().body() instanceof RevokeBody body
                && body.items().size() == 1;
        Optional<Certificate> certificate = one ? planned.certificates().get(0) : Optional.empty();
        if (certificate.isEmpty()
                || request.isEmpty()
                || !(request.get().body() instanceof CmpRequest.Body.Revocation asked)) {
            return unproven(planned);
        }
        RevokeBody body = (RevokeBody) planned.grounds().body();
        RevokeBody.Item item = body.items().getFirst();
        boolean signed = asked.serialNumber().equals(certificate.get().serialNumber())
                && asked.issuer().equals(certificate.get().issuer())
                && asked.reason() == item.reason()
                && request.get().isSignedBy(certificate.get().subjectPublicKeyInfo());
        return signed && item.invalidity().isEmpty()
                ? new RevocationOrders(state, lookup).revoke(planned, body, now)
                : new Verdict.NotYet(OrderRule.SUBSCRIBER_PROOF);
    }

    /// A proof by a certificate that is not there proves nothing, or somebody took the certificate's row away.
    private Verdict unproven(Grounds.Planned planned) {
        boolean unclear = planned.grounds().body() instanceof RevokeBody(List<RevokeBody.Item> items)
                && items.size() == 1
                && planned.certificates().getFirst().isEmpty()
                && planned.grounds()
                        .order()
                        .authority()
                        .flatMap(state::find)
                        .filter(issuer -> new RevocationOrders(state, lookup)
                                .isUnclear(issuer, items.getFirst().serial()))
                        .isPresent();
        return new Verdict.NotYet(unclear ? OrderRule.RECORD_MISSING : OrderRule.SUBSCRIBER_PROOF);
    }

    private boolean isAbout(RevokeMeStatement statement, Grounds.Planned planned, Certificate certificate) {
        Optional<Id> authority = planned.grounds().order().authority();
        return statement.installation().equals(state.installation())
                && authority.equals(Optional.of(statement.authority()))
                && statement.serial().equals(certificate.serialNumber());
    }

    private static boolean verifies(Certificate certificate, RevokeMe signed) {
        Optional<VerificationKey> key = VerificationKey.of(certificate.subjectPublicKeyInfo());
        return key.map(k -> k.verifies(
                        algorithm(certificate.subjectPublicKeyInfo().kind()).identifier(),
                        signed.statement(),
                        signed.signature()))
                .orElse(false);
    }

    /// The algorithm in which a key of this kind signs a [RevokeMe].
    static SignatureAlgorithm algorithm(PublicKeyAlgorithm kind) {
        return switch (kind) {
            case P384 -> SignatureAlgorithm.ECDSA_SHA384;
            case P521 -> SignatureAlgorithm.ECDSA_SHA512;
            case P256, OTHER_CURVE -> SignatureAlgorithm.ECDSA_SHA256;
            case RSA_PSS -> SignatureAlgorithm.RSA_PSS_SHA256;
            case ED25519, ED448 -> SignatureAlgorithm.ED25519;
            case ML_DSA_44 -> SignatureAlgorithm.ML_DSA_44;
            case ML_DSA_65 -> SignatureAlgorithm.ML_DSA_65;
            case ML_DSA_87 -> SignatureAlgorithm.ML_DSA_87;
            case RSA, DSA, OTHER -> SignatureAlgorithm.RSA_SHA256;
        };
    }
}
