package kakehashi.authority;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.contract.Visibility;
import kakehashi.profiles.KeyIdentity;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// One certificate that an order asks for: prepared, or why it cannot be.
public sealed interface ItemPlan {
    /// It can be signed.
    ///
    /// @param authority the CA whose key signs
    /// @param signingKey digest of the key that signs
    /// @param serial the number it was prepared with
    /// @param prepared the bytes to be signed
    /// @param unsigned the certificate without its signature
    /// @param key the subject's key
    /// @param holder a CA's or an end entity's
    /// @param visibility whether it is published; a CA's is, in another way: when it comes into force
    record Ready(
            Id authority,
            Digest signingKey,
            SerialNumber serial,
            PreparedCertificate prepared,
            Certificate unsigned,
            KeyIdentity key,
            Effect.Holder holder,
            Visibility visibility)
            implements ItemPlan {}

    /// It cannot be.
    ///
    /// @param rule why not
    /// @param details the ids of the rules of preparation or lint that say no; words about them could name a
    /// person,
    ///     and an outcome outlives what is erased
    record Unfit(OrderRule rule, List<String> details) implements ItemPlan {
        private static final int MOST_TEXT = 200;

        /// The refusal of an outcome: the rule and the first detail, cut off where it grows long.
        Outcome.Refusal refusal(int item) {
            String detail = details.isEmpty() ? "" : ": " + details.get(0);
            String text = rule.id() + detail;
            return new Outcome.Refusal(text.substring(0, Math.min(text.length(), MOST_TEXT)), item);
        }
    }

    /// What an item of an issue order asks for, as the rules and scopes look at it.
    ///
    /// @param profile digest of the profile's bytes
    record Asked(Digest profile, Name subject, List<GeneralName> names, Optional<Id> applicant) {}
}
