package kakehashi.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.List;

/// A CA with an Ed25519 key, to sign what the tests of messages need.
final class TestCa {
    static final AlgorithmIdentifier ED25519 = AlgorithmIdentifier.of(Oid.of("1.3.101.112"));

    private final Name name;
    private final KeyPair keys;

    TestCa(String name) {
        this.name = Name.of(name);
        try {
            this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    Name name() {
        return name;
    }

    KeyPair keys() {
        return keys;
    }

    SubjectPublicKeyInfo publicKey() {
        return SubjectPublicKeyInfo.parse(Bytes.wrap(keys.getPublic().getEncoded()))
                .orElseThrow();
    }

    VerificationKey verificationKey() {
        return VerificationKey.of(publicKey()).orElseThrow();
    }

    Bytes sign(Bytes tbs) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(tbs.toArray());
            return Bytes.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    Certificate selfSigned() {
        return issue(name, keys.getPublic(), 1);
    }

    Certificate issueTo(TestCa other, long serial) {
        return issue(other.name, other.keys.getPublic(), serial);
    }

    private Certificate issue(Name subject, PublicKey key, long serial) {
        Extensions extensions =
                Extensions.of(List.of(Extension.of(KnownExtension.BASIC_CONSTRAINTS, w -> w.sequence(s -> s.bool(true)))
                        .asCritical()));
        Bytes tbs = DerWriter.write(w -> w.sequence(s -> {
            s.explicit(0, v -> v.integer(2)).integer(BigInteger.valueOf(serial));
            ED25519.write(s);
            s.raw(name.der())
                    .sequence(v ->
                            v.time(Instant.parse("2026-01-01T00:00:00Z")).time(Instant.parse("2036-01-01T00:00:00Z")))
                    .raw(subject.der())
                    .raw(Bytes.wrap(key.getEncoded()))
                    .explicit(3, extensions::write);
        }));
        Bytes der = DerWriter.write(w -> w.sequence(s -> {
            s.raw(tbs);
            ED25519.write(s);
            s.bitString(sign(tbs));
        }));
        return Certificate.parse(der).orElseThrow();
    }
}
