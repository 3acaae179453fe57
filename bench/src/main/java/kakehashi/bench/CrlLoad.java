package kakehashi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kakehashi.bench.Rounds.Contender;
import kakehashi.files.WholeFile;
import kakehashi.keys.Signer;
import kakehashi.revocation.CrlCoverage;
import kakehashi.revocation.CrlIssuer;
import kakehashi.revocation.CrlMaker;
import kakehashi.revocation.CrlPlan;
import kakehashi.revocation.RevocableCertificate;
import kakehashi.revocation.RevocationChange;
import kakehashi.revocation.RevocationRegister;
import kakehashi.revocation.SignedCrl;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// CRLs of a million entries from the revocation register to the disk, and smaller ones beside Bouncy Castle's
/// builder, which is what the stated peer makes its lists with. Serial numbers have 20 octets, every second entry a
/// reason.
final class CrlLoad {
    private static final int ENTRIES = 1_000_000;
    private static final int MORE = 1_000;
    private static final int PEERS_ENTRIES = 90_000;
    private static final CrlCoverage EVERYTHING = new CrlCoverage.Everything(List.of());

    private final TestCa ca = new TestPki().root("CN=Ministry CA,O=Government,C=JP");
    private final CrlMaker maker =
            new CrlMaker(CrlIssuer.of(ca.certificate(), ca.key().algorithm()).orElseThrow());
    private final Signer signer = new KeySigner(ca.key());
    private final Random random = new Random(1);
    private long number;

    private CrlLoad() {}

    /// A key of the testkit behind the port: the JDK signs.
    private record KeySigner(TestKey key) implements Signer {
        @Override
        public Bytes sign(Bytes message) {
            return key.sign(message);
        }

        @Override
        public SubjectPublicKeyInfo publicKey() {
            return key.publicKey();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return key.algorithm();
        }
    }

    /// One revocation, as both sides are told it.
    private record Entry(SerialNumber serial, Instant at, CrlReason reason) {}

    private Entry entry() {
        SerialNumber serial = SerialNumber.of(new BigInteger(158, random).setBit(158));
        CrlReason reason = random.nextBoolean() ? CrlReason.UNSPECIFIED : CrlReason.KEY_COMPROMISE;
        return new Entry(serial, TestPki.NOW.minusSeconds(random.nextInt(100_000_000)), reason);
    }

    private static void revoke(RevocationRegister register, Entry entry) {
        RevocableCertificate certificate = new RevocableCertificate(
                entry.serial, TestPki.NOW.plus(Duration.ofDays(365)), RevocableCertificate.Kind.END_ENTITY);
        register.apply(new RevocationChange.Revoke(certificate, entry.at, entry.reason, Optional.empty()));
    }

    private SignedCrl make(RevocationRegister register) {
        CrlPlan plan = new CrlPlan(
                EVERYTHING,
                BigInteger.valueOf(++number),
                TestPki.NOW,
                TestPki.NOW.plus(Duration.ofDays(1)),
                CrlPlan.Contents.Complete.PLAIN);
        return maker.sign(maker.prepare(plan, register.copy()).orElseThrow(), signer)
                .orElseThrow();
    }

    private static void onDisk(Path folder, SignedCrl crl) {
        try {
            Path file = folder.resolve(crl.digest() + ".crl");
            WholeFile.replace(file, crl.pieces());
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Measures this part alone: `--quick` for fewer rounds.
    public static void main(String[] args) throws IOException {
        System.out.print(Page.table(run(List.of(args).contains("--quick") ? Effort.QUICK : Effort.FULL)));
    }

    static List<Figure> run(Effort effort) throws IOException {
        Path folder = Files.createTempDirectory("kakehashi-crl");
        try {
            List<Figure> figures = new ArrayList<>(new CrlLoad().large(folder, effort));
            figures.addAll(new CrlLoad().besideThePeer(effort));
            return figures;
        } finally {
            Files.delete(folder);
        }
    }

    /// Elapsed times, because a disk is waited for and not worked at.
    private List<Figure> large(Path folder, Effort effort) {
        RevocationRegister register = new RevocationRegister();
        for (int i = 0; i < ENTRIES; i++) {
            revoke(register, entry());
        }
        double octets = (double) register.octets() / ENTRIES;
        // The first list of a process that has just started is measured too.
        double first = seconds(() -> onDisk(folder, make(register)));
        List<Double> full = new ArrayList<>();
        List<Double> next = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        for (int round = 0; round < effort.times(5, 15); round++) {
            long before = allocated();
            full.add(seconds(() -> onDisk(folder, make(register))));
            heap.add((allocated() - before) / 1e6);
            next.add(seconds(() -> {
                for (int i = 0; i < MORE; i++) {
                    revoke(register, entry());
                }
                onDisk(folder, make(register));
            }));
        }
        return List.of(
                Figure.atMost("crl.full.first", "full CRL of 1,000,000 entries on disk, the first", first, "s", 2),
                Figure.atMost("crl.full", "the same again, elapsed", Rounds.quantile(full, 0.5), "s", 2),
                Figure.atMost(
                        "crl.next", "the next one, 1,000 revocations later", Rounds.quantile(next, 0.5), "s", 0.5),
                Figure.atMost(
                        "crl.heap", "octets allocated for it, garbage included", Rounds.quantile(heap, 0.5), "MB", 100),
                Figure.atMost("crl.register", "memory of the register, per entry", octets, "octets", 100));
    }

    /// CPU time of the thread, both sides with the JDK's signature.
    private List<Figure> besideThePeer(Effort effort) {
        RevocationRegister register = new RevocationRegister();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < PEERS_ENTRIES; i++) {
            entries.add(entry());
            revoke(register, entries.getLast());
        }
        long[] octets = new long[2];
        Rounds.Times times = Rounds.measure(
                effort.times(3, 8),
                effort.times(9, 25),
                List.of(
                        new Contender(
                                "kakehashi", 1, () -> octets[0] = make(register).octets()),
                        new Contender("bouncy castle", 1, () -> octets[1] = peer(entries).length)));
        if (Math.abs(octets[0] - octets[1]) > 200) {
            throw new IllegalStateException("the two lists differ: " + octets[0] + " and " + octets[1] + " octets");
        }
        return List.of(
                Figure.beside("crl.90k", "full CRL of 90,000 entries, signed", times.median("kakehashi") / 1e6, "ms"),
                Figure.beside("crl.90k.bc", "Bouncy Castle's builder", times.median("bouncy castle") / 1e6, "ms"),
                Figure.atMost(
                        "crl.90k.ratio", "our share of its CPU", times.ratio("kakehashi", "bouncy castle"), "×", 1));
    }

    private byte[] peer(List<Entry> entries) throws Exception {
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(X500Name.getInstance(ca.name().der().toArray()), Date.from(TestPki.NOW));
        builder.setNextUpdate(Date.from(TestPki.NOW.plus(Duration.ofDays(1))));
        for (Entry entry : entries) {
            builder.addCRLEntry(entry.serial.value(), Date.from(entry.at), entry.reason.code());
        }
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(ca.key().privateKey()))
                .getEncoded();
    }

    private static double seconds(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e9;
    }

    private static long allocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
