package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.GeneralName.DirectoryName;
import kakehashi.x509.GeneralName.DnsName;
import kakehashi.x509.GeneralName.EdiPartyName;
import kakehashi.x509.GeneralName.IpAddress;
import kakehashi.x509.GeneralName.OtherName;
import kakehashi.x509.GeneralName.RegisteredId;
import kakehashi.x509.GeneralName.Rfc822Name;
import kakehashi.x509.GeneralName.UniformResourceIdentifier;
import kakehashi.x509.GeneralName.X400Address;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameConstraintSetTest {
    private static final SubjectPublicKeyInfo KEY = key();

    private static SubjectPublicKeyInfo key() {
        try {
            byte[] der = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            return SubjectPublicKeyInfo.parse(Bytes.wrap(der)).orElseThrow();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate certificate(String subject, GeneralName... names) {
        CertificateBuilder builder = new CertificateBuilder()
                .serialNumber(SerialNumber.of(BigInteger.ONE))
                .issuer(Name.of("CN=Issuer"))
                .subject(Name.of(subject))
                .validity(Instant.EPOCH, Instant.EPOCH)
                .publicKey(KEY);
        if (names.length > 0) {
            builder.subjectAltNames(List.of(names));
        }
        return Certificate.parse(builder.toBeSigned(SignatureAlgorithm.ED25519).signed(Bytes.EMPTY))
                .orElseThrow();
    }

    private static SearchMeter meter() {
        return new SearchMeter(SearchLimits.DEFAULT, () -> 0);
    }

    private static List<Check> checks(NameConstraintSet constraints, Certificate certificate) {
        return constraints.judge(certificate, meter()).stream()
                .map(Finding::check)
                .toList();
    }

    private static NameConstraintSet permitted(GeneralName... bases) {
        return NameConstraintSet.of(List.of(bases), List.of());
    }

    private static NameConstraintSet excluded(GeneralName... bases) {
        return NameConstraintSet.of(List.of(), List.of(bases));
    }

    /// Whether the name passes with the base permitted, and with the base excluded.
    private static void assertBoth(GeneralName base, GeneralName name, boolean whenPermitted, boolean whenExcluded) {
        Certificate certificate = certificate("", name);
        List<Check> permitted = checks(permitted(base), certificate);
        List<Check> excluded = checks(excluded(base), certificate);
        assertThat(permitted).isEqualTo(whenPermitted ? List.of() : List.of(Check.NAME_NOT_PERMITTED));
        assertThat(excluded).isEqualTo(whenExcluded ? List.of() : List.of(Check.NAME_EXCLUDED));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true, false",
        "example.com, WWW.Example.COM, true, false",
        "example.com, a.b.example.com, true, false",
        "example.com, example.com., true, false",
        "example.com, notexample.com, false, true",
        "example.com, com, false, true",
        "EXAMPLE.com, x.example.com, true, false",
        "'', anything.test, true, false",
        ".example.com, a.example.com, true, false",
        ".example.com, example.com, false, true",
        "example.com, *.example.com, true, false",
        "example.com, *.a.example.com, true, false",
        ".example.com, *.example.com, true, false",
        "a.example.com, *.example.com, false, false",
        "a.b.example.com, *.example.com, false, true",
        "example.com, *.com, false, false",
        "example.com, .example.com, false, false",
        "example.com, w*.example.com, false, false",
        "example.com, *, false, false",
        "example.com, a..example.com, false, false",
        "example.com, a b.example.com, false, false",
        "example.com, a_b.example.com, true, false",
        "example.com, '', false, false",
    })
    void rfc5280_4_2_1_10_comparesDomainNames(String base, String name, boolean whenPermitted, boolean whenExcluded) {
        assertBoth(new DnsName(base), new DnsName(name), whenPermitted, whenExcluded);
    }

    @Test
    void refusesDomainNamesWithNulWhetherPermittedOrExcluded() {
        assertBoth(new DnsName("example.com"), new DnsName("evil.test\0.example.com"), false, false);
        assertBoth(new DnsName("other.test"), new DnsName("evil.test\0"), false, false);
        Finding finding = permitted(new DnsName("example.com"))
                .judge(certificate("", new DnsName("a\0b")), meter())
                .getFirst();
        assertThat(finding.details()).containsExactly("a\\00b");
    }

    @ParameterizedTest
    @CsvSource({
        "root@example.com, root@EXAMPLE.com, true, false",
        "root@example.com, Root@example.com, false, true",
        "example.com, anyone@example.com, true, false",
        "example.com, anyone@mail.example.com, false, true",
        ".example.com, anyone@mail.example.com, true, false",
        ".example.com, anyone@example.com, false, true",
        "example.com, '\"quoted @ part\"@example.com', true, false",
        "root@example.com, '\"root\"@example.com', true, false",
        "root@example.com, '\"ro\\ot\"@example.com', true, false",
        "example.com, '\"@example.com\"@evil.test', false, true",
        "example.com, '\"open@example.com', false, false",
        "example.com, example.com, false, false",
        "example.com, a@b@example.com, false, false",
        "example.com, @example.com, false, false",
        "example.com, a..b@example.com, false, false",
        "example.com, user@[192.0.2.1], false, false",
        "'', anyone@anywhere.test, true, false",
    })
    void rfc5280_4_2_1_10_comparesMailboxes(String base, String name, boolean whenPermitted, boolean whenExcluded) {
        assertBoth(new Rfc822Name(base), new Rfc822Name(name), whenPermitted, whenExcluded);
    }

    @ParameterizedTest
    @CsvSource({
        "host.example.com, https://host.example.com/a, true, false",
        "host.example.com, HTTPS://u:p@HOST.example.com:8443?q, true, false",
        "host.example.com, https://x.host.example.com, false, true",
        ".example.com, ldap://a.b.example.com/cn=x, true, false",
        ".example.com, http://example.com, false, true",
        "example.com, http://evil.test#@example.com, false, true",
        "example.com, http://evil.test?@example.com, false, true",
        "example.com, http://a@evil.test@example.com/, false, false",
        "example.com, http://evil.test\\@example.com/, false, false",
        "example.com, http://192.0.2.1/, false, false",
        "example.com, http://0x7f.1/, false, false",
        "example.com, http://[2001:db8::1]/, false, false",
        "example.com, urn:uuid:1, false, false",
        "example.com, mailto:a@example.com, false, false",
        "example.com, http:///path, false, false",
        "example.com, //example.com/, false, false",
        "example.com, http://example.com:80x/, false, false",
        "example.com, http://ex%61mple.com/, false, false",
    })
    void rfc5280_4_2_1_10_comparesTheHostsOfUris(String base, String uri, boolean whenPermitted, boolean whenExcluded) {
        assertBoth(
                new UniformResourceIdentifier(base), new UniformResourceIdentifier(uri), whenPermitted, whenExcluded);
    }

    @ParameterizedTest
    @CsvSource({
        "c0000200ffffff00, c00002ff, true, false",
        "c00002ffffffff00, c0000201, true, false",
        "c0000200ffffff00, c0000301, false, true",
        "0000000000000000, 01020304, true, false",
        "c0000200ffffff00, 20010db8000000000000000000000001, false, true",
        "20010db8000000000000000000000000ffffffff000000000000000000000000, 20010db8000000000000000000000001, true, false",
        "20010db8000000000000000000000000ffffffff000000000000000000000000, 20010db9000000000000000000000001, false, true",
        "20010db8000000000000000000000000ffffffff000000000000000000000000, c0000201, false, true",
    })
    void rfc5280_4_2_1_10_comparesAddresses(String base, String name, boolean whenPermitted, boolean whenExcluded) {
        assertBoth(new IpAddress(Bytes.ofHex(base)), new IpAddress(Bytes.ofHex(name)), whenPermitted, whenExcluded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O=Example,C=JP | CN=a,O=Example,C=JP | true | false",
                "O=Example,C=JP | O= example ,C=JP | true | false",
                "O=Example,C=JP | CN=a,O=Example2,C=JP | false | true",
                "O=Example,C=JP | C=JP | false | true",
                "O=Example,C=JP | C=JP,O=Example | false | true",
                "OU=x+O=Example,C=JP | CN=a,O=Example+OU=X,C=JP | true | false",
                "O=Example,C=JP | O=Example+OU=x,C=JP | false | true",
                "O=内閣府,C=JP | OU=局,O=内閣府,C=JP | true | false",
            })
    void rfc5280_4_2_1_10_comparesDirectoryNames(
            String base, String name, boolean whenPermitted, boolean whenExcluded) {
        DirectoryName subtree = new DirectoryName(Name.of(base));
        assertBoth(subtree, new DirectoryName(Name.of(name)), whenPermitted, whenExcluded);
        Certificate certificate = certificate(name);
        assertThat(checks(permitted(subtree), certificate).isEmpty()).isEqualTo(whenPermitted);
        assertThat(checks(excluded(subtree), certificate).isEmpty()).isEqualTo(whenExcluded);
    }

    @Test
    void theEmptyDirectoryNameIsEverySubject() {
        assertThat(checks(permitted(new DirectoryName(Name.EMPTY)), certificate("CN=a")))
                .isEmpty();
        assertThat(checks(excluded(new DirectoryName(Name.EMPTY)), certificate("CN=a")))
                .containsExactly(Check.NAME_EXCLUDED);
        assertThat(checks(excluded(new DirectoryName(Name.EMPTY)), certificate("", new DnsName("a.test"))))
                .isEmpty();
    }

    @Test
    void directoryNamesAgreeWithTheSlowComparison() {
        Random random = new Random(5280);
        for (int run = 0; run < 2_000; run++) {
            List<Name> bases =
                    IntStream.range(0, 3).mapToObj(i -> randomName(random)).toList();
            Name name = randomName(random);
            boolean within = bases.stream().anyMatch(name::isWithin);
            assertThat(new DirectorySubtrees(bases).relationOf(name))
                    .isEqualTo(within ? Relation.INSIDE : Relation.OUTSIDE);
        }
    }

    private static Name randomName(Random random) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String more = random.nextInt(4) == 0 ? "+OU=" + random.nextInt(2) : "";
            parts.add("O=" + (random.nextBoolean() ? "a" : "A  b") + more);
        }
        return Name.of(String.join(",", parts));
    }

    @Test
    void addressesAgreeWithTheSlowComparison() {
        Random random = new Random(4632);
        for (int run = 0; run < 2_000; run++) {
            int prefix = random.nextInt(33);
            int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
            int network = random.nextInt(4) << 30 | random.nextInt(16);
            int address = network ^ (random.nextBoolean() ? 1 << random.nextInt(32) : 0);
            Bytes base = Bytes.ofHex(String.format("%08x%08x", network, mask));
            boolean inside = ((network ^ address) & mask) == 0;
            assertThat(new AddressSubtrees(List.of(base)).relationOf(Bytes.ofHex(String.format("%08x", address))))
                    .isEqualTo(inside ? Relation.INSIDE : Relation.OUTSIDE);
        }
    }

    @Test
    void unusableConstraintsRefuseNamesOfTheirFormOnly() {
        for (GeneralName base : List.of(
                new IpAddress(Bytes.ofHex("c0000200ff00ff00")),
                new DnsName("*.example.com"),
                new Rfc822Name("@example.com"),
                new UniformResourceIdentifier("http://example.com"))) {
            List<GeneralName> names = List.of(
                    new IpAddress(Bytes.ofHex("c0000201")),
                    new DnsName("a.example.com"),
                    new Rfc822Name("a@example.com"),
                    new UniformResourceIdentifier("http://example.com"));
            for (GeneralName name : names) {
                List<Check> expected = NameForm.of(name) == NameForm.of(base)
                        ? List.of(Check.NAME_CONSTRAINT_NOT_SUPPORTED)
                        : List.of();
                assertThat(checks(permitted(base), certificate("", name))).isEqualTo(expected);
                assertThat(checks(excluded(base), certificate("", name))).isEqualTo(expected);
            }
        }
    }

    @Test
    void rfc5280_4_2_1_10_refusesFormsThatItCannotProcess() {
        OtherName other = new OtherName(Oid.of("1.2.3"), Bytes.ofHex("0500"));
        for (GeneralName name : List.of(
                other,
                new X400Address(Bytes.ofHex("3000")),
                new EdiPartyName(Bytes.ofHex("810161")),
                new RegisteredId(Oid.of("1.2.3")))) {
            assertThat(checks(permitted(name), certificate("", name)))
                    .containsExactly(Check.NAME_CONSTRAINT_NOT_SUPPORTED);
            assertThat(checks(excluded(name), certificate("", name)))
                    .containsExactly(Check.NAME_CONSTRAINT_NOT_SUPPORTED);
            assertThat(checks(permitted(name), certificate("", new DnsName("a.test"))))
                    .isEmpty();
        }
        assertThat(checks(permitted(other), certificate("", new OtherName(Oid.of("1.2.4"), Bytes.ofHex("0500")))))
                .isEmpty();
    }

    private static OtherName smtpUtf8(String mailbox) {
        return new OtherName(OtherName.SMTP_UTF8_MAILBOX, DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, mailbox)));
    }

    @Test
    void rfc9598_6_appliesMailboxConstraintsToSmtpUtf8Mailboxes() {
        assertBoth(new Rfc822Name("example.com"), smtpUtf8("山田@example.com"), true, false);
        assertBoth(new Rfc822Name(".example.com"), smtpUtf8("山田@a.example.com"), true, false);
        assertBoth(new Rfc822Name("example.com"), smtpUtf8("山田@evil.test"), false, true);
        assertBoth(new Rfc822Name("example.com"), smtpUtf8("山田@例.test"), false, false);
        assertBoth(new Rfc822Name("root@example.com"), smtpUtf8("山田@example.com"), false, true);
        assertThat(checks(permitted(smtpUtf8("山田@example.com")), certificate("", smtpUtf8("山田@example.com"))))
                .containsExactly(Check.NAME_CONSTRAINT_NOT_SUPPORTED);
    }

    @Test
    void rfc9598_6_appliesMailboxConstraintsToTheSubjectsEmailAddress() {
        NameConstraintSet constraints = permitted(new Rfc822Name("example.com"));
        String subject = "E=a@evil.test,CN=a";

        assertThat(constraints.judge(certificate(subject), meter()))
                .containsExactly(Finding.of(Check.NAME_NOT_PERMITTED, "a@evil.test"));
        assertThat(checks(constraints, certificate(subject, new DnsName("a.test"))))
                .containsExactly(Check.NAME_NOT_PERMITTED);
        assertThat(checks(constraints, certificate(subject, new Rfc822Name("a@example.com"))))
                .containsExactly(Check.NAME_NOT_PERMITTED);
        assertThat(checks(constraints, certificate("E=a@example.com"))).isEmpty();
    }

    @Test
    void rfc5280_6_1_4_g_permitsOnlyWhatEveryCertificatePermits() {
        NameConstraintSet first = permitted(new DnsName("a.test"), new DnsName("b.test"));
        NameConstraintSet both = first.and(new NameConstraints(List.of(new DnsName("b.test")), List.of()));

        assertThat(checks(first, certificate("", new DnsName("a.test")))).isEmpty();
        assertThat(checks(both, certificate("", new DnsName("a.test")))).containsExactly(Check.NAME_NOT_PERMITTED);
        assertThat(checks(both, certificate("", new DnsName("b.test")))).isEmpty();
        assertThat(checks(both, certificate("CN=a", new Rfc822Name("a@c.test"))))
                .isEmpty();
    }

    @Test
    void rfc5280_4_2_1_10_whatIsExcludedIsRefusedThoughPermitted() {
        NameConstraintSet set = NameConstraintSet.of(List.of(new DnsName("a.test")), List.of(new DnsName("x.a.test")));

        assertThat(set.judge(certificate("", new DnsName("a.test"), new DnsName("y.x.a.test")), meter()))
                .containsExactly(Finding.of(Check.NAME_EXCLUDED, "y.x.a.test"));
    }

    @Test
    void coversWhatHasTheSameConstraintsAndMore() {
        NameConstraintSet less = permitted(new DnsName("a.test"));
        NameConstraintSet more = less.and(new NameConstraints(List.of(), List.of(new DnsName("b.a.test"))));

        assertThat(NameConstraintSet.none().covers(less)).isTrue();
        assertThat(less.covers(NameConstraintSet.none())).isFalse();
        assertThat(less.covers(more)).isTrue();
        assertThat(more.covers(less)).isFalse();
        assertThat(permitted(new DnsName("a.test")).covers(more)).isTrue();
        assertThat(more.and(new NameConstraints(List.of(new DnsName("a.test")), List.of())))
                .isSameAs(more);
        assertThat(NameConstraintSet.of(List.of(), List.of()).isUnconstrained()).isTrue();
    }

    @Test
    void stopsWhenTheMeterIsExhausted() {
        NameConstraintSet constraints = permitted(new DnsName("a.test"), new DnsName("b.test"));
        SearchMeter meter = new SearchMeter(new SearchLimits(1, 1, 3, Optional.empty()), () -> 0);
        Certificate certificate = certificate("", new DnsName("x.test"), new DnsName("y.test"));

        assertThat(constraints.judge(certificate, meter)).hasSize(1);
        assertThat(meter.exhausted()).isPresent();
    }

    @Test
    void judgesManyNamesAgainstManySubtreesFast() {
        GeneralName[] bases = IntStream.range(0, 10_000)
                .mapToObj(i -> new DnsName("n" + i + ".test"))
                .toArray(GeneralName[]::new);
        GeneralName[] names = IntStream.range(0, 10_000)
                .mapToObj(i -> new DnsName("www.n" + i + ".test"))
                .toArray(GeneralName[]::new);
        SearchMeter meter = new SearchMeter(new SearchLimits(1, 1, Long.MAX_VALUE, Optional.empty()), () -> 0);
        Certificate certificate = certificate("CN=many", names);

        long start = System.nanoTime();
        assertThat(permitted(bases).judge(certificate, meter)).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
        assertThat(meter.cost().comparisons()).isEqualTo(100_000_000L);
    }
}
