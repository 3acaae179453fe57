package kakehashi.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.JsonText;
import kakehashi.console.Phrase;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyUri;
import kakehashi.keys.TokenUnavailable;
import kakehashi.keys.TokenUri;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi public request LABEL`: makes a key in the public node's token, and a certification request for it.
@Command(name = "request")
final class PublicRequest implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "LABEL", descriptionKey = "public.label")
    private String label;

    @Option(names = "--subject", required = true, paramLabel = "NAME", descriptionKey = "public.subject")
    private String subject;

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "public.out")
    private Path out;

    @Option(names = "--algorithm", paramLabel = "p256|p384|rsa3072", descriptionKey = "public.algorithm")
    private Algorithm algorithm = Algorithm.p256;

    @ArgGroup(multiplicity = "1")
    private Place place;

    PublicRequest(Console console) {
        this.console = console;
    }

    /// The kinds of key as they are written on the command line.
    enum Algorithm {
        p256,
        p384,
        rsa3072
    }

    /// Where the key lies.
    static final class Place {
        @Option(names = "--token-uri", required = true, paramLabel = "URI", descriptionKey = "public.token")
        private String uri;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private SealedFile file;
    }

    /// A token in a sealed file.
    static final class SealedFile {
        @Option(names = "--token-file", required = true, paramLabel = "FILE", descriptionKey = "public.tokenFile")
        private Path token;

        @Option(names = "--passphrase-file", required = true, paramLabel = "FILE", descriptionKey = "public.passphrase")
        private Path passphrase;
    }

    @Override
    public Integer call() {
        Name name = name();
        try (PublicToken token = PublicToken.open(place(), PublicToken.Missing.MADE)) {
            CertificationRequest request = token.request(label, kind(), name);
            write(Pem.encode(request));
        } catch (TokenUnavailable e) {
            throw new InputProblem(
                    ExitCode.UNAVAILABLE,
                    place().toString(),
                    new Phrase("トークンが応えません: %s", "the token does not answer: %s").with(e.getMessage()),
                    new Phrase("docs/operations/keys.ja.md をご覧ください。", "See docs/operations/keys.md."));
        }
        tell(name);
        return ExitCode.YES.number();
    }

    private void tell(Name name) {
        if (common.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("label", label);
            document.put("subject", name.toString());
            document.put("file", out.toString());
            console.out().println(JsonText.of(document));
        } else {
            console.line(new Phrase("%s に要求を書きました: %s", "the request is in %s: %s").with(out, name));
        }
    }

    private KeyKind kind() {
        return switch (algorithm) {
            case p256 -> KeyKind.P256;
            case p384 -> KeyKind.P384;
            case rsa3072 -> KeyKind.RSA_3072;
        };
    }

    private Configuration.KeyPlace place() {
        if (place.file != null) {
            return new Configuration.KeyPlace.SealedFile(place.file.token, place.file.passphrase);
        }
        return TokenUri.parse(place.uri)
                .map(Configuration.KeyPlace.Hardware::new)
                .orElseThrow(() -> new InputProblem(
                        ExitCode.USAGE,
                        "--token-uri " + KeyUri.shown(place.uri),
                        new Phrase("トークンの URI ではありません。", "is no URI of a token."),
                        new Phrase(
                                "例: pkcs11:token=…?module-path=…&pin-source=file:…（docs/operations/keys.ja.md）",
                                "Such as pkcs11:token=…?module-path=…&pin-source=file:… (docs/operations/keys.md).")));
    }

    private Name name() {
        try {
            return Name.of(subject);
        } catch (IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--subject " + subject,
                    new Phrase("識別名ではありません。", "is no name."),
                    new Phrase("例: CN=…,O=…,C=JP", "Such as CN=…,O=…,C=JP."));
        }
    }

    private void write(String pem) {
        try {
            Files.writeString(out, pem, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    out.toString(),
                    new Phrase("既にあります。", "is there already."),
                    new Phrase("--out で別の名前を指定してください。", "Name another file with --out."));
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.UNAVAILABLE,
                    out.toString(),
                    new Phrase("書けません。", "cannot be written."),
                    new Phrase("フォルダの権限を確かめてください。", "Look at the rights of its folder."));
        }
    }
}
