package kakehashi.x509;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// SipHash-1-3 (Aumasson and Bernstein): a short keyed hash. Who does not know the key cannot make inputs that
/// collide, so a hash table keyed with it cannot be attacked into long probe runs.
final class SipHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FINAL_ROUNDS = 3;

    private final long k0;
    private final long k1;

    /// @param key 16 octets at least, of which the first 16 count
    SipHash(Bytes key) {
        byte[] octets = key.toArray();
        this.k0 = (long) LONGS.get(octets, 0);
        this.k1 = (long) LONGS.get(octets, 8);
    }

    /// The hash of a window of an array.
    long hash(byte[] array, int from, int to) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int words = (to - from) / 8 + 1;
        for (int round = 0; round < words + FINAL_ROUNDS; round++) {
            long m = round < words ? word(array, from + 8 * round, to, to - from) : 0;
            v2 ^= round == words ? 0xff : 0;
            v3 ^= m;
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /// Eight octets; the last word has what is left and, topmost, the length.
    private static long word(byte[] array, int at, int to, int length) {
        if (to - at >= 8) {
            return (long) LONGS.get(array, at);
        }
        long word = (long) length << 56;
        for (int i = at; i < to; i++) {
            word |= (array[i] & 0xffL) << 8 * (i - at);
        }
        return word;
    }
}
