package kakehashi.collection;

import static kakehashi.collection.CollectFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Migrations;
import kakehashi.ledger.Zone;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Crl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two public nodes over one real PostgreSQL.
class CollectStoreTest {
    @TempDir
    private static Path server;

    private static EmbeddedServer postgres;

    private final CollectFixture net = new CollectFixture();
    private final TestCa root = new TestPki()
            .root(
                    "CN=Root,O=Partner,C=JP",
                    TestPki.USUAL,
                    c -> c.crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/root.crl")));
    private final PartnerDomain domain = CollectFixture.domain("Partner", root, PARTNER + "/ca.cer");
    private final AtomicReference<Instant> now = new AtomicReference<>(TestPki.NOW);

    @TempDir
    private Path folders;

    @BeforeAll
    static void start() {
        postgres = EmbeddedServer.start(server, 0);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @AfterEach
    void disconnect() {
        net.close();
    }

    private static Database database(String name) {
        postgres.createDatabase(name);
        Migrations.run(postgres.ownerAccess(name), List.of(CollectStore.SCHEMA));
        return Database.open(postgres.access(Zone.PUBLIC, name), 4);
    }

    private CollectRounds node(String name, Database database) {
        InstantSource clock = now::get;
        return new CollectRounds(
                net.plan(domain),
                net.fetcher(),
                CollectMemory.inFolder(folders.resolve(name)).and(database),
                clock);
    }

    private static void await(CollectRounds node, int certificates, int crls) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            node.tick();
            Thread.sleep(30);
            if (node.collected().certificates().size() == certificates
                    && node.collected().crls().size() == crls) {
                return;
            }
        }
        assertThat(node.collected().certificates()).hasSize(certificates);
        assertThat(node.collected().crls()).hasSize(crls);
    }

    @Test
    void oneNodeWalksAndTheOtherReads() throws Exception {
        TestCa ca = root.issueCa("CN=CA,O=Partner,C=JP");
        Crl first = root.crl(TestPki.NOW.minus(Duration.ofDays(2)), list -> {});
        net.certificate("/ca.cer", ca.certificate()).partner.serves("/root.crl", "application/pkix-crl", first.der());
        try (Database database = database("shared");
                CollectRounds one = node("one", database);
                CollectRounds two = node("two", database)) {
            await(one, 2, 1);
            int requests = net.partner.requests();
            await(two, 2, 1);
            assertThat(net.partner.requests())
                    .as("the second node fetches nothing")
                    .isEqualTo(requests);
            net.partner.serves("/root.crl", "application/pkix-crl", root.crl().der());
            now.set(now.get().plus(Duration.ofHours(2)));
            await(two, 2, 2);
            await(one, 2, 2);
            assertThat(one.report().domains())
                    .usingRecursiveComparison()
                    .isEqualTo(two.report().domains());
        }
    }

    @Test
    void goesOnAloneWhenTheDatabaseIsAway() throws Exception {
        net.certificate("/ca.cer", root.issueCa("CN=CA,O=Partner,C=JP").certificate());
        Database database = database("away");
        database.close();
        try (CollectRounds node = node("alone", database)) {
            await(node, 2, 0);
        }
        try (CollectRounds again = node("alone", database)) {
            assertThat(again.collected().certificates()).as("from its own file").hasSize(2);
        }
    }
}
