package kakehashi.issuing;

import java.nio.file.Path;
import java.time.InstantSource;
import kakehashi.contract.Id;
import kakehashi.keys.Token;
import kakehashi.ledger.Database;
import kakehashi.ledger.OrderBook;

/// What a vault is wired of.
///
/// @param database under the role of the vault's zone
/// @param book the order book
/// @param token the activated token with all keys
/// @param sealed the file outside the database
/// @param clock where time comes from
/// @param node this node's id, one of genesis
/// @param workers how many threads examine and sign
public record VaultParts(
        Database database, OrderBook book, Token token, Path sealed, InstantSource clock, Id node, int workers) {}
