package kakehashi.bench;

import java.security.GeneralSecurityException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.Database;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// What cannot be saved: five verifications and a signature for each certificate, and one row of its octets in a
/// table without an index, in commits of 64. Also the prices of one verification and of one audit leaf.
///
/// @param perSecond certificates a second, on all cores
/// @param micros CPU each, PostgreSQL's processes too
/// @param verifyMicros CPU of one P-256 verification
/// @param leafMicros CPU of one leaf of the audit tree, PostgreSQL's processes too
record IssuingBare(double perSecond, double micros, double verifyMicros, double leafMicros) {
    private static final int GROUP = 64;
    private static final int VERIFICATIONS = 5;
    private static final int OCTETS = 1_000;
    private static final int LEAVES = 256;

    static IssuingBare measure(IssuingVault vault, Effort effort) throws GeneralSecurityException {
        FastKey key = FastKey.generate();
        Bytes message = Bytes.wrap(new byte[OCTETS]);
        Bytes signature = key.sign(message);
        double verify = verifyMicros(key, message, signature);
        try (Database owner = Database.open(vault.server.ownerAccess(IssuingVault.DATABASE), 1)) {
            owner.useTransaction(tx -> tx.handle().execute("CREATE TABLE public.bare (der bytea NOT NULL)"));
            commits(owner, key, 40);
            long process = vault.serverProcess();
            CpuTimes before = CpuTimes.now(process);
            long began = System.nanoTime();
            int groups = effort.times(150, 400);
            commits(owner, key, groups);
            double seconds = (System.nanoTime() - began) / 1e9;
            CpuTimes used = CpuTimes.now(process).since(before);
            owner.useTransaction(tx -> tx.handle().execute("DROP TABLE public.bare"));
            int done = groups * GROUP;
            return new IssuingBare(
                    done / seconds, (used.process() + used.server()) / done * 1e6, verify, leafMicros(vault, effort));
        }
    }

    private static double verifyMicros(FastKey key, Bytes message, Bytes signature) throws GeneralSecurityException {
        Corretto.Bare bare = Corretto.Bare.of(key.publicKey(), SignatureAlgorithm.ECDSA_SHA256, message, signature);
        List<Double> all = new ArrayList<>();
        for (int round = 0; round < 15; round++) {
            long began = CpuTimes.ofThisThread();
            for (int i = 0; i < 400; i++) {
                bare.verify();
            }
            all.add((CpuTimes.ofThisThread() - began) / 400e3);
        }
        return Rounds.quantile(all, 0.5);
    }

    /// While one group is committed, the next one is signed and verified.
    private static void commits(Database database, FastKey key, int groups) {
        int workers = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            CompletableFuture<?> next = crypto(threads, key, workers);
            for (int group = 0; group < groups; group++) {
                next.join();
                next = crypto(threads, key, workers);
                database.useTransaction(tx -> rows(tx.connection()));
            }
            next.join();
        }
    }

    private static CompletableFuture<?> crypto(ExecutorService threads, FastKey key, int workers) {
        List<CompletableFuture<?>> parts = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            parts.add(CompletableFuture.runAsync(() -> crypto(key, GROUP / workers), threads));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    }

    private static void crypto(FastKey key, int times) {
        try {
            for (int i = 0; i < times; i++) {
                Bytes message = Bytes.wrap(new byte[OCTETS]);
                Bytes signature = key.sign(message);
                Corretto.Bare bare =
                        Corretto.Bare.of(key.publicKey(), SignatureAlgorithm.ECDSA_SHA256, message, signature);
                for (int j = 0; j < VERIFICATIONS; j++) {
                    bare.verify();
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rows(java.sql.Connection connection) {
        byte[][] rows = new byte[GROUP][OCTETS];
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO public.bare SELECT * FROM unnest(?::bytea[])")) {
            insert.setArray(1, connection.createArrayOf("bytea", rows));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double leafMicros(IssuingVault vault, Effort effort) {
        AuditWriter writer = new AuditWriter(Zone.VAULT, vault.installation, InstantSource.system());
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < LEAVES; i++) {
            Bytes digest = Bytes.wrap(new byte[] {(byte) i}).sha256();
            events.add(
                    i % 2 == 0 ? new AuditEvent.Entry(i, digest) : new AuditEvent.Salted(AuditKind.KEY_AFTER, digest));
        }
        long process = vault.serverProcess();
        CpuTimes before = CpuTimes.now(process);
        int groups = effort.times(60, 200);
        for (int group = 0; group < groups; group++) {
            vault.database().useTransaction(tx -> writer.append(tx, events));
        }
        CpuTimes used = CpuTimes.now(process).since(before);
        return (used.process() + used.server()) / (groups * LEAVES) * 1e6;
    }
}
