package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.x509.Bytes;

/// A node that stands by: follows the chain over its own connection, judges it as a start does, and seals every
/// second how far it has seen, so that a database which is put back later is found out by it too (docs/adr/0005).
/// It signs nothing.
public final class Standby implements AutoCloseable {
    private static final long ROUND_MILLIS = 1_000;

    private final Logger log = System.getLogger(Standby.class.getName());
    private final VaultParts parts;
    private final Digest installation;
    private final Seal seal;
    private final ChainLoader loader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Position seen;
    private volatile Optional<String> fault = Optional.empty();

    private Standby(VaultParts parts, Digest installation, Seal seal, Position seen) {
        this.parts = parts;
        this.installation = installation;
        this.seal = seal;
        this.seen = seen;
        this.loader =
                new ChainLoader(parts.database(), new Documents(parts.database()), installation, Optional.empty());
        this.thread = Thread.ofPlatform().daemon().name("vault-standby").unstarted(this::run);
    }

    /// Begins to stand by. A node that has no sealed state yet begins one.
    ///
    /// @param installation the digest of the genesis entry, as the configuration pins it
    /// @throws Halt when the chain is not what this node has seen of it, or genesis does not name the node
    public static Standby follow(VaultParts parts, Bytes installation) {
        Digest pinned = new Digest(installation);
        Seal seal = Seal.open(parts.sealed(), Opening.seals(parts));
        try {
            Seal.Found found = Opening.joined(parts, pinned, seal);
            Standby standby = new Standby(parts, pinned, seal, found.newest().committed());
            AuthorityState state = standby.look();
            if (!state.genesis().nodes().contains(parts.node())) {
                throw new Halt("genesis names no node " + parts.node());
            }
            standby.thread.start();
            return standby;
        } catch (RuntimeException e) {
            seal.close();
            throw e;
        }
    }

    private void run() {
        try {
            while (!closed.await(ROUND_MILLIS, TimeUnit.MILLISECONDS) && fault.isEmpty()) {
                try {
                    look();
                } catch (Halt e) {
                    fault = Optional.of(e.getMessage());
                    log.log(Level.ERROR, "the standby cannot follow: " + e.getMessage());
                } catch (DatabaseFailure e) {
                    log.log(Level.WARNING, "the standby waits for the database: " + e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AuthorityState look() {
        AuthorityState state = parts.database().inTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            return loader.replay(tx, seen, (entry, key) -> {});
        });
        if (!state.head().equals(seen)) {
            seal.rekey(new VaultKeyRing(parts.token(), state).seal());
            seal.write(
                    state,
                    state.at(),
                    state.head(),
                    Optional.empty(),
                    loader.feed().last());
            seen = state.head();
        }
        return state;
    }

    /// The last entry that was seen and sealed.
    public Position seen() {
        return seen;
    }

    /// Why this node follows no more; empty while it does.
    public Optional<String> fault() {
        return fault;
    }

    /// Stops following and takes over. The node that was in charge stops at its next group and signs nothing more.
    ///
    /// @param wait longer than any operation of the token takes; record 5 says 30 seconds
    /// @param word what the operator says about the clock, for this takeover only
    /// @throws Halt when the chain is not what this node has seen of it, or the clock is not believed; the other is
    /// not fenced then
    public IssuingAuthority takeOver(Duration wait, VaultClock.Word word) {
        close();
        VaultParts now = word == VaultClock.Word.CHECKED ? parts.withCheckedClock() : parts;
        return IssuingAuthority.takeOver(now, installation.octets(), wait);
    }

    /// Stops following.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        seal.close();
    }
}
