package kakehashi.authority;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.authority.AuthorityState.SerialKey;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.SerialNumber;

/// A certificate that is looked for in the chain, which says of each under which number and for which key it was
/// issued.
public sealed interface Sought {
    /// Tells the entries that record such a certificate. It is asked about all entries, in the order of the chain.
    Predicate<Entry> finder();

    /// The certificate under a number.
    record OfNumber(Id authority, SerialNumber serial) implements Sought {
        @Override
        public Predicate<Entry> finder() {
            return entry -> entry.effects().stream()
                    .anyMatch(effect -> effect instanceof Effect.Issued issued
                            && issued.authority().equals(authority)
                            && issued.serial().equals(serial));
        }

        @Override
        public String toString() {
            return "number " + serial + " of CA " + authority;
        }
    }

    /// A certificate for a key, in whichever writing.
    record OfKey(KeyIdentity key) implements Sought {
        @Override
        public Predicate<Entry> finder() {
            Set<SerialKey> intended = new HashSet<>();
            return entry -> entry.effects().stream().anyMatch(effect -> isIssued(effect, intended));
        }

        private boolean isIssued(Effect effect, Set<SerialKey> intended) {
            if (effect instanceof Effect.Intended one && key.isKnownBy(one.key())) {
                intended.add(new SerialKey(one.authority(), one.serial()));
            }
            return effect instanceof Effect.Issued issued
                    && intended.contains(new SerialKey(issued.authority(), issued.serial()));
        }

        @Override
        public String toString() {
            return "key " + key.written();
        }
    }
}
