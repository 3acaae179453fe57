package kakehashi.x509;

import java.math.BigInteger;
import java.util.Arrays;

/// An object identifier, held as the contents octets of its DER (X.690 §8.19) and always well-formed.
public final class Oid implements Comparable<Oid> {
    private static final int MAX_OCTETS = 256;

    private final byte[] contents;
    private final int hash;

    private Oid(byte[] contents) {
        this.contents = contents;
        this.hash = Arrays.hashCode(contents);
    }

    /// Reads dotted-decimal text such as `2.5.29.32.0`.
    ///
    /// @throws IllegalArgumentException when the text is not an object identifier
    public static Oid of(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        if (arcs.length < 2 || arcs.length > MAX_OCTETS) {
            throw new IllegalArgumentException("not an object identifier: " + dotted);
        }
        DerWriter out = new DerWriter();
        BigInteger first = arc(arcs[0], dotted);
        BigInteger second = arc(arcs[1], dotted);
        BigInteger forty = BigInteger.valueOf(40);
        if (first.intValue() > 2 || first.bitLength() > 2 || (first.intValue() < 2 && second.compareTo(forty) >= 0)) {
            throw new IllegalArgumentException("not an object identifier: " + dotted);
        }
        base128(out, first.multiply(forty).add(second));
        for (int i = 2; i < arcs.length; i++) {
            base128(out, arc(arcs[i], dotted));
        }
        byte[] contents = out.toBytes().toArray();
        if (contents.length > MAX_OCTETS) {
            throw new IllegalArgumentException("object identifier too long: " + dotted);
        }
        return new Oid(contents);
    }

    /// Reads dotted-decimal text that came from outside.
    public static Parsed<Oid> parse(String dotted) {
        try {
            return new Parsed.Value<>(of(dotted));
        } catch (IllegalArgumentException e) {
            return new Parsed.Malformed<>(0, e.getMessage());
        }
    }

    private static BigInteger arc(String digits, String whole) {
        boolean canonical = !digits.isEmpty()
                && digits.length() <= 64
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!canonical) {
            throw new IllegalArgumentException("not an object identifier: " + whole);
        }
        return new BigInteger(digits);
    }

    private static void base128(DerWriter out, BigInteger value) {
        int groups = Math.max(1, (value.bitLength() + 6) / 7);
        for (int i = groups - 1; i >= 0; i--) {
            int group = value.shiftRight(7 * i).intValue() & 0x7f;
            out.octet(i == 0 ? group : group | 0x80);
        }
    }

    /// The index of the octet at which the contents octets in the window stop being an object identifier, or -1.
    static int firstBadOctet(byte[] array, int from, int to) {
        if (from == to || to - from > MAX_OCTETS) {
            return from;
        }
        boolean startOfArc = true;
        for (int i = from; i < to; i++) {
            if (startOfArc && (array[i] & 0xff) == 0x80) {
                return i;
            }
            startOfArc = array[i] >= 0;
        }
        return startOfArc ? -1 : to;
    }

    /// Makes an identifier of contents octets in which [#firstBadOctet] found none.
    static Oid ofChecked(byte[] array, int from, int to) {
        return new Oid(Arrays.copyOfRange(array, from, to));
    }

    /// Whether the contents octets in the window are this identifier's.
    boolean isAt(byte[] array, int from, int to) {
        return Arrays.equals(contents, 0, contents.length, array, from, to);
    }

    /// The contents octets, without tag and length.
    public Bytes contents() {
        return Bytes.wrap(contents);
    }

    /// Dotted-decimal text.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        BigInteger arc = BigInteger.ZERO;
        for (byte octet : contents) {
            arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7f));
            if (octet >= 0) {
                appendArc(text, arc);
                arc = BigInteger.ZERO;
            }
        }
        return text.toString();
    }

    private static void appendArc(StringBuilder text, BigInteger arc) {
        if (!text.isEmpty()) {
            text.append('.').append(arc);
            return;
        }
        int root = arc.bitLength() > 7 ? 2 : Math.min(2, arc.intValue() / 40);
        text.append(root).append('.').append(arc.subtract(BigInteger.valueOf(40L * root)));
    }

    @Override
    public int compareTo(Oid other) {
        return Arrays.compareUnsigned(contents, other.contents);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Oid that && hash == that.hash && Arrays.equals(contents, that.contents);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
