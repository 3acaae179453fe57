package kakehashi.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;

/// The definitions of RFC 9162 §2.1 word by word, over lists of leaves: the second opinion.
final class Rfc9162 {
    private Rfc9162() {}

    private static Bytes hash(Bytes... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Bytes part : parts) {
                ByteBuffer buffer = part.asByteBuffer();
                digest.update(buffer);
            }
            return Bytes.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int k(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    /// MTH(D_n), §2.1.1.
    static Bytes mth(List<Bytes> d) {
        int n = d.size();
        if (n == 0) {
            return hash();
        }
        if (n == 1) {
            return hash(Bytes.ofHex("00"), d.getFirst());
        }
        return hash(Bytes.ofHex("01"), mth(d.subList(0, k(n))), mth(d.subList(k(n), n)));
    }

    /// PATH(m, D_n), §2.1.3.1.
    static List<Bytes> path(int m, List<Bytes> d) {
        int n = d.size();
        if (n == 1) {
            return List.of();
        }
        return m < k(n)
                ? plus(path(m, d.subList(0, k(n))), mth(d.subList(k(n), n)))
                : plus(path(m - k(n), d.subList(k(n), n)), mth(d.subList(0, k(n))));
    }

    /// PROOF(m, D_n), §2.1.4.1.
    static List<Bytes> proof(int m, List<Bytes> d) {
        return subproof(m, d, true);
    }

    private static List<Bytes> subproof(int m, List<Bytes> d, boolean b) {
        int n = d.size();
        if (m == n) {
            return b ? List.of() : List.of(mth(d));
        }
        return m <= k(n)
                ? plus(subproof(m, d.subList(0, k(n)), b), mth(d.subList(k(n), n)))
                : plus(subproof(m - k(n), d.subList(k(n), n), false), mth(d.subList(0, k(n))));
    }

    private static List<Bytes> plus(List<Bytes> list, Bytes last) {
        List<Bytes> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
