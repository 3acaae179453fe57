package kakehashi.keys;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// Private keys in a hardware security module or card that speaks PKCS#11 v2.40. They never leave it.
///
/// Keys made here are sensitive, not extractable, and only sign; keys made elsewhere that the module would give
/// away are refused. A process activates one token once. When the token was away it is found and logged into again
/// at the next signature. One that was under way when it went fails, for it may have been made inside: only where
/// the same octets come again (RSA PKCS#1, Ed25519) it is asked for once more.
public final class Pkcs11Token implements Token {
    private final Pkcs11Connection connection;
    private final TokenRules rules;
    private final KeyGuard guard;
    private final Map<Bytes, Long> handles = new ConcurrentHashMap<>();
    private final Map<String, Long> macHandles = new ConcurrentHashMap<>();

    private Pkcs11Token(Pkcs11Connection connection, TokenRules rules) {
        this.connection = connection;
        this.rules = rules;
        this.guard = new KeyGuard(rules.listener());
    }

    /// Finds the token, logs in and hands it over activated.
    ///
    /// @throws TokenUnavailable when the module cannot be loaded or the token is not there
    public static Activation<Pkcs11Token> activate(Pkcs11Settings settings, TokenRules rules) {
        return switch (Pkcs11Connection.connect(settings)) {
            case Pkcs11Connection.Attempt.Connected(Pkcs11Connection connection) ->
                new Activation.Active<>(new Pkcs11Token(connection, rules));
            case Pkcs11Connection.Attempt.Refused(ActivationRefusal reason) -> new Activation.Refused<>(reason);
        };
    }

    private <T> T inSession(LongFunction<T> work) {
        try {
            return connection.inSession(work);
        } catch (CryptokiError e) {
            throw e.unavailable();
        }
    }

    private Cryptoki module() {
        return connection.module();
    }

    @Override
    public List<KeyEntry> keys() {
        return inSession(session -> Pkcs11Keys.all(module(), session)).stream()
                .map(Pkcs11Keys.Found::entry)
                .sorted(Comparator.comparing(KeyEntry::label))
                .toList();
    }

