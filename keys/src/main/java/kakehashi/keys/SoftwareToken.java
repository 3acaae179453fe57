package kakehashi.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// Private keys in one sealed file of mode 0600, locked by a passphrase or by a quorum of custodians.
///
/// Each private key is encrypted with AES-256-GCM, the whole is authenticated; the master key comes of a passphrase
/// through Argon2id, or of custodians' shares. While the token is activated its keys lie in the memory of this
/// process: for a CA in production take a [Pkcs11Token]. One process at a time may have the file open for writing;
/// a file that another one changed in the meantime is not overwritten.
public final class SoftwareToken implements Token {
    private final Path file;
    private final TokenRules rules;
    private final KeyGuard guard;
    private final Secret masterKey;
    private SealedToken sealed;
    private volatile Map<Bytes, SoftwareKey> keys;
    private volatile boolean closed;

    SoftwareToken(Path file, TokenRules rules, SealedToken sealed, Secret masterKey, List<SoftwareKey> keys) {
        this.file = file;
        this.rules = rules;
        this.guard = new KeyGuard(rules.listener());
        this.sealed = sealed;
        this.masterKey = masterKey;
        Map<Bytes, SoftwareKey> byId = new LinkedHashMap<>();
        keys.forEach(key -> byId.put(key.entry().id(), key));
        this.keys = Map.copyOf(byId);
    }

    /// Makes an empty token.
    ///
    /// @throws TokenUnavailable when the file cannot be written
    public static Activation<SoftwareToken> create(Path file, NewLock lock, TokenRules rules) {
        if (Files.exists(file)) {
            return new Activation.Refused<>(ActivationRefusal.TOKEN_EXISTS);
        }
        if (isTooShort(lock)) {
            return new Activation.Refused<>(ActivationRefusal.PIN_TOO_SHORT);
        }
        Secret masterKey = Secret.random(Aead.KEY_OCTETS);
        SealedToken empty = SealedToken.of(StoredLock.close(lock, masterKey), SealedToken.NOTHING, masterKey);
        PrivateFile.write(file, empty.der());
        return new Activation.Active<>(new SoftwareToken(file, rules, empty, masterKey, List.of()));
    }

    private static boolean isTooShort(NewLock lock) {
        return switch (lock) {
            case NewLock.Passphrase one -> one.passphrase().length() < NewLock.LEAST_PASSPHRASE;
            case NewLock.Quorum quorum ->
                quorum.custodians().stream().anyMatch(one -> one.passphrase().length() < NewLock.LEAST_PASSPHRASE);
        };
    }

    /// Activates a token that is locked by one passphrase. The caller wipes the passphrase.
    ///
    /// @throws TokenUnavailable when the file cannot be read
    public static Activation<SoftwareToken> open(Path file, Secret passphrase, TokenRules rules) {
        return new Unlocking(file, rules).byPassphrase(passphrase);
    }

    /// Activates a token that is locked by a quorum. Whoever is named must be a custodian with the right
    /// passphrase, also beyond the threshold.
    ///
    /// @throws TokenUnavailable when the file cannot be read
    public static Activation<SoftwareToken> open(Path file, List<Custodian> custodians, TokenRules rules) {
        return new Unlocking(file, rules).byQuorum(custodians);
    }

    /// Puts another lock on the token: a new passphrase, other custodians. The master key changes with it, so that
    /// an old copy of the lock opens no new file. Empty when it was done, else why not.
    public synchronized Optional<ActivationRefusal> relock(NewLock lock) {
        requireOpen();
        if (isTooShort(lock)) {
            return Optional.of(ActivationRefusal.PIN_TOO_SHORT);
        }
        try (Secret fresh = Secret.random(Aead.KEY_OCTETS)) {
            store(sealed.moved(StoredLock.close(lock, fresh), masterKey, fresh));
            masterKey.replaceBy(fresh);
        }
        return Optional.empty();
    }

    @Override
    public List<KeyEntry> keys() {
        requireOpen();
        return keys.values().stream()
                .map(SoftwareKey::entry)
                .sorted(Comparator.comparing(KeyEntry::label))
                .toList();
    }

