package kakehashi.issuing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyOutcome;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.x509.SignatureAlgorithm;

/// The keys of CAs in the token, found by the digest of their public halves. A key's label says for which CA it was
/// made: `ca-` and the CA's id, a dash, a number.
final class CaKeys {
    private record Use(Digest key, SignatureAlgorithm algorithm) {}

    private static final String PREFIX = "ca-";

    private final Token token;
    private final Map<Digest, KeyEntry> entries = new ConcurrentHashMap<>();
    private final Map<Use, Signer> signers = new ConcurrentHashMap<>();

    CaKeys(Token token) {
        this.token = token;
        token.keys().forEach(this::add);
    }

    private void add(KeyEntry entry) {
        entries.put(Digest.of(entry.publicKey().der()), entry);
    }

    /// The signer of a key; empty when the token does not have it, or will not sign so.
    Optional<Signer> signer(Digest key, SignatureAlgorithm algorithm) {
        Use use = new Use(key, algorithm);
        Signer known = signers.get(use);
        if (known != null) {
            return Optional.of(known);
        }
        KeyEntry entry = entries.get(key);
        if (entry == null
                || !(token.signer(entry.id(), algorithm) instanceof KeyOutcome.Granted<Signer>(Signer made))) {
            return Optional.empty();
        }
        signers.put(use, made);
        return Optional.of(made);
    }

    /// Whether the token has this key and it was made for this CA.
    boolean holds(Id authority, Digest key) {
        KeyEntry entry = entries.get(key);
        return entry != null && entry.label().startsWith(label(authority));
    }

    /// The label of a key. One that is not known is looked for in the token once more.
    Optional<String> label(Digest key) {
        if (!entries.containsKey(key)) {
            token.keys().forEach(this::add);
        }
        return Optional.ofNullable(entries.get(key)).map(KeyEntry::label);
    }

    /// Makes a key for a CA.
    KeyOutcome<KeyEntry> make(Id authority, KeyKind kind) {
        long number = entries.values().stream()
                .filter(entry -> entry.label().startsWith(label(authority)))
                .count();
        KeyOutcome<KeyEntry> made = token.generate(KeyRequest.of(label(authority) + (number + 1), kind));
        if (made instanceof KeyOutcome.Granted<KeyEntry>(KeyEntry entry)) {
            add(entry);
        }
        return made;
    }

    private static String label(Id authority) {
        return PREFIX + authority + "-";
    }
}
