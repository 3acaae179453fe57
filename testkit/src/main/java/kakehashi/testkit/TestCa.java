package kakehashi.testkit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A CA for tests. What it issues conforms to RFC 5280 unless a function bends it: CA certificates are valid from a
/// year before [TestPki#NOW] to ten after, others from a month before to a year after; serial numbers count from 1.
public final class TestCa {
    private final TestPki pki;
    private final Certificate certificate;
    private final TestKey key;
    private final AtomicInteger lastSerial;
    private final AtomicInteger lastCrl = new AtomicInteger();

    private TestCa(TestPki pki, Certificate certificate, TestKey key, AtomicInteger lastSerial) {
        this.pki = pki;
        this.certificate = certificate;
        this.key = key;
        this.lastSerial = lastSerial;
    }

    /// A self-signed CA of the usual algorithm in a hierarchy of its own.
    public static TestCa root(String name) {
        return new TestPki().root(name);
    }

    static TestCa selfSigned(TestPki pki, Name name, TestKey key, Consumer<CertificateBuilder> bend) {
        AtomicInteger serials = new AtomicInteger();
        CertificateBuilder builder =
                caFields(name, key.publicKey()).issuer(name).serialNumber(next(serials));
        bend.accept(builder);
        return new TestCa(pki, sign(builder, key), key, serials);
    }

    private static SerialNumber next(AtomicInteger serials) {
        return SerialNumber.of(BigInteger.valueOf(serials.incrementAndGet()));
    }

    private static Certificate sign(CertificateBuilder builder, TestKey key) {
        return Certificate.parse(key.sign(builder.toBeSigned(key.algorithm()))).orElseThrow();
    }

