package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyChange;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.contract.TwelveWords;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.terminal.TestHome.Who;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of an order over files and a real vault.
class OrderTest {
    private static final String SETTINGS = """
            name = "Test Root"
            key = "P384"
            signature = "ecdsa-with-SHA384"
            [publication]
            http = "http://repository.example.jp/ca/root"
            ldap = "ldap://repository.example.jp"
            ocsp = "http://ocsp.example.jp"
            [crl]
            period-hours = 24
            overlap-hours = 24
            """;

    @TempDir
    static Path folder;

    private static TestHome office;
    private static Certificate root;

    @BeforeAll
    static void makeRoot() throws IOException {
        office = TestHome.found(
                folder, List.of(ShippedProfiles.of(ProfileKind.INTERNAL_SERVER).id()));
        office.text("root.toml", SETTINGS);
        String text = office.text(
                "key.toml",
                "installation = \"" + office.installation + "\"\nauthority = \"" + TestHome.ROOT
                        + "\"\nsettings = \"root.toml\"\n");
        office.ok("order", "new", "ca-key", text, "--out", office.file("key.order"));
        office.done(office.file("key.order"), Who.supervisor, Who.second);
        office.ok(
                "ca",
                "request",
                office.file("key.order"),
                "--home",
                office.home.toString(),
                "--out",
                office.file("root.csr"));
        office.done("ca-create", "authority = \"" + TestHome.ROOT + "\"\n" + """
                name = "Test Root"
                settings = "root.toml"
                request = "root.csr"
                subject = "CN=Test Root,O=Japanese Government,C=JP"
                names = ["directoryName:CN=試験ルート,O=日本国政府,C=JP"]
                """, Who.supervisor, Who.second);
        Terminal shown = office.vault("ca", "show", TestHome.ROOT.toString(), "--out", office.file("root.cer"));
        assertThat(shown.code()).as(shown.err()).isZero();
        root = Certificate.parse(Bytes.wrap(Files.readAllBytes(folder.resolve("root.cer"))))
                .orElseThrow();
        office.done("profile-put", "profile = \"internal-server\"\n", Who.supervisor, Who.third);
    }

    private static String request(String host) throws IOException {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Bytes csr = key.sign(
                new CertificationRequestBuilder(Name.of("CN=" + host + ",O=Japanese Government,C=JP"), key.publicKey())
                        .subjectAltNames(List.of(new GeneralName.DnsName(host)))
                        .toBeSigned(key.algorithm()));
        Files.write(folder.resolve(host + ".csr"), csr.toArray());
        return host + ".csr";
    }

    private static String filed(String host) throws IOException {
        String text = office.text(
                host + ".toml",
                "installation = \"" + office.installation + "\"\noffice = \"" + TestHome.OFFICE + "\"\n"
                        + "[[certificate]]\nrequest = \"" + request(host) + "\"\nprofile = \"internal-server\"\n"
                        + "subject = \"CN=" + host + ",O=Japanese Government,C=JP\"\n");
        office.ok(
                "filing",
                "new",
                text,
                "--credential",
                office.file("clerk.token"),
                "--passphrase-file",
                office.pass.toString(),
                "--out",
                office.file(host + ".filing"));
        return office.file(host + ".filing");
    }

    private static String issueOrder(String host) throws IOException {
        String order = office.file(host + ".order");
        office.ok(
                "order",
                "new",
                "issue",
                "--filing",
                filed(host),
                "--authority",
                TestHome.ROOT.toString(),
                "--out",
                order);
        return order;
    }

    private static Certificate issued(Terminal submitted) throws IOException {
        String file = submitted
                .out()
                .lines()
                .filter(line -> line.contains(".cer"))
                .findFirst()
                .orElseThrow();
        Path path = Path.of(file.strip().replaceAll(".*\"([^\"]+\\.cer)\".*", "$1"));
        return Certificate.parse(Bytes.wrap(Files.readAllBytes(path))).orElseThrow();
    }

