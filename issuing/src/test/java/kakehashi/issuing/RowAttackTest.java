package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import kakehashi.authority.Halt;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Batch;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.RevokeMe;
import kakehashi.contract.RevokeMeStatement;
import kakehashi.contract.Role;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody does who owns the database: row kind by row kind (docs/adr/0004).
class RowAttackTest {
    private static final List<String> TABLES = List.of(
            "head",
            "entry_groups",
            "documents",
            "orders",
            "outcomes",
            "certificates",
            "crls",
            "officers",
            "profiles",
            "authorisations",
            "revocations",
            "crl_numbers");
    private static AttackScene scene;
    private static Database owner;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("rows");
        owner = scene.vault.asOwner();
        TestOffice office = scene.office;
        scene.hire("colleague", Role.RA_EXAMINER, office.scope);
        Digest issued = scene.vault
                .done(scene.issue(scene.item("one.example.go.jp"), office.examiner, office.approver))
                .get(0);
        scene.vault.done(scene.issue(scene.item("two.example.go.jp"), office.examiner, office.approver));
        revoke(scene.vault.certificate(issued));
        Order crl = office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, scene.now());
        scene.vault.done(office.approved(crl, scene.now(), office.operator));
        scene.vault.done(scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(grant())));
    }

    private static void revoke(Certificate certificate) {
        scene.vault.done(revocation(certificate.serialNumber()));
    }

    private static SignedOrder revocation(SerialNumber number) {
        RevokeBody body = new RevokeBody(List.of(new RevokeBody.Item(number, CrlReason.SUPERSEDED, Optional.empty())));
        Order order = scene.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), body, scene.now());
        return scene.office.approved(order, scene.now(), scene.office.examiner, scene.office.approver);
    }

    private static Authorisation grant() {
        return new Authorisation(
                TestOffice.chance(),
                Authorisation.Protocol.EST,
                TestOffice.ROOT,
                scene.profile,
                List.of("auto.example.go.jp"),
                TestKey.generate(SignatureAlgorithm.ECDSA_SHA256).publicKey(),
                3,
                2,
                0,
                "",
                scene.now(),
                scene.now().plus(java.time.Duration.ofDays(90)),
                Optional.of(new Authorisation.Subject(AttackScene.ORGANISATION)));
    }

    @AfterAll
    static void close() {
        owner.close();
        scene.close();
    }

    private static void sql(String statement) {
        owner.useTransaction(tx -> tx.handle().execute(statement));
    }

    private static void keep() {
        TABLES.forEach(table -> sql("CREATE TABLE IF NOT EXISTS kept_" + table + " AS TABLE issuing." + table));
    }

    private static void putBack() {
        for (String table : TABLES) {
            sql("TRUNCATE issuing." + table);
            sql("INSERT INTO issuing." + table + " SELECT * FROM kept_" + table);
            sql("DROP TABLE kept_" + table);
        }
    }

    private static void reopen() {
        scene.vault.authority.close();
        scene.vault.open();
    }

    static Stream<String> edits() {
        return Stream.of(
                "UPDATE issuing.officers SET roles = 'IA_SUPERVISOR'",
                "UPDATE issuing.officers SET in_force = false",
                "UPDATE issuing.officers SET not_after = not_after + interval '1 day'",
                "UPDATE issuing.officers SET statement = statement || '\\x00'::bytea",
                "UPDATE issuing.officers SET person = (SELECT max(person) FROM issuing.officers)",
                "DELETE FROM issuing.officers WHERE officer = (SELECT max(officer) FROM issuing.officers)",
                "UPDATE issuing.profiles SET in_force = NOT in_force",
                "UPDATE issuing.profiles SET bytes = bytes || '\\x0a'::bytea",
                "DELETE FROM issuing.profiles",
                "UPDATE issuing.authorisations SET orders_left = orders_left + 1000",
                "UPDATE issuing.authorisations SET stopped = true",
                "DELETE FROM issuing.authorisations",
                "UPDATE issuing.revocations SET reason = 1",
                "UPDATE issuing.revocations SET status = 'held'",
                "UPDATE issuing.revocations SET at = at - interval '1 day'",
                "DELETE FROM issuing.revocations",
                "UPDATE issuing.crl_numbers SET number = number - 1",
                "DELETE FROM issuing.crl_numbers",
                "UPDATE issuing.crls SET octets = octets + 1",
                "DELETE FROM issuing.crls WHERE number = (SELECT max(number) FROM issuing.crls)",
                "UPDATE issuing.orders SET file = substr(file, 1, octet_length(file) - 1)",
                "UPDATE issuing.orders SET kind = 'CRL' WHERE kind = 'ISSUE'",
                "DELETE FROM issuing.orders WHERE kind = 'OFFICER'",
                "UPDATE issuing.outcomes SET expires_at = expires_at - interval '1 year'",
                "UPDATE issuing.outcomes SET outcome = (SELECT max(outcome) FROM issuing.outcomes)",
                "DELETE FROM issuing.outcomes WHERE index = (SELECT max(index) FROM issuing.outcomes)",
                "UPDATE issuing.certificates SET subject = 'CN=somebody else'",
                "UPDATE issuing.certificates SET der = (SELECT max(der) FROM issuing.certificates)",
                "UPDATE issuing.certificates SET not_after = not_after + interval '1 year'",
                "UPDATE issuing.certificates SET item = item + 1",
                "UPDATE issuing.certificates SET key_digest = digest",
                "DELETE FROM issuing.certificates WHERE index = (SELECT max(index) FROM issuing.certificates)",
                "INSERT INTO issuing.certificates SELECT authority, '\\x0102'::bytea, digest, der, subject, not_after,"
                        + " order_digest, item, key_digest, index FROM issuing.certificates LIMIT 1",
                "UPDATE issuing.entry_groups SET signed_head = (SELECT max(signed_head) FROM issuing.entry_groups)",
                "UPDATE issuing.entry_groups SET entries = entries || '\\x3000'::bytea",
                "DELETE FROM issuing.entry_groups WHERE first_index = 3",
                "DELETE FROM issuing.entry_groups WHERE first_index = 0",
                "DELETE FROM issuing.entry_groups WHERE last_index = (SELECT index FROM issuing.head)",
                "UPDATE issuing.documents SET bytes = bytes || '\\x00'::bytea",
                "DELETE FROM issuing.documents",
                "UPDATE issuing.head SET index = index - 1",
                "UPDATE issuing.head SET epoch = epoch + 1",
                "DELETE FROM issuing.head");
    }

    /// Those of rows that the start reads.
    static Stream<String> editsOfTheChain() {
        return edits().filter(edit -> edit.contains("issuing.entry_groups")
                || edit.contains("issuing.head")
                || edit.contains("issuing.documents"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void findsEveryEdit(String edit) {
        assertThat(scene.vault.authority.scrub()).isEmpty();
        keep();
        long certificates = scene.certificates();
        long refusals = scene.refusals();
        sql(edit);
        long edited = scene.certificates();
        try {
            assertThat(scene.vault.authority.scrub()).as(edit).isPresent();
            assertThat(scene.vault.authority.halted()).isPresent();
            SignedOrder next =
                    scene.issue(scene.item("next.example.go.jp"), scene.office.examiner, scene.office.approver);
            assertThatThrownBy(() -> scene.vault.submit(next))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(Halt.class);
            assertThat(scene.certificates()).isEqualTo(edited);
            assertThat(scene.refusals()).isGreaterThan(refusals);
        } finally {
            putBack();
            reopen();
        }
        assertThat(scene.certificates()).isEqualTo(certificates);
    }

    @ParameterizedTest
    @MethodSource("editsOfTheChain")
    void startsOverNoEditOfTheChain(String edit) throws java.io.IOException {
        scene.vault.authority.close();
        keep();
        sql(edit);
        try {
            assertThat(refusesOrFinds()).as("from the snapshot").isTrue();
            // Without its file the start reads the whole chain.
            java.nio.file.Files.deleteIfExists(scene.vault.folder.resolve("vault.sealed.snapshot"));
            assertThatThrownBy(() -> scene.vault.open()).isInstanceOf(Halt.class);
        } finally {
            putBack();
            scene.vault.open();
        }
    }

    /// What lies before the snapshot is not read at a start, but by the scrubber that runs from then on (record 4).
    private boolean refusesOrFinds() {
        try {
            scene.vault.open();
        } catch (Halt refused) {
            return true;
        }
        boolean found = scene.vault.authority.scrub().isPresent();
        scene.vault.authority.close();
        return found;
    }

    @Test
    void stopsAtTheNextSignatureWhenTheWholeDatabaseIsPutBack() {
        keep();
        TestOffice office = scene.office;
        scene.vault.done(scene.issue(scene.item("later.example.go.jp"), office.examiner, office.approver));
        TABLES.forEach(table -> sql("CREATE TABLE now_" + table + " AS TABLE issuing." + table));
        putBack();
        long certificates = scene.certificates();
        SignedOrder next = scene.issue(scene.item("after.example.go.jp"), office.examiner, office.approver);
        assertThatThrownBy(() -> scene.vault.submit(next)).hasCauseInstanceOf(Halt.class);
        assertThat(scene.certificates()).isEqualTo(certificates);
        scene.vault.authority.close();
        assertThatThrownBy(() -> scene.vault.open()).isInstanceOf(Halt.class).hasMessageContaining("older");
        TABLES.forEach(table -> sql("ALTER TABLE now_" + table + " RENAME TO kept_" + table));
        putBack();
        scene.vault.open();
        assertThat(scene.vault.done(next)).hasSize(1);
    }

    private static long lastBatch() {
        return scene.vault.database.inTransaction(Feed::lastNumber);
    }

    private static void lay(long number, Bytes row) {
        owner.useTransaction(tx -> tx.handle()
                .execute("INSERT INTO ledger.feed_batches (number, batch) VALUES (?, ?)", number, row.toArray()));
    }

    private static Optional<Batch> batch(long number) {
        return SignedBatch.parse(scene.vault
                        .database
                        .inTransaction(tx -> Feed.after(tx, number - 1, 1))
                        .getFirst())
                .toOptional()
                .flatMap(signed -> Batch.parse(signed.batch()).toOptional());
    }

    /// Public nodes would drop it, and wait for ever for the batch that it keeps out.
    @Test
    void putsItsBatchInThePlaceOfARowThatSomebodyLaidThere() throws InterruptedException {
        reopen();
        long next = lastBatch() + 1;
        Bytes old =
                scene.vault.database.inTransaction(tx -> Feed.after(tx, 0, 1)).getFirst();
        lay(next, old);
        lay(next + 1, Bytes.ofHex("0500"));
        long refusals = scene.refusals();
        for (String host : List.of("fed1.example.go.jp", "fed2.example.go.jp")) {
            scene.vault.done(scene.issue(scene.item(host), scene.office.examiner, scene.office.approver));
        }
        for (int tries = 0; scene.refusals() < refusals + 2 && tries < 500; tries++) {
            Thread.sleep(10);
        }
        assertThat(batch(next).map(Batch::number)).contains(next);
        assertThat(batch(next + 1).map(Batch::number)).contains(next + 1);
        assertThat(scene.refusals()).isGreaterThanOrEqualTo(refusals + 2);
    }

    @Test
    void stopsWhenTheFeedKeyHasSignedAnotherBatch() throws InterruptedException {
        reopen();
        long next = lastBatch() + 1;
        Batch last = batch(next - 1).orElseThrow();
        Bytes forged =
                new Batch(last.installation(), next, last.previous(), last.chain(), last.at(), last.items()).der();
        lay(next, new SignedBatch(forged, scene.vault.authority.keyRing().feed().sign(forged)).der());
        SignedOrder order = scene.issue(scene.item("fork.example.go.jp"), scene.office.examiner, scene.office.approver);
        scene.vault.authority.submit(order.der());
        for (int tries = 0; scene.vault.authority.halted().isEmpty() && tries < 500; tries++) {
            Thread.sleep(10);
        }
        assertThat(scene.vault.authority.halted()).get().asString().contains("another batch");
        sql("DELETE FROM ledger.feed_batches WHERE number = " + next);
        reopen();
    }

    /// "Not issued here" would be final, and the certificate good for as long as it lives; or its key be certified
    /// for somebody else.
    @Test
    void settlesNothingAboutACertificateWhoseRowIsGone() throws InterruptedException {
        TestOffice office = scene.office;
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        IssueBody.Item item = scene.item("gone.example.go.jp", Optional.empty(), key);
        Certificate gone = scene.vault.certificate(scene.vault
                .done(scene.issue(item, office.examiner, office.approver))
                .getFirst());
        SerialNumber never = new SerialNumber(Bytes.ofHex("41ffffffffffffffffffffffffffffffffffffff"));
        scene.refuses(OrderRule.NOT_ISSUED_HERE, revocation(never));
        SignedOrder other =
                scene.issue(scene.item("other.example.go.jp", Optional.empty(), key), office.examiner, office.approver);
        stopsAt(revocation(gone.serialNumber()), "DELETE FROM issuing.certificates WHERE subject LIKE '%gone.exam%'");
        stopsAt(ownRevocation(gone, key), "DELETE FROM issuing.certificates WHERE subject LIKE '%gone.exam%'");
        stopsAt(
                other,
                "UPDATE issuing.certificates SET subject = replace(subject, 'gone', 'other'), der ="
                        + " (SELECT max(der) FROM issuing.certificates WHERE subject NOT LIKE '%gone.exam%')"
                        + " WHERE subject LIKE '%gone.exam%'");
        scene.refuses(OrderRule.KEY_REUSED, other);
        revoke(gone);
    }

    private static void stopsAt(SignedOrder order, String edit) throws InterruptedException {
        keep();
        sql(edit);
        try {
            scene.holds(OrderRule.RECORD_MISSING, order);
            for (int tries = 0; scene.vault.authority.halted().isEmpty() && tries < 1_000; tries++) {
                Thread.sleep(10);
            }
            assertThat(scene.vault.authority.halted()).get().asString().contains("is gone");
        } finally {
            putBack();
            reopen();
        }
    }

    private static SignedOrder ownRevocation(Certificate certificate, TestKey key) {
        Bytes statement = new RevokeMeStatement(
                        scene.office.installation,
                        TestOffice.ROOT,
                        certificate.serialNumber(),
                        RevokeMeStatement.Reason.KEY_COMPROMISE)
                .der();
        RevokeBody.Item item =
                new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty());
        Order order = scene.lasting(
                OrderKind.REVOKE,
                Optional.of(TestOffice.ROOT),
                new RevokeBody(List.of(item)),
                scene.now(),
                Duration.ofHours(1));
        Bytes proof = new SubscriberProof.OwnKey(new RevokeMe(statement, key.sign(statement)).der()).der();
        return new SignedOrder(order.der(), Optional.empty(), List.of(), Optional.of(proof));
    }

    @Test
    void stopsWhenTheOutcomeOfASettledOrderWasChanged() {
        TestOffice office = scene.office;
        SignedOrder order = scene.issue(scene.item("again.example.go.jp"), office.examiner, office.approver);
        Bytes outcome = scene.vault.authority.submit(order.der()).join();
        assertThat(scene.vault.authority.submit(order.der()).join()).isEqualTo(outcome);
        keep();
        sql("UPDATE issuing.outcomes SET outcome = (SELECT min(outcome) FROM issuing.outcomes)");
        assertThatThrownBy(() -> scene.vault.submit(order)).hasCauseInstanceOf(Halt.class);
        putBack();
        reopen();
        assertThat(scene.vault.authority.submit(order.der()).join()).isEqualTo(outcome);
    }
}
