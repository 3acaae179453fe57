package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import kakehashi.authority.FeedMaker;
import kakehashi.authority.Halt;
import kakehashi.contract.Batch;
import kakehashi.contract.CaBody;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.Pulse;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.contract.SignedPulse;
import kakehashi.contract.Visibility;
import kakehashi.ledger.AuditProof;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.BookedOrder;
import kakehashi.ledger.Checkpoint;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.CheckpointLoop;
import kakehashi.ledger.Database;
import kakehashi.ledger.Feed;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.Transaction;
import kakehashi.ledger.Witness;
import kakehashi.ledger.WitnessKey;
import kakehashi.ledger.Zone;
import kakehashi.profiles.ProfileKind;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;

/// The vault's three doors: the order book, the feed, the checkpoints.
@SuppressWarnings("try") // A door is open while the test runs, and nobody speaks to it.
class VaultDoorsTest {
    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void answersTheOfficeThroughTheOrderBook() {
        try (TestVault vault = TestVault.found(
                        "book",
                        List.of(TestVault.profile(ProfileKind.INTERNET_SERVER).id()));
                Database office = TestVault.open(Zone.OFFICE, "book");
                BookIntake intake = BookIntake.start(vault.authority, vault.parts)) {
            vault.makeRoot();
            Digest profile = vault.putProfile(ProfileKind.INTERNET_SERVER);
            SignedOrder order = vault.office.issue(
                    TestOffice.ROOT, List.of(IssuingAuthorityTest.server(profile, "book.example.go.jp")), vault.now());
            OrderBook book = new OrderBook(RetryPlan.USUAL);
            Bytes id = TestOffice.random(16);
            office.useTransaction(tx -> book.submit(tx, new BookedOrder(id, "issue", Zone.VAULT, order.der())));

            AtomicReference<Optional<Bytes>> answer = new AtomicReference<>(Optional.empty());
            await(() -> {
                answer.set(office.inTransaction(tx -> book.outcome(tx, id)));
                return answer.get().isPresent();
            });

            SignedOutcome signed = SignedOutcome.parse(answer.get().get()).orElseThrow();
            Outcome outcome = Outcome.parse(signed.outcome()).orElseThrow();
            assertThat(outcome.result()).isInstanceOf(Outcome.Result.Done.class);
            assertThat(outcome.entry()).isPresent();
            publishesWhatItsProfileSays(vault, outcome);
            triesAgainWithinSecondsWhatTheDatabaseFailed(vault, office, outcome);
        }
    }

    /// Its status says so, and the certificate lies as a file for the nodes.
    private static void publishesWhatItsProfileSays(TestVault vault, Outcome issued) {
        Digest digest = ((Outcome.Result.Done) issued.result()).digests().getFirst();
        Certificate certificate = vault.certificate(digest);
        Change told = new Change.Issued(digest, certificate.notAfter(), Visibility.PUBLISHED);
        Batch.Item item = new Batch.Item.Status(TestOffice.ROOT, certificate.serialNumber(), told);
        await(() -> items(vault.database).contains(item));
        assertThat(vault.published(digest)).contains(certificate.der());
    }

