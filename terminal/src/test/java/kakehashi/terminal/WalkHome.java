package kakehashi.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.contract.Id;
import kakehashi.issuing.BookIntake;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.Custodian;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;

/// A vault that a ceremony founded by the command line, which then runs and takes its orders through the order
/// book, each made, approved and submitted by the command line.
final class WalkHome implements AutoCloseable {
    /// The officers, with their one role.
    enum Who {
        clerk("lra-clerk"),
        examiner("ra-examiner"),
        approver("ra-approver"),
        operator("ia-operator"),
        one("ia-supervisor"),
        two("ia-supervisor"),
        three("ia-supervisor");

        final String role;
        final Id officer = Chance.id();
        final Id person = Chance.id();
        final Id credential = Chance.id();

        Who(String role) {
            this.role = role;
        }
    }

    static final Who[] SUPERVISORS = {Who.one, Who.two};
    static final Who[] REGISTRARS = {Who.examiner, Who.approver};
    static final Id OFFICE = Chance.id();
    private static final List<String> CUSTODIANS = List.of("kanri-a", "kanri-b");

    private static final InstantSource CLOCK = InstantSource.system();

    final Path folder;
    final Path home;
    final Path secrets;
    private int orders;
    private VaultHome open;
    private Token token;
    private IssuingAuthority authority;
    private BookIntake intake;

    private WalkHome(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("vault");
        this.secrets = folder.resolve("secrets");
    }

    /// Makes everybody's token, without a word in it of whose it is: the ceremony writes that.
    static WalkHome seat(Path folder) throws IOException {
        WalkHome made = new WalkHome(Files.createDirectories(folder));
        Files.createDirectory(made.secrets);
        for (String custodian : CUSTODIANS) {
            made.token(custodian, KeyKind.ED25519);
            made.secret(custodian + ".share", "share of " + custodian);
        }
        for (Who who : Who.values()) {
            made.token(who.name(), KeyKind.P256);
        }
        return made;
    }

