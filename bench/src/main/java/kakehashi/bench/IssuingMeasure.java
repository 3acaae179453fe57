package kakehashi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
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
    private static final int ORDERS_AT_ONCE = 100;
    private static final double PEER_PER_SECOND = 790;
    private static final String[] COMPILERS = {"C1 CompilerThre", "C2 CompilerThre"};
    private static final double MOST_COMPILING = 0.03;
    private static final int CALM = 3;
    private static final int MOST_WARM_UPS = 25;
    private static final Path FOLDER = Path.of("bench", "target", "vault");

    private final IssuingVault vault;
    private final Effort effort;
    private final List<Figure> figures = new ArrayList<>();
    private final long many;

    private IssuingMeasure(IssuingVault vault, Effort effort) {
        this.vault = vault;
        this.effort = effort;
        // Another number, or 0 for what needs few only: -Dkakehashi.bench.issued=N.
        this.many = Long.getLong("kakehashi.bench.issued", effort.times(50_000, 1_000_000));
    }

    static List<Figure> run(Effort effort) throws Exception {
        Optional<Path> kept =
                Optional.ofNullable(System.getProperty("kakehashi.bench.vault")).map(Path::of);
        Path folder = kept.orElse(FOLDER).toAbsolutePath();
        boolean known = kept.isPresent() && IssuingVault.isKept(folder);
        try (IssuingVault vault = known ? IssuingVault.open(folder) : IssuingVault.found(folder)) {
            IssuingMeasure measure = new IssuingMeasure(vault, effort);
            measure.measure();
            return measure.figures;
        } finally {
            if (kept.isEmpty()) {
                IssuingVault.delete(folder);
            }
        }
    }

    private void measure() throws Exception {
        if (isWanted("rates") || isWanted("many")) {
            warmUp();
        }
        if (isWanted("rates")) {
            rates();
        }
        if (many > 0 && isWanted("many")) {
            measureAfterMany();
        }
        if (isWanted("fill")) {
            fill(many - vault.certificates());
        }
        if (isWanted("start")) {
            starts();
        }
        if (isWanted("crl") && many > 0) {
            figures.addAll(CrlLoad.run(effort));
        }
    }

    private void rates() throws Exception {
        List<IssuingLoad> single = rounds(effort.times(5, 9), () -> single(4_000));
        List<IssuingLoad> bulk = rounds(effort.times(5, 9), () -> bulk(100));
        IssuingBare bare = IssuingBare.measure(vault, effort);
        report(single, bulk, bare);
    }

    private void measureAfterMany() throws Exception {
        List<IssuingLoad> before = rounds(effort.times(5, 9), () -> single(4_000));
        List<IssuingLoad> revoked = rounds(effort.times(3, 5), () -> revoke(3_000));
        fill(many);
        // What the database still does after so many rows (autovacuum, a checkpoint) is part of it.
        List<IssuingLoad> later = rounds(effort.times(5, 9), () -> single(4_000));
        List<IssuingLoad> revokedLater = rounds(effort.times(3, 5), () -> revoke(3_000));
        figures.add(Figure.beside("issuing.many", "certificates issued before the following", many, ""));
        after("issue", "certificate", before, later);
        after("revoke", "revocation", revoked, revokedLater);
    }

    private void after(String id, String what, List<IssuingLoad> before, List<IssuingLoad> later) {
        double rate = median(before, IssuingLoad::perSecond).perSecond();
        double rateLater = median(later, IssuingLoad::perSecond).perSecond();
        double micros = median(before, IssuingLoad::micros).micros();
        double microsLater = median(later, IssuingLoad::micros).micros();
        String beforeId = "issuing.before-many." + id;
        String afterId = "issuing.after-many." + id;
        figures.add(Figure.beside(beforeId, id + " rate in the beginning", rate, "/s"));
        figures.add(Figure.beside(beforeId + ".cpu", "  CPU a " + what, micros, "µs"));
        figures.add(Figure.beside(afterId, id + " rate then", rateLater, "/s"));
        figures.add(Figure.beside(afterId + ".cpu", "  CPU a " + what, microsLater, "µs"));
        shares(afterId, median(later, IssuingLoad::micros));
        figures.add(Figure.atLeast(
                afterId + ".ratio", id + " rate then, of the rate in the beginning", rateLater / rate, "×", 0.8));
    }

    /// Whether a part is to be measured: all, or those of `-Dkakehashi.bench.parts=rates,start`.
    private static boolean isWanted(String part) {
        return System.getProperty("kakehashi.bench.parts", part).contains(part);
    }

    /// Until the compilers have had little to do three times in a row: what is stated are rates that last.
    private void warmUp() {
        int calm = 0;
        for (int round = 0; calm < CALM && round < MOST_WARM_UPS; round++) {
            double single = compilers(single(5_000));
            double bulk = compilers(bulk(100));
            revoke(1_000);
            calm = Math.max(single, bulk) < MOST_COMPILING ? calm + 1 : 0;
        }
    }

    /// The share of the compilers in what the process took.
    private static double compilers(IssuingLoad load) {
        double seconds =
                Stream.of(COMPILERS).mapToDouble(name -> load.used().of(name)).sum();
        return seconds / load.used().process();
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

    /// Revokes certificates wherever they lie.
    private IssuingLoad revoke(int orders) {
        List<Bytes> made = new ArrayList<>(orders);
        for (SerialNumber serial : vault.anySerials(orders)) {
            made.add(vault.office.revoke(
                    new RevokeBody(List.of(new RevokeBody.Item(serial, CrlReason.KEY_COMPROMISE, Optional.empty())))));
        }
        return IssuingLoad.run(vault, made, 1, AT_ONCE);
    }

    /// Issues by bulk orders; while some are carried out, the next are made.
    private void fill(long certificates) {
        CompletableFuture<List<Bytes>> next = made();
        for (long left = certificates; left > 0; left -= (long) ORDERS_AT_ONCE * BULK) {
            List<Bytes> orders = next.join();
            next = left > (long) ORDERS_AT_ONCE * BULK ? made() : next;
            IssuingLoad.run(vault, orders, BULK, BULK_AT_ONCE);
        }
        next.join();
    }

    private CompletableFuture<List<Bytes>> made() {
        return CompletableFuture.supplyAsync(() -> vault.orders(ORDERS_AT_ONCE, BULK));
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
                id + ".audit", "  audit leaves, both sides (within the others)", leaves * bare.leafMicros(), "µs"));
        shares(id, cost);
    }

    private void shares(String id, IssuingLoad cost) {
        figures.add(Figure.beside(
                id + ".server",
                "  PostgreSQL's processes",
                cost.micros(cost.used().server()),
                "µs"));
        thread(id + ".pool", "  threads that examine and sign", cost, "vault");
        thread(id + ".chain", "  thread that decides and writes", cost, "vault-chain");
        thread(id + ".scrubber", "  thread that compares rows with the chain, beside", cost, "vault-scrubber");
        thread(id + ".compilers", "  compilers", cost, COMPILERS);
        thread(id + ".collector", "  garbage collector", cost, "VM Thread");
    }

    private void thread(String id, String words, IssuingLoad cost, String... names) {
        double seconds =
                Stream.of(names).mapToDouble(name -> cost.used().of(name)).sum();
        figures.add(Figure.beside(id, words, cost.micros(seconds), "µs"));
    }

    private void starts() throws IOException, InterruptedException {
        Path cache = vault.folder.resolve("start.aot");
        Files.deleteIfExists(cache);
        start("-XX:AOTCacheOutput=" + cache);
        List<VaultStart.Took> cached = new ArrayList<>();
        List<VaultStart.Took> plain = new ArrayList<>();
        for (int round = 0; round < effort.times(3, 5); round++) {
            cached.add(start("-XX:AOTCache=" + cache));
            plain.add(start("-XX:AOTMode=auto"));
        }
        String what = "start of a vault's process to its first signature";
        figures.add(Figure.atMost("issuing.start", what, middle(cached, VaultStart.Took::seconds), "s", 3));
        figures.add(Figure.beside(
                "issuing.start.cpu", "  CPU, with compilers", middle(cached, VaultStart.Took::cpuSeconds), "s"));
        figures.add(Figure.beside(
                "issuing.start.plain", "  without a start cache", middle(plain, VaultStart.Took::seconds), "s"));
        figures.add(Figure.beside(
                "issuing.start.plain.cpu",
                "  without: CPU, with compilers",
                middle(plain, VaultStart.Took::cpuSeconds),
                "s"));
    }

    private VaultStart.Took start(String option) throws IOException, InterruptedException {
        Bytes order = vault.orders(1, 1).get(0);
        vault.stop();
        VaultStart.Took took = VaultStart.measure(vault, order, option);
        vault.start();
        return took;
    }

    private static double middle(List<VaultStart.Took> starts, ToDoubleFunction<VaultStart.Took> of) {
        return Rounds.quantile(starts.stream().map(of::applyAsDouble).toList(), 0.5);
    }
}
