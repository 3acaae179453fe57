package kakehashi.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import kakehashi.profiles.CrlShard;
import kakehashi.revocation.CrlPlan.Contents;
import kakehashi.revocation.RevocableCertificate.Kind;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random changes, told alike to a register and to a sorted map; now and then CRLs, and a relying party that keeps
/// up with deltas.
class RevocationPropertyTest {
    private static final int SHARDS = 3;
    private static final CrlReason[] REASONS = {
        CrlReason.UNSPECIFIED, CrlReason.KEY_COMPROMISE, CrlReason.SUPERSEDED, CrlReason.CESSATION_OF_OPERATION
    };
    private static final List<CrlCoverage> COVERAGES = List.of(
            CrlScene.EVERYTHING,
            new CrlCoverage.Authorities(List.of()),
            new CrlCoverage.EndEntities(List.of()),
            new CrlCoverage.Part(new CrlShard(1, SHARDS), List.of(CrlScene.place("http://crl.example/1"))));

    private final CrlScene scene = new CrlScene();
    private final Map<SerialNumber, Revocation> model = new TreeMap<>();
    private final List<RevocableCertificate> certificates = new ArrayList<>();
    private final List<SignedCrl> completes = new ArrayList<>();
    private long number;
    private Instant now = CrlScene.NOW;

    private void issueAll(Random random) {
        for (int i = 0; i < 1_500; i++) {
            SerialNumber serial = SerialNumber.of(new BigInteger(1 + random.nextInt(159), random).add(BigInteger.ONE));
            Kind kind = random.nextInt(5) == 0 ? Kind.AUTHORITY : Kind.END_ENTITY;
            CrlShard shard = CrlShard.of(serial, SHARDS);
            Instant notAfter = now.plusSeconds(random.nextInt(40_000));
            if (certificates.stream().noneMatch(c -> c.serial().equals(serial))) {
                certificates.add(new RevocableCertificate(serial, notAfter, kind, shard));
            }
        }
    }

