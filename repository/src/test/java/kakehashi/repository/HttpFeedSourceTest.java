package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.collection.NodeFetch;
import kakehashi.contract.NodeFiles;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.testkit.HostileRepository;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.web.Listener;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Routes;
import kakehashi.web.WebServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node without a database follows another over HTTP.
class HttpFeedSourceTest {
    private static final InstantSource CLOCK = InstantSource.fixed(FeedScene.NOW);

    private static final NodeFiles OUTSIDE = new NodeFetch(HttpFeedSource.MAX_OCTETS);

    @TempDir
    Path folder;

    private final FeedScene vault = new FeedScene();
    private final TestCa ca = new TestPki().root("CN=Our CA,O=Test,C=JP");
    private final HostileRepository other = new HostileRepository();
    private Repository repository;
    private FeedFollower first;
    private WebServer server;
    private String url;

    @BeforeEach
    void opensTheNodeThatIsFollowed() {
        RepositorySettings settings = new RepositorySettings(
                vault.pin, folder.resolve("first"), Optional.empty(), LdapLimits.DEFAULT, List.of());
        repository = new Repository(settings, vault, PageLayout.PLAIN, CLOCK);
        first = repository.follower();
        server = WebServer.open(
                List.of(Listener.plain(
                        "public",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Routes.of(repository.routes()))),
                new Metrics(),
                CLOCK);
        url = "http://127.0.0.1:" + server.port("public");
    }

    @AfterEach
    void close() {
        server.close();
        other.close();
    }

    private FeedFollower follower(String... urls) {
        return new FeedFollower(vault.pin, folder.resolve("second"), HttpFeedSource.at(List.of(urls), OUTSIDE), CLOCK);
    }

    private String other() {
        return "http://127.0.0.1:" + other.address().getPort();
    }

    private static Optional<SerialStatus> status(FeedFollower follower, long serial) {
        return follower.state().status(FeedScene.CA, FeedScene.serial(serial));
    }

    private void publishes(long serial) {
        vault.publish(FeedScene.issued(serial));
        first.poll();
    }

    @Test
    void followsBatchesCrlsAndPulsesAndResumesWhereItStood() {
        Crl crl = ca.crl();
        Certificate post = FeedScene.post(ca);
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(crl), vault.published(post));
        vault.pulse(FeedScene.NOW.plusSeconds(10));
        first.poll();
        assertThat(repository.certificates(post.issuer(), post.serialNumber())).containsExactly(post);
        assertThat(repository.certificates(post.issuer(), FeedScene.serial(1))).isEmpty();
        FeedFollower second = follower(url);
        second.poll();
        assertThat(second.fault()).isEmpty();
        assertThat(status(second, 1)).contains(new SerialStatus.Issued(FeedScene.END));
        assertThat(second.state().crls(FeedScene.CA)).containsExactly(crl);
        assertThat(second.state().shelf().find(FeedScene.CA, post.serialNumber()))
                .contains(post);
        assertThat(second.state().freshness().at()).isEqualTo(FeedScene.NOW.plusSeconds(10));
        assertThat(second.stateDigest()).isEqualTo(first.stateDigest());
        second.poll();
        assertThat(second.fault()).as("nothing new").isEmpty();
        servesADeltaWhereTheListSays();
        publishes(22);
        second.poll();
        assertThat(status(second, 22)).contains(new SerialStatus.Issued(FeedScene.END));
        assertThat(second.batch(2)).as("to be served on").isEqualTo(first.batch(2));
    }

    /// RFC 5280 §5.2.6: "how delta CRL information for this complete CRL is obtained".
    private void servesADeltaWhereTheListSays() {
        String place = "http://repository.example/ca/root/fresh.crl";
        DistributionPointName name =
                new DistributionPointName.FullName(List.of(new GeneralName.UniformResourceIdentifier(place)));
        Crl full = ca.crl(list ->
                list.freshestCrl(List.of(new DistributionPoint(Optional.of(name), Optional.empty(), List.of()))));
        Crl delta = ca.deltaCrl(full, list -> {});
        vault.publish(vault.crl(full), vault.crl(delta));
        first.poll();
        URI file = URI.create(url + "/ca/" + FeedScene.CA + "/fresh.crl");
        assertThat(OUTSIDE.fetch(new NodeFiles.Ask(file, Optional.empty(), 1 << 20, Duration.ofSeconds(9))))
                .isInstanceOfSatisfying(
                        NodeFiles.Answer.Had.class,
                        had -> assertThat(had.octets()).isEqualTo(delta.der()));
    }

    @Test
    void aCrlThatALaterOneReplacedIsNotMissed() {
        Crl old = ca.crl();
        Crl newer = ca.crl();
        vault.publish(FeedScene.certificate(ca), vault.crl(old));
        first.poll();
        vault.publish(vault.crl(newer));
        first.poll();
        assertThat(first.state().crls(FeedScene.CA)).containsExactly(newer);
        FeedFollower second = follower(url);
        second.poll();
        assertThat(second.state().crls(FeedScene.CA)).containsExactly(newer);
        assertThat(second.fault()).isEmpty();
    }

    @Test
    void refusesForgedAndMissingBatches() {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        Bytes second = vault.publish(FeedScene.issued(2));
        Bytes forged = FeedScene.sign(vault.next(FeedScene.issued(3)), FeedScene.ed25519());
        other.serves(
                "/feed/from/1", "text/plain", FeedNews.write(new FeedSource.News(List.of(second), Optional.empty())));
        FeedFollower follower = follower(other());
        follower.poll();
        assertThat(follower.fault()).contains("batch 1 is missing");
        other.serves(
                "/feed/from/1",
                "text/plain",
                FeedNews.write(
                        new FeedSource.News(List.of(vault.batches.getFirst(), second, forged), Optional.empty())));
        follower.poll();
        assertThat(follower.fault().orElseThrow()).contains("not signed by the feed key");
        assertThat(follower.state().freshness().batch()).isEqualTo(2);
        assertThat(status(follower, 3)).contains(new SerialStatus.NeverIssued());
    }

    @Test
    void anOlderNodeTakesNothingAway() {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        first.poll();
        FeedFollower second = follower(url);
        second.poll();
        other.serves("/feed/from/1", "text/plain", FeedNews.write(new FeedSource.News(List.of(), Optional.empty())));
        second.close();
        FeedFollower restarted = follower(other());
        restarted.poll();
        assertThat(status(restarted, 1)).contains(new SerialStatus.Issued(FeedScene.END));
        assertThat(restarted.fault()).isEmpty();
    }

    @Test
    void turnsToAnotherNodeWhenOneDoesNotAnswer() {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        first.poll();
        FeedFollower second = follower("http://127.0.0.1:1", url);
        second.poll();
        assertThat(second.fault()).isPresent();
        second.poll();
        assertThat(second.fault()).isEmpty();
        assertThat(second.state().freshness().batch()).isEqualTo(1);
    }

    @Test
    void junkAndTooMuchAreRefused() {
        vault.publish(FeedScene.certificate(ca));
        other.serves("/feed/from/1", "text/plain", Bytes.ofHex("3003020100"));
        FeedFollower follower = follower(other());
        follower.poll();
        assertThat(follower.fault()).isPresent();
        other.serves("/feed/from/1", "text/plain", Bytes.wrap(new byte[FeedNews.MAX_OCTETS + 1]));
        follower.poll();
        assertThat(follower.fault()).isPresent();
        assertThatThrownBy(() -> HttpFeedSource.at(List.of("https://node.example"), OUTSIDE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
