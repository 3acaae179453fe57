package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Credential;
import kakehashi.keys.Activation;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyOutcome;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.KeyUri;
import kakehashi.keys.Pkcs11Settings;
import kakehashi.keys.Pkcs11Token;
import kakehashi.keys.Secret;
import kakehashi.keys.TokenRules;
import kakehashi.keys.TokenUnavailable;

/// Officers' credentials on a card or another PKCS#11 token: keys of it, each with a note (a private data object)
/// that says whose it is and for what. The public key lies beside the key, or in a certificate.
final class CredentialModule {
    private static final TokenRules RULES = new TokenRules(KeyPolicy.ofAuthorities(), HomeToken.SILENT);

    private CredentialModule() {}

    /// A token with what is to be done to it; closed again when that fails.
    private static <T> T with(CredentialPlace.Module place, Secret pin, Function<Pkcs11Token, T> use) {
        try {
            Pkcs11Token token = activated(place, pin);
            try {
                return use.apply(token);
            } catch (RuntimeException e) {
                token.close();
                throw e;
            }
        } catch (TokenUnavailable e) {
            throw TokenProblem.unavailable(place, e);
        }
    }

    private static Pkcs11Token activated(CredentialPlace.Module place, Secret pin) {
        KeyUri key = place.key();
        Pkcs11Settings settings = new Pkcs11Settings(key.library(), key.token(), pin::copy, 1);
        return switch (Pkcs11Token.activate(settings, RULES)) {
            case Activation.Active<Pkcs11Token>(Pkcs11Token token) -> token;
            case Activation.Refused<Pkcs11Token>(var reason) -> throw TokenProblem.refused(place, reason);
        };
    }

    private static String label(KeyEntry key) {
        return CredentialNote.LABEL + " " + key.id();
    }

    private static Optional<CredentialNote> note(Pkcs11Token token, KeyEntry key) {
        return token.note(label(key)).flatMap(CredentialNote::parse);
    }

    /// Opens the credential that is meant: the one that the address names, or the only one on the token.
    ///
    /// @throws InputProblem when the token or the key is not there, is not the only one, or is no credential
    static CredentialToken open(CredentialPlace.Module place, Secret pin) {
        return with(place, pin, token -> {
            List<KeyEntry> meant = meant(place, token);
            List<KeyEntry> credentials =
                    meant.stream().filter(key -> note(token, key).isPresent()).toList();
            if (credentials.size() == 1) {
                KeyEntry key = credentials.getFirst();
                return new CredentialToken(
                        token, key, note(token, key).orElseThrow(), new CredentialToken.Use(place, Optional.empty()));
            }
            throw credentials.isEmpty()
                    ? noCredential(place, meant.isEmpty() ? token.keys() : meant)
                    : several(place, credentials);
        });
    }

    /// Makes a credential of a key that is there, or of a new one.
    ///
    /// @throws InputProblem when the key is a credential already, or cannot be one
    static CredentialToken create(CredentialPlace.Module place, Secret pin, KeyKind kind, CredentialNote note) {
        return with(place, pin, token -> {
            KeyEntry key = key(place, token, kind, note.use());
            if (note(token, key).isPresent()) {
                throw new InputProblem(
                        ExitCode.USAGE,
                        place.uri(),
                        new Phrase("鍵 %s はすでに署名手段です。", "the key %s is a credential already.").with(key.label()),
                        new Phrase("credential show で中身を見られます。", "credential show tells whose."));
            }
            CredentialToken made =
                    new CredentialToken(token, key, note, new CredentialToken.Use(place, Optional.empty()));
            // A key that cannot sign is refused before anything is written.
            made.hand();
            token.putNote(label(key), note.text());
            return made;
        });
    }

    /// The key that is named, or a new one: of the label that is named, or, where none is, of one after its use.
    private static KeyEntry key(CredentialPlace.Module place, Pkcs11Token token, KeyKind kind, Credential.Use use) {
        if (place.key().namesKey()) {
            List<KeyEntry> meant = meant(place, token);
            if (meant.size() > 1) {
                throw several(place, meant);
            }
            if (meant.size() == 1) {
                return meant.getFirst();
            }
        }
        if (place.key().id().isPresent()) {
            throw noKey(place, token.keys());
        }
        String label = place.key().object().orElseGet(() -> CredentialFacts.word(use) + " key");
        KeyRequest request = KeyRequest.of(label, kind);
        return switch (token.generate(request)) {
            case KeyOutcome.Granted<KeyEntry>(KeyEntry made) -> made;
            case KeyOutcome.Refused<KeyEntry>(var reason) -> throw TokenProblem.refused(place, label, reason);
        };
    }

    private static List<KeyEntry> meant(CredentialPlace.Module place, Pkcs11Token token) {
        return token.keys().stream().filter(place.key()::means).toList();
    }

    private static InputProblem several(CredentialPlace.Module place, List<KeyEntry> keys) {
        return new InputProblem(
                ExitCode.USAGE,
                place.uri(),
                new Phrase("当てはまる鍵がいくつもあります: %s", "means several keys: %s").with(written(keys)),
                new Phrase("そのうち一つの object 又は id を URI に加えてください。", "Add object or id of one of them to the URI."));
    }

    private static InputProblem noCredential(CredentialPlace.Module place, List<KeyEntry> keys) {
        if (keys.stream().noneMatch(place.key()::means)) {
            return noKey(place, keys);
        }
        return new InputProblem(
                ExitCode.NOT_FOUND,
                place.uri(),
                new Phrase("署名手段になっていない鍵です: %s", "has keys, but no officer's credential: %s").with(written(keys)),
                new Phrase(
                        "kakehashi credential new 'pkcs11:…;object=鍵の名前?…' で署名手段にしてください。",
                        "Make one a credential by kakehashi credential new 'pkcs11:…;object=LABEL?…'."));
    }

    private static InputProblem noKey(CredentialPlace.Module place, List<KeyEntry> keys) {
        Supplier<Phrase> others =
                () -> new Phrase("ありません。ある鍵: %s", "there is no such key on the token, but: %s").with(written(keys));
        return new InputProblem(
                ExitCode.NOT_FOUND,
                place.uri(),
                keys.isEmpty() ? new Phrase("トークンに使える鍵がありません。", "there is no key on the token.") : others.get(),
                new Phrase(
                        "object（名前）か id を確かめてください。公開鍵か証明書が同じ id で入っていることも必要です。",
                        "Check object (the label) or id; a public key or certificate must lie beside it under the same id."));
    }

    private static String written(List<KeyEntry> keys) {
        return keys.stream().map(KeyUri::written).collect(Collectors.joining(", "));
    }
}
