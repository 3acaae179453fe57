package kakehashi.authority;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// The serial numbers that certificates were ever intended under, or the keys that were ever certified, as Bloom
/// filters that double. "No" is certain: it saves asking the database about a key that nobody has seen, and no
/// deleted row makes a number or a key unknown.
///
/// The thread that folds the chain adds; others may ask. What they ask about at the moment of the adding may still
/// be answered with "no".
public final class KeyFilter {
    private static final int FIRST = 1 << 16;

    private final int bits;
    private final int probes;
    private volatile long[][] layers = {};
    private long added;
    private long room;

    private KeyFilter(int bits, int probes) {
        this.bits = bits;
        this.probes = probes;
    }

    /// For serial numbers: 16 bits each, one wrong "maybe" in a thousand.
    static KeyFilter ofNumbers() {
        return new KeyFilter(16, 6);
    }

    /// For keys: 64 bits each, one wrong "maybe" in a hundred million (measured in `KeyFilterTest`). Each has an
    /// order wait for a reading of the chain.
    static KeyFilter ofKeys() {
        return new KeyFilter(64, 22);
    }

    /// Remembers a number.
    void add(Id authority, SerialNumber serial) {
        add(digest(authority, serial));
    }

    /// Whether a certificate was perhaps intended under this number.
    boolean maybe(Id authority, SerialNumber serial) {
        return maybe(digest(authority, serial));
    }

    private static Digest digest(Id authority, SerialNumber serial) {
        byte[] both = new byte[Id.OCTETS + serial.contents().length()];
        authority.octets().copyTo(both, 0);
        serial.contents().copyTo(both, Id.OCTETS);
        return Digest.of(Bytes.wrap(both));
    }

    /// Remembers a key.
    void add(Digest key) {
        if (added == room) {
            long[][] more = Arrays.copyOf(layers, layers.length + 1);
            long keys = (long) FIRST << layers.length;
            more[layers.length] = new long[(int) (keys * bits / Long.SIZE)];
            room += keys;
            layers = more;
        }
        long[] layer = layers[layers.length - 1];
        ByteBuffer octets = key.octets().asByteBuffer();
        long at = octets.getLong();
        long step = octets.getLong() | 1;
        for (int probe = 0; probe < probes; probe++, at += step) {
            int bit = place(at, layer);
            layer[bit >>> 6] |= 1L << bit;
        }
        added++;
    }

    /// Whether the key was perhaps added.
    public boolean maybe(Digest key) {
        ByteBuffer octets = key.octets().asByteBuffer();
        long at = octets.getLong();
        long step = octets.getLong() | 1;
        for (long[] layer : layers) {
            if (isIn(layer, at, step)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(long[] layer, long first, long step) {
        long at = first;
        for (int probe = 0; probe < probes; probe++, at += step) {
            int bit = place(at, layer);
            if ((layer[bit >>> 6] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /// A bit of the layer, whose length is a power of two.
    private static int place(long at, long[] layer) {
        return (int) (at >>> 8) & (layer.length * Long.SIZE - 1);
    }

    /// The whole state in pieces, for a snapshot.
    void write(Consumer<Bytes> sink) {
        sink.accept(Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(added).array()));
        for (long[] layer : layers) {
            ByteBuffer piece = ByteBuffer.allocate(layer.length * Long.BYTES);
            piece.asLongBuffer().put(layer);
            sink.accept(Bytes.wrap(piece.array()));
        }
    }

    /// Takes what [#write] wrote, in the place of what was there.
    ///
    /// @throws IllegalArgumentException when it is no such state
    void read(Bytes state) {
        ByteBuffer octets = state.asByteBuffer();
        long keys = octets.getLong();
        long fits = 0;
        long[][] read = {};
        while (octets.hasRemaining()) {
            long inLayer = (long) FIRST << read.length;
            long[] layer = new long[(int) (inLayer * bits / Long.SIZE)];
            if (octets.remaining() < layer.length * Long.BYTES) {
                throw new IllegalArgumentException("a layer of the filter is cut off");
            }
            octets.asLongBuffer().get(layer);
            octets.position(octets.position() + layer.length * Long.BYTES);
            read = Arrays.copyOf(read, read.length + 1);
            read[read.length - 1] = layer;
            fits += inLayer;
        }
        if (keys < 0 || keys > fits) {
            throw new IllegalArgumentException("the filter has less room than keys");
        }
        added = keys;
        room = fits;
        layers = read;
    }
}