    /// The lease alone would bring it back after a minute.
    private static void triesAgainWithinSecondsWhatTheDatabaseFailed(TestVault vault, Database office, Outcome issued) {
        Digest digest = ((Outcome.Result.Done) issued.result()).digests().getFirst();
        RevokeBody revoke = new RevokeBody(List.of(
                new RevokeBody.Item(vault.certificate(digest).serialNumber(), CrlReason.SUPERSEDED, Optional.empty())));
        SignedOrder order = vault.office.approved(
                vault.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), revoke, vault.now()),
                vault.now(),
                vault.office.examiner,
                vault.office.approver);
        OrderBook book = new OrderBook(RetryPlan.USUAL);
        Bytes id = TestOffice.random(16);
        try (Database owner = vault.asOwner()) {
            owner.useTransaction(tx -> tx.handle().execute("ALTER TABLE issuing.certificates RENAME TO away"));
            office.useTransaction(tx -> book.submit(tx, new BookedOrder(id, "revoke", Zone.VAULT, order.der())));
            await(() -> owner.<String>inTransaction(tx -> tx.handle()
                            .select("SELECT failure FROM ledger.orders WHERE id = ?", (Object) id.toArray())
                            .mapTo(String.class)
                            .one())
                    .endsWith("DatabaseFailure"));
            owner.useTransaction(tx -> tx.handle().execute("ALTER TABLE issuing.away RENAME TO certificates"));
        }
        assertThat(EndedFiles.delete(vault.database, vault.now())).isZero();
        await(() -> office.<Optional<Bytes>>inTransaction(tx -> book.outcome(tx, id))
                .isPresent());
        long files = files(vault.database);
        assertThat(EndedFiles.delete(vault.database, vault.now())).isOne();
        assertThat(files(vault.database)).as("CRLs stay").isEqualTo(files - 1).isPositive();
        assertThat(vault.certificate(digest)).isNotNull();
    }

    private static long files(Database database) {
        return database.inTransaction(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM ledger.feed_files")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void feedsThePublicZoneWithSignedNumberedBatchesAndPulses() throws IOException {
        try (TestVault vault = TestVault.found("feed", List.of());
                Database open = TestVault.open(Zone.PUBLIC, "feed")) {
            Certificate root = vault.makeRoot();
            await(() -> open.inTransaction(tx -> Feed.latestPulse(tx)).isPresent());
            await(() -> crls(open).size() == 2);

            Digest previous = FeedMaker.NONE;
            long number = 1;
            for (Bytes der : open.inTransaction(tx -> Feed.after(tx, 0, 100))) {
                SignedBatch signed = SignedBatch.parse(der).orElseThrow();
                Batch batch = Batch.parse(signed.batch()).orElseThrow();
                assertThat(batch.number()).isEqualTo(number++);
                assertThat(batch.previous()).isEqualTo(previous);
                assertThat(verifies(vault, signed.batch(), signed.signature())).isTrue();
                previous = Digest.of(signed.batch());
            }
            for (Batch.Item.Crl named : crls(open)) {
                Bytes file = open.inTransaction(
                                tx -> Feed.file(tx, named.digest().octets()))
                        .orElseThrow();
                Crl crl = Crl.parse(file).orElseThrow();
                assertThat(crl.isSignedBy(
                                VerificationKey.of(root.subjectPublicKeyInfo()).orElseThrow()))
                        .isTrue();
            }
            SignedPulse pulse = SignedPulse.parse(
                            open.inTransaction(tx -> Feed.latestPulse(tx)).orElseThrow())
                    .orElseThrow();
            assertThat(verifies(vault, pulse.pulse(), pulse.signature())).isTrue();
            assertThat(Pulse.parse(pulse.pulse()).orElseThrow().number()).isPositive();
            doesNotStartWhereAWitnessHasSeenMore(vault);
        }
    }

    /// File and database may have been put back together.
    private static void doesNotStartWhereAWitnessHasSeenMore(TestVault vault) throws IOException {
        vault.authority.close();
        vault.authority = null;
        HttpServer witness = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        witness.createContext("/w/add-checkpoint", exchange -> {
            exchange.sendResponseHeaders(409, 0);
            exchange.getResponseBody().write("999999\n".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        witness.start();
        Witness asked = new Witness(
                URI.create("http://127.0.0.1:" + witness.getAddress().getPort() + "/w"),
                new WitnessKey("witness.example/w", TestOffice.random(32)),
                Witness.AtStart.STOP);
        VaultParts parts = vault.parts.asking(List.of(asked));
        assertThatThrownBy(() -> IssuingAuthority.open(parts, vault.installation))
                .isInstanceOf(Halt.class)
                .hasMessageContainingAll("has seen 999999 leaves", "put back");
        witness.stop(0);
    }

    private static boolean verifies(TestVault vault, Bytes statement, Bytes signature) {
        return VerificationKey.of(
                        VaultKeys.find(vault.token).orElseThrow().feed().publicKey())
                .orElseThrow()
                .verifies(SignatureAlgorithm.ED25519.identifier(), statement, signature);
    }

    private static List<Batch.Item> items(Database open) {
        return open.inTransaction(tx -> Feed.after(tx, 0, 100)).stream()
                .map(der -> Batch.parse(SignedBatch.parse(der).orElseThrow().batch())
                        .orElseThrow())
                .flatMap(batch -> batch.items().stream())
                .toList();
    }

    private static List<Batch.Item.Crl> crls(Database open) {
        return items(open).stream()
                .flatMap(item -> item instanceof Batch.Item.Crl crl
                        ? java.util.stream.Stream.of(crl)
                        : java.util.stream.Stream.empty())
                .toList();
    }

    @Test
    void signsCheckpointsOfWhatItDid() throws Exception {
        try (TestVault vault = TestVault.found("checkpoints", List.of())) {
            Path folder = vault.folder.resolve("log");
            Files.createDirectories(folder.resolve("open"));
            Files.createDirectories(folder.resolve("auditors"));
            TileFolder tiles = new TileFolder(folder.resolve("open"), folder.resolve("auditors"));
            try (CheckpointLoop loop = vault.authority.signCheckpoints(tiles)) {
                vault.makeRoot();
                await(() -> find(folder, "checkpoint").isPresent());
            }
            assertThat(Files.readString(find(folder, "checkpoint").orElseThrow()))
                    .startsWith("kakehashi.test/vault\n");
            CheckpointKey key = vault.authority.checkpointKey(Zone.VAULT);
            vault.database.useTransaction(tx -> provesItsRecordsAndItsGrowth(tx, key));
        }
    }

    private static void provesItsRecordsAndItsGrowth(Transaction tx, CheckpointKey key) {
        AuditTree tree = new AuditTree(Zone.VAULT);
        List<Checkpoint> signed = tree.checkpoints(tx).stream()
                .map(note -> Checkpoint.parse(note).orElseThrow())
                .toList();
        Checkpoint last = signed.getLast();
        for (long index = 0; index < last.head().size(); index++) {
            AuditProof proof = AuditProof.ofRecord(tx, tree, index, last).orElseThrow();
            assertThat(AuditProof.parse(proof.text())).contains(proof);
            assertThat(((AuditProof.Inclusion) proof).holds(key)).isTrue();
        }
        assertThat(AuditProof.ofRecord(tx, tree, last.head().size(), last)).isEmpty();
        for (Checkpoint before : signed) {
            AuditProof proof =
                    AuditProof.ofGrowth(tx, tree, before.head().size(), last).orElseThrow();
            assertThat(AuditProof.parse(proof.text())).contains(proof);
            assertThat(((AuditProof.Consistency) proof).holds(key, before)).isTrue();
        }
    }

    private static Optional<Path> find(Path folder, String name) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .findFirst();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void continuesWhereItStoppedAndRemembersWhatItDid() {
        try (TestVault vault = TestVault.found(
                "again", List.of(TestVault.profile(ProfileKind.INTERNET_SERVER).id()))) {
            vault.makeRoot();
            Digest profile = vault.putProfile(ProfileKind.INTERNET_SERVER);
            SignedOrder order = vault.office.issue(
                    TestOffice.ROOT, List.of(IssuingAuthorityTest.server(profile, "again.example.go.jp")), vault.now());
            List<Digest> first = vault.done(order);
            vault.authority.close();
            vault.open();

            assertThat(vault.done(order)).isEqualTo(first);
            assertThat(vault.done(vault.office.issue(
                            TestOffice.ROOT,
                            List.of(IssuingAuthorityTest.server(profile, "more.example.go.jp")),
                            vault.now())))
                    .doesNotContainAnyElementsOf(first);
        }
    }

    @Test
    void takesOrdersThatAnOperatorLaysIntoTheSpoolFolder() throws Exception {
        try (TestVault vault = TestVault.found("spool", List.of())) {
            Path spool = Files.createDirectories(vault.folder.resolve("spool"));
            try (SpoolIntake intake = SpoolIntake.start(vault.authority, spool)) {
                SignedOrder order = vault.supervised(
                        OrderKind.CA,
                        Optional.of(TestOffice.ROOT),
                        new CaBody.Key(TestOffice.ROOT, TestVault.ROOT_SETTINGS));
                Path whole = Files.write(spool.resolve("a.part"), order.der().toArray());
                Files.move(whole, spool.resolve("a.order"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                Files.writeString(spool.resolve("b.order"), "no order at all");

                await(() -> Files.exists(spool.resolve("a.done")) && Files.exists(spool.resolve("b.done")));
            }
            assertThat(outcome(spool.resolve("a.outcome")).result()).isInstanceOf(Outcome.Result.Done.class);
            assertThat(outcome(spool.resolve("b.outcome")).result()).isInstanceOf(Outcome.Result.Refused.class);
        }
    }

    private static Outcome outcome(Path file) throws java.io.IOException {
        Bytes der = Bytes.wrap(Files.readAllBytes(file));
        return Outcome.parse(SignedOutcome.parse(der).orElseThrow().outcome()).orElseThrow();
    }
}