    private void change(Random random) {
        RevocableCertificate c = certificates.get(random.nextInt(certificates.size()));
        Revocation before = model.get(c.serial());
        boolean expired = now.isAfter(c.notAfter());
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> {
                boolean listed = listed(new RevocationChange.Hold(c, now));
                assertThat(listed).isEqualTo(before == null && !expired);
                if (listed) {
                    model.put(c.serial(), entry(c, Revocation.State.HELD, CrlReason.CERTIFICATE_HOLD, now));
                }
            }
            case 3, 4 -> {
                boolean held = before != null && before.state() == Revocation.State.HELD;
                boolean released = scene.register.apply(new RevocationChange.Release(c.serial(), now))
                        instanceof RevocationOutcome.Released;
                assertThat(released).isEqualTo(held);
                if (released) {
                    model.remove(c.serial());
                }
            }
            case 5 -> revoke(c, before, expired, REASONS[random.nextInt(REASONS.length)]);
            default -> {
                boolean listed = random.nextInt(10) == 0 && listed(new RevocationChange.Burn(c, now.minusSeconds(30)));
                if (listed) {
                    assertThat(before).isNull();
                    Instant at = now.minusSeconds(30);
                    model.put(
                            c.serial(),
                            new Revocation(c, Revocation.State.BURNT, at, CrlReason.UNSPECIFIED, Optional.of(at)));
                }
            }
        }
    }

    private void revoke(RevocableCertificate c, Revocation before, boolean expired, CrlReason reason) {
        boolean worse = before != null
                && before.state() == Revocation.State.REVOKED
                && reason == CrlReason.KEY_COMPROMISE
                && before.reason() != reason;
        boolean held = before != null && before.state() == Revocation.State.HELD;
        boolean listed = listed(new RevocationChange.Revoke(c, now, reason, Optional.empty()));
        assertThat(listed).isEqualTo(before == null ? !expired : held || worse);
        if (listed) {
            model.put(c.serial(), entry(c, Revocation.State.REVOKED, reason, before == null ? now : before.at()));
        }
    }

    private static Revocation entry(RevocableCertificate c, Revocation.State state, CrlReason reason, Instant at) {
        return new Revocation(c, state, at, reason, Optional.empty());
    }

    private boolean listed(RevocationChange change) {
        return scene.register.apply(change) instanceof RevocationOutcome.Listed;
    }

    private SignedCrl make(CrlCoverage coverage, Contents contents) {
        return scene.make(new CrlPlan(coverage, BigInteger.valueOf(number), now, now.plusSeconds(9), contents));
    }

    private static void assertShows(Crl crl, List<Revocation> wanted) {
        assertThat(crl.entries().map(RevocationPropertyTest::text))
                .containsExactlyElementsOf(
                        wanted.stream().map(RevocationPropertyTest::text).toList());
    }

    private static String text(RevokedEntry e) {
        return e.serialNumber() + " " + e.revocationDate() + " " + e.reason().orElse(CrlReason.UNSPECIFIED) + " "
                + e.invalidityDate();
    }

    private static String text(Revocation e) {
        return e.certificate().serial() + " " + e.at() + " " + e.reason() + " " + e.invalidity();
    }

    private List<Revocation> modelOf(CrlCoverage coverage) {
        return model.values().stream()
                .filter(e -> coverage.covers(e.certificate()))
                .toList();
    }

    /// "The combination of a delta CRL and any appropriate complete CRL provides the current revocation status"
    /// (RFC 5280 §5.2.4): here of every complete list from the base on.
    private void checkDelta(Random random) {
        number++;
        int from = random.nextInt(Math.max(0, completes.size() - 3), completes.size());
        SignedCrl base = completes.get(from);
        Crl delta = CrlScene.read(make(CrlScene.EVERYTHING, new Contents.Delta(base.issued())));
        assertThat(delta.baseCrlNumber()).contains(base.issued().number());
        for (SignedCrl complete : completes.subList(from, completes.size())) {
            Map<SerialNumber, String> known = new TreeMap<>();
            CrlScene.read(complete).entries().forEach(e -> known.put(e.serialNumber(), text(e)));
            delta.entries().forEach(e -> {
                if (e.reason().equals(Optional.of(CrlReason.REMOVE_FROM_CRL))) {
                    known.remove(e.serialNumber());
                } else {
                    known.put(e.serialNumber(), text(e));
                }
            });
            // What has been forgotten in between has expired and may be on the older list still.
            certificates.stream()
                    .filter(c -> now.isAfter(c.notAfter()) && !model.containsKey(c.serial()))
                    .forEach(c -> known.remove(c.serial()));
            assertThat(known.values())
                    .containsExactlyElementsOf(model.values().stream()
                            .map(RevocationPropertyTest::text)
                            .toList());
        }
    }

    private void checkComplete() {
        number++;
        COVERAGES.forEach(
                coverage -> assertShows(CrlScene.read(make(coverage, Contents.Complete.PLAIN)), modelOf(coverage)));
        completes.add(make(CrlScene.EVERYTHING, Contents.Complete.PLAIN));
        if (completes.size() > 3) {
            IssuedCrl oldest = completes.get(completes.size() - 3).issued();
            Bytes before = scene.register.digest();
            int forgotten = scene.register.forget(List.of(oldest));
            int models = model.size();
            List<SerialNumber> onIt = CrlScene.read(completes.get(completes.size() - 3))
                    .entries()
                    .map(e -> e.serialNumber())
                    .toList();
            model.values()
                    .removeIf(e -> oldest.thisUpdate().isAfter(e.certificate().notAfter())
                            && onIt.contains(e.certificate().serial())
                            && !wasChangedSince(oldest, e));
            assertThat(forgotten).isEqualTo(models - model.size());
            assertThat(forgotten == 0 || !before.equals(scene.register.digest()))
                    .isTrue();
        }
    }

    /// Whether the complete list showed the entry otherwise.
    private boolean wasChangedSince(IssuedCrl list, Revocation entry) {
        SignedCrl shown = completes.stream()
                .filter(c -> c.issued().equals(list))
                .findFirst()
                .orElseThrow();
        return CrlScene.read(shown)
                .lookup(scene.ca.name(), entry.certificate().serial())
                .map(e -> !text(e).equals(text(entry)))
                .orElse(true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void registerListsAndDeltasSayWhatTheModelSays(long seed) {
        Random random = new Random(seed);
        issueAll(random);
        checkComplete();
        for (int round = 0; round < 40; round++) {
            for (int i = random.nextInt(200); i >= 0; i--) {
                change(random);
                now = now.plusSeconds(random.nextInt(8));
            }
            now = now.plusSeconds(1);
            assertThat(scene.register.entries()).containsExactlyElementsOf(model.values());
            assertThat(scene.register.size()).isEqualTo(model.size());
            certificates.forEach(c -> assertThat(scene.register.status(c.serial()))
                    .isEqualTo(Optional.ofNullable(model.get(c.serial()))));
            checkDelta(random);
            if (random.nextBoolean()) {
                checkComplete();
            }
            Bytes octets = RevocationRegisterTest.octets(scene.register);
            RevocationRegister again = RevocationRegister.read(octets).orElseThrow();
            assertThat(again.digest()).isEqualTo(scene.register.digest()).isEqualTo(octets.sha256());
            assertThat(again.size()).isEqualTo(scene.register.size());
        }
        assertThat(model).hasSizeGreaterThan(100);
    }
}
