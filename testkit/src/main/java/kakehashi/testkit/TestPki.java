package kakehashi.testkit;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// Makes hierarchies for tests, always as of [#NOW].
///
/// ```java
/// TestCa root = new TestPki().root("CN=Root,O=Test,C=JP");
/// TestCa ca = root.issueCa("CN=CA,O=Test,C=JP");
/// TestEntity alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP", c -> c.inhibitAnyPolicy(0));
/// Crl crl = ca.crl(list -> list.revoke(alice.certificate().serialNumber(), TestPki.NOW));
/// ```
///
/// Keys of one object all differ. RSA keys are slow to make, so the first few of every object are the same in the
/// whole JVM.
public final class TestPki {
    /// The moment at which everything in tests happens.
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /// The algorithm of keys for which none was asked.
    public static final SignatureAlgorithm USUAL = SignatureAlgorithm.ECDSA_SHA256;

    private final AtomicInteger rsaKeysTaken = new AtomicInteger();

    /// RSA keys that are made once, when the first is asked for. Not in parallel: threads that help a class to
    /// initialise itself wait for it for ever.
    private static final class RsaKeys {
        private static final List<KeyPair> MADE = IntStream.range(0, 6)
                .mapToObj(i -> TestKey.generatePair(SignatureAlgorithm.RSA_SHA256))
                .toList();
    }

    /// A key that no one else got from this object.
    public TestKey key(SignatureAlgorithm algorithm) {
        boolean rsa = algorithm.family() == SignatureAlgorithm.Family.RSA
                || algorithm.family() == SignatureAlgorithm.Family.RSA_PSS;
        int taken = rsa ? rsaKeysTaken.getAndIncrement() : -1;
        return rsa && taken < RsaKeys.MADE.size()
                ? TestKey.of(algorithm, RsaKeys.MADE.get(taken))
                : TestKey.generate(algorithm);
    }

    /// A self-signed CA.
    public TestCa root(String name) {
        return root(name, USUAL);
    }

    /// A self-signed CA of an algorithm.
    public TestCa root(String name, SignatureAlgorithm algorithm) {
        return root(name, algorithm, c -> {});
    }

    /// A self-signed CA of an algorithm, the fields of whose certificate the function bends.
    public TestCa root(String name, SignatureAlgorithm algorithm, Consumer<CertificateBuilder> bend) {
        return TestCa.selfSigned(this, Name.of(name), key(algorithm), bend);
    }

    static Instant yearsFromNow(int years) {
        return NOW.plus(Duration.ofDays(365L * years));
    }
}
