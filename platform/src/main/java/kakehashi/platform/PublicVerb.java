package kakehashi.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.keys.KeyKind;
import kakehashi.keys.TokenUnavailable;
import kakehashi.keys.TokenUri;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;

/// `kakehashi public request LABEL`: makes a key in the public node's token, and a certification request for it.
final class PublicVerb {
    static final String USAGE = """
            public request LABEL --subject NAME --out FILE --token URI [--key p256|p384|rsa3072]
            public request LABEL --subject NAME --out FILE --token-file FILE --passphrase-file FILE
            """ + ApiKeyVerb.USAGE;
    private static final Map<String, KeyKind> KINDS =
            Map.of("p256", KeyKind.P256, "p384", KeyKind.P384, "rsa3072", KeyKind.RSA_3072);

    private final Operator operator;

    PublicVerb(Operator operator) {
        this.operator = operator;
    }

    int run(List<String> args) {
        if (!args.isEmpty() && args.getFirst().equals("api-key")) {
            return new ApiKeyVerb(operator).run(args.subList(1, args.size()));
        }
        Arguments given = Arguments.of(
                args, Set.of(), Set.of("--subject", "--out", "--token", "--key", "--token-file", "--passphrase-file"));
        Optional<Configuration.KeyPlace> place = place(given);
        Optional<Name> subject = given.value("--subject").flatMap(PublicVerb::name);
        Optional<KeyKind> kind =
                Optional.ofNullable(KINDS.get(given.value("--key").orElse("p256")));
        boolean asked = given.words().size() == 2 && given.words().getFirst().equals("request");
        boolean whole =
                asked && given.unknown().isEmpty() && given.value("--out").isPresent();
        if (!whole || place.isEmpty() || subject.isEmpty() || kind.isEmpty()) {
            return operator.usage(USAGE);
        }
        try (PublicToken token = PublicToken.open(place.get(), PublicToken.Missing.MADE)) {
            CertificationRequest request = token.request(given.words().get(1), kind.get(), subject.get());
            write(Path.of(given.value("--out").orElseThrow()), Pem.encode(request));
            operator.say(
                    given.value("--out").orElseThrow() + " に要求を書きました: " + subject.get(),
                    "the request is in " + given.value("--out").orElseThrow() + ": " + subject.get());
            return 0;
        } catch (ServeRefusal e) {
            return operator.refused("public request", e);
        } catch (TokenUnavailable e) {
            return operator.refused(
                    "public request",
                    new ServeRefusal(
                            ServeRefusal.UNAVAILABLE,
                            "トークンが応えません: " + e.getMessage() + "。docs/operations/keys.md をご覧ください。",
                            "the token does not answer: " + e.getMessage() + ". See docs/operations/keys.md."));
        }
    }

    private static Optional<Configuration.KeyPlace> place(Arguments given) {
        Optional<Configuration.KeyPlace> hardware =
                given.value("--token").flatMap(TokenUri::parse).map(Configuration.KeyPlace.Hardware::new);
        return hardware.or(() -> given.value("--token-file")
                .flatMap(file -> given.value("--passphrase-file")
                        .map(words -> new Configuration.KeyPlace.SealedFile(Path.of(file), Path.of(words)))));
    }

    private static Optional<Name> name(String text) {
        try {
            return Optional.of(Name.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String pem) {
        try {
            Files.writeString(file, pem, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ServeRefusal(
                    ServeRefusal.USAGE,
                    file + " は既にあります。--out で別の名前を指定してください。",
                    file + " is there already. Name another file with --out.");
        } catch (IOException e) {
            throw new ServeRefusal(
                    ServeRefusal.UNAVAILABLE,
                    file + " に書けません。フォルダの権限を確かめてください。",
                    file + " cannot be written. Look at the rights of its folder.");
        }
    }
}
