package kakehashi.authority;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.authority.AuthorityState.OpenIntent;
import kakehashi.authority.AuthorityState.SerialKey;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// The intents whose signatures were not recorded yet, in the order of the chain (docs/adr/0007), and filters of
/// all that there ever were.
public final class IntentRegister {
    private final Map<SerialKey, OpenIntent> open = new LinkedHashMap<>();
    private final KeyFilter numbers = KeyFilter.ofNumbers();
    private final KeyFilter certifiedKeys = KeyFilter.ofKeys();

    void open(OpenIntent intent) {
        open.put(key(intent), intent);
        numbers.add(intent.intended().authority(), intent.intended().serial());
    }

    /// Its signature was recorded, so that its key was certified.
    ///
    /// @return the intent; empty when none was open
    Optional<OpenIntent> issued(Id authority, SerialNumber serial) {
        Optional<OpenIntent> intent = close(authority, serial);
        intent.ifPresent(one -> certifiedKeys.add(one.intended().key()));
        return intent;
    }

    /// The numbers that certificates were intended under.
    KeyFilter numbers() {
        return numbers;
    }

    /// The keys that were certified.
    KeyFilter certifiedKeys() {
        return certifiedKeys;
    }

    /// Its signature was recorded, or its number burnt.
    ///
    /// @return the intent; empty when none was open
    Optional<OpenIntent> close(Id authority, SerialNumber serial) {
        return Optional.ofNullable(open.remove(new SerialKey(authority, serial)));
    }

    Optional<OpenIntent> find(Id authority, SerialNumber serial) {
        return Optional.ofNullable(open.get(new SerialKey(authority, serial)));
    }

    List<OpenIntent> all() {
        return new ArrayList<>(open.values());
    }

    private static SerialKey key(OpenIntent intent) {
        return new SerialKey(intent.intended().authority(), intent.intended().serial());
    }

    /// For a snapshot: each intent, its effect in what `carrier` makes of it.
    List<Bytes> written(Function<Effect, Bytes> carrier) {
        List<Bytes> written = new ArrayList<>();
        for (OpenIntent intent : open.values()) {
            Bytes carried = carrier.apply(intent.intended());
            ByteBuffer octets = ByteBuffer.allocate(2 * Long.BYTES + Digest.OCTETS + Integer.BYTES + carried.length());
            StateSnapshot.put(octets, intent.position());
            octets.putLong(intent.at().getEpochSecond())
                    .putInt(carried.length())
                    .put(carried.toArray());
            written.add(Bytes.wrap(octets.array()));
        }
        return written;
    }

    /// One intent as [#written] wrote it, to be folded again.
    static List<OpenIntent> read(ByteBuffer octets) {
        Position where = StateSnapshot.position(octets);
        Instant when = Instant.ofEpochSecond(octets.getLong());
        byte[] carried = new byte[octets.getInt()];
        octets.get(carried);
        return Entry.parse(Bytes.wrap(carried)).orElseThrow().effects().stream()
                .filter(Effect.Intended.class::isInstance)
                .map(Effect.Intended.class::cast)
                .map(intended -> new OpenIntent(intended, where, when))
                .toList();
    }
}
