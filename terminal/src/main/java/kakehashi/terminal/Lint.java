package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.path.Language;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.profiles.KeyCheck;
import kakehashi.profiles.LintFinding;
import kakehashi.profiles.LintPurpose;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi lint FILE…`: which rules certificates, CRLs and requests break.
///
/// JSON: `{"files": [{"file", "items": [{"kind", "findings": [{"rule", "severity", "clause", "words": {"ja", "en"},
/// "detail"}]}]}]}`.
@Command(name = "lint")
final class Lint implements Callable<Integer> {
    private final Console console;
    private final ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    private ExitCode worst = ExitCode.YES;
    private LintMaterial.Read beside = LintMaterial.Read.NOTHING;
    private KeyCheck keys = new KeyCheck(KeyBlocklist.EMPTY);

    @Mixin
    CommonOptions common;

    @Mixin
    LintMaterial material = new LintMaterial();

    @Option(names = "--purpose", paramLabel = "PURPOSE", descriptionKey = "lint.purpose")
    String purpose = "";

    @Option(names = "--blocklist", paramLabel = "FILE|FOLDER", descriptionKey = "lint.blocklist")
    String blocklist = "";

    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "lint.file")
    List<String> files;

    Lint(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        purposeOf(purpose);
        beside = material.read(console);
        keys = new KeyCheck(blocklist.isEmpty() ? KeyBlocklist.EMPTY : readBlocklist());
        for (String file : files) {
            try {
                file(file);
            } catch (InputProblem problem) {
                console.problem(problem);
                answers.addObject()
                        .put("file", file)
                        .put("problem", problem.wrong().english());
                worst = worst.or(problem.code());
            }
        }
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.set("files", answers);
            console.out().println(JsonPage.text(document));
        }
        return worst.number();
    }

    private KeyBlocklist readBlocklist() {
        try {
            return KeyBlocklist.read(Path.of(blocklist));
        } catch (IOException | IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    blocklist,
                    new Phrase("一覧として読めません (%s)。", "is no readable list (%s).").with(e.getMessage()),
                    new Phrase(
                            "Debian openssl-blacklist の形式のファイルを指定してください。",
                            "Name a file in the format of Debian's openssl-blacklist."));
        }
    }

    /// The purpose that was asked for; empty when each certificate is to tell its own.
    private static Optional<LintPurpose> purposeOf(String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = Arrays.stream(LintPurpose.values()).map(Lint::word).toList();
        if (!words.contains(word)) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--purpose " + word,
                    new Phrase("そのような種類はありません。", "there is no such purpose."),
                    new Phrase("種類: %s", "Purposes: %s").with(String.join(" ", words)));
        }
        return Optional.of(LintPurpose.values()[words.indexOf(word)]);
    }

    private static String word(LintPurpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void file(String file) {
        List<Pem.Block> blocks = InputFile.items(file, InputFile.octets(file, console.in()));
        ArrayNode items = answers.addObject().put("file", file).putArray("items");
        for (int i = 0; i < blocks.size(); i++) {
            item(
                    blocks.size() == 1 ? file : file + " [" + (i + 1) + "]",
                    blocks.get(i).content(),
                    items);
        }
    }

    private void item(String place, Bytes der, ArrayNode items) {
        Kind kind = Kind.of(der)
                .orElseThrow(() -> problem(place, new Phrase("知っている形式のどれでもありません。", "is nothing that is known here.")));
        switch (kind) {
            case CERTIFICATE -> show(place, kind, findings(Certificate.parse(der), this::certificate), items);
            case CRL ->
                show(
                        place,
                        kind,
                        findings(Crl.parse(der), crl -> kakehashi.profiles.Lint.check(crl, beside.issuer())),
                        items);
            case CERTIFICATION_REQUEST ->
                show(place, kind, findings(CertificationRequest.parse(der), this::request), items);
            case CERTIFICATE_BUNDLE -> all(place, CertificateBundle.parse(der).map(Lint::members), items);
            case CROSS_CERTIFICATE_PAIR ->
                all(place, CrossCertificatePair.parse(der).map(Lint::members), items);
            case OCSP_REQUEST, OCSP_RESPONSE ->
                throw problem(
                        place,
                        new Phrase(
                                kind.words().japanese() + "の規則はありません。",
                                "is an " + kind.words().english() + ", for which there are no rules."));
        }
    }

    private static InputProblem problem(String place, Phrase wrong) {
        return new InputProblem(
                ExitCode.MALFORMED,
                place,
                wrong,
                new Phrase("証明書、CRL、証明書発行要求を指定してください。", "Name certificates, CRLs and certification requests."));
    }

    private static List<Bytes> members(CertificateBundle bundle) {
        List<Bytes> all = new ArrayList<>(
                bundle.certificates().stream().map(Certificate::der).toList());
        all.addAll(bundle.crlDers());
        return all;
    }

    private static List<Bytes> members(CrossCertificatePair pair) {
        List<Bytes> all = new ArrayList<>(2);
        pair.issuedToThisCa().map(Certificate::der).ifPresent(all::add);
        pair.issuedByThisCa().map(Certificate::der).ifPresent(all::add);
        return all;
    }

    private void all(String place, Parsed<List<Bytes>> members, ArrayNode items) {
        switch (members) {
            case Parsed.Value<List<Bytes>>(List<Bytes> ders) -> {
                for (int i = 0; i < ders.size(); i++) {
                    item(place + " [" + (i + 1) + "]", ders.get(i), items);
                }
            }
            case Parsed.Malformed<List<Bytes>> wrong ->
                throw problem(place, new Phrase("形式が正しくありません: " + wrong, "is malformed: " + wrong));
        }
    }

    private static <T> List<LintFinding> findings(Parsed<T> parsed, Function<T, List<LintFinding>> check) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> check.apply(value);
            case Parsed.Malformed<T> malformed -> List.of(kakehashi.profiles.Lint.malformed(malformed));
        };
    }

    private List<LintFinding> certificate(Certificate certificate) {
        LintPurpose meant = purposeOf(purpose).or(beside::purpose).orElseGet(() -> LintPurpose.of(certificate));
        List<LintFinding> all = new ArrayList<>(kakehashi.profiles.Lint.check(certificate, beside.context(meant)));
        all.addAll(keys.check(certificate.subjectPublicKeyInfo()));
        return all;
    }

    private List<LintFinding> request(CertificationRequest request) {
        List<LintFinding> all = new ArrayList<>(kakehashi.profiles.Lint.check(request));
        all.addAll(keys.check(request.subjectPublicKeyInfo()));
        return all;
    }

    private void show(String place, Kind kind, List<LintFinding> findings, ArrayNode items) {
        boolean error = findings.stream().anyMatch(LintFinding::isError);
        worst = worst.or(error ? ExitCode.NO : ExitCode.YES);
        if (common.json()) {
            ArrayNode list = items.addObject().put("kind", kind.code()).putArray("findings");
            findings.forEach(finding -> json(finding, list.addObject()));
            return;
        }
        console.verdict(
                error ? ExitCode.NO : ExitCode.YES,
                place + ": "
                        + console.say(
                                error
                                        ? new Phrase("誤りがあります", "has errors")
                                        : findings.isEmpty()
                                                ? new Phrase("問題はありません", "breaks no rule")
                                                : new Phrase("誤りはありません", "has no errors")));
        for (LintFinding finding : findings) {
            console.line("  " + console.say(severity(finding)) + "  "
                    + finding.rule().id() + "  (" + finding.rule().clause() + ")");
            console.line("    " + finding.words(console.language()));
        }
    }

    private static Phrase severity(LintFinding finding) {
        return switch (finding.rule().severity()) {
            case ERROR -> new Phrase("誤り", "error  ");
            case WARNING -> new Phrase("警告", "warning");
            case NOTICE -> new Phrase("参考", "notice ");
        };
    }

    private static void json(LintFinding finding, ObjectNode node) {
        node.put("rule", finding.rule().id())
                .put("severity", finding.rule().severity().name().toLowerCase(Locale.ROOT))
                .put("clause", finding.rule().clause())
                .put("detail", finding.detail());
        node.putObject("words")
                .put("ja", finding.rule().words(Language.JAPANESE))
                .put("en", finding.rule().words(Language.ENGLISH));
    }
}
