package kakehashi.revocation;

import kakehashi.keys.Signer;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A key of the testkit behind the port.
record TestSigner(TestKey key) implements Signer {
    @Override
    public Bytes sign(Bytes message) {
        return key.sign(message);
    }

    @Override
    public SubjectPublicKeyInfo publicKey() {
        return key.publicKey();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return key.algorithm();
    }
}
