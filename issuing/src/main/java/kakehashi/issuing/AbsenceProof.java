package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.AuthorityState.SerialKey;
import kakehashi.authority.Halt;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Position;
import kakehashi.ledger.DatabaseFailure;

/// Shows that the chain records no certificate under a number for which no row is there, by reading all of it, or
/// stops the vault: then somebody took the row away (docs/adr/0004). It is asked about numbers that memory cannot
/// clear, one in a thousand of those that were never issued.
final class AbsenceProof {
    private static final int MOST_AT_ONCE = 16;

    private final Logger log = System.getLogger(AbsenceProof.class.getName());
    private final IssuingAuthority authority;
    private final Digest installation;
    private final Set<SerialKey> shown = ConcurrentHashMap.newKeySet();
    private final Set<SerialKey> asked = ConcurrentHashMap.newKeySet();

    AbsenceProof(IssuingAuthority authority, Digest installation) {
        this.authority = authority;
        this.installation = installation;
    }

    /// Whether it was shown. Where it was not, a thread of its own begins to read.
    boolean holds(SerialKey number) {
        if (shown.contains(number)) {
            return true;
        }
        if (asked.size() < MOST_AT_ONCE && asked.add(number)) {
            Thread.ofPlatform().daemon().name("vault-absence").start(() -> read(number));
        }
        return false;
    }

    private synchronized void read(SerialKey number) {
        try {
            if (isIssued(number)) {
                throw new Halt("the row of a certificate that the chain says was issued is gone or was changed: number "
                        + number.serial() + " of CA " + number.authority());
            }
            shown.add(number);
        } catch (Halt e) {
            authority.stopSigning(e);
        } catch (DatabaseFailure e) {
            log.log(Level.WARNING, "the chain could not be read: " + e.getMessage());
        } finally {
            asked.remove(number);
        }
    }

    private boolean isIssued(SerialKey number) {
        Position committed = authority.askCommitted(AuthorityState::head);
        AtomicBoolean issued = new AtomicBoolean();
        authority.database().useTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            new ChainLoader(authority.database(), new Documents(authority.database()), installation, Optional.empty())
                    .replay(tx, committed, (entry, key) -> {
                        if (records(entry, number)) {
                            issued.set(true);
                        }
                    });
        });
        return issued.get();
    }

    private static boolean records(Entry entry, SerialKey number) {
        return entry.effects().stream()
                .anyMatch(effect -> effect instanceof Effect.Issued issued
                        && issued.authority().equals(number.authority())
                        && issued.serial().equals(number.serial()));
    }
}