    @Test
    void issuesAndRevokesByFilingOrderAndApprovalsInFiles() throws IOException {
        Certificate certificate = issued(office.done(issueOrder("www.example.go.jp"), Who.examiner, Who.approver));
        assertThat(certificate.issuer()).isEqualTo(root.subject());
        assertThat(certificate.subjectAltNames()).contains(new GeneralName.DnsName("www.example.go.jp"));
        Files.write(folder.resolve("www.cer"), certificate.der().toArray());

        String revoke = "authority = \"" + TestHome.ROOT + "\"\n[[certificate]]\nfile = \"www.cer\"\n";
        office.done("suspend", revoke, Who.examiner, Who.approver);
        office.done("resume", revoke, Who.examiner, Who.approver);
        Terminal done = office.done("revoke", revoke + "reason = \"keyCompromise\"\n", Who.examiner, Who.approver);
        assertThat(done.out()).contains("\"result\" : \"done\"");
        assertThat(office.vault("ca", "list").out()).contains("Test Root");
    }

    @Test
    void waitsForApprovalsAndAnswersARepeatedOrderTheSame() throws IOException {
        String order = issueOrder("wait.example.go.jp");
        office.approve(order, Who.examiner);
        Terminal early = office.vault("order", "submit", order);
        assertThat(early.code()).as(early.out()).isEqualTo(2);
        assertThat(early.out()).contains("approvals are missing");
        assertThat(office.run("order", "status", order, "--home", office.home.toString())
                        .code())
                .isEqualTo(2);

        office.done(order, Who.approver);
        Terminal status = office.run("order", "status", order, "--home", office.home.toString(), "--json");
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("\"result\" : \"done\"");
        assertThat(office.vault("order", "submit", order).code()).isZero();
    }

    private static OrderFile fileOf(String file) throws IOException {
        SignedOrder order =
                SignedOrder.parse(Bytes.wrap(Files.readAllBytes(Path.of(file)))).orElseThrow();
        Order inside = Order.parse(order.order()).orElseThrow();
        return new OrderFile(order, inside, inside.parseBody().orElseThrow(), Digest.of(order.order()));
    }

    private static Bytes doneByNobody(OrderFile order) {
        Bytes outcome = new Outcome(
                        office.installation,
                        order.digest(),
                        new Outcome.Result.Done(List.of()),
                        Optional.of(99L),
                        office.now())
                .der();
        return new SignedOutcome(
                        outcome, TestKey.generate(SignatureAlgorithm.ED25519).sign(outcome))
                .der();
    }