    @Override
    public synchronized KeyOutcome<KeyEntry> generate(KeyRequest request) {
        requireOpen();
        Optional<KeyRefusal> refusal = rules.policy().refusalOfMaking(request.kind());
        if (refusal.isPresent()) {
            return new KeyOutcome.Refused<>(refusal.get());
        }
        if (request.confirmation() == KeyRequest.Confirmation.AT_EACH_USE) {
            return new KeyOutcome.Refused<>(KeyRefusal.CONFIRMATION_NOT_SUPPORTED);
        }
        if (keys().stream().anyMatch(key -> key.label().equals(request.label()))) {
            return new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN);
        }
        try (SoftwareKey.Fresh fresh = SoftwareKey.generate(request.kind())) {
            KeyEntry entry = new KeyEntry(fresh.publicKey().keyIdentifier(), request.label(), fresh.publicKey());
            SoftwareKey key = SoftwareKey.load(entry, fresh.material()).orElseThrow();
            SignatureAlgorithm algorithm = PairTest.algorithm(request.kind());
            PairTest.require(guard.signer(entry, algorithm, message -> key.sign(algorithm, message)));
            add(key, fresh.material());
            return new KeyOutcome.Granted<>(entry);
        }
    }

    private void add(SoftwareKey key, Secret material) {
        List<SealedKey> all = new ArrayList<>(sealed.keys());
        try (Secret boxKey = SealedToken.boxKey(masterKey)) {
            all.add(SealedKey.seal(key.entry(), material, boxKey));
        }
        store(sealed.withKeys(all, masterKey));
        Map<Bytes, SoftwareKey> more = new LinkedHashMap<>(keys);
        more.put(key.entry().id(), key);
        keys = Map.copyOf(more);
    }

    private void store(SealedToken next) {
        Bytes known = sealed.der();
        if (PrivateFile.read(file).filter(known::equals).isEmpty()) {
            throw new TokenUnavailable("not overwritten", new IOException("another process changed " + file));
        }
        PrivateFile.write(file, next.der());
        sealed = next;
    }

    @Override
    public KeyOutcome<Signer> signer(Bytes keyId, SignatureAlgorithm algorithm) {
        requireOpen();
        Optional<SoftwareKey> found = Optional.ofNullable(keys.get(keyId));
        if (found.isEmpty()) {
            return new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY);
        }
        SoftwareKey key = found.get();
        KeyKind kind = KeyKind.of(key.entry().publicKey()).orElseThrow();
        return rules.policy()
                .refusalOfSigning(kind, algorithm)
                .<KeyOutcome<Signer>>map(KeyOutcome.Refused::new)
                .orElseGet(() -> new KeyOutcome.Granted<>(
                        guard.signer(key.entry(), algorithm, message -> sign(keyId, algorithm, message))));
    }

    private Bytes sign(Bytes keyId, SignatureAlgorithm algorithm, Bytes message) {
        try {
            return Optional.ofNullable(keys.get(keyId)).orElseThrow(this::noKey).sign(algorithm, message);
        } catch (IllegalStateException e) {
            // Closed in the middle, with the key wiped.
            requireOpen();
            throw e;
        }
    }

    private TokenUnavailable noKey() {
        requireOpen();
        return new TokenUnavailable("the key is no longer on the token");
    }

    /// {@inheritDoc}
    ///
    /// Copies of the file still hold the key: destroy them too.
    @Override
    public synchronized KeyOutcome<KeyEntry> destroy(Bytes keyId) {
        requireOpen();
        Optional<SoftwareKey> key = Optional.ofNullable(keys.get(keyId));
        if (key.isEmpty()) {
            return new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY);
        }
        List<SealedKey> others = new ArrayList<>(sealed.keys());
        others.removeIf(sealedKey -> sealedKey.entry().id().equals(keyId));
        store(sealed.withKeys(others, masterKey));
        Map<Bytes, SoftwareKey> rest = new LinkedHashMap<>(keys);
        rest.remove(keyId);
        keys = Map.copyOf(rest);
        key.get().destroy();
        return new KeyOutcome.Granted<>(key.get().entry());
    }

    @Override
    public synchronized KeyOutcome<MacKey> makeMacKey(String label) {
        requireOpen();
        KeyRequest.requireLabel(label);
        if (hasMacKey(label)) {
            return new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN);
        }
        try (Secret key = Secret.random(Aead.KEY_OCTETS)) {
            store(sealed.with(SealedItem.Use.MAC_KEY, label, key, masterKey));
        }
        return macKey(label);
    }

    private boolean hasMacKey(String label) {
        return sealed.held().items().stream().anyMatch(item -> item.is(SealedItem.Use.MAC_KEY, label));
    }

    @Override
    public synchronized KeyOutcome<MacKey> macKey(String label) {
        requireOpen();
        return hasMacKey(label)
                ? new KeyOutcome.Granted<>(new MacKey(label, message -> mac(label, message)))
                : new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY);
    }

    private synchronized Bytes mac(String label, Bytes message) {
        requireOpen();
        try (Secret key = sealed.item(SealedItem.Use.MAC_KEY, label, masterKey).orElseThrow()) {
            return Bytes.wrap(Aead.authenticate(key, message));
        }
    }

    /// {@inheritDoc}
    ///
    /// What another process wrote into the file counts, when it had the same lock: so two that share the file see
    /// each other's notes.
    @Override
    public synchronized Optional<Bytes> note(String label) {
        requireOpen();
        readAnew();
        return sealed.item(SealedItem.Use.NOTE, label, masterKey).map(content -> {
            try (content) {
                return content.use(Bytes::of);
            }
        });
    }

    @Override
    public synchronized void putNote(String label, Bytes content) {
        requireOpen();
        KeyRequest.requireLabel(label);
        Token.requireNoteSize(content);
        readAnew();
        try (Secret octets = Secret.wrap(content.toArray())) {
            store(sealed.with(SealedItem.Use.NOTE, label, octets, masterKey));
        }
    }

    private void readAnew() {
        Bytes known = sealed.der();
        Bytes there = PrivateFile.read(file)
                .orElseThrow(() -> new TokenUnavailable("not read", new IOException(file + " is gone")));
        if (!there.equals(known)) {
            sealed = SealedToken.parse(there)
                    .toOptional()
                    .filter(other -> other.isWhole(masterKey))
                    .orElseThrow(() -> new TokenUnavailable(
                            "not read", new IOException(file + " is damaged, or has another lock")));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new TokenUnavailable("the token has been closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        keys.values().forEach(SoftwareKey::destroy);
        keys = Map.of();
        masterKey.close();
    }
}
