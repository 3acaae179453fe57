package kakehashi.issuing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import kakehashi.authority.VaultFacts;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Keys;
import kakehashi.keys.Token;

/// New keys for the installation itself: for outcomes and heads, for the feed, for checkpoints, and for the sealed
/// state. They are made beside those in force, and nothing changes until an order with the custodians' signatures
/// has the chain name them (docs/adr/0006, Keys).
public final class KeyRenewal {
    private KeyRenewal() {}

    /// Makes the keys, or finds those that were made for this change before, and answers what the custodians are to
    /// sign: everything new, the custodians as they are.
    ///
    /// @param facts of the vault, which say what the next change is
    /// @throws IllegalStateException when the token refuses
    public static KeyChange draft(Token token, VaultFacts facts, Instant at) {
        long number = facts.keyChange() + 1;
        Keys now = facts.keys();
        Keys next = VaultKeys.make(token, number).published(now.custodians(), now.quorum());
        return new KeyChange(facts.installation(), number, next, Optional.empty(), at.truncatedTo(ChronoUnit.SECONDS));
    }
}
