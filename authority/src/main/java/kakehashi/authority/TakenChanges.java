package kakehashi.authority;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.revocation.RevocationChange;
import kakehashi.revocation.RevocationOutcome;
import kakehashi.revocation.RevocationRegister;

/// Which of an entry's changes of status the registers of revocations will take, asked before the state folds the
/// entry. One that they refuse is no news for the public zone, whose nodes would refuse the whole batch for it.
///
/// What a ceremony says of the public zone's knowledge is not asked here: custodians signed it as it is.
public final class TakenChanges {
    private final AuthorityState before;
    private final boolean asks;
    private final boolean several;
    private final Map<Id, RevocationRegister> registers = new HashMap<>();

    private TakenChanges(AuthorityState before, boolean asks, boolean several) {
        this.before = before;
        this.asks = asks;
        this.several = several;
    }

    static TakenChanges of(Entry entry, AuthorityState before) {
        long changes = entry.effects().stream()
                .filter(effect -> effect instanceof Effect.Revoked
                        || effect instanceof Effect.Held
                        || effect instanceof Effect.Released)
                .limit(2)
                .count();
        return new TakenChanges(before, !(entry.cause() instanceof Entry.Cause.Ceremony), changes > 1);
    }

    boolean takes(Effect.Revoked revoked) {
        return issuer(revoked.authority())
                .map(issuer -> takes(issuer, issuer.change(revoked)))
                .orElse(true);
    }

    boolean takes(Effect.Held held) {
        return issuer(held.authority())
                .map(issuer -> takes(issuer, issuer.change(held)))
                .orElse(true);
    }

    boolean takes(Effect.Released released) {
        return issuer(released.authority())
                .map(issuer -> takes(issuer, new RevocationChange.Release(released.serial(), released.at())))
                .orElse(true);
    }

    private Optional<Issuer> issuer(Id authority) {
        return asks ? before.find(authority) : Optional.empty();
    }

    /// Where an entry has more than one, each meets what those before it left.
    private boolean takes(Issuer issuer, RevocationChange change) {
        if (!several) {
            return !issuer.refuses(change);
        }
        return !(registers
                        .computeIfAbsent(issuer.id(), id -> issuer.revocations().copy())
                        .apply(change)
                instanceof RevocationOutcome.Refused);
    }
}
