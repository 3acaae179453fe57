package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.validation.ScvpClient;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.Certificate;
import kakehashi.x509.CvRequest;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Oid;
import kakehashi.x509.Query;
import kakehashi.x509.ResponseFlags;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi scvp`: asks an SCVP server by HTTP, or writes a request to a file, or checks and
/// shows the response to one. Exit code for a
/// response: 0 when every certificate is valid, 1 when one is not, 2 when it cannot be told, or the response is not
/// believed. JSON: [ScvpPage#json].
@Command(name = "scvp")
final class Scvp implements Callable<Integer> {
    private static final int NONCE_OCTETS = 16;

    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(arity = "0..*", paramLabel = "FILE", descriptionKey = "scvp.target")
    List<String> targets = List.of();

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "scvp.write")
    String write = "";

    @Option(names = "--policy", paramLabel = "OID", descriptionKey = "scvp.policy")
    String policy = "";

    @Option(names = "--check", paramLabel = "build|valid|status", descriptionKey = "scvp.check")
    String check = "status";

    @Option(names = "--want", arity = "1..*", paramLabel = "WHAT", descriptionKey = "scvp.want")
    List<String> want = List.of();

    @Option(names = "--with", arity = "1..*", paramLabel = "FILE|FOLDER", descriptionKey = "scvp.material")
    List<String> material = List.of();

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "scvp.at")
    String at = "";

    @Option(names = "--fresh", descriptionKey = "scvp.fresh")
    boolean fresh;

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "scvp.url")
    String url = "";

    @Option(names = "--sent", paramLabel = "FILE", descriptionKey = "scvp.sent")
    String sent = "";

    @Option(names = "--response", paramLabel = "FILE", descriptionKey = "scvp.response")
    String response = "";

    @Option(names = "--server", paramLabel = "FILE", descriptionKey = "scvp.server")
    String server = "";

    Scvp(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!write.isEmpty() && !targets.isEmpty()) {
            return writeRequest();
        }
        if (!url.isEmpty() && !targets.isEmpty() && !server.isEmpty()) {
            return askServer();
        }
        if (!sent.isEmpty() && !response.isEmpty() && !server.isEmpty()) {
            return checkResponse();
        }
        throw wrong(
                "scvp", "FILE --url URL --server FILE | FILE --out FILE | --sent FILE --response FILE --server FILE");
    }

    private int writeRequest() {
        write(ScvpClient.send(request()).message());
        console.line(console.say(new Phrase("%s に書きました。", "Written to %s.").with(write)));
        return ExitCode.YES.number();
    }

    private int askServer() {
        ScvpClient.Sent asked = ScvpClient.send(request());
        return show(asked, ScvpPost.send(url, asked.message()));
    }

    private CvRequest request() {
        List<Certificate> certificates = targets.stream()
                .map(file -> VerifyMaterial.target(file, console))
                .toList();
        ValidationPolRef reference = policy.isEmpty()
                ? ValidationPolRef.defaultValPolicy()
                : ValidationPolRef.of(
                        Oid.parse(policy).toOptional().orElseThrow(() -> wrong("--policy " + policy, "1.2.392.1.1")));
        Query.Builder query = Query.about(CertReferences.of(certificates), check(), ValidationPolicy.of(reference));
        query.wantBack(want.stream().map(Scvp::wantBack).toArray(WantBack[]::new));
        if (!at.isEmpty()) {
            query.validationTime(VerifyOptions.time(at, console.clock()));
        }
        if (!material.isEmpty()) {
            addMaterial(query);
        }
        if (fresh) {
            query.responseFlags(ResponseFlags.DEFAULT.without(ResponseFlags.Flag.CACHED_RESPONSE));
        }
        CvRequest.Builder request = CvRequest.from(query.build()).hashAlg(DigestAlgorithm.SHA_256);
        if (fresh) {
            byte[] nonce = new byte[NONCE_OCTETS];
            new SecureRandom().nextBytes(nonce);
            request.requestNonce(Bytes.wrap(nonce));
        }
        return request.build();
    }

    private void addMaterial(Query.Builder query) {
        VerifyMaterial known = new VerifyMaterial(console);
        material.forEach(known::add);
        Stream<RevocationItem> crls = known.crls().stream()
                .map(crl -> crl.baseCrlNumber().isPresent()
                        ? new RevocationItem.DeltaCrl(crl)
                        : new RevocationItem.FullCrl(crl));
        Stream<RevocationItem> responses =
                known.responses().stream().map(one -> new RevocationItem.Ocsp(new OcspResponse.Successful(one)));
        query.intermediateCerts(List.copyOf(known.certificates()))
                .revInfos(Stream.concat(crls, responses).toList());
    }

    private CertCheck check() {
        return switch (check) {
            case "build" -> CertCheck.BUILD_PKC_PATH;
            case "valid" -> CertCheck.BUILD_VALID_PKC_PATH;
            case "status" -> CertCheck.BUILD_STATUS_CHECKED_PKC_PATH;
            default -> throw wrong("--check " + check, "build, valid, status");
        };
    }

    private static WantBack wantBack(String word) {
        return switch (word) {
            case "path" -> WantBack.PKC_BEST_CERT_PATH;
            case "revocation" -> WantBack.PKC_REVOCATION_INFO;
            case "key" -> WantBack.PKC_PUBLIC_KEY_INFO;
            case "cert" -> WantBack.PKC_CERT;
            default -> throw wrong("--want " + word, "path, revocation, key, cert");
        };
    }

    private void write(Bytes message) {
        try {
            Files.write(Path.of(write), message.toArray());
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    write,
                    new Phrase("書けません (%s)。", "cannot be written (%s).").with(e),
                    new Phrase("フォルダと権限を確かめてください。", "Check the folder and its permissions."));
        }
    }

    private int checkResponse() {
        Bytes message = InputFile.octets(sent, console.in());
        CvRequest request = CvRequest.parseContentInfo(message)
                .toOptional()
                .orElseThrow(() -> new InputProblem(
                        ExitCode.MALFORMED,
                        sent,
                        new Phrase("署名のない SCVP 要求ではありません。", "is not an unsigned SCVP request."),
                        new Phrase("--out で作ったファイルを指定してください。", "Name a file that --out made.")));
        return show(new ScvpClient.Sent(request, request.der(), message), InputFile.octets(response, console.in()));
    }

    private int show(ScvpClient.Sent asked, Bytes answer) {
        ScvpClient client = new ScvpClient(
                new ScvpClient.Trust.Pinned(Set.of(VerifyMaterial.target(server, console))), console.clock());
        ScvpPage page = new ScvpPage(client.receive(asked, answer), console);
        if (common.json()) {
            console.out().println(JsonPage.text(page.json()));
        } else {
            page.show();
        }
        return page.code().number();
    }

    private static InputProblem wrong(String option, String example) {
        return new InputProblem(
                ExitCode.USAGE,
                option,
                new Phrase("この値は使えません。", "is not a value that can be used."),
                new Phrase("例: " + example, "Such as: " + example));
    }
}
