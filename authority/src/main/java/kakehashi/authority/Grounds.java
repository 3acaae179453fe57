package kakehashi.authority;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.SubscriberProof;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// What an order rests on: its folder, read and with every signature verified. Nothing is decided yet; that takes
/// the state of the chain at the moment of the decision.
///
/// @param file the folder as it came
/// @param order the order
/// @param digest of the order's DER
/// @param body its body, by its kind
/// @param filing the filing that it carries out, where its signature holds
/// @param votes approvals and rejections whose signatures hold; others were dropped
/// @param subscriber the subscriber's proof, read but not judged
/// @param subscriberDigest of the octets that came as the subscriber's proof
public record Grounds(
        Bytes file,
        Order order,
        Digest digest,
        OrderBody body,
        Optional<Filed> filing,
        List<Vote> votes,
        Optional<SubscriberProof> subscriber,
        Optional<Digest> subscriberDigest) {
    public Grounds {
        votes = List.copyOf(votes);
    }

    /// Grounds with what the order would do, worked out under a view.
    ///
    /// @param view the state that the plans were made under
    /// @param asked what each item of an issue order asks for
    /// @param items the certificates to be signed, in the order's order
    /// @param certificates the certificates whose status is to change, each where it was found
    public record Planned(
            Grounds grounds,
            View view,
            List<ItemPlan.Asked> asked,
            List<ItemPlan> items,
            List<Optional<Certificate>> certificates) {
        public Planned {
            asked = List.copyOf(asked);
            items = List.copyOf(items);
            certificates = List.copyOf(certificates);
        }
    }
}
