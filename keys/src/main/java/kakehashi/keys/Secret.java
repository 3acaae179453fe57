package kakehashi.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/// Octets that nobody may see: a PIN, a passphrase, a key. Closing wipes them; printing shows nothing of them.
///
/// Equality is that of the object, so that no comparison leaks by its time; see [#sameAs].
public final class Secret implements AutoCloseable {
    private final byte[] octets;
    private boolean wiped;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    /// Takes the array over; closing zeroes it.
    public static Secret wrap(byte[] octets) {
        return new Secret(octets);
    }

    /// The text in UTF-8. The array is zeroed at once.
    public static Secret of(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(text, '\0');
        return new Secret(octets);
    }

    /// The first line of a file, such as a PIN file; a line break at the end is not part of it.
    ///
    /// @throws TokenUnavailable when the file cannot be read, or may be read by others than its owner
    public static Secret ofFile(Path file) {
        if (PrivateFile.isOpenToOthers(file)) {
            throw new TokenUnavailable("others than its owner may read " + file);
        }
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TokenUnavailable("cannot read " + file, e);
        }
        int end = 0;
        while (end < all.length && all[end] != '\n' && all[end] != '\r') {
            end++;
        }
        byte[] line = Arrays.copyOf(all, end);
        Arrays.fill(all, (byte) 0);
        return new Secret(line);
    }

    /// So many octets of chance.
    public static Secret random(int length) {
        byte[] octets = new byte[length];
        new SecureRandom().nextBytes(octets);
        return new Secret(octets);
    }

    /// Lends the octets themselves. The function must not keep the array.
    ///
    /// @throws IllegalStateException after closing
    public synchronized <T> T use(Function<byte[], T> function) {
        if (wiped) {
            throw new IllegalStateException("the secret has been wiped");
        }
        return function.apply(octets);
    }

    /// A copy that lives on by itself.
    public Secret copy() {
        return use(all -> new Secret(all.clone()));
    }

    /// The number of octets.
    public int length() {
        return octets.length;
    }

    /// Whether both hold the same octets; takes a time that depends on the lengths only.
    public boolean sameAs(Secret other) {
        byte[] theirs = other.use(byte[]::clone);
        try {
            return use(mine -> MessageDigest.isEqual(mine, theirs));
        } finally {
            Arrays.fill(theirs, (byte) 0);
        }
    }

    /// Takes over the octets of another secret of the same length.
    synchronized void replaceBy(Secret other) {
        other.use(theirs -> {
            System.arraycopy(theirs, 0, octets, 0, octets.length);
            return octets.length;
        });
    }

    /// Zeroes the octets. Closing twice is fine.
    @Override
    public synchronized void close() {
        Arrays.fill(octets, (byte) 0);
        wiped = true;
    }
}
