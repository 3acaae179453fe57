package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyChange;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.TwelveWords;
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

    /// The subject is the request's, in other string types than the profile has.
    private static String filed(String host) throws IOException {
        Terminal filed = filing(host, "");
        assertThat(filed.code()).as(filed.err()).isZero();
        return office.file(host + ".filing");
    }

    private static Terminal filing(String host, String subject) throws IOException {
        String text = office.text(
                host + ".toml",
                "installation = \"" + office.installation + "\"\noffice = \"" + TestHome.OFFICE + "\"\n"
                        + "[[certificate]]\nrequest = \"" + request(host) + "\"\nprofile = \"internal-server\"\n"
                        + subject);
        return office.run(
                "filing",
                "new",
                text,
                "--credential",
                office.file("clerk.token"),
                "--passphrase-file",
                office.pass.toString(),
                "--out",
                office.file(host + ".filing"));
    }

    @Test
    void refusesAFilingWhoseSubjectTheProfileDoesNotAllow() throws IOException {
        Terminal filed = filing("x.example.go.jp", "subject = \"CN=x.example.go.jp,O=Elsewhere,C=JP\"\n");
        assertThat(filed.code()).isEqualTo(65);
        assertThat(filed.err()).contains("a subject that the profile allows (CN=x.example.go.jp,O=Elsewhere,C=JP");
        assertThat(folder.resolve("x.example.go.jp.filing")).doesNotExist();
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
        assertThat(early.out()).contains("approvals are missing: RA approver: 1 more distinct persons are needed");
        assertThat(office.run("order", "status", order, "--home", office.home.toString())
                        .code())
                .isEqualTo(2);

        office.done(order, Who.approver);
        Terminal status = office.run("order", "status", order, "--home", office.home.toString(), "--json");
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("\"result\" : \"done\"");
        assertThat(office.vault("order", "submit", order).code()).isZero();
    }

    /// An owner of the database writes that an order is done, or what came of another one.
    @Test
    void believesNoOutcomeThatTheVaultDidNotSignForTheOrder() throws IOException {
        String emergency = issueOrder("forged.example.go.jp");
        String key = office.file("key.order");
        try (DatabaseOwner owner = new DatabaseOwner(office)) {
            owner.settles(emergency);
            owner.answersInTheBook(emergency, key);
            owner.doubts(Locale.ENGLISH, "the vault's key did not sign it", "order", "status", emergency);
            owner.doubts(Locale.JAPANESE, "保管庫の署名がありません", "order", "status", emergency);
            owner.doubts(Locale.ENGLISH, "it is about another order", "order", "submit", emergency);
            owner.settles(key);
            String out = office.file("thief.csr");
            owner.doubts(Locale.ENGLISH, "did not sign it", "ca", "request", key, "--out", out);
            assertThat(Path.of(out)).doesNotExist();
        }
    }

    @Test
    void refusesAnOrderThatNamesACertificateTwice() {
        String twice = "authority = \"" + TestHome.ROOT + "\"\n" + "[[certificate]]\nserial = \"4a\"\n".repeat(2);
        String text = office.text("twice.toml", "installation = \"" + office.installation + "\"\n" + twice);
        for (String kind : List.of("suspend", "resume", "revoke")) {
            Terminal answer = office.run("order", "new", kind, text, "--out", office.file("twice.order"));
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
    void knowsNoOtherCa() {
        assertThat(office.vault("ca", "show", "00".repeat(16)).err()).contains("there is no such CA");
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
        assertThat(office.run("audit", "prove", "--record", "0", "--home", home, "--out", office.file("0.proof"))
                        .err())
                .contains("has no such checkpoint");
        assertThat(office.run("audit", "export", export, "--home", home).err()).contains("is there already");
    }
}
