package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.authority.VaultFacts;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Scope;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.issuing.Founding;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultParts;
import kakehashi.keys.Activation;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyUse;
import kakehashi.keys.KeyUseListener;
import kakehashi.keys.KeyUseResult;
import kakehashi.keys.NewLock;
import kakehashi.keys.PassphraseCost;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.Zone;
import kakehashi.platform.PublicPin;
import kakehashi.platform.VaultZone;
import kakehashi.profiles.CertificateProfile;
import kakehashi.repository.InstallationPin;
import kakehashi.terminal.HomeSettings;
import kakehashi.terminal.HomeUnlock;
import kakehashi.terminal.VaultHome;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Name;

/// One installation of the demonstration: a home and a vault, made by the same code as a real one, and the people
/// who may approve. Only their passphrases lie beside it.
final class DemoInstallation implements AutoCloseable {
    private static final int WORKERS = 2;

    /// The least: a passphrase of 128 random bits needs no stretching, and ten tokens are opened at each start.
    static final PassphraseCost COST = new PassphraseCost(1, 8 * 1024, 1);

    /// The officers' keys are no authority's: nobody asks for an account of their use.
    static final KeyUseListener NOBODY = new KeyUseListener() {
        @Override
        public void before(KeyUse use) {}

        @Override
        public void after(KeyUse use, KeyUseResult result) {}
    };

    private final DemoDomain domain;
    private final VaultHome home;
    private final InstantSource clock;
    private final Token token;
    private final Token people;
    private final DemoOffice office;
    private final VaultParts parts;
    private VaultZone vault;

    private DemoInstallation(DemoDomain domain, VaultHome home) {
        this.domain = domain;
        this.home = home;
        this.clock = home.clock();
        this.token = token(home);
        this.people = people(home.folder().resolve("people"));
        this.office = new DemoOffice(people, scope(domain));
        // A demonstration is looked at today and again in a week.
        this.parts = home.parts(token, WORKERS).withCheckedClock();
    }

    /// What the domain's officers may decide about.
    private static Scope scope(DemoDomain domain) {
        List<Id> profiles =
                DemoProfiles.of(domain).stream().map(CertificateProfile::id).toList();
        return new Scope(domain.ids(), profiles, List.of(), List.of(Name.of("C=JP")), List.of(".demo.go.jp"));
    }

    /// Opens the installation in the folder, or founds it. Its database is one of several on the demonstration's
    /// server.
    static DemoInstallation open(DemoDomain domain, Path folder, DemoServer server, InstantSource clock) {
        HomeSettings settings = new HomeSettings(
                HomeSettings.Origin.DEMO, server.place(domain), new HomeSettings.TokenPlace.SealedFile());
        VaultHome home =
                VaultHome.isHome(folder) ? VaultHome.open(folder, clock) : VaultHome.create(folder, settings, clock);
        DemoInstallation made = new DemoInstallation(domain, home);
        made.start();
        return made;
    }

    private void start() {
        if (home.installation().isEmpty()) {
            Genesis genesis = office.genesis(
                    "実演 DEMO " + domain.words().japanese(),
                    Founding.makeKeys(token, office.custodianKeys(), 2),
                    parts.node(),
                    now());
            switch (Founding.found(parts, genesis, office.custodiansSign(genesis.der()))) {
                case Founding.Result.Founded(Bytes founded) ->
                    home.pin(
                            new Digest(founded),
                            genesis,
                            genesis.entry(parts.node()).der());
                case Founding.Result.Refused(var rule, String detail) ->
                    throw new IllegalStateException("the ceremony was refused: " + rule.id() + " " + detail);
            }
        }
        office.workFor(home.installation().orElseThrow());
        openVault();
    }

    /// Opens the vault: reads the chain, compares it with what was sealed.
    void openVault() {
        vault = VaultZone.open(home, parts);
    }

    void closeVault() {
        vault.close();
    }

    /// The vault's keys, under a passphrase that lies beside them: only here may it.
    private static Token token(VaultHome home) {
        Path words = home.folder().resolve("token.passphrase");
        if (!home.hasToken()) {
            write(words, DemoOffice.random(16).toString());
            NewLock lock = new NewLock.Passphrase(Secret.ofFile(words), COST);
            return home.makeToken(lock, new HomeUnlock.Passphrase(Secret.ofFile(words)));
        }
        return home.openToken(new HomeUnlock.Passphrase(Secret.ofFile(words)));
    }

