package kakehashi.keys;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;

/// Secrets in boxes: AES-256-GCM with a nonce of chance, and a context that must be the same at opening.
final class Aead {
    static final int KEY_OCTETS = 32;

    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;

    private Aead() {}

    /// A closed box: the nonce and the ciphertext with its tag.
    record Box(Bytes nonce, Bytes ciphertext) {
        void write(DerWriter writer) {
            writer.sequence(s -> s.octetString(nonce).octetString(ciphertext));
        }

        static Box read(DerReader reader) {
            int outer = reader.enterSequence();
            Bytes nonce = reader.octetString();
            Bytes ciphertext = reader.octetString();
            reader.leave(outer);
            if (nonce.length() != NONCE_OCTETS || ciphertext.length() < TAG_BITS / 8) {
                throw reader.malformed("box of another size");
            }
            return new Box(nonce, ciphertext);
        }
    }

    static Box seal(Secret key, Secret content, Bytes context) {
        byte[] nonce = new byte[NONCE_OCTETS];
        new SecureRandom().nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            byte[] ciphertext = content.use(octets -> finish(cipher, octets));
            return new Box(Bytes.wrap(nonce), Bytes.wrap(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES-GCM", e);
        }
    }

    /// What is in the box; empty when the key or the context is another, or the box was altered.
    static Optional<Secret> open(Secret key, Box box, Bytes context) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, box.nonce().toArray(), context);
            return Optional.of(Secret.wrap(cipher.doFinal(box.ciphertext().toArray())));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES-GCM", e);
        }
    }

    private static byte[] finish(Cipher cipher, byte[] octets) {
        try {
            return cipher.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM takes any content", e);
        }
    }

    private static Cipher cipher(int mode, Secret key, byte[] nonce, Bytes context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec spec = key.use(octets -> new SecretKeySpec(octets, "AES"));
        cipher.init(mode, spec, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.asByteBuffer());
        return cipher;
    }

    /// HMAC-SHA-256.
    static byte[] authenticate(Secret key, Bytes message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key.use(octets -> new SecretKeySpec(octets, "HmacSHA256")));
            mac.update(message.asByteBuffer());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has HMAC", e);
        }
    }
}
