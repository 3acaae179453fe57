package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Migrations;
import kakehashi.ledger.Zone;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFeedSourceTest {
    @TempDir
    Path folder;

    @Test
    void followsTheFeedInTheDatabaseAndOutlivesIt() {
        FeedScene vault = new FeedScene();
        TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");
        Crl crl = ca.crl();
        Bytes batch = vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(crl));
        FeedFollower follower;
        try (EmbeddedServer server = EmbeddedServer.start(folder.resolve("postgres"), 0)) {
            server.createDatabase("feed");
            Migrations.run(server.ownerAccess("feed"), List.of());
            try (Database writer = Database.open(server.access(Zone.VAULT, "feed"), 2);
                    Database reader = Database.open(server.access(Zone.PUBLIC, "feed"), 2)) {
                writer.useTransaction(tx -> {
                    Feed.publishFile(tx, crl.der());
                    Feed.publish(tx, 1, batch);
                    Feed.pulse(tx, vault.pulse(FeedScene.NOW.plusSeconds(5)));
                });
                follower = new FeedFollower(
                        vault.pin,
                        folder.resolve("node"),
                        new LedgerFeedSource(reader),
                        InstantSource.fixed(FeedScene.NOW));
                follower.poll();
                assertThat(follower.fault()).isEmpty();
                assertThat(follower.state().crls(FeedScene.CA)).containsExactly(crl);
                assertThat(follower.state().freshness().at()).isEqualTo(FeedScene.NOW.plusSeconds(5));
            }
        }
        follower.poll();
        assertThat(follower.fault()).isPresent();
        assertThat(follower.state().freshness().batch()).isEqualTo(1);
        follower.close();
    }
}
