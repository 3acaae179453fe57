package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.issuing.Founding;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.keys.UseCounts;
import kakehashi.ledger.BookedOrder;
import kakehashi.ledger.Database;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A founded installation in a home, whose officers have their credentials in files that `credential new` made.
final class TestHome {
    static final String PASSPHRASE = "correct horse battery";
    private static final PassphraseCost CHEAP = new PassphraseCost(1, 8 * 1024, 1);
    static final Id ROOT = Id.ofHex("0123456789abcdef0123456789abcdef");
    static final Id OFFICE = Id.ofHex("aaaabbbbccccddddaaaabbbbccccdddd");

    /// The officers, by the names of their files, with their one role.
    enum Who {
        clerk(Role.LRA_CLERK),
        examiner(Role.RA_EXAMINER),
        approver(Role.RA_APPROVER),
        operator(Role.IA_OPERATOR),
        supervisor(Role.IA_SUPERVISOR),
        second(Role.IA_SUPERVISOR),
        third(Role.IA_SUPERVISOR);

        final Role role;

        Who(Role role) {
            this.role = role;
        }

        String roleWord() {
            return CredentialFacts.word(role);
        }
    }

    final Path folder;
    final Path home;
    final Path pass;
    final List<Id> profiles;
    final InstantSource clock = InstantSource.system();
    Digest installation;

    private TestHome(Path folder, List<Id> profiles) throws IOException {
        this.folder = folder;
        this.home = folder.resolve("vault");
        this.profiles = profiles;
        this.pass = folder.resolve("pass");
        Files.writeString(pass, PASSPHRASE + "\n");
        Files.setPosixFilePermissions(pass, PosixFilePermissions.fromString("rw-------"));
    }

    /// A custodian's token `NAME.token`, its passphrase in `secrets/NAME.token`.
    record CustodianKey(Path token, SubjectPublicKeyInfo publicKey) {
        static CustodianKey make(Path folder, String name) {
            try {
                Path secrets = Files.createDirectories(folder.resolve("secrets"));
                Path pass = Files.writeString(secrets.resolve(name + ".token"), PASSPHRASE + "\n");
                Files.setPosixFilePermissions(pass, PosixFilePermissions.fromString("rw-------"));
                NewLock lock = new NewLock.Passphrase(Secret.of(PASSPHRASE.toCharArray()), CHEAP);
                Path file = folder.resolve(name + ".token");
                try (Token token = SoftwareToken.create(
                                file,
                                lock,
                                new TokenRules(KeyPolicy.ofAllKinds(), new UseCounts(Path.of(file + ".uses"))))
                        .orElseThrow()) {
                    KeyEntry key = token.generate(KeyRequest.of("custodian", KeyKind.ED25519))
                            .orElseThrow();
                    return new CustodianKey(file, key.publicKey());
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        CustodianSignature sign(Bytes statement) {
            TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), new UseCounts(Path.of(token + ".uses")));
            try (Secret secret = Secret.of(PASSPHRASE.toCharArray());
                    Token open = SoftwareToken.open(token, secret, rules).orElseThrow()) {
                Signer signer = open.signer(publicKey.keyIdentifier(), SignatureAlgorithm.ED25519)
                        .orElseThrow();
                return new CustodianSignature(Digest.of(publicKey.der()), signer.sign(statement));
            }
        }
    }

    /// Founds an installation.
    static TestHome found(Path folder, List<Id> profiles) throws IOException {
        TestHome made = new TestHome(folder, profiles);
        List<Officer> officers = new ArrayList<>();
        List<Bytes> enrolments = new ArrayList<>();
        for (Who who : Who.values()) {
            made.makeCredential(who);
            EnrolmentFile enrolment = EnrolmentFile.parse(
                            Bytes.wrap(Files.readAllBytes(folder.resolve(who + ".enrolment"))))
                    .orElseThrow();
            officers.add(made.record(who, enrolment));
            enrolments.add(enrolment.signed().der());
        }
        made.found(officers, enrolments);
        return made;
    }

    private void makeCredential(Who who) {
        Path file = folder.resolve(who + ".token");
        // As `credential new` makes it, but for what each try of the passphrase costs: hundreds of times here.
        NewLock lock = new NewLock.Passphrase(Secret.of(PASSPHRASE.toCharArray()), CHEAP);
        TokenRules rules = new TokenRules(KeyPolicy.ofAuthorities(), new UseCounts(Path.of(file + ".uses")));
        try (SoftwareToken token = SoftwareToken.create(file, lock, rules).orElseThrow()) {
            token.generate(KeyRequest.of("approval key", KeyKind.P256)).orElseThrow();
            Credential.Use use = who == Who.clerk ? Credential.Use.FILING : Credential.Use.APPROVAL;
            token.putNote(
                    CredentialNote.LABEL,
                    new CredentialNote(Chance.id(), Chance.id(), Chance.id(), use, Optional.empty()).text());
        }
        ok(
                "credential",
                "enrol",
                file(who + ".token"),
                "--genesis",
                "--out",
                file(who + ".enrolment"),
                "--passphrase-file",
                pass.toString());
    }

