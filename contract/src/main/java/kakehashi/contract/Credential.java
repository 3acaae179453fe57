package kakehashi.contract;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// With what an officer signs.
///
/// @param credential what it is known by
/// @param use for what it signs, and for nothing else
/// @param display where the officer sees what is signed
/// @param algorithm the one algorithm
/// @param key the public key; RSA of 3072 bits or more
/// @param passkey the WebAuthn credential id; present: only passkey proofs count
public record Credential(
        Id credential, Use use, Display display, Algorithm algorithm, SubjectPublicKeyInfo key, Optional<Bytes> passkey)
        implements DerValue {
    /// For what a credential signs.
    public enum Use implements Numbered {
        FILING(0),
        APPROVAL(1),
        CARD_KEY(2);

        private static final List<Use> ALL = List.of(values());

        private final int number;

        Use(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    /// Where the officer sees what is signed.
    public enum Display implements Numbered {
        PORTAL(0),
        CLIENT(1);

        private static final List<Display> ALL = List.of(values());

        private final int number;

        Display(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    /// How a credential signs.
    public enum Algorithm implements Numbered {
        ECDSA_P256_SHA256(0),
        ECDSA_P384_SHA384(1),
        ED25519(2),
        RSA_PKCS1_SHA256(3);

        private static final List<Algorithm> ALL = List.of(values());

        private final int number;

        Algorithm(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    static Credential read(StatementReader reader) {
        return reader.sequence(r -> new Credential(
                r.id(),
                r.enumerated(Use.ALL),
                r.enumerated(Display.ALL),
                r.enumerated(Algorithm.ALL),
                r.publicKey(),
                r.optional(0, r::octets)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.id(credential)
                .enumerated(use)
                .enumerated(display)
                .enumerated(algorithm)
                .publicKey(key)
                .optional(0, passkey, w::octets));
    }
}
