package kakehashi.bench;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Parses a certificate and reads the fields that a validator needs.
///
/// The certificates are so many that the JDK's cache of 750 never has the next one. The JDK is asked for policies,
/// distribution points and key identifiers as octets only: its public API does not decode them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
    private static final int COUNT = 2_400;

    private final byte[][] encoded = new byte[COUNT][];
    private CertificateFactory factory;
    private int last;

    /// Makes the certificates.
    @Setup
    public void makeCertificates() throws GeneralSecurityException {
        TestCa ca = new TestPki().root("CN=Ministry CA,O=Government,C=JP");
        List<Certificate> made = Samples.officials(ca, ca.key().publicKey(), 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            encoded[i] = made.get(i).der().toArray();
        }
        factory = CertificateFactory.getInstance("X.509");
    }

    private byte[] next() {
        last = last + 1 == COUNT ? 0 : last + 1;
        return encoded[last];
    }

    /// Kakehashi.
    @Benchmark
    public void kakehashi(Blackhole sink) {
        Certificate certificate = Certificate.parse(Bytes.wrap(next())).orElseThrow();
        sink.consume(certificate.serialNumber());
        sink.consume(certificate.issuer());
        sink.consume(certificate.subject());
        sink.consume(certificate.notBefore());
        sink.consume(certificate.notAfter());
        sink.consume(certificate.subjectPublicKeyInfo());
        sink.consume(certificate.keyUsage());
        sink.consume(certificate.basicConstraints());
        sink.consume(certificate.certificatePolicies());
        sink.consume(certificate.subjectAltNames());
        sink.consume(certificate.authorityKeyIdentifier());
        sink.consume(certificate.subjectKeyIdentifier());
        sink.consume(certificate.crlDistributionPoints());
    }

    /// The JDK's CertificateFactory.
    @Benchmark
    public void jdk(Blackhole sink) throws GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(next()));
        sink.consume(certificate.getSerialNumber());
        sink.consume(certificate.getIssuerX500Principal());
        sink.consume(certificate.getSubjectX500Principal());
        sink.consume(certificate.getNotBefore());
        sink.consume(certificate.getNotAfter());
        sink.consume(certificate.getPublicKey());
        sink.consume(certificate.getKeyUsage());
        sink.consume(certificate.getBasicConstraints());
        sink.consume(certificate.getExtensionValue("2.5.29.32"));
        sink.consume(certificate.getSubjectAlternativeNames());
        sink.consume(certificate.getExtensionValue("2.5.29.35"));
        sink.consume(certificate.getExtensionValue("2.5.29.14"));
        sink.consume(certificate.getExtensionValue("2.5.29.31"));
    }

    /// Bouncy Castle's holder.
    @Benchmark
    public void bouncyCastle(Blackhole sink) throws java.io.IOException {
        X509CertificateHolder certificate = new X509CertificateHolder(next());
        Extensions extensions = certificate.getExtensions();
        sink.consume(certificate.getSerialNumber());
        sink.consume(certificate.getIssuer());
        sink.consume(certificate.getSubject());
        sink.consume(certificate.getNotBefore());
        sink.consume(certificate.getNotAfter());
        sink.consume(certificate.getSubjectPublicKeyInfo());
        sink.consume(KeyUsage.fromExtensions(extensions));
        sink.consume(BasicConstraints.fromExtensions(extensions));
        sink.consume(CertificatePolicies.fromExtensions(extensions));
        sink.consume(GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName));
        sink.consume(AuthorityKeyIdentifier.fromExtensions(extensions));
        sink.consume(SubjectKeyIdentifier.fromExtensions(extensions));
        sink.consume(CRLDistPoint.fromExtensions(extensions));
    }
}
