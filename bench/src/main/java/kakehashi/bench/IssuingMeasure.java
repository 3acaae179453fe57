package kakehashi.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import kakehashi.contract.RevokeBody;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;

/// The vault under load: certificates of one order each and of bulk orders, revocations, before and after many were
/// issued; where the CPU time goes; the start; and the large CRL ([CrlLoad]).
final class IssuingMeasure {
    private static final int BULK = 100;
    private static final int AT_ONCE = 1_024;
    private static final int BULK_AT_ONCE = 16;
    private static final double PEER_PER_SECOND = 790;
    private static final Path FOLDER = Path.of("bench", "target", "vault");

    private final IssuingVault vault;
    private final Effort effort;
    private final List<Figure> figures = new ArrayList<>();
    private final Set<SerialNumber> revoked = new HashSet<>();
    private final long many;
    private double emptyRate;

    private IssuingMeasure(IssuingVault vault, Effort effort) {
        this.vault = vault;
        this.effort = effort;
        // Another number, or 0 for what needs few only: -Dkakehashi.bench.issued=N.
        this.many = Long.getLong("kakehashi.bench.issued", effort.times(50_000, 1_000_000));
    }

    static List<Figure> run(Effort effort) throws Exception {
        try (IssuingVault vault = IssuingVault.found(FOLDER.toAbsolutePath())) {
            IssuingMeasure measure = new IssuingMeasure(vault, effort);
            measure.measure();
            if (measure.many > 0) {
                measure.measureAfterMany();
                measure.figures.addAll(CrlLoad.run(effort));
            }
            return measure.figures;
        } finally {
            IssuingVault.delete(FOLDER.toAbsolutePath());
        }
    }

    private void measure() throws Exception {
        warmUp();
        List<IssuingLoad> single = rounds(effort.times(5, 9), () -> single(4_000));
        List<IssuingLoad> bulk = rounds(effort.times(5, 9), () -> bulk(100));
        IssuingBare bare = IssuingBare.measure(vault, effort);
        emptyRate = median(single, IssuingLoad::perSecond).perSecond();
        report(single, bulk, bare);
    }

    private void measureAfterMany() throws Exception {
        IssuingLoad revoked = median(rounds(3, () -> revoke(3_000)), IssuingLoad::perSecond);
        fill(many);
        List<IssuingLoad> later = rounds(effort.times(3, 9), () -> single(4_000));
        IssuingLoad revokedLater = median(rounds(3, () -> revoke(3_000)), IssuingLoad::perSecond);
        figures.add(Figure.beside("issuing.many", "certificates issued before the following", many, ""));
        figures.add(Figure.atLeast(
                "issuing.rate-after-many",
                "issue rate then, of the rate in the beginning",
                median(later, IssuingLoad::perSecond).perSecond() / emptyRate,
                "×",
                0.8));
        figures.add(Figure.beside(
                "issuing.cpu-after-many",
                "CPU a certificate then, without the load generator",
                median(later, IssuingLoad::micros).micros(),
                "µs"));
        figures.add(Figure.beside("issuing.revoke", "revocations, one order each", revoked.perSecond(), "/s"));
        figures.add(Figure.atLeast(
                "issuing.revoke-after-many",
                "revoke rate after many, of the rate in the beginning",
                revokedLater.perSecond() / revoked.perSecond(),
                "×",
                0.8));
        starts();
    }

    private void warmUp() {
        for (int round = 0; round < effort.times(4, 8); round++) {
            single(5_000);
            bulk(50);
            revoke(1_000);
        }
    }

    private interface Load {
        IssuingLoad run();
    }

