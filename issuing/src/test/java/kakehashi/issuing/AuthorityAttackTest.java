package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import kakehashi.authority.Examination;
import kakehashi.authority.Grounds;
import kakehashi.authority.OrderRule;
import kakehashi.authority.View;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.EraseBody;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.ProfileBody;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.Database;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a restart must not make forgotten, an erasure not take, and an order not move.
class AuthorityAttackTest {
    private static AttackScene scene;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("authority_attack");
    }

    @AfterAll
    static void followsFromItsOrders() {
        assertThat(scene.vault.authority.review().findings()).isEmpty();
        scene.close();
    }

    private enum Start {
        FROM_THE_SNAPSHOT,
        FROM_GENESIS
    }

    private static void startAnew(Start how) throws Exception {
        scene.vault.authority.close();
        if (how == Start.FROM_GENESIS) {
            Files.delete(scene.vault.folder.resolve("vault.sealed.snapshot"));
        }
        scene.vault.open();
    }

    private static SignedOrder byOperator(Certificate certificate) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.SUPERSEDED, Optional.empty())));
        Order order =
                scene.lasting(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), body, scene.now(), Duration.ofHours(1));
        return scene.office.approved(order, scene.now(), scene.office.operator);
    }

    private static SignedOrder issue(String host) {
        return issue(host, TestKey.generate(SignatureAlgorithm.ECDSA_SHA256));
    }

    private static SignedOrder issue(String host, TestKey key) {
        return scene.issue(scene.item(host, Optional.empty(), key), scene.office.examiner, scene.office.approver);
    }

    @Test
    void countsWhoActedAloneOnThroughAStart() throws Exception {
        List<Certificate> certificates = Stream.of("a", "b", "c", "d")
                .map(host -> scene.vault.certificate(
                        scene.vault.done(issue(host + ".example.go.jp")).getFirst()))
                .toList();
        scene.vault.done(byOperator(certificates.get(0)));
        startAnew(Start.FROM_THE_SNAPSHOT);
        scene.vault.done(byOperator(certificates.get(1)));
        startAnew(Start.FROM_GENESIS);
        // An order that is settled as refused counts as well: it is an entry of the chain that one officer made.
        scene.refuses(OrderRule.REVOCATION_REFUSED, byOperator(certificates.get(1)));
        startAnew(Start.FROM_THE_SNAPSHOT);
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, byOperator(certificates.get(2)));
        startAnew(Start.FROM_GENESIS);
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, byOperator(certificates.get(2)));
        scene.vault.clock.advance(Duration.ofDays(1));
        scene.vault.done(byOperator(certificates.get(3)));
    }

    /// A new key of the CA is certified by somebody outside; what is issued from then on is under that key.
    @Test
    void issuesUnderACertificateFromOutsideAlsoAfterAStart() throws Exception {
        List<Digest> made = scene.vault.done(scene.vault.keyOrder(TestVault.ROOT_SETTINGS));
        Bytes request = new Archive(scene.vault.database).find(made.getLast()).orElseThrow();
        SignedOrder order = scene.receive(TestCa.root("CN=Outside,O=Elsewhere,C=JP"), request);
        Order plain = AttackScene.order(order);
        assertThat(scene.holds(
                        OrderRule.NOT_ENOUGH_APPROVALS,
                        order.with(scene.office.approve(plain, scene.office.supervisor, scene.now()))))
                .containsExactly("role ia-supervisor 1 1");
        scene.vault.done(scene.office.approved(plain, scene.now(), scene.office.supervisor, scene.office.second));
        Certificate received = scene.vault.authority.askCommitted(
                state -> state.find(TestOffice.ROOT).orElseThrow().certificate().orElseThrow());
        assertIssuedUnder(received, "outside.example.go.jp");
        startAnew(Start.FROM_THE_SNAPSHOT);
        startAnew(Start.FROM_GENESIS);
        assertIssuedUnder(received, "outside2.example.go.jp");
    }

    private static void assertIssuedUnder(Certificate ca, String host) {
        Certificate issued =
                scene.vault.certificate(scene.vault.done(issue(host)).getFirst());
        assertThat(VerificationKey.of(ca.subjectPublicKeyInfo()).map(issued::isSignedBy))
                .contains(true);
        assertThat(issued.issuer().der()).isEqualTo(ca.subject().der());
    }

    private static SignedOrder erase(Digest... digests) {
        return scene.supervised(OrderKind.ERASE, new EraseBody(List.of(digests)));
    }

    private static long rows(Digest order) {
        return scene.vault.database.inTransaction(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM issuing.orders WHERE digest = ?")
                .bind(0, order.octets().toArray())
                .mapTo(Long.class)
                .one());
    }

    @Test
    void erasesWhatTellsOfPersonsAndNothingElse() {
        SignedOrder issued = issue("erased.example.go.jp");
        scene.vault.done(issued);
        Digest person = Digest.of(issued.order());
        SignedOrder profile = scene.supervised(
                OrderKind.PROFILE,
                new ProfileBody.Put(
                        TestVault.profile(ProfileKind.INTERNAL_SERVER).id(),
                        TestVault.profile(ProfileKind.INTERNAL_SERVER).text()));
        scene.vault.done(profile);
        scene.refuses(OrderRule.EVIDENCE_FAULTY, erase(Digest.of(profile.order())));
        scene.refuses(OrderRule.EVIDENCE_FAULTY, erase(Digest.of(TestOffice.random(8))));
        Outcome twice = scene.vault.submit(erase(person, person));
        assertThat(twice.result())
                .isEqualTo(new Outcome.Result.Refused(List.of(new Outcome.Refusal(OrderRule.EVIDENCE_FAULTY.id(), 1))));
        assertThat(rows(person)).isOne();

        scene.vault.done(erase(person));
        assertThat(rows(person)).isZero();
        scene.refuses(OrderRule.EVIDENCE_FAULTY, erase(person));
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    @Test
    void erasesAnOfficersNameAfterHisEndOnly() {
        TestOffice.Person clerk = new TestOffice.Person("new clerk", Role.LRA_CLERK);
        SignedOrder put = scene.supervised(OrderKind.OFFICER, scene.put(clerk, scene.office.scope));
        scene.vault.done(put);
        scene.refuses(OrderRule.EVIDENCE_FAULTY, erase(Digest.of(put.order())));
        scene.vault.done(scene.supervised(OrderKind.OFFICER, new OfficerBody.End(clerk.officer())));
        scene.vault.done(erase(Digest.of(put.order())));
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    @Test
    void erasesNoFolderThatWasPutInTheOnesPlace() {
        SignedOrder issued = issue("kept.example.go.jp");
        SignedOrder other = issue("other.example.go.jp");
        scene.vault.done(issued);
        scene.vault.done(other);
        edit(issued, other.der().toArray());
        scene.refuses(OrderRule.EVIDENCE_FAULTY, erase(Digest.of(issued.order())));
        edit(issued, issued.der().toArray());
        assertThat(scene.vault.authority.scrub()).isEmpty();
    }

    private static void edit(SignedOrder order, byte[] file) {
        try (Database owner = scene.vault.asOwner()) {
            owner.useTransaction(tx -> tx.handle()
                    .execute(
                            "UPDATE issuing.orders SET file = ? WHERE digest = ?",
                            file,
                            Digest.of(order.order()).octets().toArray()));
        }
    }

    /// The line is made by OpenSSL and coreutils, as Debian's package says that it was.
    @Test
    void certifiesNoKeyThatIsKnownToOthers() throws Exception {
        Path openssl = Path.of("/usr/bin/openssl");
        assumeTrue(Files.isExecutable(openssl), "no OpenSSL here");
        TestKey weak = TestKey.generate(SignatureAlgorithm.RSA_SHA256);
        Path der = scene.vault.folder.resolve("weak.der");
        Path list = scene.vault.folder.resolve("blacklist.RSA-2048");
        Files.write(der, weak.publicKey().der().toArray());
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        openssl + " rsa -pubin -inform DER -in " + der
                                + " -noout -modulus | sha1sum | cut -d ' ' -f 1 | cut -c 21-")
                .redirectOutput(list.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        KeyBlocklist known = KeyBlocklist.read(list);
        assertThat(known.size()).isOne();
        scene.vault.authority.refuseKeys(known);
        scene.refuses(OrderRule.WEAK_KEY, issue("weak.example.go.jp", weak));
        scene.vault.authority.refuseKeys(KeyBlocklist.EMPTY);
        Outcome other = scene.vault.submit(issue("weak.example.go.jp", weak));
        assertThat(other.result().toString()).doesNotContain(OrderRule.WEAK_KEY.id());
    }

    /// Its settings count before its next key is certified: no key could sign its CRLs until then.
    @Test
    void keepsAlgorithmAndTokenOfACaThatHasACertificate() {
        String algorithm = TestVault.ROOT_SETTINGS
                .replace("\"P384\"", "\"P256\"")
                .replace("ecdsa-with-SHA384", "ecdsa-with-SHA256");
        String token = TestVault.ROOT_SETTINGS.replace("[publication]", "token = \"other\"\n[publication]");
        for (String settings : List.of(algorithm, token)) {
            scene.refuses(
                    OrderRule.SIGNING_CHANGES,
                    scene.vault.supervised(
                            OrderKind.CA, Optional.of(TestOffice.ROOT), new CaBody.Key(TestOffice.ROOT, settings)));
        }
    }

    @Test
    void refusesOneKeyForTwoSubjectsOfOneOrder() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        List<IssueBody.Item> items = Stream.of("one.example.go.jp", "two.example.go.jp")
                .map(host -> scene.item(host, Optional.empty(), key))
                .toList();
        Outcome outcome = scene.vault.submit(scene.office.issue(TestOffice.ROOT, items, scene.now()));
        assertThat(outcome.result())
                .isEqualTo(new Outcome.Result.Refused(List.of(new Outcome.Refusal(OrderRule.KEY_REUSED.id(), 1))));
    }

    /// The negative of a point has the same x coordinate, and the negative of the private key.
    @Test
    void refusesOneKeyForTwoSubjectsWrittenInTwoWays() throws GeneralSecurityException {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        scene.vault.done(issue("point.example.go.jp", key));
        scene.refuses(OrderRule.KEY_REUSED, issue("negative.example.go.jp", negative(key)));
        scene.vault.done(issue("point.example.go.jp", negative(key)));
    }

    private static TestKey negative(TestKey key) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        ECPrivateKeySpec secret = factory.getKeySpec(key.privateKey(), ECPrivateKeySpec.class);
        ECPublicKey point = (ECPublicKey) factory.generatePublic(
                new X509EncodedKeySpec(key.publicKey().der().toArray()));
        ECParameterSpec curve = point.getParams();
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        ECPoint other = new ECPoint(
                point.getW().getAffineX(), prime.subtract(point.getW().getAffineY()));
        return TestKey.of(
                key.algorithm(),
                new KeyPair(
                        factory.generatePublic(new ECPublicKeySpec(other, curve)),
                        factory.generatePrivate(
                                new ECPrivateKeySpec(curve.getOrder().subtract(secret.getS()), curve))));
    }

    @Test
    void refusesOneKeyForTwoSubjectsOfOrdersAtTheSameMoment() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        List<SignedOrder> orders = Stream.of("same1", "same2", "same3", "same4", "same1")
                .map(host -> issue(host + ".example.go.jp", key))
                .toList();
        long before = scene.certificates();
        List<Outcome> outcomes =
                orders.stream().map(order -> scene.vault.authority.submit(order.der())).toList().stream()
                        .map(CompletableFuture::join)
                        .map(signed -> Outcome.parse(SignedOutcome.parse(signed)
                                        .orElseThrow()
                                        .outcome())
                                .orElseThrow())
                        .toList();
        List<Outcome.Result> refused = outcomes.stream()
                .map(Outcome::result)
                .filter(Outcome.Result.Refused.class::isInstance)
                .toList();
        assertThat(refused).hasSizeBetween(3, 4);
        assertThat(refused)
                .containsOnly(new Outcome.Result.Refused(List.of(new Outcome.Refusal(OrderRule.KEY_REUSED.id(), 0))));
        assertThat(scene.certificates()).isEqualTo(before + 5 - refused.size());
    }

    /// Rules name the relying parties of passkeys: what was verified under former rules is verified anew.
    @Test
    void verifiesApprovalsAnewAfterAChangeOfTheRules() {
        TestOffice.Person late = new TestOffice.Person("late", Role.RA_EXAMINER);
        SignedOrder order = scene.issue(scene.item("rules.example.go.jp"), late, scene.office.approver);
        View before = scene.vault.authority.askCommitted(View::of);
        Rules rules = before.rules();
        RelyingParty other = new RelyingParty("other.example.jp", "https://other.example.jp");
        View after = new View(
                before.authorities(),
                before.profiles(),
                new Rules(rules.rules(), rules.exclusive(), rules.filing(), other, rules.client()));
        AtomicReference<View> view = new AtomicReference<>(before);
        List<VaultTask> tasks = new ArrayList<>();
        Examination examination =
                scene.vault.authority.askCommitted(state -> new Examination(state.installation(), state.officers()));
        Reception reception = new Reception(
                examination,
                view::get,
                (grounds, under) -> new Grounds.Planned(grounds, under, List.of(), List.of(), List.of()),
                Runnable::run,
                tasks::add);
        reception.examine(order.der(), Ticket.ofCaller());
        scene.vault.done(scene.supervised(OrderKind.OFFICER, scene.put(late, scene.office.scope)));
        reception.again((VaultTask.Planned) tasks.getLast());
        view.set(after);
        reception.again((VaultTask.Planned) tasks.getLast());
        assertThat(tasks)
                .extracting(task ->
                        ((VaultTask.Planned) task).planned().grounds().votes().size())
                .containsExactly(1, 1, 2);
        assertThat(((VaultTask.Planned) tasks.getLast()).planned().view()).isSameAs(after);
    }

    @Test
    void keepsNamesOutOfWhatAnOutcomeRefuses() {
        Outcome outcome = scene.vault.submit(
                issue("someone.outside.example.com", TestKey.generate(SignatureAlgorithm.ECDSA_SHA256)));
        assertThat(outcome.result()).isInstanceOf(Outcome.Result.Refused.class);
        assertThat(outcome.result().toString()).doesNotContain("someone");
    }

    @Test
    void keepsTheNumberOfShardsOfACaThatHasACertificate() {
        String settings = TestVault.ROOT_SETTINGS.replace("[publication]", "shards = 4\n[publication]");
        scene.refuses(
                OrderRule.SHARDS_CHANGE,
                scene.vault.supervised(
                        OrderKind.CA, Optional.of(TestOffice.ROOT), new CaBody.Key(TestOffice.ROOT, settings)));
    }
}
