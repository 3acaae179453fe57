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

/// The keys of CAs in the tokens that are open, found by the digest of their public halves. A key's label says for
/// which CA it was made: `ca-` and the CA's id, a dash, a number.
final class CaKeys {
    private record Use(Digest key, SignatureAlgorithm algorithm) {}

    private record Held(Token token, KeyEntry entry) {}

    private static final String PREFIX = "ca-";

    private final Token own;
    private final Map<String, Token> named;
    private final Map<Digest, Held> entries = new ConcurrentHashMap<>();
    private final Map<Use, Signer> signers = new ConcurrentHashMap<>();

    CaKeys(VaultParts parts) {
        this.own = parts.token();
        this.named = parts.named();
        named.values().forEach(this::addAll);
        addAll(own);
    }

    private void addAll(Token token) {
        token.keys().forEach(entry -> add(token, entry));
    }

    private void add(Token token, KeyEntry entry) {
        entries.put(Digest.of(entry.publicKey().der()), new Held(token, entry));
    }

    private Optional<Token> token(Optional<String> name) {
        return name.isEmpty() ? Optional.of(own) : Optional.ofNullable(named.get(name.get()));
    }

    /// Whether the token is open in which a CA has its keys.
    ///
    /// @param name as the CA's settings call it; empty for the installation's own
    boolean isOpen(Optional<String> name) {
        return token(name).isPresent();
    }

    /// The signer of a key; empty when no open token has it, or will not sign so.
    Optional<Signer> signer(Digest key, SignatureAlgorithm algorithm) {
        Use use = new Use(key, algorithm);
        Signer known = signers.get(use);
        if (known != null) {
            return Optional.of(known);
        }
        Held held = entries.get(key);
        if (held == null
                || !(held.token().signer(held.entry().id(), algorithm)
                        instanceof KeyOutcome.Granted<Signer>(Signer made))) {
            return Optional.empty();
        }
        signers.put(use, made);
        return Optional.of(made);
    }

    /// Whether an open token has this key and it was made for this CA.
    boolean holds(Id authority, Digest key) {
        Held held = entries.get(key);
        return held != null && held.entry().label().startsWith(label(authority));
    }

    /// The label of a key in the installation's own token. One that is not known is looked for once more.
    Optional<String> ownLabel(Digest key) {
        if (!entries.containsKey(key)) {
            addAll(own);
        }
        return Optional.ofNullable(entries.get(key))
                .filter(held -> held.token() == own)
                .map(held -> held.entry().label());
    }

    /// Makes a key for a CA.
    ///
    /// @param name the token that it is made in, and in no other; empty for the installation's own
    /// @return empty when that token is not open, or refuses
    Optional<KeyEntry> make(Id authority, Optional<String> name, KeyKind kind) {
        Optional<Token> token = token(name);
        long number = entries.values().stream()
                .filter(held -> held.entry().label().startsWith(label(authority)))
                .count();
        KeyRequest request = KeyRequest.of(label(authority) + (number + 1), kind);
        if (token.isPresent()
                && token.get().generate(request) instanceof KeyOutcome.Granted<KeyEntry>(KeyEntry entry)) {
            add(token.get(), entry);
            return Optional.of(entry);
        }
        return Optional.empty();
    }

    private static String label(Id authority) {
        return PREFIX + authority + "-";
    }
}
