package kakehashi.issuing;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Halt;
import kakehashi.authority.Sought;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Position;
import kakehashi.ledger.DatabaseFailure;

/// Shows that the chain records no certificate under a number, or for a key, for which no row is there, by reading
/// all of it, or stops the vault: then somebody took the row away (docs/adr/0004). It is asked about what memory
/// cannot clear: one in a thousand of the numbers that were never issued, one in a hundred million of the keys.
final class AbsenceProof {
    private static final int MOST_AT_ONCE = 16;

    private enum Answer {
        ASKED,
        SHOWN
    }

    private final Logger log = System.getLogger(AbsenceProof.class.getName());
    private final IssuingAuthority authority;
    private final Digest installation;
    private final ConcurrentMap<Sought, Answer> answers = new ConcurrentHashMap<>();

    AbsenceProof(IssuingAuthority authority, Digest installation) {
        this.authority = authority;
        this.installation = installation;
    }

    /// Whether it was shown. Where it was not, a thread of its own begins to read.
    boolean holds(Sought sought) {
        if (answers.get(sought) == Answer.SHOWN) {
            return true;
        }
        long asked = answers.values().stream().filter(Answer.ASKED::equals).count();
        if (asked < MOST_AT_ONCE && answers.putIfAbsent(sought, Answer.ASKED) == null) {
            Thread.ofPlatform().daemon().name("vault-absence").start(() -> read(sought));
        }
        return false;
    }

    /// What was shown, or is being read, holds no more. The thread that writes the chain says so before what it
    /// writes can be read.
    void forget(Sought sought) {
        if (!answers.isEmpty()) {
            answers.remove(sought);
        }
    }

    /// One at a time, and with rests as long as the readings: anybody's request can be what asks.
    private synchronized void read(Sought sought) {
        long from = System.nanoTime();
        try {
            if (isIssued(sought)) {
                throw new Halt(
                        "the row of a certificate that the chain says was issued is gone or was changed: " + sought);
            }
            answers.replace(sought, Answer.ASKED, Answer.SHOWN);
            Thread.sleep(Duration.ofNanos(System.nanoTime() - from));
        } catch (Halt e) {
            authority.stopSigning(e);
        } catch (DatabaseFailure e) {
            log.log(Level.WARNING, "the chain could not be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answers.remove(sought, Answer.ASKED);
        }
    }

    private boolean isIssued(Sought sought) {
        Position committed = authority.askCommitted(AuthorityState::head);
        AtomicBoolean issued = new AtomicBoolean();
        Predicate<Entry> finder = sought.finder();
        authority.database().useTransaction(tx -> {
            EvidenceStore.freeze(tx.handle());
            new ChainLoader(authority.database(), new Documents(authority.database()), installation, Optional.empty())
                    .replay(tx, committed, (entry, key) -> {
                        if (finder.test(entry)) {
                            issued.set(true);
                        }
                    });
        });
        return issued.get();
    }
}
