package kakehashi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import kakehashi.contract.Id;
import kakehashi.contract.Signed;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A P-256 key of the load generator, in the fast provider: inputs by the hundred thousand are made in seconds.
record FastKey(PrivateKey key, SubjectPublicKeyInfo publicKey) {
    /// A fresh key.
    static FastKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Corretto.PROVIDER);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            Bytes der = Bytes.wrap(pair.getPublic().getEncoded());
            return new FastKey(
                    pair.getPrivate(), SubjectPublicKeyInfo.parse(der).orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A key that was kept.
    ///
    /// @param file where [#keep] wrote it
    static FastKey kept(Path file) {
        try {
            KeyFactory factory = KeyFactory.getInstance("EC", Corretto.PROVIDER);
            Bytes publicKey = Bytes.wrap(Files.readAllBytes(publicPart(file)));
            return new FastKey(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file))),
                    SubjectPublicKeyInfo.parse(publicKey).orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the key into a file, and its public part beside it.
    void keep(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(publicPart(file), publicKey.der().toArray());
            Files.write(file, key.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path publicPart(Path file) {
        return file.resolveSibling(file.getFileName() + ".public");
    }

    /// ecdsa-with-SHA256 over the message.
    Bytes sign(Bytes message) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA", Corretto.PROVIDER);
            signer.initSign(key);
            signer.update(message.toArray());
            return Bytes.wrap(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The statement with this key's proof.
    Signed sign(Bytes statement, Id credential) {
        return new Signed(statement, credential, new Signed.Proof.Key(sign(statement)));
    }
}
