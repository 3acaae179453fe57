package kakehashi.platform;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Request;
import kakehashi.contract.Salt;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.keys.Signer;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.Name;
import kakehashi.x509.ToBeSigned;

/// An order for the next certificate of a key, by the key's own word: the same subject, and something new in what
/// it signs, so that the vault takes it for another request than the last one (record 3, Grounds).
///
/// @param order the order
/// @param folder the order with the key's signed request
record RenewalOrder(Order order, SignedOrder folder) {
    private static final Duration LIFE = Duration.ofHours(12);
    private static final int NONCE_OCTETS = 16;

    /// What the certificate is for.
    ///
    /// @param signer the key
    /// @param subject of the certificate in use
    record Own(Signer signer, Name subject) {}

    static RenewalOrder of(RenewalPlan plan, Id authority, Own credential, Instant now, SecureRandom chance) {
        Name subject = credential.subject();
        ToBeSigned asked = new CertificationRequestBuilder(
                        subject, credential.signer().publicKey())
                .challengePassword(random(chance, NONCE_OCTETS).toString())
                .toBeSigned(credential.signer().algorithm());
        Bytes pkcs10 = asked.signed(credential.signer().sign(asked.content()));
        Request request = new Request(
                new Salt(random(chance, Salt.OCTETS)),
                plan.profile(),
                subject,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        IssueBody.Item item = new IssueBody.Item(
                request.der(), credential.signer().publicKey(), new IssueBody.Possession.Pkcs10(pkcs10));
        Order order = new Order(
                plan.installation(),
                new Id(random(chance, Id.OCTETS)),
                new Salt(random(chance, Salt.OCTETS)),
                OrderKind.ISSUE,
                Optional.of(authority),
                Optional.empty(),
                Optional.of(plan.authorisation()),
                now,
                now.plus(LIFE),
                new IssueBody(List.of(item)).der());
        SubscriberProof proof = new SubscriberProof.Pkcs10(pkcs10);
        return new RenewalOrder(
                order, new SignedOrder(order.der(), Optional.empty(), List.of(), Optional.of(proof.der())));
    }

    private static Bytes random(SecureRandom chance, int octets) {
        byte[] bytes = new byte[octets];
        chance.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