    private static CertificateBuilder caFields(Name subject, SubjectPublicKeyInfo subjectKey) {
        return new CertificateBuilder()
                .subject(subject)
                .validity(TestPki.yearsFromNow(-1), TestPki.yearsFromNow(10))
                .publicKey(subjectKey)
                .subjectKeyIdentifier(subjectKey.keyIdentifier())
                .basicConstraints(new BasicConstraints(true, OptionalInt.empty()))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN));
    }

    private AuthorityKeyIdentifier keyIdentifier() {
        return AuthorityKeyIdentifier.of(key.publicKey().keyIdentifier());
    }

    /// Signs a certificate of any fields after filling in issuer, serial number and authority key identifier, which
    /// the function may bend too.
    public Certificate issue(CertificateBuilder builder, Consumer<CertificateBuilder> bend) {
        builder.issuer(name()).serialNumber(next(lastSerial)).authorityKeyIdentifier(keyIdentifier());
        bend.accept(builder);
        return sign(builder, key);
    }

    /// A subordinate CA with a key of the same algorithm.
    public TestCa issueCa(String name) {
        return issueCa(name, c -> {});
    }

    /// A subordinate CA with a key of the same algorithm, the fields of whose certificate the function bends.
    public TestCa issueCa(String name, Consumer<CertificateBuilder> bend) {
        return issueCa(name, key.algorithm(), bend);
    }

    /// A subordinate CA with a key of another algorithm.
    public TestCa issueCa(String name, SignatureAlgorithm algorithm, Consumer<CertificateBuilder> bend) {
        TestKey subjectKey = pki.key(algorithm);
        Certificate issued = issue(caFields(Name.of(name), subjectKey.publicKey()), bend);
        return new TestCa(pki, issued, subjectKey, new AtomicInteger());
    }

    /// An end entity for digital signatures.
    public TestEntity issueEndEntity(String name) {
        return issueEndEntity(name, c -> {});
    }

    /// An end entity, the fields of whose certificate the function bends.
    public TestEntity issueEndEntity(String name, Consumer<CertificateBuilder> bend) {
        TestKey subjectKey = pki.key(key.algorithm());
        CertificateBuilder builder = new CertificateBuilder()
                .subject(Name.of(name))
                .validity(TestPki.NOW.minus(Duration.ofDays(30)), TestPki.yearsFromNow(1))
                .publicKey(subjectKey.publicKey())
                .subjectKeyIdentifier(subjectKey.publicKey().keyIdentifier())
                .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION));
        return new TestEntity(issue(builder, bend), subjectKey);
    }

    /// A cross-certificate from this CA to another one.
    public Certificate crossCertify(TestCa other) {
        return crossCertify(other, c -> {});
    }

    /// A cross-certificate from this CA to another one, the fields of which the function bends.
    public Certificate crossCertify(TestCa other, Consumer<CertificateBuilder> bend) {
        return issue(caFields(other.name(), other.key.publicKey()), bend);
    }

    /// This CA after a key rollover: the same name, a new key, self-signed, serial numbers going on.
    public TestCa rekeyed() {
        TestKey newKey = pki.key(key.algorithm());
        CertificateBuilder builder =
                caFields(name(), newKey.publicKey()).issuer(name()).serialNumber(next(lastSerial));
        return new TestCa(pki, sign(builder, newKey), newKey, lastSerial);
    }

    /// The link certificate for the new key signed with this CA's, the old one (RFC 4210 §4.4).
    public Certificate newWithOld(TestCa rekeyed) {
        return crossCertify(rekeyed);
    }

    /// The link certificate for this CA's key, the old one, signed with the new one (RFC 4210 §4.4).
    public Certificate oldWithNew(TestCa rekeyed) {
        return rekeyed.crossCertify(this);
    }

    /// A CRL without entries, a day old and good for a week.
    public Crl crl() {
        return crl(list -> {});
    }

    /// A CRL whose entries, extensions and fields the function adds or bends.
    public Crl crl(Consumer<CrlBuilder> bend) {
        return crl(TestPki.NOW.minus(Duration.ofDays(1)), bend);
    }

    /// A CRL of another time.
    public Crl crl(Instant thisUpdate, Consumer<CrlBuilder> bend) {
        CrlBuilder builder = new CrlBuilder(name(), thisUpdate)
                .nextUpdate(TestPki.NOW.plus(Duration.ofDays(7)))
                .authorityKeyIdentifier(keyIdentifier())
                .crlNumber(BigInteger.valueOf(lastCrl.incrementAndGet()));
        bend.accept(builder);
        return Crl.parse(key.sign(builder.toBeSigned(key.algorithm()))).orElseThrow();
    }

    /// A delta to a complete CRL.
    public Crl deltaCrl(Crl base, Consumer<CrlBuilder> bend) {
        return crl(list -> {
            list.baseCrlNumber(base.crlNumber().orElseThrow());
            bend.accept(list);
        });
    }

    /// A CRL of one scope, found at one place.
    public Crl crl(String uri, IssuingDistributionPoint.Scope scope, Consumer<CrlBuilder> bend) {
        List<GeneralName> names = List.of(new GeneralName.UniformResourceIdentifier(uri));
        return crl(list -> {
            list.issuingDistributionPoint(new IssuingDistributionPoint(
                    Optional.of(new DistributionPointName.FullName(names)), scope, Optional.empty(), false));
            bend.accept(list);
        });
    }

    /// An indirect CRL, which may list certificates of other CAs after [CrlBuilder#certificateIssuer].
    public Crl indirectCrl(Consumer<CrlBuilder> bend) {
        return crl(list -> {
            list.issuingDistributionPoint(new IssuingDistributionPoint(
                    Optional.empty(), IssuingDistributionPoint.Scope.ALL, Optional.empty(), true));
            bend.accept(list);
        });
    }

    /// The CA's own certificate: self-signed, or issued by the CA above.
    public Certificate certificate() {
        return certificate;
    }

    /// The CA's key.
    public TestKey key() {
        return key;
    }

    /// The CA's name.
    public Name name() {
        return certificate.subject();
    }
}