    private void token(String key, KeyKind kind) throws IOException {
        String passphrase = "passphrase of " + key;
        secret(key, passphrase);
        NewLock lock = new NewLock.Passphrase(Secret.of(passphrase.toCharArray()), new PassphraseCost(1, 8 * 1024, 1));
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), HomeToken.SILENT);
        try (SoftwareToken made = SoftwareToken.create(folder.resolve(key + ".token"), lock, rules)
                .orElseThrow()) {
            made.generate(KeyRequest.of("approval", kind)).orElseThrow();
        }
    }

    private void secret(String name, String text) throws IOException {
        Path secret = secrets.resolve(name);
        Files.writeString(secret, text + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    /// Holds a ceremony. What is said of officers, custodians and rules is the same in each.
    ///
    /// @param scope the CAs and profiles of everybody's scope
    /// @param rest CAs and steps
    Terminal hold(String name, String scope, String rest) {
        String file = text(
                name,
                "format = 1\ntitle = \"walk\"\nplace = \"here\"\n"
                        + rest.replace("SCOPE", scope).replace("OFFICERS", officers(scope)));
        return run("ceremony", "run", file, "--home", home.toString(), "--secrets", secrets.toString());
    }

    static final String FOUNDED = """
            [installation]
            name = "walk"
            origin = "kakehashi.test"
            quorum = 2
            [[installation.custodian]]
            key = "kanri-a"
            name = "管理 甲"
            token = "kanri-a.token"
            [[installation.custodian]]
            key = "kanri-b"
            name = "管理 乙"
            token = "kanri-b.token"
            [installation.rules]
            filing = { id = "filing.example.jp", origin = "https://filing.example.jp" }
            portal = { id = "portal.example.jp", origin = "https://portal.example.jp" }
            client = { id = "client.invalid", origin = "https://client.invalid" }
            exclusive = [{ one = "ra-examiner", other = "ra-approver" }]
            [[installation.rules.rule]]
            kinds = ["issue", "revoke", "suspend", "resume"]
            needs = [{ role = "ra-examiner", persons = 1 }, { role = "ra-approver", persons = 1, from-client = 1 }]
            [[installation.rules.rule]]
            kinds = ["crl"]
            needs = [{ role = "ia-operator", persons = 1 }]
            [[installation.rules.rule]]
            kinds = ["officer", "profile", "authorisation", "ca", "cross-certificate", "relying-party-policy", "erase"]
            needs = [{ role = "ia-supervisor", persons = 2, from-client = 2 }]
            [[installation.rules.rule]]
            kinds = ["rules", "keys"]
            needs = [{ role = "ia-supervisor", persons = 3, from-client = 3 }]
            """;

    private static String officers(String scope) {
        return Arrays.stream(Who.values())
                .map(who -> """
                        [[officer]]
                        key = "%s"
                        name = "職員 %s"
                        id = "%s"
                        person = "%s"
                        roles = ["%s"]
                        not-after = "2046-03-31T15:00:00Z"
                        scope = { %s, offices = ["%s"], subtrees = ["C=JP"], domains = [".go.jp", ".example.jp"] }
                        [[officer.credential]]
                        id = "%s"
                        use = "%s"
                        display = "client"
                        token = "%s.token"
                        """.formatted(
                                who,
                                who,
                                who.officer,
                                who.person,
                                who.role,
                                scope,
                                OFFICE,
                                who.credential,
                                who == Who.clerk ? "filing" : "approval",
                                who))
                .collect(Collectors.joining());
    }

    /// Lets the vault run, as a process of its own would.
    void start() {
        open = VaultHome.open(home, CLOCK);
        List<Custodian> custodians = CUSTODIANS.stream()
                .map(name -> new Custodian(name, Secret.of(("share of " + name).toCharArray())))
                .toList();
        token = open.openToken(new HomeUnlock.Custodians(custodians));
        VaultParts parts = open.parts(token, 2);
        authority = open.authority(parts);
        intake = BookIntake.start(authority, parts);
    }

    /// Stops it.
    void stop() {
        intake.close();
        authority.close();
        token.close();
        open.close();
    }

    @Override
    public void close() {
        if (open != null) {
            stop();
        }
    }

    String installation() {
        return read("vault/installation").strip();
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }

    /// Writes a text beside the others.
    String text(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command in English with the real clock.
    Terminal run(String... args) {
        return Terminal.run(Locale.ENGLISH, Bytes.EMPTY, CLOCK, args);
    }

    /// Runs a command that must succeed.
    Terminal ok(String... args) {
        Terminal answer = run(args);
        if (answer.code() != 0) {
            throw new AssertionError(String.join(" ", args) + "\n" + answer.out() + answer.err());
        }
        return answer;
    }

    /// Runs a verb about the vault that runs.
    Terminal ask(String... verb) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--home", home.toString(), "--running"));
        return ok(all.toArray(String[]::new));
    }

    /// What an order came to.
    ///
    /// @param submitted what `order submit --json` said
    /// @param order the order's file
    /// @param products the folder with what came of it
    record Done(Terminal submitted, String order, Path products) {
        List<Bytes> files(String ending) {
            try (Stream<Path> all = Files.list(products)) {
                List<Bytes> files = new ArrayList<>();
                for (Path file : all.sorted().toList()) {
                    if (file.toString().endsWith(ending)) {
                        files.add(Bytes.wrap(Files.readAllBytes(file)));
                    }
                }
                return files;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Certificate certificate() {
            return Certificate.parse(files(".cer").getFirst()).orElseThrow();
        }

        List<Crl> crls() {
            return files(".crl").stream()
                    .map(der -> Crl.parse(der).orElseThrow())
                    .toList();
        }
    }

    /// Makes an order of its text, shows it, has it approved, and submits it.
    Done order(String kind, String toml, Who... by) {
        String name = kind + "-" + ++orders;
        String text = text(name + ".toml", "installation = \"" + installation() + "\"\n" + toml);
        String order = file(name + ".order");
        ok("order", "new", kind, text, "--out", order);
        return submit(order, by);
    }

    /// Shows an order, has it approved, and submits it.
    Done submit(String order, Who... by) {
        ok("order", "show", order);
        for (Who who : by) {
            ok(
                    "order",
                    "approve",
                    order,
                    "--credential",
                    file(who + ".token"),
                    "--role",
                    who.role,
                    "--yes",
                    "--passphrase-file",
                    secrets.resolve(who.name()).toString());
        }
        Path products = folder.resolve(Path.of(order).getFileName() + ".d");
        try {
            Files.createDirectories(products);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> submit = List.of(
                "order",
                "submit",
                order,
                "--home",
                home.toString(),
                "--running",
                "--out",
                products.toString(),
                "--json");
        return new Done(run(submit.toArray(String[]::new)), order, products);
    }

    /// An order that must be carried out.
    Done done(String kind, String toml, Who... by) {
        return mustBeDone(order(kind, toml, by));
    }

    static Done mustBeDone(Done done) {
        if (done.submitted().code() != 0) {
            throw new AssertionError(done.order() + "\n" + done.submitted().out()
                    + done.submitted().err());
        }
        return done;
    }

    /// Writes octets beside the others.
    String octets(String name, Bytes octets) {
        try {
            return Files.write(folder.resolve(name), octets.toArray()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bytes octets(String name) {
        try {
            return Bytes.wrap(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
