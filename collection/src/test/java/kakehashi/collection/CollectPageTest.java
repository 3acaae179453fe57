package kakehashi.collection;

import static kakehashi.collection.CollectFixture.HOSTILE;
import static kakehashi.collection.CollectFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import kakehashi.collection.CollectEvent.What;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.web.Method;
import kakehashi.web.Metrics;
import kakehashi.web.PageLayout;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectPageTest {
    private final CollectFixture net = new CollectFixture();
    private final TestCa root = new TestPki().root("CN=Root <b>,O=Partner,C=JP");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        net.close();
    }

    private Collecting collecting(PartnerDomain... domains) {
        Collecting.Settings settings = new Collecting.Settings(net.plan(domains), folder);
        return new Collecting(settings, InstantSource.fixed(TestPki.NOW));
    }

    private static String page(Collecting collecting, String query) {
        try {
            Request request = Request.of(Method.GET, CollectPage.PLACE + query);
            Response answer = collecting.page(PageLayout.PLAIN).handler().handle(request);
            return answer.content() instanceof Response.Content.Whole(Bytes body)
                    ? new String(body.toArray(), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsInBothLanguagesWhatIsCollectedFromWhomHowFreshAndWhatFailed() {
        net.partner.serves("/root.crl", "application/pkix-crl", root.crl().der());
        try (Collecting collecting =
                collecting(CollectFixture.domain("Partner", root, PARTNER + "/root.crl", HOSTILE + "/gone.cer"))) {
            collecting.collectNow("Partner");
            assertThat(page(collecting, "?lang=en"))
                    .contains("Collected from other domains")
                    .contains("1 certificates, 0 cross-certificate pairs, 1 revocation lists")
                    .contains(PARTNER + "/root.crl")
                    .contains("failed 1 times")
                    .contains(FetchFailure.NOT_FOUND.english())
                    .contains("revocation list added")
                    .contains("&lt;b\\&gt;")
                    .doesNotContain("CN=Root <b>");
            assertThat(page(collecting, "?lang=ja"))
                    .contains("他の領域からの収集")
                    .contains("失敗 1 回")
                    .contains(FetchFailure.NOT_FOUND.japanese());
        }
    }

    @Test
    void saysThatNobodyIsConfigured() {
        try (Collecting collecting = collecting()) {
            assertThat(page(collecting, "?lang=en")).contains("No domain is configured");
        }
    }

    @Test
    void everyKindOfEventHasWords() {
        for (What what : What.values()) {
            assertThat(CollectWords.of(what).name()).isEqualTo(what.name());
        }
    }

    @Test
    void countsChangesAndFailures() {
        Metrics metrics = new Metrics();
        try (Collecting collecting = collecting(CollectFixture.domain("Partner", root, HOSTILE + "/gone.cer"))) {
            collecting.measure(metrics);
            collecting.collectNow("Partner");
            assertThat(metrics.text())
                    .contains("kakehashi_collection_events_total{what=\"source-failed\"} 1")
                    .contains("kakehashi_collection_failing_places{domain=\"Partner\"} 1");
        }
    }
}
