package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kakehashi.contract.Digest;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.testkit.TestCa;
import kakehashi.web.Alarms;
import kakehashi.web.Method;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Probes;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.web.Route;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node goes on answering, and tells people what is wrong: in the log, as a metric, at `/readyz` and on its page.
class AvailabilityTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final FeedScene vault = new FeedScene();
    private final TestCa ca = TestCa.root("CN=Our CA,O=Test,C=JP");
    private final Metrics metrics = new Metrics();
    private final StringBuffer log = new StringBuffer();
    private final Logger logger = Logger.getLogger("kakehashi.alarm");
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord told) {
            log.append(told.getLevel())
                    .append(' ')
                    .append(java.text.MessageFormat.format(told.getMessage(), told.getParameters()))
                    .append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Instant now = FeedScene.NOW;

    @AfterEach
    void deaf() {
        logger.removeHandler(listening);
    }

    private Repository node() {
        return node(vault);
    }

    private Repository node(FeedSource source) {
        RepositorySettings settings =
                new RepositorySettings(vault.pin, folder, Optional.empty(), LdapLimits.DEFAULT, List.of());
        return new Repository(settings, source, PageLayout.PLAIN, () -> now);
    }

    private FeedFollower follower() {
        return new FeedFollower(vault.pin, folder, vault, () -> now);
    }

    private static String get(List<Route> routes, String path) throws IOException {
        Route route =
                routes.stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow();
        Response answer = route.handler().handle(Request.of(Method.GET, path).with("Accept-Language", "en"));
        return answer.status() + " "
                + switch (answer.content()) {
                    case Response.Content.Whole(Bytes bytes) ->
                        new String(bytes.toArray(), java.nio.charset.StandardCharsets.UTF_8);
                    case Response.Content.None _, Response.Content.Streamed _ -> "";
                };
    }

    @Test
    void aCrlPastItsTimeAndASilentFeedRaiseAlarmsInAllFourPlaces() throws IOException {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(ca.crl()));
        vault.pulse(FeedScene.NOW);
        try (FeedFollower first = follower()) {
            first.poll();
        }
        logger.addHandler(listening);
        try (Repository node = node();
                Alarms alarms = Alarms.watch(node.alarms(LIMIT), metrics, Duration.ofHours(1))) {
            Probes probes = new Probes(List.of(), List.of(node.ready())).telling(alarms);
            assertThat(alarms.now().values()).allMatch(Optional::isEmpty);
            assertThat(get(node.routes(), "/repository"))
                    .doesNotContain("overdue")
                    .doesNotContain("Updates are late");
            // The clock jumps a month ahead; the vault is silent.
            now = FeedScene.NOW.plus(Duration.ofDays(30));
            assertThat(metrics.text())
                    .contains("kakehashi_alarm{alarm=\"crls\"} 1")
                    .contains("kakehashi_alarm{alarm=\"freshness\"} 1")
                    .contains("kakehashi_alarm{alarm=\"disk\"} 0");
            assertThat(get(probes.routes(), "/readyz"))
                    .startsWith("200")
                    .contains("1 CRLs are past their nextUpdate")
                    .contains("the feed has been silent for");
            assertThat(get(node.routes(), "/repository")).contains("overdue").contains("Updates are late");
            try (Alarms again = Alarms.watch(node.alarms(LIMIT), new Metrics(), Duration.ofHours(1))) {
                assertThat(again.now()).hasSize(4);
            }
            assertThat(log.toString())
                    .contains("alarm crls")
                    .contains("alarm freshness")
                    .doesNotContain("alarm disk");
            aClockThatJumpsBack(node, alarms);
        }
    }

    private void aClockThatJumpsBack(Repository node, Alarms alarms) {
        now = FeedScene.NOW;
        assertThat(alarms.now().values()).allMatch(Optional::isEmpty);
        // And an hour behind: what the feed says is from the future.
        now = FeedScene.NOW.minus(Duration.ofHours(1));
        assertThat(alarms.now().get("freshness"))
                .hasValueSatisfying(why -> assertThat(why).contains("behind the feed"));
        assertThat(node.feed().status(FeedScene.CA, FeedScene.serial(1)))
                .contains(new SerialStatus.Issued(FeedScene.END));
    }

    @Test
    void anAlarmIsToldOnceAndWhenItIsOver() throws InterruptedException {
        Optional<String>[] wrong = wrongs();
        logger.addHandler(listening);
        logger.setLevel(Level.ALL);
        var check = new kakehashi.web.HealthCheck("oven", () -> wrong[0]);
        try (Alarms alarms = Alarms.watch(List.of(check), metrics, Duration.ofMillis(5))) {
            wrong[0] = Optional.of("it burns");
            await("alarm oven: it burns");
            wrong[0] = Optional.empty();
            await("alarm oven is over");
            assertThat(log.toString().split("alarm oven")).hasSize(3);
            assertThat(alarms.now()).containsEntry("oven", Optional.empty());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Optional<String>[] wrongs() {
        Optional[] one = {Optional.empty()};
        return one;
    }

    private void await(String words) throws InterruptedException {
        for (int i = 0; i < 1_000 && !log.toString().contains(words); i++) {
            Thread.sleep(5);
        }
        assertThat(log.toString()).contains(words);
    }

    @Test
    void goesOnWhenTheDiskDoesNotTakeTheSnapshotAndKeepsItWhenItDoes() throws IOException {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        FeedFollower node = follower();
        node.poll();
        Path inTheWay = folder.resolve("snapshot.new/file");
        Files.createDirectory(inTheWay.getParent());
        Files.createFile(inTheWay);
        now = now.plus(Duration.ofMinutes(11));
        node.poll();
        assertThat(node.unkept()).hasValueSatisfying(why -> assertThat(why).contains("snapshot.new"));
        assertThat(node.fault()).isEmpty();
        vault.publish(FeedScene.issued(2));
        node.poll();
        assertThat(node.state().status(FeedScene.CA, FeedScene.serial(2)))
                .contains(new SerialStatus.Issued(FeedScene.END));
        Files.delete(inTheWay);
        // Not again at every round: a snapshot of ten million takes its time.
        assertThat(folder.resolve("snapshot")).doesNotExist();
        now = now.plus(Duration.ofMinutes(2));
        node.poll();
        assertThat(folder.resolve("snapshot")).exists();
        assertThat(node.unkept()).isEmpty();
        Files.createDirectories(inTheWay.resolve("again"));
        node.close();
        assertThat(node.unkept()).isPresent();
        vault.away = true;
        try (FeedFollower again = follower()) {
            assertThat(again.state().freshness().batch()).isEqualTo(2);
        }
    }

    @Test
    void aBatchThatCannotBeKeptIsPublishedAllTheSame() throws IOException {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        FeedFollower node = follower();
        Files.writeString(folder.resolve("batches").resolve("000000000"), "no folder");
        node.poll();
        assertThat(node.state().freshness().batch()).isEqualTo(1);
        assertThat(node.unkept()).isPresent();
        assertThat(node.fault()).isEmpty();
        node.close();
    }

    @Test
    void aClockThatIsPutBackDoesNotPutSnapshotsOff() {
        now = FeedScene.NOW.plus(Duration.ofDays(400));
        FeedFollower node = follower();
        now = FeedScene.NOW;
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1));
        node.poll();
        assertThat(folder.resolve("snapshot")).exists();
        node.close();
    }

    @Test
    void aDatabaseThatDoesNotAnswerHoldsNobodyUp() throws IOException, InterruptedException {
        vault.publish(FeedScene.certificate(ca), FeedScene.issued(1), vault.crl(ca.crl()));
        try (FeedFollower first = follower()) {
            first.poll();
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        FeedSource slow = new FeedSource() {
            @Override
            public News from(long number, int most) {
                asked.countDown();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return vault.from(number, most);
            }

            @Override
            public Optional<Bytes> file(Digest digest) {
                return vault.file(digest);
            }
        };
        try (Repository node = node(slow)) {
            node.start();
            asked.await();
            assertThat(node.feed().status(FeedScene.CA, FeedScene.serial(1)))
                    .contains(new SerialStatus.Issued(FeedScene.END));
            assertThat(get(node.routes(), "/repository")).startsWith("200");
            now = now.plus(LIMIT).plusSeconds(1);
            assertThat(node.fresh(LIMIT).failure().get()).isPresent();
            answers.countDown();
        }
    }
}
