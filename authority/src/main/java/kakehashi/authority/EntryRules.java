package kakehashi.authority;

import java.math.BigInteger;
import java.util.Optional;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Position;

/// What entries may say that rest on no order: what came by itself, what the token answered, what a crash left.
public final class EntryRules {
    private EntryRules() {}

    /// What is wrong with the recording of a CRL.
    public static Optional<String> faultOfCrl(Effect.CrlIssued crl, AuthorityState before) {
        boolean intended = before.find(crl.authority())
                .filter(issuer -> issuer.crlNumber().compareTo(crl.number()) >= 0)
                .isPresent();
        return intended ? Optional.empty() : Optional.of("a CRL that was not intended");
    }

    /// What is wrong with an entry that came by itself.
    public static Optional<String> faultOfSchedule(Entry entry, AuthorityState before) {
        for (Effect effect : entry.effects()) {
            boolean fits = switch (effect) {
                case Effect.Batch batch -> batch.number() == before.batch() + 1;
                case Effect.CrlIntended crl -> isNext(crl, before);
                case Effect other -> false;
            };
            if (!fits) {
                return Optional.of("nothing that comes by itself");
            }
        }
        return Optional.empty();
    }

    /// Whether a CRL takes the number after the last.
    public static boolean isNext(Effect.CrlIntended crl, AuthorityState before) {
        return before.find(crl.authority())
                .filter(issuer -> crl.number().equals(issuer.crlNumber().add(BigInteger.ONE)))
                .isPresent();
    }

    /// "Only open intents can be burnt"; an order that lost too much ends refused, with what it was issued revoked.
    public static Optional<String> faultOfRecovery(Position intent, Entry entry, AuthorityState before) {
        for (Effect effect : entry.effects()) {
            boolean fits = switch (effect) {
                case Effect.Burnt burnt ->
                    before.isOpen(burnt.authority(), burnt.serial())
                            && before.openIntent(burnt.authority(), burnt.serial())
                                    .position()
                                    .equals(intent);
                case Effect.OrderSettled settled -> before.orders().isBegun(settled.digest());
                case Effect.Revoked revoked -> before.find(revoked.authority()).isPresent();
                case Effect other -> false;
            };
            if (!fits) {
                return Optional.of("a recovery of what was not open");
            }
        }
        return Optional.empty();
    }
}
