package kakehashi.terminal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.conformance.ConformanceReport;
import kakehashi.conformance.ConformanceRun;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.x509.Oid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi conformance FOLDER`: runs the conformance suites of a folder. Exit code 0 when nothing fails and no
/// known divergence passes unexpectedly. JSON: [ConformanceReport#json].
@Command(name = "conformance")
final class Conformance implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(paramLabel = "FOLDER", descriptionKey = "conformance.dir")
    Path folder;

    @Option(names = "--suite", arity = "1..*", paramLabel = "NAME", descriptionKey = "conformance.suite")
    List<String> suites = List.of();

    @Option(names = "--mode", paramLabel = "explicit|pool|http", descriptionKey = "conformance.mode")
    Optional<Mode> mode = Optional.empty();

    @Option(names = "--through", paramLabel = "scvp|json", descriptionKey = "conformance.through")
    Optional<Through> through = Optional.empty();

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "conformance.url")
    Optional<URI> url = Optional.empty();

    @Option(names = "--policy", paramLabel = "OID", descriptionKey = "conformance.policy")
    String policy = "";

    @Option(names = "--api-key-file", paramLabel = "FILE", descriptionKey = "conformance.apikey")
    Optional<Path> apiKey = Optional.empty();

    @Option(names = "--hosts-port", paramLabel = "PORT", descriptionKey = "conformance.hostsport")
    int hostsPort;

    @Option(names = "--failures", paramLabel = "FILE", descriptionKey = "conformance.failures")
    Optional<Path> failures = Optional.empty();

    @Option(names = "--exceptions", paramLabel = "FILE", descriptionKey = "conformance.exceptions")
    Optional<Path> exceptions = Optional.empty();

    Conformance(Console console) {
        this.console = console;
    }

    /// The modes as they are written on the command line.
    enum Mode {
        explicit,
        pool,
        http
    }

    /// The doors as they are written on the command line.
    enum Through {
        scvp,
        json
    }

    @Override
    public Integer call() {
        ConformanceReport report = run();
        failures.ifPresent(file -> write(file, report.failures()));
        if (common.json()) {
            console.out().println(JsonPage.text(report.json()));
        } else {
            List<String> table = report.table(console.language());
            table.forEach(console::line);
            console.verdict(
                    report.ok() ? ExitCode.YES : ExitCode.NO,
                    console.say(
                            report.ok()
                                    ? new Phrase("すべて期待どおりです。", "All as expected.")
                                    : new Phrase(
                                            "期待と異なるものがあります。--failures FILE で詳細を書き出せます。",
                                            "Not all as expected. See with --failures FILE what failed.")));
        }
        return (report.ok() ? ExitCode.YES : ExitCode.NO).number();
    }

    private ConformanceReport run() {
        try {
            return new ConformanceRun(
                            new ConformanceRun.Options(folder, suites, mode.map(Conformance::mode), exceptions, door()))
                    .run(name -> {});
        } catch (ConformanceRun.Unusable unusable) {
            boolean there =
                    Files.exists(Path.of(unusable.input())) || !unusable.input().equals(folder.toString());
            throw new InputProblem(
                    there ? ExitCode.MALFORMED : ExitCode.NOT_FOUND,
                    unusable.input(),
                    Phrase.same(String.valueOf(unusable.getMessage())),
                    new Phrase(
                            "cases/*.jsonl のあるフォルダを指定してください。",
                            "Name a folder with cases/*.jsonl in it, and suites that are there."));
        }
    }

    private Optional<ConformanceRun.Door> door() {
        if (url.isPresent()
                && (through.isEmpty() || mode.filter(Mode.http::equals).isEmpty() || policy.isEmpty())) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--url",
                    new Phrase("これだけでは実行できません。", "is not enough to run."),
                    new Phrase(
                            "--mode http --through scvp|json --policy OID も指定してください。",
                            "Give --mode http --through scvp|json --policy OID as well."));
        }
        Optional<ConformanceRun.Running> running = url.map(this::running);
        return through.map(one -> new ConformanceRun.Door(door(one), running));
    }

    private ConformanceRun.Running running(URI server) {
        Oid named = Oid.parse(policy)
                .toOptional()
                .orElseThrow(() -> new InputProblem(
                        ExitCode.USAGE,
                        "--policy " + policy,
                        new Phrase("この値は使えません。", "is not a value that can be used."),
                        Phrase.same("--policy 1.2.392.1.1")));
        Optional<String> secret = apiKey.map(file ->
                new String(InputFile.octets(file.toString(), console.in()).toArray(), StandardCharsets.UTF_8).strip());
        return new ConformanceRun.Running(server, named, secret, hostsPort);
    }

    private static ConformanceRun.Mode mode(Mode mode) {
        return switch (mode) {
            case explicit -> ConformanceRun.Mode.EXPLICIT;
            case pool -> ConformanceRun.Mode.POOL;
            case http -> ConformanceRun.Mode.HTTP;
        };
    }

    private static ConformanceRun.Through door(Through through) {
        return switch (through) {
            case scvp -> ConformanceRun.Through.SCVP;
            case json -> ConformanceRun.Through.JSON;
        };
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file.toString(),
                    new Phrase("書けません (%s)。", "cannot be written (%s).").with(e),
                    new Phrase("フォルダと権限を確かめてください。", "Check the folder and its permissions."));
        }
    }
}
