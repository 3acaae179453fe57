package kakehashi.platform;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.Activation;
import kakehashi.keys.ActivationRefusal;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyOutcome;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.KeyUse;
import kakehashi.keys.KeyUseListener;
import kakehashi.keys.KeyUseResult;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Pkcs11Settings;
import kakehashi.keys.Pkcs11Token;
import kakehashi.keys.Secret;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.keys.TokenUri;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ToBeSigned;

/// What keeps the keys of a public node: its responders' and its validation server's. Never a CA's; a token that
/// holds one is refused.
final class PublicToken implements AutoCloseable {
    private static final int SESSIONS = 8;
    private static final KeyUseListener NOBODY = new KeyUseListener() {
        @Override
        public void before(KeyUse use) {}

        @Override
        public void after(KeyUse use, KeyUseResult result) {}
    };
    private static final TokenRules RULES = new TokenRules(KeyPolicy.ofAllKinds(), NOBODY);

    private final Token token;

    private PublicToken(Token token) {
        this.token = token;
    }

    /// Whether a missing sealed file is made.
    enum Missing {
        REFUSED,
        MADE
    }

    /// Activates the token.
    ///
    /// @throws InputProblem when it refuses
    /// @throws kakehashi.keys.TokenUnavailable when it does not answer
    static PublicToken open(Configuration.KeyPlace place, Missing missing) {
        return new PublicToken(
                switch (place) {
                    case Configuration.KeyPlace.Hardware(TokenUri uri) ->
                        granted(
                                Pkcs11Token.activate(
                                        new Pkcs11Settings(
                                                uri.library(), uri.token(), () -> Secret.ofFile(uri.pin()), SESSIONS),
                                        RULES),
                                uri.library().toString());
                    case Configuration.KeyPlace.SealedFile(var file, var passphrase) -> {
                        try (Secret secret = Secret.ofFile(passphrase)) {
                            boolean make = missing == Missing.MADE && !Files.exists(file);
                            yield granted(
                                    make
                                            ? SoftwareToken.create(
                                                    file,
                                                    new NewLock.Passphrase(secret.copy(), PassphraseCost.recommended()),
                                                    RULES)
                                            : SoftwareToken.open(file, secret, RULES),
                                    file.toString());
                        }
                    }
                });
    }

    /// A refusal is final: trying a wrong PIN again and again would lock the token.
    private static Token granted(Activation<? extends Token> activation, String place) {
        return switch (activation) {
            case Activation.Active<? extends Token>(Token token) -> token;
            case Activation.Refused<? extends Token>(ActivationRefusal reason) ->
                throw new InputProblem(
                        ExitCode.MALFORMED,
                        place.toString(),
                        new Phrase("公開区画の鍵トークンを開けません（%s）。", "the public zone's token is not opened (%s).").with(reason),
                        new Phrase(
                                "設定の [public.token] と docs/operations/keys.ja.md を確かめてください。",
                                "Compare [public.token] of the configuration with docs/operations/keys.md."));
        };
    }

    /// The key of a certificate.
    ///
    /// @throws InputProblem when the token does not have it
    Signer signer(Certificate certificate) {
        return find(certificate)
                .orElseThrow(() -> new InputProblem(
                        ExitCode.MALFORMED,
                        certificate.subject().toString(),
                        new Phrase("トークンにこの証明書の鍵がありません。", "the token does not have the key of this certificate."),
                        new Phrase(
                                "この公開ノードの kakehashi public request で作った要求の証明書を使ってください。",
                                "Use one made for a request of this node's kakehashi public request.")));
    }

    /// The key of a certificate, if the token has it.
    Optional<Signer> find(Certificate certificate) {
        return token.keys().stream()
                .filter(key -> key.publicKey().equals(certificate.subjectPublicKeyInfo()))
                .findFirst()
                .map(this::signer);
    }

    private Signer signer(KeyEntry key) {
        KeyKind kind = KeyKind.of(key.publicKey()).orElseThrow();
        return token.signer(key.id(), algorithm(kind)).orElseThrow();
    }

