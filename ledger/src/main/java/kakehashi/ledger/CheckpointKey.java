package kakehashi.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The Ed25519 key under which a log signs its checkpoints, as C2SP signed-note names it.
///
/// @param name the key's name, for a log its origin; without spaces and plus signs
/// @param publicKey the 32 octets of RFC 8032
public record CheckpointKey(String name, Bytes publicKey) {
    private static final int ED25519 = 1;
    private static final Bytes SPKI_PREFIX = Bytes.ofHex("302a300506032b6570032100");

    /// @throws IllegalArgumentException when the name or the key is none
    public CheckpointKey {
        if (!name.matches("[^\\s+]+") || publicKey.length() != 32) {
            throw new IllegalArgumentException("not a checkpoint key");
        }
    }

    /// The first 4 octets of `SHA-256(name || 0x0A || 0x01 || publicKey)`; 1 stands for Ed25519.
    public Bytes keyId() {
        return keyId(name, ED25519, publicKey);
    }

    static Bytes keyId(String name, int type, Bytes publicKey) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        byte[] input = new byte[octets.length + 2 + publicKey.length()];
        System.arraycopy(octets, 0, input, 0, octets.length);
        input[octets.length] = '\n';
        input[octets.length + 1] = (byte) type;
        publicKey.copyTo(input, octets.length + 2);
        return Bytes.wrap(input).sha256().slice(0, 4);
    }

    /// The key as C2SP signed-note writes it: name, key id in hex, and base64 of 0x01 and the key, with plus signs
    /// between.
    public String text() {
        byte[] typed = new byte[1 + publicKey.length()];
        typed[0] = ED25519;
        publicKey.copyTo(typed, 1);
        return name + "+" + keyId() + "+" + Base64.getEncoder().encodeToString(typed);
    }

    /// The key of a name as certificates carry keys; nothing when it is no Ed25519 key (RFC 8410 §4).
    public static Optional<CheckpointKey> ofPublicKey(String name, SubjectPublicKeyInfo key) {
        int header = SPKI_PREFIX.length();
        Bytes der = key.der();
        boolean ed25519 = der.length() == header + 32 && der.slice(0, header).equals(SPKI_PREFIX);
        return ed25519 ? Optional.of(new CheckpointKey(name, der.slice(header, header + 32))) : Optional.empty();
    }

    /// Reads what [#text] writes; nothing when it is anything else, or the key id is another key's.
    public static Optional<CheckpointKey> ofText(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Bytes typed = Bytes.wrap(Base64.getDecoder().decode(parts[2]));
            CheckpointKey key = new CheckpointKey(parts[0], typed.slice(Math.min(1, typed.length()), typed.length()));
            return Optional.of(key).filter(same -> same.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether the signature over the octets is this key's.
    public boolean verifies(Bytes text, Bytes signature) {
        byte[] spki = new byte[SPKI_PREFIX.length() + publicKey.length()];
        SPKI_PREFIX.copyTo(spki, 0);
        publicKey.copyTo(spki, SPKI_PREFIX.length());
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            verifier.update(text.asByteBuffer());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException e) {
            // A point that is none, or a signature of another length: it does not verify.
            return false;
        }
    }
}
