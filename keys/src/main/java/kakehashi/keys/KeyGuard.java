package kakehashi.keys;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The only maker of signers. It stands around every key of a token, so that no use passes the listener by.
final class KeyGuard {
    private final KeyUseListener listener;
    private final Map<Bytes, AtomicLong> uses = new ConcurrentHashMap<>();

    KeyGuard(KeyUseListener listener) {
        this.listener = listener;
    }

    /// How a token signs, without any guard.
    interface Operation {
        Bytes sign(Bytes message);
    }

    Signer signer(KeyEntry key, SignatureAlgorithm algorithm, Operation operation) {
        return new GuardedSigner(key, algorithm, operation);
    }

    private final class GuardedSigner implements Signer {
        private final KeyEntry key;
        private final SignatureAlgorithm algorithm;
        private final Operation operation;
        private final AtomicLong counter;

        GuardedSigner(KeyEntry key, SignatureAlgorithm algorithm, Operation operation) {
            this.key = key;
            this.algorithm = algorithm;
            this.operation = operation;
            this.counter = uses.computeIfAbsent(key.id(), id -> new AtomicLong(listener.usesSoFar(key)));
        }

        @Override
        public Bytes sign(Bytes message) {
            KeyUse use = new KeyUse(key, algorithm, counter.incrementAndGet(), message.sha256());
            listener.before(use);
            Bytes signature = signOrReport(use, message);
            listener.after(use, new KeyUseResult.Signed(signature));
            return signature;
        }

        private Bytes signOrReport(KeyUse use, Bytes message) {
            try {
                return operation.sign(message);
            } catch (RuntimeException | Error e) {
                listener.after(use, new KeyUseResult.Failed(String.valueOf(e.getMessage())));
                throw e;
            }
        }

        @Override
        public SubjectPublicKeyInfo publicKey() {
            return key.publicKey();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return algorithm;
        }

        /// The label and algorithm.
        @Override
        public String toString() {
            return key.label() + " with " + algorithm.label();
        }
    }
}