    /// The key of a certificate by each other algorithm in which it may sign; empty when the token has no such key.
    List<Signer> others(Certificate certificate) {
        return token.keys().stream()
                .filter(key -> key.publicKey().equals(certificate.subjectPublicKeyInfo()))
                .findFirst()
                .map(this::others)
                .orElse(List.of());
    }

    private List<Signer> others(KeyEntry key) {
        KeyKind kind = KeyKind.of(key.publicKey()).orElseThrow();
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(one -> one != algorithm(kind))
                .filter(one -> RULES.policy().refusalOfSigning(kind, one).isEmpty())
                .flatMap(one -> switch (token.signer(key.id(), one)) {
                    case KeyOutcome.Granted<Signer>(Signer signer) -> Stream.of(signer);
                    case KeyOutcome.Refused<Signer> refused -> Stream.empty();
                })
                .toList();
    }

    /// The usual algorithm of a key.
    private static SignatureAlgorithm algorithm(KeyKind kind) {
        SignatureAlgorithm preferred = switch (kind) {
            case P384 -> SignatureAlgorithm.ECDSA_SHA384;
            case P521 -> SignatureAlgorithm.ECDSA_SHA512;
            case RSA_2048, RSA_3072, RSA_4096 -> SignatureAlgorithm.RSA_SHA256;
            case P256 -> SignatureAlgorithm.ECDSA_SHA256;
            case ED25519 -> SignatureAlgorithm.ED25519;
            case ML_DSA_44 -> SignatureAlgorithm.ML_DSA_44;
            case ML_DSA_65 -> SignatureAlgorithm.ML_DSA_65;
            case ML_DSA_87 -> SignatureAlgorithm.ML_DSA_87;
        };
        return Stream.concat(Stream.of(preferred), Arrays.stream(SignatureAlgorithm.values()))
                .filter(one -> RULES.policy().refusalOfSigning(kind, one).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// Refuses a token that holds the key of a CA.
    ///
    /// @throws InputProblem when it does
    void refuseKeysOf(Collection<Certificate> authorities) {
        List<SubjectPublicKeyInfo> mine =
                token.keys().stream().map(KeyEntry::publicKey).toList();
        String found = authorities.stream()
                .filter(ca -> ca.basicConstraints().filter(basic -> basic.ca()).isPresent())
                .filter(ca -> mine.contains(ca.subjectPublicKeyInfo()))
                .map(ca -> ca.subject().toString())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    "[public.token]",
                    new Phrase("公開区画のトークンに認証局の鍵があります: %s", "the public zone's token holds the key of a CA: %s")
                            .with(found),
                    new Phrase("公開区画だけのトークンを使ってください。", "Give it a token of its own."));
        }
    }

    /// Makes a key, or takes the one of that label, and has it sign a certification request.
    ///
    /// @throws InputProblem when the token makes no such key
    CertificationRequest request(String label, KeyKind kind, Name subject) {
        Optional<KeyEntry> known =
                token.keys().stream().filter(key -> key.label().equals(label)).findFirst();
        KeyEntry key = known.orElseGet(() -> made(label, kind));
        Signer signer = signer(key);
        ToBeSigned request = new CertificationRequestBuilder(subject, key.publicKey()).toBeSigned(signer.algorithm());
        return CertificationRequest.parse(request.signed(signer.sign(request.content())))
                .orElseThrow();
    }

    private KeyEntry made(String label, KeyKind kind) {
        return switch (token.generate(KeyRequest.of(label, kind))) {
            case KeyOutcome.Granted<KeyEntry>(KeyEntry entry) -> entry;
            case KeyOutcome.Refused<KeyEntry>(var reason) ->
                throw new InputProblem(
                        ExitCode.UNAVAILABLE,
                        label,
                        new Phrase("トークンはこの鍵を作りません（%s）。", "the token makes no such key (%s).").with(reason),
                        new Phrase("--key で別の種類を指定してください。", "Name another kind with --key."));
        };
    }

    @Override
    public void close() {
        token.close();
    }
}
