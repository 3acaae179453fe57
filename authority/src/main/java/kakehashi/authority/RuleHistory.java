package kakehashi.authority;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kakehashi.contract.Rules;
import kakehashi.x509.Bytes;

/// The rules of approval in force, and those before them as long as an order may have been made under them. The
/// thread that folds the chain changes them; others may ask for those in force.
public final class RuleHistory {
    /// "At most 90 days" from `madeAt` to `expiresAt` (record 3).
    private static final Duration LONGEST_ORDER = Duration.ofDays(91);

    /// Rules that were in force until a moment.
    private record Former(Rules rules, Instant until) {}

    private final List<Former> former = new ArrayList<>();
    private volatile Rules rules;

    RuleHistory(Rules first) {
        this.rules = first;
    }

    Rules inForce() {
        return rules;
    }

    void change(Rules now, Instant when) {
        former.removeIf(old -> old.until().isBefore(when.minus(LONGEST_ORDER)));
        former.add(new Former(rules, when));
        rules = now;
    }

    /// All rules that an order must meet: "A rule that asks for less holds for orders with a later `madeAt`; one
    /// that asks for more holds at once, for all" (record 4). So those now in force, and those that were when the
    /// order was made or since.
    List<Rules> since(Instant madeAt) {
        List<Rules> all = new ArrayList<>(List.of(rules));
        former.stream()
                .filter(old -> !old.until().isBefore(madeAt))
                .map(Former::rules)
                .forEach(all::add);
        return all;
    }

    /// Former rules, for a snapshot; those in force come by their effect.
    void write(Consumer<Bytes> sink) {
        sink.accept(Bytes.wrap(
                ByteBuffer.allocate(Integer.BYTES).putInt(former.size()).array()));
        for (Former old : former) {
            Bytes der = old.rules().der();
            ByteBuffer octets = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + der.length());
            octets.putLong(old.until().getEpochSecond()).putInt(der.length()).put(der.toArray());
            sink.accept(Bytes.wrap(octets.array()));
        }
    }

    /// Takes what [#write] wrote.
    void read(ByteBuffer octets) {
        former.clear();
        for (int left = octets.getInt(); left > 0; left--) {
            Instant until = Instant.ofEpochSecond(octets.getLong());
            byte[] der = new byte[octets.getInt()];
            octets.get(der);
            former.add(new Former(Rules.parse(Bytes.wrap(der)).orElseThrow(), until));
        }
    }
}
