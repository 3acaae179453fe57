package kakehashi.keys;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// One key of a sealed file; the private half is in a box that is bound to the public one.
///
/// ```
/// SealedKey ::= SEQUENCE { entry SEQUENCE { id OCTET STRING, label UTF8String, publicKey SubjectPublicKeyInfo },
///                          privateKey Box }
/// ```
record SealedKey(KeyEntry entry, Aead.Box privateKey) {
    static SealedKey seal(KeyEntry entry, Secret material, Secret key) {
        return new SealedKey(entry, Aead.seal(key, material, encoded(entry)));
    }

    /// The private half; empty when it was altered or belongs to another key.
    Optional<Secret> open(Secret key) {
        return Aead.open(key, privateKey, encoded(entry));
    }

    private static Bytes encoded(KeyEntry entry) {
        return DerWriter.write(w -> w.sequence(s -> s.octetString(entry.id())
                .utf8String(Tag.UTF8_STRING, entry.label())
                .raw(entry.publicKey().der())));
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            s.raw(encoded(entry));
            privateKey.write(s);
        });
    }

    static SealedKey read(DerReader reader) {
        int outer = reader.enterSequence();
        int inner = reader.enterSequence();
        Bytes id = reader.octetString();
        String label = reader.utf8String(Tag.UTF8_STRING);
        SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfo.read(reader);
        reader.leave(inner);
        Aead.Box privateKey = Aead.Box.read(reader);
        reader.leave(outer);
        return new SealedKey(new KeyEntry(id, label, publicKey), privateKey);
    }
}
