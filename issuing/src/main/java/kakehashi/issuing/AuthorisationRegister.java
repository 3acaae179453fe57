package kakehashi.issuing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Authorisation;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;

/// The standing authorisations: what each has left, and the subscribers' requests that were used under it.
final class AuthorisationRegister {
    /// An authorisation with what is left of it.
    static final class Standing {
        private final Authorisation authorisation;
        private long left;
        private boolean stopped;
        private final Set<Digest> requests = new HashSet<>();
        private final Map<LocalDate, Long> perDay = new HashMap<>();
        private Instant last = Instant.MIN;

        private Standing(Authorisation authorisation) {
            this.authorisation = authorisation;
            this.left = authorisation.quota();
        }

        Authorisation authorisation() {
            return authorisation;
        }

        long left() {
            return left;
        }

        boolean isStopped() {
            return stopped;
        }

        boolean knows(Digest request) {
            return requests.contains(request);
        }

        /// When an order was last begun under it; [Instant#MIN] before the first.
        Instant last() {
            return last;
        }

        /// How many orders began on that day, by UTC.
        long on(Instant day) {
            return perDay.getOrDefault(day.atZone(ZoneOffset.UTC).toLocalDate(), 0L);
        }
    }

    private final Map<Id, Standing> standing = new LinkedHashMap<>();

    void grant(Authorisation authorisation) {
        standing.put(authorisation.authorisation(), new Standing(authorisation));
    }

    void use(Effect.AuthorisationUsed used, Instant when) {
        Standing one = standing.get(used.authorisation());
        one.left = used.left();
        one.requests.add(used.request());
        one.perDay.merge(when.atZone(ZoneOffset.UTC).toLocalDate(), 1L, Long::sum);
        one.last = when;
    }

    void stop(Id authorisation) {
        standing.get(authorisation).stopped = true;
    }

    Optional<Standing> find(Id authorisation) {
        return Optional.ofNullable(standing.get(authorisation));
    }

    Map<Id, Standing> all() {
        return standing;
    }
}
