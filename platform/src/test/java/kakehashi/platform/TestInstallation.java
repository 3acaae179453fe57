package kakehashi.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.OfficerHand;
import kakehashi.contract.Credential;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Scope;
import kakehashi.issuing.Founding;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.KeyCredential;
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
import kakehashi.ledger.EmbeddedServer;
import kakehashi.terminal.HomeSettings;
import kakehashi.terminal.HomeUnlock;
import kakehashi.terminal.VaultHome;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// A founded installation of two nodes: two homes over one database, with a copy of the sealed file of keys each.
final class TestInstallation implements AutoCloseable {
    private static final String DATABASE = "kakehashi";
    private static final String PASSPHRASE = "correct horse battery";
    private static final PassphraseCost CHEAP = new PassphraseCost(1, 8 * 1024, 1);

    final Path first;
    final Path second;
    final Path secret;
    private final Path folder;
    private final EmbeddedServer server;
    private final Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Officer> officers = new ArrayList<>();
    private final List<Bytes> enrolments = new ArrayList<>();

    private TestInstallation(Path folder) throws IOException {
        this.folder = folder;
        this.first = folder.resolve("first");
        this.second = folder.resolve("second");
        this.secret = Files.writeString(folder.resolve("secret"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        this.server = EmbeddedServer.start(folder.resolve("server"), 0);
        server.createDatabase(DATABASE);
    }

    static TestInstallation found(Path folder) throws IOException {
        TestInstallation made = new TestInstallation(folder);
        made.found();
        return made;
    }

    private static Secret passphrase() {
        return Secret.of(PASSPHRASE.toCharArray());
    }

    private static Bytes chance(int octets) {
        byte[] bytes = new byte[octets];
        new SecureRandom().nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static Id id() {
        return new Id(chance(Id.OCTETS));
    }

    private void found() throws IOException {
        HomeSettings settings = new HomeSettings(
                HomeSettings.Origin.CEREMONY,
                new HomeSettings.DatabasePlace.Beside(folder.resolve("server"), DATABASE),
                new HomeSettings.TokenPlace.SealedFile());
        Id other = id();
        NewLock lock = new NewLock.Passphrase(passphrase(), CHEAP);
        try (SoftwareToken people = SoftwareToken.create(
                                folder.resolve("people"),
                                new NewLock.Passphrase(passphrase(), CHEAP),
                                new TokenRules(KeyPolicy.ofAllKinds(), new UseCounts(folder.resolve("uses"))))
                        .orElseThrow();
                VaultHome home = VaultHome.create(first, settings, InstantSource.system());
                Token token = home.makeToken(lock, new HomeUnlock.Passphrase(passphrase()))) {
            for (Role role : List.of(
                    Role.LRA_CLERK,
                    Role.RA_EXAMINER,
                    Role.RA_APPROVER,
                    Role.IA_OPERATOR,
                    Role.IA_SUPERVISOR,
                    Role.IA_SUPERVISOR,
                    Role.IA_SUPERVISOR)) {
                enter(signer(people, KeyKind.P256, SignatureAlgorithm.ECDSA_SHA256), role);
            }
            List<Signer> custodians = List.of(
                    signer(people, KeyKind.ED25519, SignatureAlgorithm.ED25519),
                    signer(people, KeyKind.ED25519, SignatureAlgorithm.ED25519));
            found(home, token, custodians, other);
        }
        stand(other);
    }

    private static Signer signer(SoftwareToken people, KeyKind kind, SignatureAlgorithm algorithm) {
        var entry = people.generate(KeyRequest.of("person-" + id(), kind)).orElseThrow();
        return people.signer(entry.id(), algorithm).orElseThrow();
    }

    private void enter(Signer signer, Role role) {
        Id officer = id();
        Id person = id();
        Credential credential = new Credential(
                id(),
                role == Role.LRA_CLERK ? Credential.Use.FILING : Credential.Use.APPROVAL,
                Credential.Display.CLIENT,
                Credential.Algorithm.ECDSA_P256_SHA256,
                signer.publicKey(),
                Optional.empty());
        OfficerHand hand = new OfficerHand(KeyCredential.of(signer).orElseThrow(), credential.credential(), officer);
        enrolments.add(hand.sign(new Enrolment(Optional.empty(), person, credential, at))
                .der());
        Scope scope = new Scope(List.of(), List.of(), List.of(), List.of(), List.of());
        officers.add(new Officer(
                officer,
                person,
                Digest.of(officer.octets()),
                List.of(role),
                scope,
                List.of(credential),
                at.plus(Duration.ofDays(30))));
    }

    private void found(VaultHome home, Token token, List<Signer> custodians, Id other) {
        VaultParts parts = home.parts(token, 1);
        Genesis genesis = new Genesis(
                chance(Genesis.NONCE_OCTETS),
                "test",
                "kakehashi.test",
                List.of(home.node(), other),
                Founding.makeKeys(
                        token, custodians.stream().map(Signer::publicKey).toList(), 2),
                rules(),
                officers,
                enrolments,
                at);
        List<CustodianSignature> signatures = custodians.stream()
                .map(one -> new CustodianSignature(Digest.of(one.publicKey().der()), one.sign(genesis.der())))
                .toList();
        if (!(Founding.found(parts, genesis, signatures) instanceof Founding.Result.Founded(Bytes name))) {
            throw new AssertionError("the installation was not founded");
        }
        home.pin(new Digest(name), genesis, Bytes.EMPTY);
    }

    private static Rules rules() {
        List<Rules.Rule> rules = Arrays.stream(OrderKind.values())
                .map(kind -> new Rules.Rule(kind, Optional.empty(), needs(kind), 7_776_000, Optional.empty()))
                .toList();
        return new Rules(
                rules,
                List.of(),
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

    /// The second home is made by copying what is not this node's own, as docs/operations/recovery.md says.
    private void stand(Id other) throws IOException {
        Files.createDirectory(
                second, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (String name : List.of("vault.toml", "installation", "genesis.der", "entry.der", "token")) {
            Files.copy(first.resolve(name), second.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(second.resolve("node"), other + "\n");
    }

    /// A further database, empty.
    /// The port of its database server.
    int port() {
        return server.port();
    }

    /// The passwords of the server's roles, a file each.
    Path passwords() {
        return folder.resolve("server").resolve("secrets");
    }

    @Override
    public void close() {
        server.close();
    }
}
