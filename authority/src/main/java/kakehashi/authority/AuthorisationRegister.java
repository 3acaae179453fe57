package kakehashi.authority;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kakehashi.contract.Authorisation;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;

/// The standing authorisations: what each has left, and the subscribers' requests that were used under it.
public final class AuthorisationRegister {
    /// An authorisation with what is left of it.
    public static final class Standing {
        private final Authorisation authorisation;
        private long left;
        private boolean stopped;
        private final Map<LocalDate, Long> perDay = new HashMap<>();
        private Instant last = Instant.MIN;

        private Standing(Authorisation authorisation) {
            this.authorisation = authorisation;
            this.left = authorisation.quota();
        }

        /// What was granted.
        public Authorisation authorisation() {
            return authorisation;
        }

        /// How many certificates may still be had.
        public long left() {
            return left;
        }

        /// Whether an officer stopped it.
        public boolean isStopped() {
            return stopped;
        }

        /// When an order was last begun under it; [Instant#MIN] before the first, which no interval reaches.
        Instant last() {
            return last;
        }

        /// How many orders began on that day, by UTC.
        long on(Instant day) {
            return perDay.getOrDefault(day.atZone(ZoneOffset.UTC).toLocalDate(), 0L);
        }
    }

    private final Map<Id, Standing> standing = new LinkedHashMap<>();

    private final Set<Digest> requests = new HashSet<>();

    /// Whether a request was used under any of them.
    boolean knows(Digest request) {
        return requests.contains(request);
    }

    void grant(Authorisation authorisation) {
        standing.put(authorisation.authorisation(), new Standing(authorisation));
    }

    void use(Effect.AuthorisationUsed used, Instant when) {
        Standing one = standing.get(used.authorisation());
        one.left = used.left();
        requests.add(used.request());
        one.perDay.merge(when.atZone(ZoneOffset.UTC).toLocalDate(), 1L, Long::sum);
        one.last = when;
    }

    /// The effects that grant them anew; what was used is [#writeUses].
    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        standing.forEach((id, one) -> {
            effects.add(new Effect.Authorisation(one.authorisation));
            if (one.stopped) {
                effects.add(new Effect.AuthorisationStopped(id));
            }
        });
        return effects;
    }

    /// What was used of each, in their order, then the requests, for a snapshot.
    void writeUses(Consumer<Bytes> sink) {
        for (Standing one : standing.values()) {
            ByteBuffer uses = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + one.perDay.size() * 2 * Long.BYTES)
                    .putLong(one.left)
                    .putLong(one.last.getEpochSecond())
                    .putInt(one.perDay.size());
            one.perDay.forEach((day, orders) -> uses.putLong(day.toEpochDay()).putLong(orders));
            sink.accept(Bytes.wrap(uses.array()));
        }
        requests.stream()
                .sorted(Comparator.comparing(Digest::octets))
                .forEach(request -> sink.accept(request.octets()));
    }

    /// Takes what [#writeUses] wrote, for the authorisations of [#effects].
    void readUses(ByteBuffer uses) {
        for (Standing one : standing.values()) {
            one.left = uses.getLong();
            long last = uses.getLong();
            one.last = last == Instant.MIN.getEpochSecond() ? Instant.MIN : Instant.ofEpochSecond(last);
            int days = uses.getInt();
            for (int day = 0; day < days; day++) {
                one.perDay.put(LocalDate.ofEpochDay(uses.getLong()), uses.getLong());
            }
        }
        while (uses.hasRemaining()) {
            requests.add(StateSnapshot.digest(uses));
        }
    }

    void stop(Id authorisation) {
        standing.get(authorisation).stopped = true;
    }

    /// The authorisation with this id; empty when none was granted.
    public Optional<Standing> find(Id authorisation) {
        return Optional.ofNullable(standing.get(authorisation));
    }

    /// All that were granted, those used up, ended or stopped too.
    public Map<Id, Standing> all() {
        return Collections.unmodifiableMap(standing);
    }
}
