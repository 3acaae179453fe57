package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kakehashi.contract.Id;
import kakehashi.ledger.BookedOrder;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Zone;
import kakehashi.profiles.ProfileKind;
import kakehashi.terminal.WalkHome.Done;
import kakehashi.terminal.WalkHome.Who;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Two installations on one outside server: the government with its root and its bridge, and a partner. They
/// certify each other by the command line, with agreed policies and names, and OpenSSL and the JDK follow the path.
/// Each test goes on where the one before ended.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrossWalkTest {
    private static final Id GOV = Chance.id();
    private static final Id BRIDGE = Chance.id();
    private static final Id PARTNER = Chance.id();
    private static final Id CASE = Chance.id();
    private static final Id HOME_CASE = Chance.id();
    private static final Id SERVERS = Chance.id();
    private static final Id OTHERS = Chance.id();

    /// The policies of the government, of the bridge, and the partner's two.
    private static final String OURS = "2.999.392.1.1";
    private static final String BRIDGED = "2.999.392.9.1";
    private static final String THEIRS = "2.999.1000.1.1";
    private static final String UNMAPPED = "2.999.1000.1.2";

    @TempDir
    static Path folder;

    private static EmbeddedServer server;
    private static WalkHome government;
    private static WalkHome partner;
    private static OutsideJudges judges;
    private static Certificate gov;
    private static OutsideRootSteps outside;
    private static Certificate bridge;
    private static Certificate root;
    private static Certificate homeCross;
    private static Certificate cross;
    private static Certificate back;
    private static Certificate good;
    private static Certificate unmapped;
    private static Certificate lost;

    @BeforeAll
    static void foundBoth() throws IOException {
        server = EmbeddedServer.start(folder.resolve("pg"), 0);
        judges = new OutsideJudges(Files.createDirectory(folder.resolve("judges")));
        government = WalkHome.seat(folder.resolve("government"));
        partner = WalkHome.seat(folder.resolve("partner"));
        found(
                government,
                "government",
                "authorities = [\"gov\", \"bridge\", \"" + OrderSteps.SUB
                        + "\"], profiles = [\"d4ed3770141728432d0743c3a5fe6981\"]",
                WalkTexts.authority("gov", GOV, "OU=Gov CA,O=Japanese Government,C=JP", "self-signed")
                        + WalkTexts.authority(
                                "bridge", BRIDGE, "OU=Bridge CA,O=Japanese Government,C=JP", "self-signed"),
                List.of("gov", "bridge"));
        partnersProfiles();
        found(
                partner,
                "partner",
                "authorities = [\"root\", \"" + OutsideRootSteps.CA + "\"], profiles = [\"" + SERVERS + "\", \""
                        + OTHERS + "\"]",
                WalkTexts.authority("root", PARTNER, "CN=Partner CA,O=Partner,C=JP", "root.profile"),
                List.of("root"));
        gov = own(government, GOV, "gov");
        bridge = own(government, BRIDGE, "bridge");
        root = own(partner, PARTNER, "root");
    }

    private static void partnersProfiles() {
        partner.text("root.profile", WalkTexts.partners(ProfileKind.SELF_SIGNED, Chance.id()));
        partner.text(
                "servers.profile",
                WalkTexts.partners(ProfileKind.INTERNAL_SERVER, SERVERS).replace("2.999.392.1.4", THEIRS));
        partner.text(
                "others.profile",
                WalkTexts.partners(ProfileKind.INTERNAL_SERVER, OTHERS).replace("2.999.392.1.4", UNMAPPED));
    }

    private static void found(WalkHome vault, String database, String scope, String authorities, List<String> keys)
            throws IOException {
        server.createDatabase(database);
        String place = """
                [database]
                host = "127.0.0.1"
                port = %d
                name = "%s"
                passwords = "%s"
                """.formatted(server.port(), database, folder.resolve("pg/secrets"));
        StringBuilder steps = new StringBuilder("[[step]]\ndo = \"found\"\n");
        for (String key : keys) {
            WalkTexts.step(steps, "key", key, "one\", \"two");
            WalkTexts.step(steps, "self-sign", key, "one\", \"two");
            WalkTexts.step(steps, "crl", key, "operator");
            vault.text(key + ".toml", WalkTexts.settings(key));
        }
        Terminal held = vault.hold("first.toml", scope, place + WalkHome.FOUNDED + "OFFICERS" + authorities + steps);
        assertThat(held.code())
                .as(held.out().substring(Math.max(0, held.out().length() - 2_000)) + held.err())
                .isZero();
        vault.start();
    }

    private static Certificate own(WalkHome vault, Id id, String name) {
        vault.ask("ca", "show", id.toString(), "--out", vault.file(name + ".cer"));
        return Certificate.parse(vault.octets(name + ".cer")).orElseThrow();
    }

    @AfterAll
    static void stopBoth() {
        partner.close();
        government.close();
        server.close();
    }

    private static Certificate certify(WalkHome vault, Id id, String by, Id ofCase, String profile) {
        vault.text("agreed.profile", profile);
        String text = """
                authority = "%s"
                settings = "%s.toml"
                certificate = "%s.cer"
                request = "other.p10"
                subject-certificate = "other.cer"
                profile = "agreed.profile"
                case = "%s"
                """.formatted(id, by, by, ofCase);
        return vault.done("cross-certify", text, WalkHome.SUPERVISORS).certificate();
    }

    private static void certifyBothWays() throws IOException {
        government.octets("other.p10", WalkTexts.request(government, "05-key-2.p10"));
        government.octets("other.cer", bridge.der());
        homeCross = certify(
                government,
                GOV,
                "gov",
                HOME_CASE,
                WalkTexts.withJapaneseName(WalkTexts.agreed(
                        ProfileKind.CROSS_TO_BRIDGE, OURS, BRIDGED, "excluded = [\"dns:secret.go.jp\"]")));
        government.octets("other.p10", WalkTexts.request(partner, "02-key-2.p10"));
        government.octets("other.cer", root.der());
        cross = certify(
                government,
                BRIDGE,
                "bridge",
                CASE,
                WalkTexts.agreed(
                        ProfileKind.CROSS_TO_CA,
                        BRIDGED,
                        THEIRS,
                        "permitted = [\"dns:partner.example.jp\", \"directoryName:O=Partner,C=JP\"]"));
        partner.octets("other.p10", WalkTexts.request(government, "05-key-2.p10"));
        partner.octets("other.cer", bridge.der());
        back = certify(
                partner,
                PARTNER,
                "root",
                CASE,
                WalkTexts.withJapaneseName(WalkTexts.agreed(
                        ProfileKind.CROSS_TO_BRIDGE, THEIRS, BRIDGED, "excluded = [\"dns:partner.example.jp\"]")));
    }

    /// Publishes what lies in the two files.
    private static Done publish(String to, String by) {
        return government.order("cross-publish", """
                authority = "%s"
                case = "%s"
                issued-to-this-ca = "%s"
                issued-by-this-ca = "%s"
                """.formatted(BRIDGE, CASE, to, by), WalkHome.SUPERVISORS);
    }

    @Test
    @Order(1)
    void certifiesAPartnerFromItsRequestAndMakesThePair() throws IOException {
        certifyBothWays();
        assertThat(cross.subject().der()).isEqualTo(root.subject().der());
        assertThat(cross.subjectKeyIdentifier()).isEqualTo(root.subjectKeyIdentifier());
        government.octets("by.cer", cross.der());
        government.octets("to.cer", back.der());
        Done published = WalkHome.mustBeDone(publish("to.cer", "by.cer"));
        CrossCertificatePair pair =
                CrossCertificatePair.parse(published.files(".pair").getFirst()).orElseThrow();
        assertThat(pair.issuedToThisCa()).contains(back);
        assertThat(pair.issuedByThisCa()).contains(cross);
        Done wrong = publish("by.cer", "to.cer");
        assertThat(wrong.submitted().code()).isEqualTo(1);
        assertThat(wrong.submitted().out()).contains("\"pair-faulty\"");
    }

    private static Certificate server(String profile, String host) {
        return WalkTexts.server(partner, PARTNER, profile, host);
    }

    private static List<Crl> lists(WalkHome vault, Id authority) {
        return vault.done("crl", "authority = \"" + authority + "\"\ncrl = \"full\"\n", Who.operator)
                .crls();
    }

    private static OutsideJudges.Case path(Certificate target) {
        List<Crl> crls = new ArrayList<>(lists(government, GOV));
        crls.addAll(lists(government, BRIDGE));
        crls.addAll(lists(partner, PARTNER));
        return new OutsideJudges.Case(gov, List.of(homeCross, cross), target, crls, OURS);
    }

    @Test
    @Order(2)
    void outsideJudgesTakeTheMappedPolicyAndRefuseTheOther() throws Exception {
        partner.done("profile-put", "profile = \"servers.profile\"\n", WalkHome.SUPERVISORS);
        partner.done("profile-put", "profile = \"others.profile\"\n", WalkHome.SUPERVISORS);
        good = server("servers", "www.partner.example.jp");
        unmapped = server("others", "other.partner.example.jp");
        Certificate outside = server("servers", "www.elsewhere.example.jp");
        lost = server("servers", "lost.partner.example.jp");

        OutsideJudges.Case base = path(good);
        judges.accept(base);
        judges.refuse(base.of(unmapped), "policy");
        judges.refuse(base.of(outside), "permitted subtree");
    }

    @Test
    @Order(3)
    void refusesWhatWasRevokedAndTakesBackWhatWasOnlySuspended() throws Exception {
        String ofLost = "authority = \"" + PARTNER + "\"\n[[certificate]]\nfile = \"lost.cer\"\n";
        partner.octets("lost.cer", lost.der());
        judges.accept(path(lost));
        partner.done("suspend", ofLost, WalkHome.REGISTRARS);
        judges.refuse(path(lost), "revoked");
        partner.done("resume", ofLost, WalkHome.REGISTRARS);
        judges.accept(path(lost));
        String serial = "authority = \"" + PARTNER + "\"\n[[certificate]]\nserial = \"" + lost.serialNumber() + "\"\n";
        partner.done("revoke", serial + "reason = \"keyCompromise\"\n", WalkHome.REGISTRARS);
        judges.refuse(path(lost), "revoked");
        judges.accept(path(good));
        Done again = partner.order("resume", ofLost, WalkHome.REGISTRARS);
        assertThat(again.submitted().out()).contains("revocation-refused");
    }

    /// A new cross-certificate with the same key and fewer names takes the place of the old one, which is
    /// withdrawn.
    @Test
    @Order(4)
    void narrowsWhatWasAgreedAndWithdrawsWhatWasBefore() throws Exception {
        government.octets("other.p10", WalkTexts.request(partner, "02-key-2.p10"));
        government.octets("other.cer", root.der());
        Certificate before = cross;
        cross = certify(
                government,
                BRIDGE,
                "bridge",
                CASE,
                WalkTexts.agreed(
                        ProfileKind.CROSS_TO_CA,
                        BRIDGED,
                        UNMAPPED,
                        "permitted = [\"dns:other.partner.example.jp\", \"directoryName:O=Partner,C=JP\"]"));
        government.octets("by.cer", cross.der());
        String pair = "authority = \"" + BRIDGE + "\"\ncase = \"" + CASE + "\"\nissued-to-this-ca = \"to.cer\"\n";
        government.done("cross-publish", pair + "issued-by-this-ca = \"by.cer\"\n", WalkHome.SUPERVISORS);

        judges.accept(path(unmapped));
        judges.refuse(path(good), "permitted subtree");
        OutsideJudges.Case old = path(good);
        OutsideJudges.Case throughOld = new OutsideJudges.Case(gov, List.of(homeCross, before), good, old.crls(), OURS);
        judges.accept(throughOld);

        government.octets("before.cer", before.der());
        Done withdrawn = government.done(
                "cross-withdraw",
                pair + "issued-by-this-ca = \"before.cer\"\nreason = \"superseded\"\n",
                WalkHome.SUPERVISORS);
        assertThat(withdrawn.submitted().out()).contains("\"done\"");
        OutsideJudges.Case after = path(good);
        judges.refuse(new OutsideJudges.Case(gov, List.of(homeCross, before), good, after.crls(), OURS), "revoked");
        judges.accept(path(unmapped));
    }

    @Test
    @Order(5)
    void walksEveryOtherKindOfOrder() throws Exception {
        OrderSteps steps = new OrderSteps(government, GOV, judges);
        String registered = steps.officers();
        steps.profilesAndPolicies();
        steps.authorisations();
        steps.crlAtOnce();
        steps.rules();
        steps.erase(registered);
        steps.lists();
        steps.subordinate();
        steps.rollover();
        steps.end();
    }

    /// A root of somebody else, who certifies a further CA of the partner.
    @Test
    @Order(6)
    void receivesACertificateFromARootOutside() throws Exception {
        outside = OutsideRootSteps.of(partner);
        outside.receives();
        submitsUnderAnotherNumber(outside.rekeys());
        new StandingSteps(partner, OutsideRootSteps.CA, outside.outside()).walk();
    }

    /// A second ceremony in the home that stands: a new key with its links, a cross-certificate, and a certificate
    /// that came from outside.
    @Test
    @Order(7)
    void rollsOverAndCrossCertifiesAtASecondCeremony() throws Exception {
        partner.stop();
        partner.text("link.profile", WalkTexts.partners(ProfileKind.LINK, Chance.id()));
        partner.octets(
                "other.p10",
                Bytes.wrap(Pem.encode("CERTIFICATE REQUEST", partner.octets("other.p10"))
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        StringBuilder steps = new StringBuilder();
        WalkTexts.step(steps, "key", "root", "one\", \"two");
        WalkTexts.step(steps, "roll-over", "root", "one\", \"two");
        steps.append("link = \"link.profile\"\n");
        WalkTexts.step(steps, "crl", "root", "operator");
        steps.append("[[step]]\ndo = \"cross-certify\"\nby = \"root\"\ncase = \"" + Chance.id() + "\"\n");
        steps.append("request = \"other.p10\"\ncertificate = \"other.cer\"\nprofile = \"agreed.profile\"\n");
        steps.append("approve = [\"one\", \"two\"]\n");
        steps.append(outside.step());
        Terminal held = partner.hold(
                "second.toml",
                "authorities = [\"root\"], profiles = []",
                "OFFICERS"
                        + WalkTexts.authority("root", PARTNER, "CN=Partner CA,O=Partner,C=JP", "root.profile")
                        + WalkTexts.authority(
                                "issuing", OutsideRootSteps.CA, "CN=Issuing CA,O=Partner,C=JP", "root.profile")
                        + steps);
        assertThat(held.code())
                .as(held.out().substring(Math.max(0, held.out().length() - 2_000)) + held.err())
                .isZero();
        partner.start();

        Certificate fresh = own(partner, PARTNER, "fresh");
        Certificate newWithOld = made("02-roll-over-2.cer");
        Certificate oldWithNew = made("02-roll-over-3.cer");
        assertThat(newWithOld.subjectPublicKeyInfo()).isEqualTo(fresh.subjectPublicKeyInfo());
        List<Crl> crls = lists(partner, PARTNER);
        judges.accept(new OutsideJudges.Case(root, List.of(), newWithOld, crls, ""));
        judges.accept(new OutsideJudges.Case(fresh, List.of(), oldWithNew, crls, ""));
        judges.accept(new OutsideJudges.Case(fresh, List.of(oldWithNew), good, crls, ""));
        Certificate again = made("04-cross-certify-1.cer");
        assertThat(again.subject().der()).isEqualTo(bridge.subject().der());
        assertThat(again.subjectAltNames()).isEqualTo(bridge.subjectAltNames());
        judges.accept(new OutsideJudges.Case(fresh, List.of(), again, crls, ""));
        assertThat(made("05-receive-1.cer")).isEqualTo(own(partner, OutsideRootSteps.CA, "inforce"));
    }

    @Test
    @Order(8)
    void changesTheKeysOfTheInstallation() throws Exception {
        new KeysSteps(partner).walk();
        assertThat(lists(partner, PARTNER)).isNotEmpty();
    }

    /// With one approval more the settled order has another number in the book, under which something lies already.
    private static void submitsUnderAnotherNumber(String order) throws IOException {
        partner.ok(
                "order",
                "approve",
                order,
                "--credential",
                partner.file("three.token"),
                "--role",
                Who.three.role,
                "--yes",
                "--passphrase-file",
                partner.secrets.resolve("three").toString());
        BookedOrder junk = new BookedOrder(
                partner.octets(order).sha256().slice(0, Id.OCTETS), "order", Zone.VAULT, Bytes.ofHex("0500"));
        try (Database office = Database.open(server.access(Zone.OFFICE, "partner"), 1)) {
            office.inTransaction(tx -> new OrderBook(RetryPlan.USUAL).submit(tx, junk));
        }
        Path again = Files.createDirectory(Path.of(partner.file("again")));
        Terminal submitted = partner.ask("order", "submit", order, "--out", again.toString());
        assertThat(submitted.err()).contains("Something else lay in the order book");
    }

    private static Certificate made(String name) throws IOException {
        return Certificate.parse(WalkTexts.request(partner, name)).orElseThrow();
    }
}