    private static Token people(Path file) {
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), NOBODY);
        Path words = file.resolveSibling(file.getFileName() + ".passphrase");
        if (!Files.exists(file)) {
            write(words, DemoOffice.random(16).toString());
            NewLock lock = new NewLock.Passphrase(Secret.ofFile(words), COST);
            return activated(SoftwareToken.create(file, lock, rules));
        }
        return activated(SoftwareToken.open(file, Secret.ofFile(words), rules));
    }

    private static Token activated(Activation<SoftwareToken> activation) {
        return activation.orElseThrow();
    }

    private static void write(Path file, String text) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    DemoOffice office() {
        return office;
    }

    IssuingAuthority authority() {
        return vault.authority();
    }

    /// The database under the vault's role.
    Database database() {
        return parts.database();
    }

    Token token() {
        return token;
    }

    /// The officers' own token, in which the demonstration also makes subscribers' keys.
    Token people() {
        return people;
    }

    Bytes installation() {
        return home.installation().orElseThrow().octets();
    }

    /// What a public node is given beforehand.
    InstallationPin pin() {
        return PublicPin.ofHome(home.folder());
    }

    /// The public zone's way into the database.
    DatabaseAccess publicAccess() {
        return home.access(Zone.PUBLIC);
    }

    Path folder() {
        return home.folder();
    }

    /// Lays an order before the vault and waits for its outcome.
    Outcome submit(SignedOrder order) {
        Bytes answer = authority().submit(order.der()).join();
        return Outcome.parse(SignedOutcome.parse(answer).orElseThrow().outcome())
                .orElseThrow();
    }

    /// The digests of an order that must be done.
    List<Digest> done(SignedOrder order) {
        return switch (submit(order).result()) {
            case Outcome.Result.Done(List<Digest> digests) -> digests;
            case Outcome.Result.Refused(List<Outcome.Refusal> refusals) ->
                throw new IllegalStateException("an order of the demonstration was refused: " + refusals);
        };
    }

    /// Has a key made for a CA, under settings that two supervisors approve, and answers the key's request.
    Bytes makeKey(Id ca, String settings) {
        List<Digest> made = done(office.supervised(OrderKind.CA, Optional.of(ca), new CaBody.Key(ca, settings), now()));
        write(folder().resolve("request-of-" + ca), made.get(1).toString());
        return request(ca);
    }

    /// The request that a CA's key signed when it was made, for those who are to certify it.
    Bytes request(Id ca) {
        try {
            String digest =
                    Files.readString(folder().resolve("request-of-" + ca)).strip();
            return authority().archive().find(new Digest(Bytes.ofHex(digest))).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts the profiles in force that are not yet, and answers how many these were.
    int putProfiles(List<CertificateProfile> profiles) {
        Set<Digest> known = authority().facts().profiles().stream()
                .map(VaultFacts.KnownProfile::digest)
                .collect(Collectors.toSet());
        List<CertificateProfile> missing =
                profiles.stream().filter(one -> !known.contains(one.digest())).toList();
        missing.forEach(one -> done(office.supervised(
                OrderKind.PROFILE, Optional.empty(), new ProfileBody.Put(one.id(), one.text()), now())));
        return missing.size();
    }

    /// Has a certificate issued by the clerk's filing and two approvals.
    Certificate issue(Id ca, IssueBody.Item item) {
        Digest digest = done(office.issue(ca, List.of(item), now())).getFirst();
        return authority().archive().certificate(digest).orElseThrow();
    }

    /// Has a certificate revoked by two approvals.
    void revoke(Id ca, Certificate certificate) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
        done(office.registered(OrderKind.REVOKE, ca, body, now()));
    }

    /// Has a CA's CRLs made at once.
    List<Digest> makeCrls(Id ca) {
        return done(office.supervised(OrderKind.CRL, Optional.of(ca), CrlBody.FULL, now()));
    }

    DemoDomain domain() {
        return domain;
    }

    @Override
    public void close() {
        closeVault();
        token.close();
        people.close();
        home.close();
    }
}
