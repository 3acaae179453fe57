package kakehashi.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.repository.FeedVerdict;
import kakehashi.repository.PublishedState;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SignatureAlgorithm;

/// The states of ten million certificates in memory, told by signed batches as a node hears them.
final class StatusMeasure {
    private static final int CERTIFICATES = 10_000_000;

    private StatusMeasure() {}

    static List<Figure> run(Effort effort) {
        TestKey key = TestKey.generate(SignatureAlgorithm.ED25519);
        PublicFeed feed = new PublicFeed(PublicFeed.pin(key), key, new Position(0, Digest.ZERO));
        PublishedState state = PublishedState.of(PublicFeed.pin(key), () -> TestPki.NOW);
        TestCa ca = new TestPki().root("CN=CA,O=Government,C=JP");
        take(
                state,
                feed,
                List.of(new Batch.Item.Certificate(
                        PublicFeed.CA, ca.certificate().der())));
        List<Double> micros = new ArrayList<>();
        for (int from = 0; from < CERTIFICATES; from += PublicFeed.MOST_ITEMS) {
            List<Batch.Item> items = PublicFounding.issued(from, from + PublicFeed.MOST_ITEMS);
            micros.add(take(state, feed, items) * 1000 / items.size());
        }
        List<Double> changes = new ArrayList<>();
        for (int i = 0; i < effort.times(200, 1_000); i++) {
            Instant at = TestPki.NOW;
            Change revoked = new Change.Revoked(at, CrlReason.SUPERSEDED, Optional.empty());
            changes.add(take(
                    state, feed, List.of(new Batch.Item.Status(PublicFeed.CA, PublicFeed.serial(31L * i), revoked))));
        }
        return told(state, micros, changes);
    }

    private static List<Figure> told(PublishedState state, List<Double> micros, List<Double> changes) {
        if (state.size() != CERTIFICATES) {
            throw new IllegalStateException("known: " + state.size());
        }
        return List.of(
                Figure.atMost(
                        "validation.status",
                        "status data of 10,000,000 certificates, in memory each",
                        (double) state.octets() / state.size(),
                        "octets",
                        64),
                Figure.beside(
                        "validation.status.take",
                        "CPU a certificate to take a batch that tells of 10,000",
                        Rounds.quantile(micros, 0.5),
                        "µs"),
                Figure.beside(
                        "validation.status.change",
                        "CPU to take a batch with one revocation among them, p99",
                        Rounds.quantile(changes, 0.99),
                        "ms"));
    }

    private static double take(PublishedState state, PublicFeed feed, List<Batch.Item> items) {
        var batch = feed.next(TestPki.NOW, items);
        double millis = Rounds.cpuMillis(() -> {
            if (!(state.offer(batch) instanceof FeedVerdict.Applied)) {
                throw new IllegalStateException("not taken");
            }
        });
        return millis;
    }
}
