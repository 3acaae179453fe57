package kakehashi.authority;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;

/// The folded state as octets: effects that make anew what is small, and what is large as it lies in memory. It
/// says nothing about being true; that does the digest in the sealed state ([SnapshotFile]).
///
/// The octets are sections in a fixed order, each behind its length in eight octets. Numbers are eight octets long.
public final class StateSnapshot {
    private static final Bytes MAGIC = Bytes.ofHex("6b616b65737434");
    private static final int EFFECTS_AT_ONCE = 1_000;

    private final List<Bytes> pieces = new ArrayList<>();

    private StateSnapshot() {}

    /// The state in pieces, which later changes leave alone.
    ///
    /// @param feed the maker of the feed, between two batches
    public static List<Bytes> write(AuthorityState state, FeedMaker feed) {
        StateSnapshot made = new StateSnapshot();
        made.pieces.add(MAGIC);
        made.section(sink -> sink.accept(clock(state, feed)));
        made.section(sink -> effects(state, sink));
        made.section(sink -> state.officers().writeKeys(sink));
        made.section(sink -> state.authorisations().writeUses(sink));
        made.section(state::writeOpen);
        made.section(state.burnt()::write);
        made.section(state.orders()::writeBegun);
        made.section(state.orders()::writeSettled);
        made.section(state.orders()::writeFilings);
        made.section(state.numbers()::write);
        made.section(state.certifiedKeys()::write);
        for (Issuer issuer : state.issuers()) {
            made.section(issuer::writeRevocations);
        }
        return made.pieces;
    }

    private void section(Consumer<Consumer<Bytes>> content) {
        List<Bytes> written = new ArrayList<>();
        content.accept(written::add);
        long length = written.stream().mapToLong(Bytes::length).sum();
        pieces.add(Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(length).array()));
        pieces.addAll(written);
    }

    private static Bytes clock(AuthorityState state, FeedMaker feed) {
        ByteBuffer octets = ByteBuffer.allocate(6 * Long.BYTES + 3 * Digest.OCTETS);
        put(octets, state.head());
        put(octets, feed.last());
        put(octets, feed.lastChain());
        octets.putLong(state.epoch()).putLong(state.at().getEpochSecond()).putLong(state.batch());
        return Bytes.wrap(octets.array());
    }

    static void put(ByteBuffer octets, Position position) {
        octets.putLong(position.index()).put(position.digest().octets().toArray());
    }

    static Position position(ByteBuffer octets) {
        return new Position(octets.getLong(), digest(octets));
    }

    static Digest digest(ByteBuffer octets) {
        byte[] digest = new byte[Digest.OCTETS];
        octets.get(digest);
        return new Digest(Bytes.wrap(digest));
    }

    /// The next identifier of a snapshot.
    public static Id id(ByteBuffer octets) {
        byte[] id = new byte[Id.OCTETS];
        octets.get(id);
        return new Id(Bytes.wrap(id));
    }

    /// Effects travel in entries, for which there is a reader.
    static Bytes carrier(AuthorityState state, List<Effect> effects) {
        return new Entry(
                        state.head().index(),
                        state.head().digest(),
                        state.epoch(),
                        state.at(),
                        new Entry.Cause.Genesis(state.installation()),
                        effects)
                .der();
    }

    private static void effects(AuthorityState state, Consumer<Bytes> sink) {
        List<Effect> all = state.effects();
        for (int from = 0; from < all.size(); from += EFFECTS_AT_ONCE) {
            sink.accept(carrier(state, all.subList(from, Math.min(all.size(), from + EFFECTS_AT_ONCE))));
        }
    }

    /// Puts a state that has its genesis entry and nothing more where the snapshot says.
    ///
    /// @throws IllegalArgumentException when the octets are no such state; the state is then of no use
    public static void read(Bytes octets, AuthorityState state, FeedMaker feed) {
        try {
            if (!octets.slice(0, MAGIC.length()).equals(MAGIC)) {
                throw new IllegalArgumentException("another form of snapshot");
            }
            Sections sections = new Sections(octets, MAGIC.length());
            ByteBuffer clock = sections.next().asByteBuffer();
            Position head = position(clock);
            feed.resume(position(clock), position(clock));
            state.lastBatch(feed.last());
            long epoch = clock.getLong();
            Instant at = Instant.ofEpochSecond(clock.getLong());
            List<Effect> effects = effects(sections.next());
            effects.add(new Effect.Batch(clock.getLong(), at));
            state.restore(effects, head, epoch, at);
            state.officers().readKeys(sections.next().asByteBuffer());
            state.authorisations().readUses(sections.next().asByteBuffer());
            state.readOpen(sections.next().asByteBuffer());
            state.burnt().read(sections.next().asByteBuffer());
            state.orders().readBegun(sections.next().asByteBuffer());
            state.orders().readSettled(sections.next());
            state.orders().readFilings(sections.next());
            state.numbers().read(sections.next());
            state.certifiedKeys().read(sections.next());
            for (Issuer issuer : state.issuers()) {
                issuer.readRevocations(sections.next());
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the snapshot ends early", e);
        }
    }

    private static List<Effect> effects(Bytes section) {
        List<Effect> effects = new ArrayList<>();
        DerReader reader = new DerReader(section);
        while (reader.hasNext()) {
            effects.addAll(Entry.parse(reader.any()).orElseThrow().effects());
        }
        return effects;
    }

    /// Goes through the sections.
    private static final class Sections {
        private final Bytes octets;
        private int at;

        Sections(Bytes octets, int at) {
            this.octets = octets;
            this.at = at;
        }

        Bytes next() {
            long length = octets.slice(at, at + Long.BYTES).asByteBuffer().getLong();
            int from = at + Long.BYTES;
            at = Math.toIntExact(from + length);
            return octets.slice(from, at);
        }
    }
}