    private Officer record(Who who, EnrolmentFile enrolment) {
        Salt salt = Chance.salt();
        Scope scope = new Scope(
                List.of(ROOT), profiles, List.of(OFFICE), List.of(Name.of("C=JP")), List.of(".go.jp", ".example.jp"));
        try (Secret secret = Secret.of(PASSPHRASE.toCharArray());
                CredentialToken token =
                        CredentialToken.open(new CredentialPlace.SealedFile(folder.resolve(who + ".token")), secret)) {
            return new Officer(
                    token.note().officer(),
                    token.note().person(),
                    Officer.nameDigest(salt, who.name()),
                    List.of(who.role),
                    scope,
                    List.of(enrolment.enrolment().credential()),
                    now().plus(Duration.ofDays(3650)));
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void found(List<Officer> officers, List<Bytes> enrolments) {
        List<CustodianKey> custodians = List.of(
                CustodianKey.make(folder, "kato"), CustodianKey.make(folder, "sato"), CustodianKey.make(folder, "ito"));
        NewLock lock = new NewLock.Passphrase(Secret.of(PASSPHRASE.toCharArray()), CHEAP);
        try (VaultHome made = VaultHome.create(home, HomeSettings.plain(HomeSettings.Origin.CEREMONY), clock);
                Token token = made.makeToken(lock, new HomeUnlock.Passphrase(Secret.of(PASSPHRASE.toCharArray())))) {
            VaultParts parts = made.parts(token, 2);
            Genesis genesis = new Genesis(
                    Chance.salt().octets(),
                    "test",
                    "kakehashi.test",
                    List.of(made.node()),
                    Founding.makeKeys(
                            token,
                            custodians.stream().map(CustodianKey::publicKey).toList(),
                            2),
                    rules(),
                    officers,
                    enrolments,
                    now());
            List<CustodianSignature> signatures = custodians.stream()
                    .limit(2)
                    .map(key -> key.sign(genesis.der()))
                    .toList();
            Founding.Result result = Founding.found(parts, genesis, signatures);
            if (!(result instanceof Founding.Result.Founded(Bytes name))) {
                throw new AssertionError(result.toString());
            }
            installation = new Digest(name);
            made.pin(installation, genesis, Bytes.EMPTY);
        }
    }

    static Rules rules() {
        List<Rules.Rule> rules = Arrays.stream(OrderKind.values())
                .map(kind -> new Rules.Rule(kind, Optional.empty(), needs(kind), 7_776_000, Optional.empty()))
                .toList();
        return new Rules(
                rules,
                List.of(new Rules.Exclusive(Role.RA_EXAMINER, Role.RA_APPROVER)),
                new RelyingParty("filing.example.jp", "https://filing.example.jp"),
                new RelyingParty("approval.example.jp", "https://approval.example.jp"),
                new RelyingParty("client.invalid", "https://client.invalid"));
    }

    private static List<Rules.Need> needs(OrderKind kind) {
        return switch (kind) {
            case ISSUE, RESUME, REVOKE, SUSPEND ->
                List.of(new Rules.Need(Role.RA_EXAMINER, 1, 0), new Rules.Need(Role.RA_APPROVER, 1, 1));
            case CRL -> List.of(new Rules.Need(Role.IA_OPERATOR, 1, 0));
            case RULES, KEYS -> List.of(new Rules.Need(Role.IA_SUPERVISOR, 3, 3));
            case OFFICER, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, ERASE ->
                List.of(new Rules.Need(Role.IA_SUPERVISOR, 2, 2));
        };
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }

    /// Has an order fail as often as the plan allows; it is set aside then.
    ///
    /// @return its number in the order book
    String setAside() {
        OrderBook book = new OrderBook(RetryPlan.USUAL);
        BookedOrder order = new BookedOrder(Bytes.of(new byte[16]), "order", Zone.VAULT, Bytes.EMPTY);
        try (VaultHome open = VaultHome.open(home, InstantSource.system());
                Database portal = open.database(Zone.OFFICE, 1);
                Database vault = open.database(Zone.VAULT, 1)) {
            portal.useTransaction(tx -> book.submit(tx, order));
            for (int i = 0; i <= RetryPlan.USUAL.attempts(); i++) {
                vault.useTransaction(tx -> book.takeMany(tx, 1, Duration.ZERO));
            }
        }
        return order.id().toString();
    }

    /// Writes a text beside the others.
    String text(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Runs a command in English with the real clock.
    Terminal run(String... args) {
        return Terminal.run(Locale.ENGLISH, Bytes.EMPTY, clock, args);
    }

    /// Runs a command that must succeed.
    Terminal ok(String... args) {
        Terminal answer = run(args);
        if (answer.code() != 0) {
            throw new AssertionError(String.join(" ", args) + "\n" + answer.out() + answer.err());
        }
        return answer;
    }

    /// Runs a command that opens the vault.
    Terminal vault(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--home", home.toString(), "--vault-passphrase-file", pass.toString()));
        return run(all.toArray(String[]::new));
    }

    /// Makes an order, has it approved, and lays it before the vault, which must carry it out.
    Terminal done(String kind, String toml, Who... by) {
        String name = "order-" + Chance.id();
        String text = text(name + ".toml", "installation = \"" + installation + "\"\n" + toml);
        String order = file(name + ".order");
        ok("order", "new", kind, text, "--out", order);
        return done(order, by);
    }

    /// Has an order approved and lays it before the vault, which must carry it out.
    Terminal done(String order, Who... by) {
        for (Who who : by) {
            approve(order, who);
        }
        Terminal answer = vault("order", "submit", order, "--out", folder.toString(), "--json");
        if (answer.code() != 0) {
            throw new AssertionError(order + "\n" + answer.out() + answer.err());
        }
        return answer;
    }

    void approve(String order, Who who) {
        ok(
                "order",
                "approve",
                order,
                "--credential",
                file(who + ".token"),
                "--role",
                who.roleWord(),
                "--yes",
                "--passphrase-file",
                pass.toString());
    }
}