    @Override
    public synchronized KeyOutcome<KeyEntry> generate(KeyRequest request) {
        Optional<KeyRefusal> refusal = rules.policy().refusalOfMaking(request.kind());
        if (refusal.isPresent()) {
            return new KeyOutcome.Refused<>(refusal.get());
        }
        if (request.kind().algorithm().label().startsWith("ML-DSA")) {
            return new KeyOutcome.Refused<>(KeyRefusal.KIND_NOT_SUPPORTED);
        }
        if (keys().stream().anyMatch(key -> key.label().equals(request.label()))) {
            return new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN);
        }
        try {
            Pkcs11Keys.Found made =
                    connection.inWritableSession(session -> Pkcs11Keys.generate(module(), session, request));
            SignatureAlgorithm algorithm = PairTest.algorithm(request.kind());
            PairTest.require(guard.signer(made.entry(), algorithm, message -> sign(made, algorithm, message)));
            return new KeyOutcome.Granted<>(made.entry());
        } catch (CryptokiError e) {
            if (e.isUnknownKind()) {
                return new KeyOutcome.Refused<>(KeyRefusal.KIND_NOT_SUPPORTED);
            }
            throw e.unavailable();
        }
    }

    @Override
    public KeyOutcome<Signer> signer(Bytes keyId, SignatureAlgorithm algorithm) {
        Optional<Pkcs11Keys.Found> found = inSession(session -> Pkcs11Keys.byId(module(), session, keyId));
        if (found.isEmpty()) {
            return new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY);
        }
        Pkcs11Keys.Found key = found.get();
        if (!key.isKept()) {
            return new KeyOutcome.Refused<>(KeyRefusal.KEY_CAN_LEAVE);
        }
        KeyKind kind = KeyKind.of(key.entry().publicKey()).orElseThrow();
        return rules.policy()
                .refusalOfSigning(kind, algorithm)
                .<KeyOutcome<Signer>>map(KeyOutcome.Refused::new)
                .orElseGet(() -> new KeyOutcome.Granted<>(
                        guard.signer(key.entry(), algorithm, message -> sign(key, algorithm, message))));
    }

    private Bytes sign(Pkcs11Keys.Found key, SignatureAlgorithm algorithm, Bytes message) {
        KeyKind kind = KeyKind.of(key.entry().publicKey()).orElseThrow();
        Bytes input = Pkcs11Signature.input(algorithm, kind, message);
        CkMechanism mechanism = CkMechanism.signing(algorithm);
        Bytes id = key.entry().id();
        Bytes raw = inSession(session -> {
            try {
                module().signInit(session, mechanism, handle(session, id));
                if (key.confirmedAtEachUse()) {
                    connection.confirm(session);
                }
                return sign(session, algorithm, input);
            } catch (CryptokiError e) {
                // After a loss the same key may have another handle.
                handles.remove(id);
                throw e;
            }
        });
        return Pkcs11Signature.output(algorithm, raw);
    }

    /// Record 7: "Only an error that PKCS#11 gives before `C_Sign` was called […] leaves the intent".
    private Bytes sign(long session, SignatureAlgorithm algorithm, Bytes input) {
        try {
            return module().sign(session, input);
        } catch (CryptokiError e) {
            throw Pkcs11Signature.isRepeatable(algorithm) ? e : e.afterAsking();
        }
    }

    private long handle(long session, Bytes id) {
        return Optional.ofNullable(handles.get(id)).orElseGet(() -> {
            long found = Pkcs11Keys.byId(module(), session, id)
                    .map(Pkcs11Keys.Found::handle)
                    .orElseThrow(() -> new TokenUnavailable("the key is no longer on the token"));
            handles.put(id, found);
            return found;
        });
    }

    @Override
    public synchronized KeyOutcome<KeyEntry> destroy(Bytes keyId) {
        try {
            handles.remove(keyId);
            return connection
                    .inWritableSession(session -> Pkcs11Keys.destroy(module(), session, keyId))
                    .<KeyOutcome<KeyEntry>>map(KeyOutcome.Granted::new)
                    .orElseGet(() -> new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY));
        } catch (CryptokiError e) {
            if (e.code() == CkReturn.ACTION_PROHIBITED) {
                return new KeyOutcome.Refused<>(KeyRefusal.CANNOT_BE_DESTROYED);
            }
            throw e.unavailable();
        } finally {
            handles.remove(keyId);
        }
    }

    @Override
    public synchronized KeyOutcome<MacKey> makeMacKey(String label) {
        KeyRequest.requireLabel(label);
        if (!inSession(session -> Pkcs11Items.macKeys(module(), session, label)).isEmpty()) {
            return new KeyOutcome.Refused<>(KeyRefusal.LABEL_TAKEN);
        }
        try {
            connection.inWritableSession(session -> Pkcs11Items.makeMacKey(module(), session, label));
            return macKey(label);
        } catch (CryptokiError e) {
            if (e.isUnknownKind()) {
                return new KeyOutcome.Refused<>(KeyRefusal.KIND_NOT_SUPPORTED);
            }
            throw e.unavailable();
        }
    }

    @Override
    public KeyOutcome<MacKey> macKey(String label) {
        List<Pkcs11Items.MacKeyObject> found = inSession(session -> Pkcs11Items.macKeys(module(), session, label));
        if (found.size() != 1) {
            return new KeyOutcome.Refused<>(KeyRefusal.NO_SUCH_KEY);
        }
        return found.getFirst().isKept()
                ? new KeyOutcome.Granted<>(new MacKey(label, message -> mac(label, message)))
                : new KeyOutcome.Refused<>(KeyRefusal.KEY_CAN_LEAVE);
    }

    private Bytes mac(String label, Bytes message) {
        return inSession(session -> {
            try {
                long handle = macHandles.computeIfAbsent(label, name -> Pkcs11Items.macKey(module(), session, name));
                module().signInit(session, CkMechanism.mac(), handle);
                return module().sign(session, message);
            } catch (CryptokiError e) {
                // After a loss the same key may have another handle.
                macHandles.remove(label);
                throw e;
            }
        });
    }

    @Override
    public Optional<Bytes> note(String label) {
        return inSession(session -> Pkcs11Items.note(module(), session, label));
    }

    @Override
    public synchronized void putNote(String label, Bytes content) {
        KeyRequest.requireLabel(label);
        Token.requireNoteSize(content);
        try {
            connection.inWritableSession(session -> Pkcs11Items.putNote(module(), session, label, content));
        } catch (CryptokiError e) {
            throw e.unavailable();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
