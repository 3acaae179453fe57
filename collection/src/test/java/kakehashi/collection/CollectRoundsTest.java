package kakehashi.collection;

import static kakehashi.collection.CollectFixture.HOSTILE;
import static kakehashi.collection.CollectFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kakehashi.collection.CollectEvent.What;
import kakehashi.collection.PartnerDomain.Bounds;
import kakehashi.collection.PartnerDomain.Follow;
import kakehashi.collection.PartnerDomain.Selection;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.web.Metrics;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Name;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectRoundsTest {
    private final CollectFixture net = new CollectFixture();
    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root(
            "CN=Root,O=Partner,C=JP",
            TestPki.USUAL,
            c -> c.subjectInfoAccess(CollectFixture.repositoryAt(PARTNER + "/root.p7c")));
    private final TestCa ca = root.issueCa(
            "CN=CA,O=Partner,C=JP", c -> c.crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/root.crl")));
    private final PartnerDomain domain = CollectFixture.domain("Partner", root);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        net.close();
    }

    private void publish(TestCa... cas) {
        List<kakehashi.x509.Certificate> certificates =
                java.util.stream.Stream.of(cas).map(TestCa::certificate).toList();
        net.partner.serves(
                "/root.p7c",
                "application/pkcs7-mime",
                CertificateBundle.of(certificates).der());
    }

    private void publish(Crl crl) {
        net.partner.serves("/root.crl", "text/html", crl.der());
    }

    private CollectRounds rounds(PartnerDomain... domains) {
        return rounds(TestPki.NOW, domains);
    }

    private CollectRounds rounds(Instant now, PartnerDomain... domains) {
        return new CollectRounds(
                net.plan(domains), net.fetcher(), new CollectSnapshot(folder), InstantSource.fixed(now));
    }

    @Test
    void followsRepositoriesAndDistributionPointsFromAPin() {
        publish(ca);
        Crl crl = root.crl();
        publish(crl);
        CollectRounds rounds = rounds(domain);
        List<CollectEvent> events = rounds.collectNow("Partner");
        assertThat(rounds.collected().certificates()).containsExactly(root.certificate(), ca.certificate());
        assertThat(rounds.collected().crls()).containsExactly(crl);
        assertThat(events)
                .extracting(CollectEvent::what)
                .containsExactlyInAnyOrder(What.CERTIFICATE_ADDED, What.CRL_ADDED);
        assertThat(net.budget.held()).isZero();
    }

    @Test
    void takesNothingThatNoKnownKeySigned() {
        TestCa stranger = pki.root("CN=Stranger,O=Elsewhere,C=JP");
        TestCa impostor = pki.root("CN=Root,O=Partner,C=JP");
        TestCa forged = impostor.issueCa(
                "CN=Forged,O=Partner,C=JP",
                c -> c.authorityKeyIdentifier(kakehashi.x509.AuthorityKeyIdentifier.of(
                        root.key().publicKey().keyIdentifier())));
        publish(ca, stranger, forged);
        publish(impostor.crl());
        CollectRounds rounds = rounds(domain);
        List<CollectEvent> events = rounds.collectNow("Partner");
        assertThat(rounds.collected().certificates()).containsExactly(root.certificate(), ca.certificate());
        assertThat(rounds.collected().crls()).isEmpty();
        assertThat(events)
                .filteredOn(event -> event.what() == What.REFUSED)
                .extracting(CollectEvent::subject, CollectEvent::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(stranger.name().toString(), "unknown-signer"),
                        org.assertj.core.groups.Tuple.tuple(forged.name().toString(), "wrong-signature"),
                        org.assertj.core.groups.Tuple.tuple(root.name().toString(), "wrong-signature"));
    }

    @Test
    void takesWhatTheRulesSelect() {
        TestCa other = root.issueCa("CN=Other,O=Elsewhere,C=JP");
        publish(ca, other);
        PartnerDomain selective = new PartnerDomain(
                "Partner",
                domain.pins(),
                List.of(),
                EnumSet.of(Follow.SIA),
                new Selection(List.of(Name.of("O=Partner,C=JP")), List.of(Name.of("CN=None,O=Partner,C=JP"))),
                Bounds.USUAL);
        CollectRounds rounds = rounds(selective);
        rounds.collectNow("Partner");
        assertThat(rounds.collected().certificates()).containsExactly(root.certificate(), ca.certificate());
        assertThat(net.partner.requests()).as("the CRL is not followed").isEqualTo(1);
    }

    @Test
    void keepsOldCrlsForJudgingThePastAndSaysWhenOneIsStaleOrOlder() {
        publish(ca);
        Crl first = root.crl(
                TestPki.NOW.minus(Duration.ofDays(9)), list -> list.nextUpdate(TestPki.NOW.minus(Duration.ofDays(2))));
        publish(first);
        CollectRounds rounds = rounds(domain);
        rounds.collectNow("Partner");
        assertThat(trouble(rounds, "/root.crl")).isEqualTo("STALE");
        assertThat(rounds.report().overdue("Partner")).hasSize(1);
        Crl second = root.crl();
        publish(second);
        rounds.collectNow("Partner");
        assertThat(trouble(rounds, "/root.crl")).isEqualTo("none");
        assertThat(rounds.collected().crls()).containsExactly(second, first);
        publish(first);
        rounds.collectNow("Partner");
        assertThat(trouble(rounds, "/root.crl")).isEqualTo("OLDER");
        assertThat(rounds.collected().crls()).containsExactly(second, first);
    }

    private static String trouble(CollectRounds rounds, String path) {
        return rounds.report().domains().getFirst().places().stream()
                .filter(place -> place.url().endsWith(path))
                .findFirst()
                .orElseThrow()
                .failure()
                .map(Enum::name)
                .orElse("none");
    }

    @Test
    void keepsWhatItHadWhenAPlaceFailsAndForgetsWhatIsWithdrawn() {
        publish(ca);
        publish(root.crl());
        CollectRounds rounds = rounds(domain);
        rounds.collectNow("Partner");
        net.partner.drips("/root.p7c");
        assertThat(rounds.collectNow("Partner")).extracting(CollectEvent::what).containsExactly(What.SOURCE_FAILED);
        assertThat(rounds.collected().certificates()).hasSize(2);
        publish(root);
        assertThat(rounds.collectNow("Partner"))
                .extracting(CollectEvent::what)
                .containsExactly(What.SOURCE_RECOVERED, What.CERTIFICATE_GONE);
        assertThat(rounds.collected().certificates()).containsExactly(root.certificate());
    }

    @Test
    void takesAPairOnlyOfHalvesThatCount() {
        TestCa bridge = pki.root("CN=Bridge,O=Bridge,C=JP");
        CrossCertificatePair pair = CrossCertificatePair.of(bridge.crossCertify(root), root.crossCertify(bridge));
        net.partner.serves("/root.p7c", "application/octet-stream", pair.der());
        CollectRounds rounds = rounds(domain);
        rounds.collectNow("Partner");
        // The bridge's key is known by the certificate that the root issued to it: both halves verify.
        assertThat(rounds.collected().pairs()).containsExactly(pair);
    }

    @Test
    void startsFromItsFileWithoutNetworkAndVerifiesItAgain() throws Exception {
        publish(ca);
        publish(root.crl());
        rounds(domain).collectNow("Partner");
        net.close();
        assertThat(rounds(domain).collected().certificates()).hasSize(2);
        assertThat(rounds(domain).collected().crls()).hasSize(1);
        PartnerDomain otherPin = CollectFixture.domain("Partner", pki.root("CN=Root,O=Partner,C=JP"));
        assertThat(rounds(otherPin).collected().certificates()).hasSize(1);
        assertThat(rounds(otherPin).collected().crls()).isEmpty();
        try (var files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            byte[] octets = Files.readAllBytes(file);
            octets[octets.length / 2] ^= 1;
            Files.write(file, octets);
        }
        assertThat(rounds(domain).collected().certificates()).containsExactly(root.certificate());
    }

    @Test
    void aHostileDomainDelaysOnlyItself() throws Exception {
        TestCa trap = pki.root("CN=Trap,O=Hostile,C=JP");
        String[] places = new String[20];
        for (int i = 0; i < places.length; i++) {
            net.hostile.drips("/drip" + i);
            places[i] = HOSTILE + "/drip" + i;
        }
        publish(ca);
        try (CollectRounds rounds = rounds(CollectFixture.domain("Hostile", trap, places), domain)) {
            CountDownLatch changed = new CountDownLatch(1);
            rounds.collected().listen(changed::countDown);
            rounds.tick();
            assertThat(changed.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(rounds.collected().certificates()).contains(ca.certificate());
            assertThat(net.budget.peak()).isLessThan(1 << 20);
        }
    }

    @Test
    void boundsThePlacesOfARound() {
        net.hostile.redirectsForEver("/x");
        String[] places = new String[10];
        for (int i = 0; i < places.length; i++) {
            places[i] = HOSTILE + "/x?" + i;
        }
        PartnerDomain wide = CollectFixture.domain("Partner", pki.root("CN=Wide,C=JP"), places);
        Bounds bounds = new Bounds(Duration.ofHours(1), 3, 10, Duration.ofDays(1), 1000);
        PartnerDomain narrow =
                new PartnerDomain("Partner", wide.pins(), wide.places(), wide.follow(), wide.selection(), bounds);
        rounds(narrow).collectNow("Partner");
        assertThat(net.hostile.requests()).isLessThanOrEqualTo(3 * 4);
    }

    @Test
    void offersItsFigures() {
        publish(ca);
        Crl old = root.crl(
                TestPki.NOW.minus(Duration.ofDays(9)), list -> list.nextUpdate(TestPki.NOW.minus(Duration.ofDays(2))));
        publish(old);
        CollectRounds rounds = rounds(domain);
        rounds.collectNow("Partner");
        Metrics metrics = new Metrics();
        rounds.offer(metrics);
        assertThat(metrics.text())
                .contains(
                        "kakehashi_collection_age_seconds{domain=\"Partner\"} 0",
                        "kakehashi_collection_failing_places{domain=\"Partner\"} 1",
                        "kakehashi_collection_overdue_crls{domain=\"Partner\"} 1",
                        "kakehashi_fetch_outcomes_total{outcome=\"fetched\"} 2");
    }
}
