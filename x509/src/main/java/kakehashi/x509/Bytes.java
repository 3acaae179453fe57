package kakehashi.x509;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// An immutable string of octets, possibly a window into a larger one: taking a slice copies nothing.
///
/// Equality, order (unsigned, then by length) and hash are those of the content; [#toString()] is lower-case
/// hexadecimal. Not for secrets: it cannot be wiped.
public final class Bytes implements Comparable<Bytes> {
    /// The string of no octets.
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /// A copy of the array.
    public static Bytes of(byte[] content) {
        return wrap(content.clone());
    }

    /// Takes the array over without copying. The caller must never write to it again.
    public static Bytes wrap(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content, 0, content.length);
    }

    /// Reads hexadecimal digits, upper or lower case, without separators.
    ///
    /// @throws IllegalArgumentException when the text is anything else
    public static Bytes ofHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    /// The number of octets.
    public int length() {
        return length;
    }

    /// Whether there is no octet.
    public boolean isEmpty() {
        return length == 0;
    }

    /// The octet at the index, 0 to 255.
    ///
    /// @throws IndexOutOfBoundsException outside `0 <= index < length()`
    public int at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("octet " + index + " of " + length);
        }
        return array[offset + index] & 0xff;
    }

    /// The window `from <= i < to` of this string; nothing is copied.
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException("slice " + from + " to " + to + " of " + length);
        }
        return new Bytes(array, offset + from, to - from);
    }

    /// A fresh array with the content.
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /// A read-only buffer over the content.
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).asReadOnlyBuffer();
    }

    /// The content in the digits of an encoder, ASCII octets; nothing else is copied.
    public byte[] encodedBy(Base64.Encoder encoder) {
        ByteBuffer digits = encoder.encode(ByteBuffer.wrap(array, offset, length));
        return digits.array();
    }

    /// Copies the content to `target` from `at` on.
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /// A copy that keeps nothing else alive; the same object when it already owns its whole array.
    public Bytes compact() {
        return length == array.length ? this : wrap(toArray());
    }

    /// The SHA-256 digest of the content, 32 octets.
    public Bytes sha256() {
        return digest("SHA-256");
    }

    /// The SHA-256 digest of pieces that follow each other, which nobody needs to join for that.
    public static Bytes sha256(List<Bytes> pieces) {
        MessageDigest digest = Digests.fresh("SHA-256");
        pieces.forEach(piece -> digest.update(piece.array, piece.offset, piece.length));
        return wrap(digest.digest());
    }

    /// The digest of the content under a JDK digest name such as `SHA-1`.
    ///
    /// @throws IllegalArgumentException when the platform has no such digest
    public Bytes digest(String algorithm) {
        MessageDigest digest = Digests.fresh(algorithm);
        digest.update(array, offset, length);
        return wrap(digest.digest());
    }

    /// Puts the content into a signature that is being made or verified; nothing is copied.
    ///
    /// @throws SignatureException when the signature has not been initialised
    public void putInto(Signature signature) throws SignatureException {
        signature.update(array, offset, length);
    }

    /// Compares in a time that depends on the lengths only, for values that an outsider must not guess octet by
    /// octet.
    public boolean equalsInConstantTime(Bytes other) {
        return MessageDigest.isEqual(toArray(), other.toArray());
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && length == that.length
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }
}
