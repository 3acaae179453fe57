package kakehashi.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Looks a serial number up in a CRL of a million entries; every second one is listed.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {
    private static final int ASKED = 1 << 16;

    private final SerialNumber[] serials = new SerialNumber[ASKED];
    private Crl crl;
    private Name issuer;
    private int last;

    /// Makes the list.
    @Setup
    public void makeList() {
        TestCa ca = new TestPki().root("CN=Ministry CA,O=Government,C=JP");
        Bytes der = CrlMeasure.millionEntries(ca);
        crl = Crl.parse(der).orElseThrow();
        issuer = ca.name();
        for (int i = 0; i < ASKED; i++) {
            serials[i] = CrlMeasure.serial(2_000_000L * (i * 40_503L % ASKED) / ASKED);
        }
    }

    /// Kakehashi.
    @Benchmark
    public Optional<RevokedEntry> kakehashi() {
        last = last + 1 & ASKED - 1;
        return crl.lookup(issuer, serials[last]);
    }
}
