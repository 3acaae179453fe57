package kakehashi.issuing;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kakehashi.contract.Id;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.Token;
import kakehashi.ledger.Database;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.Witness;

/// What a vault is wired of.
///
/// @param database under the role of the vault's zone
/// @param book the order book
/// @param token the activated token with the installation's own keys, and those of CAs that name no other
/// @param sealed the file outside the database
/// @param clock where time comes from, and what an operator said of it
/// @param node this node's id, one of genesis
/// @param workers how many threads examine and sign
/// @param named further tokens that are open, by the names that settings of CAs have for them; one that is not here
/// is offline, and its CAs sign nothing
/// @param witnesses who is asked at a start whether he has seen more than there is
public record VaultParts(
        Database database,
        OrderBook book,
        Token token,
        Path sealed,
        VaultClock clock,
        Id node,
        int workers,
        Map<String, Token> named,
        List<Witness> witnesses) {
    public VaultParts {
        named = Map.copyOf(named);
        witnesses = List.copyOf(witnesses);
    }

    /// With one token only.
    public VaultParts(
            Database database, OrderBook book, Token token, Path sealed, InstantSource clock, Id node, int workers) {
        this(database, book, token, sealed, VaultClock.of(clock), node, workers, Map.of(), List.of());
    }

    /// The same with further tokens. Whoever opened them closes them, after the vault.
    public VaultParts with(Map<String, Token> tokens) {
        return new VaultParts(database, book, token, sealed, clock, node, workers, tokens, witnesses);
    }

    /// The same with an operator's word that the clock is right.
    public VaultParts withCheckedClock() {
        return new VaultParts(database, book, token, sealed, clock.checked(), node, workers, named, witnesses);
    }

    /// The same with witnesses who are asked at a start.
    public VaultParts asking(List<Witness> some) {
        return new VaultParts(database, book, token, sealed, clock, node, workers, named, some);
    }

    /// The keys in all tokens that are open.
    public List<KeyEntry> keys() {
        List<KeyEntry> keys = new ArrayList<>(token.keys());
        named.values().forEach(one -> keys.addAll(one.keys()));
        return keys;
    }
}
