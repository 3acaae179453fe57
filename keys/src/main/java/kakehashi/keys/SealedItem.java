package kakehashi.keys;

import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Tag;

/// Something else than a private key in a sealed file, known by its use and label.
///
/// ```
/// SealedItem ::= SEQUENCE { use INTEGER { macKey(0), note(1) }, label UTF8String, content Box }
/// ```
record SealedItem(Use use, String label, Aead.Box content) {
    /// What an item is for. Labels of different uses may be equal.
    enum Use {
        MAC_KEY,
        NOTE
    }

    static SealedItem seal(Use use, String label, Secret content, Secret key) {
        return new SealedItem(use, label, Aead.seal(key, content, context(use, label)));
    }

    /// The content; empty when it was altered or belongs to another item.
    Optional<Secret> open(Secret key) {
        return Aead.open(key, content, context(use, label));
    }

    boolean is(Use wanted, String name) {
        return use == wanted && label.equals(name);
    }

    private static Bytes context(Use use, String label) {
        return DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, "kakehashi token item")
                .integer(use.ordinal())
                .utf8String(Tag.UTF8_STRING, label));
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            s.integer(use.ordinal()).utf8String(Tag.UTF8_STRING, label);
            content.write(s);
        });
    }

    static SealedItem read(DerReader reader) {
        int outer = reader.enterSequence();
        Use use = Use.values()[reader.smallInteger(Use.values().length - 1)];
        String label = reader.utf8String(Tag.UTF8_STRING);
        Aead.Box content = Aead.Box.read(reader);
        reader.leave(outer);
        return new SealedItem(use, label, content);
    }
}
