package kakehashi.conformance;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.x509.Oid;

/// A run of conformance suites: every `cases/*.jsonl` of a folder, or those that are asked for.
///
/// Rows are named by the file of cases; a file with cases of several suites has a row for each. A case that states
/// its path and has a pool as well is run both ways when no mode is asked for, and counts in the rows `NAME` and
/// `NAME/pool`.
public final class ConformanceRun {
    private final Options options;

    /// Prepares a run.
    public ConformanceRun(Options options) {
        this.options = options;
    }

    /// What to run, and how.
    ///
    /// @param folder the folder of the suites, with `cases` in it
    /// @param suites the files or suites to run; none means all
    /// @param mode one mode for all cases that can be run in it; absent means each case in every mode it has
    /// @param exceptions the file of known divergences; absent means the list that the product carries
    /// @param door the door through which the cases about paths go; absent means that the engine itself is asked
    public record Options(
            Path folder, List<String> suites, Optional<Mode> mode, Optional<Path> exceptions, Optional<Door> door) {
        /// A run that asks the engine itself.
        public Options(Path folder, List<String> suites, Optional<Mode> mode, Optional<Path> exceptions) {
            this(folder, suites, mode, exceptions, Optional.empty());
        }
    }

    /// Whom the cases are put to.
    ///
    /// @param through by which of its doors
    /// @param running a running server; absent means one in this process
    public record Door(Through through, Optional<Running> running) {
        /// A door of a server in this process.
        public Door(Through through) {
            this(through, Optional.empty());
        }
    }

    /// A running server. It has one policy for the suites: overrides allowed, all algorithms of the past allowed,
    /// anchors trusted while their certificates are valid, collection on. Cases that need other rules are not
    /// scored.
    ///
    /// @param url where it answers, without the paths of its doors
    /// @param policy the policy
    /// @param apiKey the secret for the JSON door
    /// @param hostsPort where the hosts of the suites are served for it on the loopback address, as by a proxy
    public record Running(URI url, Oid policy, Optional<String> apiKey, int hostsPort) {}

    /// A door of the validation server. Cases about the status of one certificate by one piece of
    /// evidence are left out: no door has that question.
    public enum Through {
        /// SCVP requests and responses (RFC 5055).
        SCVP,
        /// The JSON door.
        JSON
    }

    /// Where the certificates of a path come from.
    public enum Mode {
        /// The intermediates and CRLs that the case gives, and no others.
        EXPLICIT,
        /// All certificates and CRLs of the suite: the path must be discovered.
        POOL,
        /// Through a door to a server that knows nothing beforehand: paths are discovered by what certificates
        /// point at, which a stand-in for the suite's hosts serves; suites without hosts
        /// bring all in the request.
        HTTP
    }

    /// The run cannot begin: what cannot be used, and why.
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String input;

        Unusable(String input, String reason) {
            super(reason, null, false, false);
            this.input = input;
        }

