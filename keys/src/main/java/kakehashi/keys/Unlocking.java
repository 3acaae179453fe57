package kakehashi.keys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// One attempt to open a software token, from its file to its keys.
final class Unlocking {
    private final Path file;
    private final TokenRules rules;
    private final PinAttempts attempts;

    Unlocking(Path file, TokenRules rules) {
        this.file = file;
        this.rules = rules;
        this.attempts = new PinAttempts(file);
    }

    /// Either a value or why there is none.
    private sealed interface Step<T> {
        record Done<T>(T value) implements Step<T> {}

        record No<T>(ActivationRefusal reason) implements Step<T> {}

        default <U> Step<U> then(Function<T, Step<U>> next) {
            return switch (this) {
                case Done<T>(T value) -> next.apply(value);
                case No<T>(ActivationRefusal reason) -> new No<>(reason);
            };
        }
    }

    Activation<SoftwareToken> byPassphrase(Secret passphrase) {
        return answer(read().then(token -> switch (token.lock()) {
            case StoredLock.ByPassphrase lock ->
                tried(() -> lock.masterKey().open(passphrase, StoredLock.MASTER_CONTEXT))
                        .then(masterKey -> loaded(token, masterKey));
            case StoredLock.ByQuorum lock -> new Step.No<>(ActivationRefusal.OTHER_LOCK);
        }));
    }

    Activation<SoftwareToken> byQuorum(List<Custodian> custodians) {
        return answer(read().then(token -> switch (token.lock()) {
            case StoredLock.ByPassphrase lock -> new Step.No<>(ActivationRefusal.OTHER_LOCK);
            case StoredLock.ByQuorum lock ->
                refusal(lock, custodians)
                        .<Step<SoftwareToken>>map(Step.No::new)
                        .orElseGet(() ->
                                tried(() -> combined(lock, custodians)).then(masterKey -> loaded(token, masterKey)));
        }));
    }

    QuorumActivation.Start beginQuorum() {
        Step<QuorumActivation> step = read().then(token -> switch (token.lock()) {
            case StoredLock.ByPassphrase lock -> new Step.No<>(ActivationRefusal.OTHER_LOCK);
            case StoredLock.ByQuorum lock -> new Step.Done<>(new QuorumActivation(this, token, lock));
        });
        return switch (step) {
            case Step.Done<QuorumActivation>(QuorumActivation activation) ->
                new QuorumActivation.Start.Begun(activation);
            case Step.No<QuorumActivation>(ActivationRefusal reason) -> new QuorumActivation.Start.Refused(reason);
        };
    }

    PinAttempts attempts() {
        return attempts;
    }

    /// Activates with the master key of a quorum that came one by one.
    Activation<SoftwareToken> load(SealedToken token, Secret masterKey) {
        return answer(loaded(token, masterKey));
    }

    private static Optional<ActivationRefusal> refusal(StoredLock.ByQuorum lock, List<Custodian> custodians) {
        long names = custodians.stream().map(Custodian::name).distinct().count();
        boolean allKnown = custodians.stream()
                .allMatch(custodian -> lock.shareOf(custodian.name()).isPresent());
        if (!allKnown || names < custodians.size()) {
            return Optional.of(ActivationRefusal.NOT_A_CUSTODIAN);
        }
        return names < lock.threshold() ? Optional.of(ActivationRefusal.NOT_ENOUGH_CUSTODIANS) : Optional.empty();
    }

    private static Optional<Secret> combined(StoredLock.ByQuorum lock, List<Custodian> custodians) {
        List<SecretSharing.Share> shares = new ArrayList<>();
        try {
            for (Custodian custodian : custodians) {
                lock.shareOf(custodian.name())
                        .flatMap(share -> share.open(custodian.passphrase(), lock.threshold()))
                        .ifPresent(shares::add);
            }
            return shares.size() < custodians.size() ? Optional.empty() : Optional.of(SecretSharing.combine(shares));
        } finally {
            shares.forEach(SecretSharing.Share::close);
        }
    }

    private Step<SealedToken> read() {
        Optional<Bytes> content = PrivateFile.read(file);
        if (content.isEmpty()) {
            return new Step.No<>(ActivationRefusal.NO_SUCH_TOKEN);
        }
        if (PrivateFile.isOpenToOthers(file)) {
            return new Step.No<>(ActivationRefusal.OPEN_TO_OTHERS);
        }
        Optional<Integer> version = SealedToken.version(content.get()).toOptional();
        if (version.isPresent() && version.get() != SealedToken.VERSION) {
            return new Step.No<>(ActivationRefusal.UNKNOWN_VERSION);
        }
        return switch (SealedToken.parse(content.get())) {
            case Parsed.Value<SealedToken>(SealedToken token) -> new Step.Done<>(token);
            case Parsed.Malformed<SealedToken> malformed -> new Step.No<>(ActivationRefusal.DAMAGED);
        };
    }

    /// Makes one try, counted before it is made; success clears the count.
    private Step<Secret> tried(Supplier<Optional<Secret>> opening) {
        if (attempts.isLocked()) {
            return new Step.No<>(ActivationRefusal.PIN_LOCKED);
        }
        attempts.count();
        Optional<Secret> masterKey = opening.get();
        if (masterKey.isEmpty()) {
            return new Step.No<>(ActivationRefusal.WRONG_PIN);
        }
        attempts.clear();
        return new Step.Done<>(masterKey.get());
    }

    private Step<SoftwareToken> loaded(SealedToken token, Secret masterKey) {
        Optional<List<SoftwareKey>> keys = token.isWhole(masterKey) ? keysOf(token, masterKey) : Optional.empty();
        if (keys.isEmpty()) {
            masterKey.close();
            return new Step.No<>(ActivationRefusal.DAMAGED);
        }
        return new Step.Done<>(new SoftwareToken(file, rules, token, masterKey, keys.get()));
    }

    private static Optional<List<SoftwareKey>> keysOf(SealedToken token, Secret masterKey) {
        List<SoftwareKey> keys = new ArrayList<>();
        try (Secret boxKey = SealedToken.boxKey(masterKey)) {
            for (SealedKey key : token.keys()) {
                key.open(boxKey).ifPresent(material -> {
                    try (material) {
                        SoftwareKey.load(key.entry(), material).ifPresent(keys::add);
                    }
                });
            }
        }
        return keys.size() == token.keys().size() ? Optional.of(keys) : Optional.empty();
    }

    private static Activation<SoftwareToken> answer(Step<SoftwareToken> step) {
        return switch (step) {
            case Step.Done<SoftwareToken>(SoftwareToken token) -> new Activation.Active<>(token);
            case Step.No<SoftwareToken>(ActivationRefusal reason) -> new Activation.Refused<>(reason);
        };
    }
}
