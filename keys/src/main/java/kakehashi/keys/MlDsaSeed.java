package kakehashi.keys;

import java.util.Arrays;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;

/// ML-DSA keys from their seed ξ of 32 octets (FIPS 204 §6.1), the only form in which they are stored: the JDK
/// writes and reads the expanded form alone, others the seed alone.
final class MlDsaSeed {
    static final int OCTETS = 32;

    private MlDsaSeed() {}

    private static MLDSAPrivateKeyParameters expand(KeyKind kind, byte[] seed) {
        MLDSAParameters parameters = switch (kind) {
            case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
            case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
            case ML_DSA_87 -> MLDSAParameters.ml_dsa_87;
            case RSA_2048, RSA_3072, RSA_4096, P256, P384, P521, ED25519 ->
                throw new IllegalArgumentException(kind + " has no seed");
        };
        // Its destroy() zeroes the array that it was given.
        return new MLDSAPrivateKeyParameters(parameters, seed.clone());
    }

    private static AlgorithmIdentifier algorithm(KeyKind kind) {
        return SignatureAlgorithm.valueOf(kind.name()).identifier();
    }

    static SubjectPublicKeyInfo publicKey(KeyKind kind, byte[] seed) {
        MLDSAPrivateKeyParameters key = expand(kind, seed);
        Bytes octets = Bytes.wrap(key.getPublicKey());
        key.destroy();
        Bytes der = DerWriter.write(w -> w.sequence(s -> {
            algorithm(kind).write(s);
            s.bitString(octets);
        }));
        return SubjectPublicKeyInfo.parse(der).orElseThrow();
    }

    /// The expanded key as the JDK reads it: PKCS#8 around `expandedKey OCTET STRING` (RFC 9881 §6). Written by
    /// hand into one array that the caller can wipe.
    static byte[] pkcs8(KeyKind kind, byte[] seed) {
        MLDSAPrivateKeyParameters parameters = expand(kind, seed);
        byte[] expanded = parameters.getEncoded();
        parameters.destroy();
        byte[] algorithm = DerWriter.write(algorithm(kind)::write).toArray();
        int inner = 4 + expanded.length;
        int whole = 3 + algorithm.length + 4 + inner;
        byte[] der = new byte[4 + whole];
        int at = header(der, 0, 0x30, whole);
        der[at++] = 2; // version INTEGER 0
        der[at++] = 1;
        der[at++] = 0;
        System.arraycopy(algorithm, 0, der, at, algorithm.length);
        at = header(der, at + algorithm.length, 0x04, inner);
        at = header(der, at, 0x04, expanded.length);
        System.arraycopy(expanded, 0, der, at, expanded.length);
        Arrays.fill(expanded, (byte) 0);
        return der;
    }

    /// A header with a length of two octets, which all these have. Answers the position after it.
    private static int header(byte[] der, int at, int tag, int length) {
        der[at] = (byte) tag;
        der[at + 1] = (byte) 0x82;
        der[at + 2] = (byte) (length >> 8);
        der[at + 3] = (byte) length;
        return at + 4;
    }
}
