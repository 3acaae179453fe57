package kakehashi.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The content of a software token's file, version 1.
///
/// ```
/// SealedToken ::= SEQUENCE { content SEQUENCE { version INTEGER (1), lock Lock, keys SEQUENCE OF SealedKey,
///                                               items SEQUENCE OF SealedItem },
///                            mac OCTET STRING }
/// ```
///
/// The MAC (HMAC-SHA-256) covers the DER of the content, so that no key can be taken out, put in or renamed unseen.
/// It and the boxes of the keys have keys of their own, made of the master key.
record SealedToken(StoredLock lock, Held held, Bytes content, Bytes mac) {
    static final int VERSION = 1;

    /// What the token holds.
    record Held(List<SealedKey> keys, List<SealedItem> items) {
        Held {
            keys = List.copyOf(keys);
            items = List.copyOf(items);
        }
    }

    static final Held NOTHING = new Held(List.of(), List.of());

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
        List<SealedItem> items = new ArrayList<>();
        int rest = reader.enterSequence();
        while (reader.hasNext()) {
            items.add(SealedItem.read(reader));
        }
        reader.leave(rest);
        reader.leave(outer);
        return new SealedToken(lock, new Held(keys, items), content, mac);
    }

    static SealedToken of(StoredLock lock, Held held, Secret masterKey) {
        Bytes content = DerWriter.write(w -> w.sequence(s -> {
            s.integer(VERSION);
            lock.write(s);
            s.sequenceOf(Tag.SEQUENCE, held.keys(), (list, key) -> key.write(list));
            s.sequenceOf(Tag.SEQUENCE, held.items(), (list, item) -> item.write(list));
        }));
        return new SealedToken(lock, held, content, macOf(content, masterKey));
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

    List<SealedKey> keys() {
        return held.keys();
    }

    /// The content of an item; empty when there is none. The caller closes it.
    Optional<Secret> item(SealedItem.Use use, String label, Secret masterKey) {
        try (Secret boxKey = boxKey(masterKey)) {
            return held.items().stream()
                    .filter(item -> item.is(use, label))
                    .findFirst()
                    .map(item -> item.open(boxKey).orElseThrow());
        }
    }

    /// The token with an item more, or with another content of one.
    SealedToken with(SealedItem.Use use, String label, Secret content, Secret masterKey) {
        List<SealedItem> all = new ArrayList<>(held.items());
        all.removeIf(item -> item.is(use, label));
        try (Secret boxKey = boxKey(masterKey)) {
            all.add(SealedItem.seal(use, label, content, boxKey));
        }
        return of(lock, new Held(held.keys(), all), masterKey);
    }

    /// The token with other private keys.
    SealedToken withKeys(List<SealedKey> keys, Secret masterKey) {
        return of(lock, new Held(keys, held.items()), masterKey);
    }

    /// The same content under another lock and master key.
    SealedToken moved(StoredLock newLock, Secret oldMaster, Secret newMaster) {
        List<SealedKey> keys = new ArrayList<>();
        List<SealedItem> items = new ArrayList<>();
        try (Secret oldBox = boxKey(oldMaster);
                Secret newBox = boxKey(newMaster)) {
            for (SealedKey key : held.keys()) {
                try (Secret material = key.open(oldBox).orElseThrow()) {
                    keys.add(SealedKey.seal(key.entry(), material, newBox));
                }
            }
            for (SealedItem item : held.items()) {
                try (Secret content = item.open(oldBox).orElseThrow()) {
                    items.add(SealedItem.seal(item.use(), item.label(), content, newBox));
                }
            }
        }
        return of(newLock, new Held(keys, items), newMaster);
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