    private static void doubts(Locale locale, String words, String... verb) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of("--home", office.home.toString(), "--running"));
        Terminal answer = Terminal.run(locale, Bytes.EMPTY, office.clock, all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(65);
        assertThat(answer.err()).contains(words);
        assertThat(answer.out()).doesNotContain("done", "実行された");
    }

    /// An owner of the database writes that an order is done, or what came of another one.
    @Test
    void believesNoOutcomeThatTheVaultDidNotSignForTheOrder() throws IOException {
        String emergency = issueOrder("forged.example.go.jp");
        OrderFile order = fileOf(emergency);
        OrderFile key = fileOf(office.file("key.order"));
        byte[] digest = order.digest().octets().toArray();
        byte[] ofKey = key.digest().octets().toArray();
        Bytes body = order.folder().der();
        try (EmbeddedServer server = EmbeddedServer.start(office.home.resolve("postgres"), 0);
                Database owner = Database.open(server.ownerAccess(VaultHome.DATABASE), 1)) {
            byte[] genuine = owner.inTransaction(tx -> tx.handle()
                    .select("SELECT outcome FROM issuing.outcomes WHERE order_digest = ?", ofKey)
                    .mapTo(byte[].class)
                    .one());
            owner.useTransaction(tx -> {
                tx.handle()
                        .execute(
                                "INSERT INTO issuing.outcomes VALUES (?, ?, now(), ?, 99)",
                                digest,
                                order.order().order().octets().toArray(),
                                doneByNobody(order).toArray());
                tx.handle()
                        .execute(
                                "INSERT INTO ledger.orders (id, kind, from_zone, to_zone, body, state, outcome)"
                                        + " VALUES (?, 'order', 'office', 'vault', ?, 'settled', ?)",
                                body.sha256().slice(0, 16).toArray(),
                                body.toArray(),
                                genuine);
                tx.handle()
                        .execute(
                                "UPDATE issuing.outcomes SET outcome = ? WHERE order_digest = ?",
                                doneByNobody(key).toArray(),
                                ofKey);
            });
            doubts(Locale.ENGLISH, "the vault's key did not sign it", "order", "status", emergency);
            doubts(Locale.JAPANESE, "保管庫の署名がありません", "order", "status", emergency);
            doubts(Locale.ENGLISH, "it is about another order", "order", "submit", emergency);
            doubts(Locale.JAPANESE, "別の指図のものです", "order", "submit", emergency);
            String out = office.file("thief.csr");
            doubts(Locale.ENGLISH, "did not sign it", "ca", "request", office.file("key.order"), "--out", out);
            assertThat(Path.of(out)).doesNotExist();
            owner.useTransaction(tx -> {
                tx.handle().execute("DELETE FROM issuing.outcomes WHERE order_digest = ?", digest);
                tx.handle().execute("DELETE FROM ledger.orders");
                tx.handle().execute("UPDATE issuing.outcomes SET outcome = ? WHERE order_digest = ?", genuine, ofKey);
            });
        }
    }

    @Test
    void refusesAnOrderThatNamesACertificateTwice() {
        String twice = "authority = \"" + TestHome.ROOT + "\"\n"
                + "[[certificate]]\nserial = \"4a\"\nreason = \"superseded\"\n".repeat(2);
        String text = office.text("twice.toml", "installation = \"" + office.installation + "\"\n" + twice);
        for (String kind : List.of("suspend", "resume", "revoke")) {
            String clean = kind.equals("revoke")
                    ? text
                    : office.text(
                            "twice-held.toml",
                            "installation = \"" + office.installation + "\"\n"
                                    + twice.replace("reason = \"superseded\"\n", ""));
            Terminal answer = office.run("order", "new", kind, clean, "--out", office.file("twice.order"));
            assertThat(answer.code()).isEqualTo(65);
            assertThat(answer.err()).contains("each certificate once");
        }
    }

    @Test
    void refusesWhatAnApproverRejected() throws IOException {
        String order = issueOrder("no.example.go.jp");
        office.approve(order, Who.examiner);
        Terminal rejected = office.run(
                "order",
                "reject",
                order,
                "--credential",
                office.file("approver.token"),
                "--role",
                "ra-approver",
                "--yes",
                "--passphrase-file",
                office.pass.toString());
        assertThat(rejected.out()).contains("Your rejection is signed");
        Terminal refused = office.vault("order", "submit", order);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("an approver rejected the order");
    }

    @Test
    void showsTheOrderAndChecksWhoSigned() throws IOException {
        String order = issueOrder("show.example.go.jp");
        office.approve(order, Who.examiner);
        Terminal shown = office.run("order", "show", order, "--enrolment", office.file("examiner.enrolment"));
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("CN=show.example.go.jp")
                .contains("ra-examiner")
                .contains("Signature")
                .contains("holds");
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "order", "show", order)
                        .out())
                .contains("発行")
                .contains("十二の言葉");
        SignedOrder folder = SignedOrder.parse(Bytes.wrap(Files.readAllBytes(Path.of(order))))
                .orElseThrow();
        String digest = Digest.of(folder.order()).toString();
        assertThat(office.run("order", "show", order, "--json").out())
                .contains("\"order\" : \"" + digest + "\"")
                .contains("\"decision\" : \"approve\"");
    }

    @Test
    void asksForTheFirstOfTheTwelveWords() throws IOException {
        String order = issueOrder("ask.example.go.jp");
        String[] command = {
            "order",
            "approve",
            order,
            "--credential",
            office.file("examiner.token"),
            "--role",
            "ra-examiner",
            "--passphrase-file",
            office.pass.toString()
        };
        Terminal wrong = Terminal.run(Locale.ENGLISH, OrderText.utf8("yes\n"), office.clock, command);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("nothing was signed");
        SignedOrder before = SignedOrder.parse(Bytes.wrap(Files.readAllBytes(Path.of(order))))
                .orElseThrow();
        assertThat(before.approvals()).isEmpty();

        TwelveWords words = TwelveWords.of(Digest.of(before.order()));
        Terminal right =
                Terminal.run(Locale.ENGLISH, OrderText.utf8(words.romaji().getFirst() + "\n"), office.clock, command);
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(right.out()).contains("CN=ask.example.go.jp").contains("Your approval is signed");
        Terminal again = office.run(command);
        assertThat(again.err()).contains("holds a decision of this officer already");
    }

    @Test
    void registersEndsAndListsOfficersByReviewableTexts() throws IOException {
        makeNewToken();
        Terminal shown = office.ok(
                "credential",
                "enrol",
                office.file("new.token"),
                "--installation",
                office.installation.toString(),
                "--out",
                office.file("new.enrolment"),
                "--passphrase-file",
                office.pass.toString(),
                "--json");
        String person = value(shown, "person");
        String officer = officerOfNewToken();
        office.done(
                "officer-put",
                "officer = \"" + officer + "\"\nperson = \"" + person + "\"\n" + """
                name = "鈴木 一郎"
                roles = ["ra-examiner"]
                not-after = "2036-03-31T23:59:59+09:00"
                enrolments = ["new.enrolment"]
                [scope]
                subtrees = ["C=JP"]
                domains = [".go.jp"]
                """,
                Who.supervisor,
                Who.second);
        assertThat(office.vault("officer", "list").out()).contains(officer).contains("ra-examiner");
        office.done("officer-end", "officer = \"" + officer + "\"\n", Who.supervisor, Who.second);
        assertThat(office.vault("officer", "list", "--json").out()).contains("\"inForce\" : false");
    }

    private static String officerOfNewToken() {
        return value(
                office.ok(
                        "credential",
                        "show",
                        office.file("new.token"),
                        "--passphrase-file",
                        office.pass.toString(),
                        "--json"),
                "officer");
    }

    private static void makeNewToken() {
        office.ok("credential", "new", office.file("new.token"), "--passphrase-file", office.pass.toString());
    }

    private static String value(Terminal answer, String key) {
        return answer.out()
                .lines()
                .filter(line -> line.contains("\"" + key + "\""))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*: \"([^\"]*)\".*", "$1");
    }

    @Test
    void judgesTheChainAgainAndMakesKeysForAChange() throws IOException {
        Terminal chain = office.vault("audit", "chain");
        assertThat(chain.code()).as(chain.out() + chain.err()).isZero();
        assertThat(chain.out()).contains("all of it follows");
        Terminal keys = office.vault("ceremony", "keys", "--out", office.file("change.der"));
        assertThat(keys.code()).as(keys.out() + keys.err()).isZero();
        KeyChange change = KeyChange.parse(Bytes.wrap(Files.readAllBytes(folder.resolve("change.der"))))
                .orElseThrow();
        assertThat(change.change()).isOne();
        assertThat(change.installation().toString()).isEqualTo(office.installation.toString());
    }

    @Test
    void makesACrlNowAndListsCrlsProfilesAndTheAuditTree() throws IOException {
        Terminal now = office.vault(
                "crl",
                "now",
                TestHome.ROOT.toString(),
                "--credential",
                office.file("operator.token"),
                "--passphrase-file",
                office.pass.toString());
        assertThat(now.code()).as(now.out() + now.err()).isZero();
        String home = office.home.toString();
        assertThat(office.run("crl", "list", "--home", home, "--most", "3").out())
                .contains("CRL number");
        assertThat(office.vault("profile", "list").out()).contains("internal-server");
        assertThat(office.run("audit", "head", "--home", home, "--json").out()).contains("\"leaves\"");
        String export = folder.resolve("export").toString();
        Terminal exported = office.run("audit", "export", export, "--home", home);
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(folder.resolve("export/leaves")).isNotEmptyFile();
        assertThat(office.run("audit", "export", export, "--home", home).err()).contains("is there already");
    }

    @Test
    void tellsAllFaultsOfATextWithTheirLines() {
        String text = office.text("bad.toml", """
                installation = "12"
                authority = "0123456789abcdef0123456789abcdef"
                [[certificate]]
                serial = "xyz"
                reasn = "keyCompromise"
                """);
        Terminal bad = office.run("order", "new", "revoke", text, "--out", office.file("bad.order"));
        assertThat(bad.code()).isEqualTo(65);
        assertThat(bad.err())
                .contains("bad.toml:1: installation")
                .contains("bad.toml:4: serial has the value xyz")
                .contains("certificate.reasn is no key that is known; did you mean reason?")
                .contains("nothing was made");
        assertThat(folder.resolve("bad.order")).doesNotExist();
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "order", "new", "revoke", text, "--out", "x")
                        .err())
                .contains("何も作りませんでした");
        assertThat(office.run("order", "new", "revok", text, "--out", "x").err())
                .contains("Kinds: issue revoke");
        assertThat(office.run("order", "show", text).err()).contains("is no order");
        assertThat(office.run("order", "status", text, "--home", folder + "/none")
                        .code())
                .isEqualTo(65);
        assertThat(office.vault("ca", "show", "00".repeat(16)).err()).contains("there is no such CA");
        assertThat(OrderKind.values())
                .allSatisfy(kind -> assertThat(OrderForm.values())
                        .anySatisfy(form -> assertThat(form.kind()).isEqualTo(kind)));
    }
}
