package kakehashi.keys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import kakehashi.x509.SignatureAlgorithm;

/// A PKCS#11 mechanism with its parameters, all of which are numbers here.
record CkMechanism(long type, List<Long> parameters) {
    private static final long RSA_KEY_PAIR_GEN = 0x00;
    private static final long RSA_PKCS = 0x01;
    private static final long RSA_PKCS_PSS = 0x0d;
    private static final long EC_KEY_PAIR_GEN = 0x1040;
    private static final long ECDSA = 0x1041;
    private static final long EC_EDWARDS_KEY_PAIR_GEN = 0x1055;
    private static final long EDDSA = 0x1057;

    private static final long SHA256_HMAC = 0x251;
    private static final long GENERIC_SECRET_KEY_GEN = 0x350;

    /// The mechanism that makes keys for MACs.
    static CkMechanism makingMacKeys() {
        return plain(GENERIC_SECRET_KEY_GEN);
    }

    /// HMAC-SHA-256, whole.
    static CkMechanism mac() {
        return plain(SHA256_HMAC);
    }

    private static CkMechanism plain(long type) {
        return new CkMechanism(type, List.of());
    }

    /// The mechanism that makes keys of the kind.
    static CkMechanism making(KeyKind kind) {
        return switch (kind) {
            case RSA_2048, RSA_3072, RSA_4096 -> plain(RSA_KEY_PAIR_GEN);
            case P256, P384, P521 -> plain(EC_KEY_PAIR_GEN);
            case ED25519 -> plain(EC_EDWARDS_KEY_PAIR_GEN);
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> throw new IllegalArgumentException("not in PKCS#11 v2.40: " + kind);
        };
    }

    /// The mechanism that signs a digest, or for Ed25519 the message, with the algorithm.
    static CkMechanism signing(SignatureAlgorithm algorithm) {
        return switch (algorithm.family()) {
            case RSA -> plain(RSA_PKCS);
            case RSA_PSS -> new CkMechanism(RSA_PKCS_PSS, pssParameters(algorithm));
            case ECDSA -> plain(ECDSA);
            case ED25519 -> plain(EDDSA);
            case DSA, ML_DSA -> throw new IllegalArgumentException("no mechanism for " + algorithm);
        };
    }

    /// `CK_RSA_PKCS_PSS_PARAMS { hashAlg, mgf, sLen }`: the digest, MGF1 with it, and a salt of its length.
    private static List<Long> pssParameters(SignatureAlgorithm algorithm) {
        return switch (algorithm.digest()) {
            case "SHA256" -> List.of(0x250L, 2L, 32L);
            case "SHA384" -> List.of(0x260L, 3L, 48L);
            case "SHA512" -> List.of(0x270L, 4L, 64L);
            default -> throw new IllegalArgumentException("no PSS with " + algorithm.digest());
        };
    }

    /// `CK_MECHANISM { CK_MECHANISM_TYPE mechanism; CK_VOID_PTR pParameter; CK_ULONG ulParameterLen; }`
    MemorySegment in(Arena arena) {
        MemorySegment mechanism = arena.allocate(24, 8);
        mechanism.set(ValueLayout.JAVA_LONG, 0, type);
        if (!parameters.isEmpty()) {
            long[] numbers = parameters.stream().mapToLong(Long::longValue).toArray();
            mechanism.set(ValueLayout.ADDRESS, 8, arena.allocateFrom(ValueLayout.JAVA_LONG, numbers));
            mechanism.set(ValueLayout.JAVA_LONG, 16, 8L * numbers.length);
        }
        return mechanism;
    }
}
