package kakehashi.ledger;

import java.util.function.UnaryOperator;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// A throw-away Ed25519 key.
record TestSigner(CheckpointKey key, UnaryOperator<Bytes> signer) {
    static TestSigner make(String name) {
        TestKey made = TestKey.generate(SignatureAlgorithm.ED25519);
        // RFC 8410 §4: 12 octets of header, then the 32 of the key.
        Bytes publicKey = made.publicKey().der().slice(12, 44);
        return new TestSigner(new CheckpointKey(name, publicKey), made::sign);
    }
}
