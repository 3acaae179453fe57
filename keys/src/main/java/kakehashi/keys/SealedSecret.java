package kakehashi.keys;

import java.security.SecureRandom;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;

/// A secret under a passphrase.
///
/// ```
/// SealedSecret ::= SEQUENCE { salt OCTET STRING, cost PassphraseCost, box Box }
/// ```
record SealedSecret(Bytes salt, PassphraseCost cost, Aead.Box box) {
    private static final int SALT_OCTETS = 16;

    static SealedSecret seal(Secret content, Secret passphrase, PassphraseCost cost, Bytes context) {
        byte[] salt = new byte[SALT_OCTETS];
        new SecureRandom().nextBytes(salt);
        try (Secret key = cost.keyOf(passphrase, salt)) {
            return new SealedSecret(Bytes.wrap(salt), cost, Aead.seal(key, content, context));
        }
    }

    /// The secret; empty when the passphrase or the context is another.
    Optional<Secret> open(Secret passphrase, Bytes context) {
        try (Secret key = cost.keyOf(passphrase, salt.toArray())) {
            return Aead.open(key, box, context);
        }
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            s.octetString(salt);
            cost.write(s);
            box.write(s);
        });
    }

    static SealedSecret read(DerReader reader) {
        int outer = reader.enterSequence();
        Bytes salt = reader.octetString();
        PassphraseCost cost = PassphraseCost.read(reader);
        Aead.Box box = Aead.Box.read(reader);
        reader.leave(outer);
        if (salt.length() != SALT_OCTETS) {
            throw reader.malformed("salt of another size");
        }
        return new SealedSecret(salt, cost, box);
    }
}
