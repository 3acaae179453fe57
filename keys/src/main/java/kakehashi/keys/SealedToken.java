package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The content of a software token's file, version 1.
///
/// ```
/// SealedToken ::= SEQUENCE { content SEQUENCE { version INTEGER (1), lock Lock, keys SEQUENCE OF SealedKey },
///                            mac OCTET STRING }
/// ```
///
/// The MAC (HMAC-SHA-256) covers the DER of the content, so that no key can be taken out, put in or renamed unseen.
/// It and the boxes of the keys have keys of their own, made of the master key.
record SealedToken(StoredLock lock, List<SealedKey> keys, Bytes content, Bytes mac) {
    static final int VERSION = 1;

    private static final int MAC_OCTETS = 32;
    private static final int LAST_VERSION_THINKABLE = 1000;

    /// The version that stands in the file, whatever follows it.
    static Parsed<Integer> version(Bytes file) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(file);
            reader.enterSequence();
            reader.enterSequence();
            return reader.smallInteger(LAST_VERSION_THINKABLE);
        });
    }

    static Parsed<SealedToken> parse(Bytes file) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(file);
            int outer = reader.enterSequence();
            Bytes content = reader.element(Tag.SEQUENCE);
            Bytes mac = reader.octetString();
            reader.leave(outer);
            reader.finish();
            if (mac.length() != MAC_OCTETS) {
                throw reader.malformed("MAC of another size");
            }
            return readContent(content, mac);
        });
    }

    private static SealedToken readContent(Bytes content, Bytes mac) {
        DerReader reader = new DerReader(content);
        int outer = reader.enterSequence();
        reader.smallInteger(VERSION);
        StoredLock lock = StoredLock.read(reader);
        List<SealedKey> keys = new ArrayList<>();
        int list = reader.enterSequence();
        while (reader.hasNext()) {
            keys.add(SealedKey.read(reader));
        }
        reader.leave(list);
        reader.leave(outer);
        return new SealedToken(lock, List.copyOf(keys), content, mac);
    }

    static SealedToken of(StoredLock lock, List<SealedKey> keys, Secret masterKey) {
        Bytes content = DerWriter.write(w -> w.sequence(s -> {
            s.integer(VERSION);
            lock.write(s);
            s.sequenceOf(Tag.SEQUENCE, keys, (list, key) -> key.write(list));
        }));
        return new SealedToken(lock, List.copyOf(keys), content, macOf(content, masterKey));
    }

    private static Bytes macOf(Bytes content, Secret masterKey) {
        try (Secret key = derived(masterKey, "kakehashi token mac")) {
            return Bytes.wrap(Aead.authenticate(key, content));
        }
    }

    /// Whether the content is as the holder of this master key wrote it.
    boolean isWhole(Secret masterKey) {
        return MessageDigest.isEqual(mac.toArray(), macOf(content, masterKey).toArray());
    }

    /// The key of the boxes. The caller closes it.
    static Secret boxKey(Secret masterKey) {
        return derived(masterKey, "kakehashi token box");
    }

    private static Secret derived(Secret masterKey, String purpose) {
        return Secret.wrap(Aead.authenticate(masterKey, Bytes.wrap(purpose.getBytes(StandardCharsets.US_ASCII))));
    }

    Bytes der() {
        return DerWriter.write(w -> w.sequence(s -> s.raw(content).octetString(mac)));
    }
}
