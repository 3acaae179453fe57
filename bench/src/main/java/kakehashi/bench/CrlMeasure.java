package kakehashi.bench;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import kakehashi.bench.Rounds.Contender;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.bouncycastle.cert.X509CRLHolder;

/// A CRL of a million entries: time to parse, memory of the index. JMH measures the look-up ([LookupBenchmark]).
final class CrlMeasure {
    private static final int ENTRIES = 1_000_000;

    private CrlMeasure() {}

    /// The DER of a list of a million even serial numbers of ten octets, every second entry with a reason.
    static Bytes millionEntries(TestCa ca) {
        return ca.crl(list -> {
                    for (int i = 0; i < ENTRIES; i++) {
                        CrlReason reason = i % 2 == 0 ? CrlReason.UNSPECIFIED : CrlReason.KEY_COMPROMISE;
                        list.revoke(serial(2L * i), TestPki.NOW.minusSeconds(86_400 + i), reason);
                    }
                })
                .der();
    }

    /// A serial number by its place; odd places are not listed.
    static SerialNumber serial(long place) {
        return SerialNumber.of(BigInteger.ONE
                .shiftLeft(76)
                .add(BigInteger.valueOf(place * 0x9e3779b97f4aL).shiftLeft(8)));
    }

    static List<Figure> run(Effort effort) {
        Bytes der = millionEntries(new TestPki().root("CN=Ministry CA,O=Government,C=JP"));
        byte[] encoded = der.toArray();
        Object[] kept = new Object[1];
        Rounds.Times times = Rounds.measure(
                effort.times(2, 4),
                effort.times(5, 11),
                List.of(
                        new Contender(
                                "kakehashi", 1, () -> kept[0] = Crl.parse(der).orElseThrow()),
                        new Contender(
                                "jdk",
                                1,
                                System::gc,
                                () -> kept[0] = CertificateFactory.getInstance("X.509")
                                        .generateCRLs(new ByteArrayInputStream(encoded))),
                        new Contender("bouncy castle", 1, () -> kept[0] = new X509CRLHolder(encoded))));
        kept[0] = null;
        LookupBenchmark lookup = new LookupBenchmark();
        lookup.makeList();
        Rounds.Times lookups =
                Rounds.measure(10, effort.times(15, 60), List.of(new Contender("kakehashi", 1 << 16, () -> {
                    for (int i = 0; i < 1 << 16; i++) {
                        kept[0] = lookup.kakehashi();
                    }
                })));
        kept[0] = null;
        return figures(times, lookups, indexOctets(der));
    }

    private static List<Figure> figures(Rounds.Times times, Rounds.Times lookups, double indexOctets) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.atMost(
                "crl.parse",
                "parse a CRL of 1,000,000 entries (all syntax, index)",
                times.median("kakehashi") / 1e9,
                "s",
                0.5));
        figures.add(Figure.beside("crl.parse.jdk", "the JDK on the same list", times.median("jdk") / 1e9, "s"));
        figures.add(Figure.beside(
                "crl.parse.bc",
                "Bouncy Castle's holder on it (entries left as objects)",
                times.median("bouncy castle") / 1e9,
                "s"));
        figures.add(
                Figure.atMost("crl.index", "memory of the index an entry, beside the DER", indexOctets, "octets", 40));
        figures.add(Figure.atMost(
                "crl.lookup",
                "look a serial number up in it, every second one listed",
                lookups.median("kakehashi"),
                "ns",
                200));
        return figures;
    }

    private static double indexOctets(Bytes der) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long before = used();
            Crl crl = Crl.parse(der).orElseThrow();
            all.add((used() - before) / (double) crl.entryCount());
        }
        return Rounds.quantile(all, 0.5);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