        /// The file or folder.
        public String input() {
            return input;
        }
    }

    /// Runs the cases one after the other on this thread.
    ///
    /// @param progress is told the name of each row before it begins
    /// @throws Unusable when there are no such cases, or the list of divergences cannot be used
    public ConformanceReport run(Consumer<String> progress) {
        Path cases = options.folder().resolve("cases");
        if (!Files.isDirectory(cases)) {
            throw new Unusable(options.folder().toString(), "no folder \"cases\" in it");
        }
        if (options.door().isEmpty() && options.mode().equals(Optional.of(Mode.HTTP))) {
            throw new Unusable("--mode http", "goes through a door: --through scvp or json");
        }
        KnownDivergences known = KnownDivergences.read(options.exceptions());
        Material material = new Material(options.folder());
        List<Row> rows = rows(CaseFile.readAll(cases));
        if (options.door().isEmpty()) {
            return run(rows, new CaseJudge(material)::judge, known, progress);
        }
        try (DoorJudge judge = new DoorJudge(material, options.door().get(), hosts(rows, material))) {
            return run(rows, judge::judge, known, progress);
        }
    }

    private static List<Path> hosts(List<Row> rows, Material material) {
        return rows.stream()
                .filter(row -> row.mode() == Mode.HTTP)
                .flatMap(row -> row.cases().stream())
                .filter(aCase -> aCase.has("hosts"))
                .map(aCase -> material.folder(aCase, "hosts"))
                .distinct()
                .toList();
    }

    private static ConformanceReport run(
            List<Row> rows, Judge judge, KnownDivergences known, Consumer<String> progress) {
        List<CaseResult> results = new ArrayList<>();
        for (Row row : rows) {
            progress.accept(row.name());
            row.cases().forEach(aCase -> results.add(run(row, aCase, judge, known)));
        }
        return new ConformanceReport(results);
    }

    /// What answers cases.
    @FunctionalInterface
    private interface Judge {
        Answer judge(SuiteCase aCase, Mode mode);
    }

    /// The cases that are counted together.
    ///
    /// @param file the name of their file, by which divergences are listed
    private record Row(String name, String file, Mode mode, List<SuiteCase> cases) {}

    private static CaseResult run(Row row, SuiteCase aCase, Judge judge, KnownDivergences known) {
        if (!aCase.isScored()) {
            return CaseResult.notScored(row.name(), aCase);
        }
        try {
            Answer answer = judge.judge(aCase, row.mode());
            return new CaseResult(
                    row.name(),
                    aCase,
                    Score.of(aCase, answer, known.lists(row.file(), aCase) || known.lists(row.name(), aCase)),
                    answer);
        } catch (NotAskable without) {
            return CaseResult.notScored(row.name(), aCase);
        } catch (UnusableCase unusable) {
            return CaseResult.error(row.name(), aCase, unusable.getMessage());
        } catch (RuntimeException bug) {
            // The engine answers, it does not throw: one bug must not hide the answers to the other cases.
            return CaseResult.error(row.name(), aCase, "bug: " + bug);
        }
    }

    private List<Row> rows(List<CaseFile> files) {
        List<Row> rows = new ArrayList<>();
        for (CaseFile file : files) {
            List<String> suites =
                    file.cases().stream().map(SuiteCase::suite).distinct().toList();
            for (String suite : suites) {
                String name = suites.size() == 1 ? file.name() : file.name() + ":" + suite;
                List<SuiteCase> ofSuite = file.cases().stream()
                        .filter(c -> c.suite().equals(suite))
                        .filter(c -> options.door().isEmpty() || c.form() == SuiteCase.Form.PATH)
                        .toList();
                boolean wanted = options.suites().isEmpty() || isWanted(file.name(), suite);
                if (wanted && !ofSuite.isEmpty()) {
                    addRows(rows, name, file.name(), ofSuite);
                }
            }
        }
        if (rows.isEmpty()) {
            throw new Unusable(
                    String.join(" ", options.suites()),
                    "no such suite; there are "
                            + String.join(
                                    " ", files.stream().map(CaseFile::name).toList()));
        }
        return rows;
    }

    private boolean isWanted(String file, String suite) {
        return options.suites().contains(file) || options.suites().contains(suite);
    }

    private void addRows(List<Row> rows, String name, String file, List<SuiteCase> cases) {
        if (options.mode().isPresent()) {
            String mode = options.mode().get() == Mode.HTTP ? "/http" : "";
            rows.add(new Row(name + mode, file, options.mode().get(), cases));
            return;
        }
        rows.add(new Row(name, file, Mode.EXPLICIT, cases));
        List<SuiteCase> withPool = cases.stream().filter(c -> c.has("pool")).toList();
        if (withPool.stream().anyMatch(CaseInputs::statesItsPath)) {
            rows.add(new Row(name + "/pool", file, Mode.POOL, withPool));
        }
    }
}