    private static List<IssuingLoad> rounds(int rounds, Load load) {
        List<IssuingLoad> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.add(load.run());
        }
        return all;
    }

    private IssuingLoad single(int orders) {
        return IssuingLoad.run(vault, vault.orders(orders, 1), 1, AT_ONCE);
    }

    private IssuingLoad bulk(int orders) {
        return IssuingLoad.run(vault, vault.orders(orders, BULK), BULK, BULK_AT_ONCE);
    }

    private IssuingLoad revoke(int orders) {
        List<SerialNumber> serials = vault.serials(orders * 4);
        List<Bytes> made = new ArrayList<>(orders);
        for (SerialNumber serial : serials) {
            if (made.size() < orders && revoked.add(serial)) {
                made.add(vault.office.revoke(new RevokeBody(
                        List.of(new RevokeBody.Item(serial, CrlReason.KEY_COMPROMISE, Optional.empty())))));
            }
        }
        return IssuingLoad.run(vault, made, 1, AT_ONCE);
    }

    private void fill(long certificates) {
        int orders = 50;
        for (long left = certificates; left > 0; left -= (long) orders * BULK) {
            bulk(orders);
        }
    }

    static IssuingLoad median(List<IssuingLoad> loads, ToDoubleFunction<IssuingLoad> by) {
        List<IssuingLoad> sorted = new ArrayList<>(loads);
        sorted.sort(java.util.Comparator.comparingDouble(by));
        return sorted.get(sorted.size() / 2);
    }

    private void report(List<IssuingLoad> single, List<IssuingLoad> bulk, IssuingBare bare) {
        IssuingLoad rate = median(single, IssuingLoad::perSecond);
        IssuingLoad cost = median(single, IssuingLoad::micros);
        figures.add(Figure.atLeast(
                "issuing.single",
                "P-256 certificates, one order and two approvals each",
                rate.perSecond(),
                "/s",
                2_000));
        figures.add(Figure.atMost(
                "issuing.cpu", "CPU a certificate, PostgreSQL's too, the load's apart", cost.micros(), "µs", 700));
        figures.add(Figure.beside(
                "issuing.cpu.load", "the load generator's, beside that", cost.micros(cost.loadSeconds()), "µs"));
        parts("issuing", cost, bare, 5, 4);
        IssuingLoad bulkRate = median(bulk, IssuingLoad::perSecond);
        IssuingLoad bulkCost = median(bulk, IssuingLoad::micros);
        figures.add(
                Figure.atLeast("issuing.bulk", "the same in bulk orders of 100", bulkRate.perSecond(), "/s", 4_000));
        figures.add(Figure.beside("issuing.bulk.cpu", "bulk: CPU a certificate", bulkCost.micros(), "µs"));
        parts("issuing.bulk", bulkCost, bare, 2 + 3.0 / BULK, 3);
        figures.add(Figure.beside(
                "issuing.bare",
                "bare limit: five verifications, a signature, a row and an fsync",
                bare.perSecond(),
                "/s"));
        figures.add(Figure.beside("issuing.bare.cpu", "bare limit: CPU each", bare.micros(), "µs"));
        figures.add(Figure.beside(
                "issuing.of-peer",
                "of XiPKI's published 790/s (no approvals there)",
                rate.perSecond() / PEER_PER_SECOND,
                "×"));
    }

    /// Verification and audit are priced by themselves in the same run; the others are counted as they happen.
    private void parts(String id, IssuingLoad cost, IssuingBare bare, double verifications, double leaves) {
        figures.add(Figure.beside(
                id + ".verification", "  verification of signatures", verifications * bare.verifyMicros(), "µs"));
        figures.add(Figure.beside(
                id + ".signing", "  signing: certificate, outcome, heads", cost.micros(cost.signingSeconds()), "µs"));
        figures.add(Figure.beside(
                id + ".server",
                "  PostgreSQL's processes",
                cost.micros(cost.used().server()),
                "µs"));
        figures.add(Figure.beside(
                id + ".audit", "  audit leaves, both sides (within the others)", leaves * bare.leafMicros(), "µs"));
        figures.add(Figure.beside(
                id + ".pool",
                "  threads that examine and sign",
                cost.micros(cost.used().of("vault")),
                "µs"));
        figures.add(Figure.beside(
                id + ".chain",
                "  thread that decides and writes",
                cost.micros(cost.used().of("vault-chain")),
                "µs"));
        double rest = cost.used().process()
                - cost.loadSeconds()
                - cost.used().of("vault")
                - cost.used().of("vault-chain");
        figures.add(Figure.beside(id + ".runtime", "  compiler, collector, others", cost.micros(rest), "µs"));
    }

    private void starts() throws IOException, InterruptedException {
        Bytes order = vault.orders(1, 1).get(0);
        long began = System.nanoTime();
        vault.stop();
        figures.add(Figure.beside("issuing.stop", "clean close", (System.nanoTime() - began) / 1e9, "s"));
        double seconds = VaultStart.measure(vault, order);
        figures.add(
                Figure.atMost("issuing.start", "start of a vault's process to its first signature", seconds, "s", 3));
        vault.start();
    }
}
