package kakehashi.issuing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Chain;
import kakehashi.authority.Halt;
import kakehashi.authority.NotInCharge;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.keys.MacKey;

/// What a node finds when it starts: keys, its sealed state, the chain, and that it is the one in charge
/// (docs/adr/0005, Starting and Standby). Nothing is signed by looking.
///
/// @param rise whether the first entry must begin a new epoch
record Opening(VaultKeyRing keys, Seal seal, Documents documents, Chain chain, Rise rise) {
    /// Whether the epoch rises at the start.
    enum Rise {
        YES,
        NO
    }

    /// Finds what the node in charge left.
    ///
    /// @throws Halt when anything is not as it was left, or another node is in charge
    static Opening of(VaultParts parts, Digest installation) {
        Seal seal = Seal.open(parts.sealed(), seals(parts));
        try {
            Seal.Found found =
                    seal.read(installation, parts.node()).orElseThrow(() -> notSealed(parts, installation, seal));
            Documents documents = new Documents(parts.database());
            Chain chain = load(parts, installation, documents, found);
            VaultKeyRing keys = new VaultKeyRing(parts.token(), chain.state());
            keys.takeOver(seal, found, chain.state());
            requireCharge(chain.state(), parts);
            VaultTime.require(parts.clock(), latest(seal, chain.state()));
            Fence.Kept kept = new Fence(parts.token(), installation).required();
            long epoch = chain.state().epoch();
            if (kept.epoch() < epoch) {
                throw new Halt("the token was put back: its epoch is " + kept.epoch() + ", the chain's " + epoch);
            }
            // A rise of our own may have broken off between the token and the chain.
            if (!kept.node().equals(parts.node())) {
                throw new NotInCharge(
                        "node " + kept.node() + " takes over: it has raised the token's epoch to " + kept.epoch());
            }
            if (kept.epoch() > epoch + 1) {
                throw new Halt("database and sealed state were put back: the token's epoch is " + kept.epoch()
                        + ", the chain's " + epoch);
            }
            boolean rises = chain.pending() == Chain.Pending.LOST || kept.epoch() > epoch;
            return new Opening(keys, seal, documents, chain, rises ? Rise.YES : Rise.NO);
        } catch (RuntimeException e) {
            seal.close();
            throw e;
        }
    }

    private static Instant latest(Seal seal, AuthorityState state) {
        return seal.latest().isAfter(state.at()) ? seal.latest() : state.at();
    }

    private static void requireCharge(AuthorityState state, VaultParts parts) {
        if (!state.inCharge().equals(parts.node())) {
            throw new NotInCharge("node " + state.inCharge() + " is in charge; this one stands by until a takeover");
        }
    }

    /// Takes over: raises the epoch in the token, waits until nothing of the other node is under way, and finds
    /// what it left.
    ///
    /// @param wait longer than any operation of the token takes
    /// @throws Halt when the chain is not what this node has seen of it; the other is not fenced then
    static Opening takingOver(VaultParts parts, Digest installation, Duration wait) {
        Seal seal = Seal.open(parts.sealed(), seals(parts));
        try {
            Seal.Found found = joined(parts, installation, seal);
            Fence fence = new Fence(parts.token(), installation);
            Fence.Kept kept = fence.required();
            AuthorityState before = load(parts, installation, new Documents(parts.database()), found)
                    .state();
            if (!before.genesis().nodes().contains(parts.node())) {
                throw new Halt("genesis names no node " + parts.node());
            }
            VaultTime.require(parts.clock(), latest(seal, before));
            fence.raise(Math.max(kept.epoch(), before.epoch()) + 1, parts.node());
            sleep(wait);
            Documents documents = new Documents(parts.database());
            Chain chain = load(parts, installation, documents, found);
            VaultKeyRing keys = new VaultKeyRing(parts.token(), chain.state());
            keys.takeOver(seal, found, chain.state());
            return new Opening(keys, seal, documents, chain, Rise.YES);
        } catch (RuntimeException e) {
            seal.close();
            throw e;
        }
    }

    /// Why a node does not start without a sealed state: one that never sealed any may stand by.
    private static Halt notSealed(VaultParts parts, Digest installation, Seal seal) {
        Halt lost = new Halt("the sealed state is not there, or not this node's");
        if (!seal.isEmpty()) {
            return lost;
        }
        Id charge = inCharge(parts, installation);
        return charge.equals(parts.node())
                ? lost
                : new NotInCharge("node " + charge + " is in charge; this one has never stood by");
    }

    private static Id inCharge(VaultParts parts, Digest installation) {
        return new ChainLoader(parts.database(), new Documents(parts.database()), installation, Optional.empty())
                .loadUnsealed()
                .state()
                .inCharge();
    }

    /// What a node has sealed. One that never did begins with the installation's name, unless the chain says that
    /// it is in charge: then it has lost what it sealed.
    static Seal.Found joined(VaultParts parts, Digest installation, Seal seal) {
        Optional<Seal.Found> found = seal.read(installation, parts.node());
        if (found.isEmpty() && seal.isEmpty()) {
            if (inCharge(parts, installation).equals(parts.node())) {
                throw new Halt("the sealed state is not there, and this node is the one in charge");
            }
            Instant now = parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
            seal.begin(installation, parts.node(), new Position(0, installation), now);
            found = seal.read(installation, parts.node());
        }
        return found.orElseThrow(() -> new Halt("the sealed state is not this node's"));
    }

    /// The keys that seal, or did.
    ///
    /// @throws Halt when the token has none
    static List<MacKey> seals(VaultParts parts) {
        List<MacKey> seals = VaultKeys.seals(parts.token());
        if (seals.isEmpty()) {
            throw new Halt("the token does not have the installation's keys");
        }
        return seals;
    }

    private static Chain load(VaultParts parts, Digest installation, Documents documents, Seal.Found found) {
        return new ChainLoader(
                        parts.database(),
                        documents,
                        installation,
                        Optional.of(new SnapshotFile(parts.sealed(), seals(parts), installation)))
                .load(found);
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halt("interrupted while taking over", e);
        }
    }
}
