package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.ReasonFlags;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrlLintTest {
    private static final TestCa CA = TestCa.root("CN=CA,O=Test,C=JP");
    private static final Instant NOW = TestPki.NOW.minus(Duration.ofDays(2));

    record Fault(CrlLint rule, Crl crl) {
        @Override
        public String toString() {
            return rule.id();
        }
    }

    private static Fault f(CrlLint rule, Consumer<CrlBuilder> bend) {
        return new Fault(rule, CA.crl(bend));
    }

    private static SerialNumber serial(long number) {
        return SerialNumber.of(BigInteger.valueOf(number));
    }

    private static Extension of(KnownExtension type, Consumer<DerWriter> value) {
        return Extension.of(type, value);
    }

    private static Fault der(CrlLint rule, Consumer<DerWriter> fields) {
        Bytes der = DerWriter.write(w -> w.sequence(s -> {
            s.sequence(fields);
            SignatureAlgorithm.ECDSA_SHA256.identifier().write(s);
            s.bitString(Bytes.ofHex("00"));
        }));
        return new Fault(rule, Crl.parse(der).orElseThrow());
    }

    private static void head(DerWriter w, Name issuer) {
        w.integer(1);
        SignatureAlgorithm.ECDSA_SHA256.identifier().write(w);
        w.raw(issuer.der());
    }

    private static void tail(DerWriter w) {
        w.explicit(
                0,
                x -> Extensions.of(List.of(
                                of(
                                        KnownExtension.AUTHORITY_KEY_IDENTIFIER,
                                        AuthorityKeyIdentifier.of(
                                                CA.key().publicKey().keyIdentifier())::write),
                                of(KnownExtension.CRL_NUMBER, n -> n.integer(1))))
                        .write(x));
    }

    private static IssuingDistributionPoint scope(IssuingDistributionPoint.Scope scope, boolean some) {
        return new IssuingDistributionPoint(
                Optional.empty(), scope, some ? Optional.of(new ReasonFlags(2)) : Optional.empty(), false);
    }

    static Stream<Fault> faults() {
        return Stream.of(faultsFirst(), faultsSecond(), faultsThird()).flatMap(s -> s);
    }

    private static Stream<Fault> faultsFirst() {
        Instant next = NOW.plus(Duration.ofDays(1));
        return Stream.of(
                der(CrlLint.CRL_ISSUER_BYTES, w -> {
                    head(w, Name.of("CN=ca,O=Test,C=JP"));
                    w.time(NOW).time(next);
                    tail(w);
                }),
                der(CrlLint.CRL_NEXT_UPDATE, w -> {
                    head(w, CA.name());
                    w.time(NOW);
                    tail(w);
                }),
                der(CrlLint.CRL_TIME_TYPE, w -> {
                    head(w, CA.name());
                    w.generalizedTime(NOW).time(next);
                    tail(w);
                }),
                f(CrlLint.CRL_UPDATE_ORDER, c -> c.nextUpdate(TestPki.NOW.minus(Duration.ofDays(9)))),
                f(
                        CrlLint.CRL_AKI_PRESENT,
                        c -> c.authorityKeyIdentifier(
                                new AuthorityKeyIdentifier(Optional.empty(), List.of(), Optional.empty()))));
    }

    private static Stream<Fault> faultsSecond() {
        IssuingDistributionPoint users = scope(IssuingDistributionPoint.Scope.USER_CERTIFICATES, false);
        return Stream.of(
                f(
                        CrlLint.CRL_AKI_NOT_CRITICAL,
                        c -> c.extension(of(
                                        KnownExtension.AUTHORITY_KEY_IDENTIFIER,
                                        AuthorityKeyIdentifier.of(
                                                CA.key().publicKey().keyIdentifier())::write)
                                .asCritical())),
                f(
                        CrlLint.CRL_AKI_OF_ISSUER,
                        c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(Bytes.ofHex("0102")))),
                f(
                        CrlLint.CRL_NUMBER_NOT_CRITICAL,
                        c -> c.extension(
                                of(KnownExtension.CRL_NUMBER, w -> w.integer(1)).asCritical())),
                f(CrlLint.CRL_NUMBER_LENGTH, c -> c.crlNumber(BigInteger.ONE.shiftLeft(160))),
                f(
                        CrlLint.CRL_SCOPE_CRITICAL,
                        c -> c.extension(of(KnownExtension.ISSUING_DISTRIBUTION_POINT, users::write))),
                f(
                        CrlLint.CRL_SCOPE_PLAIN,
                        c -> c.issuingDistributionPoint(scope(IssuingDistributionPoint.Scope.ALL, true))),
                f(
                        CrlLint.CRL_DELTA_CRITICAL,
                        c -> c.extension(of(KnownExtension.DELTA_CRL_INDICATOR, w -> w.integer(1)))));
    }

    private static Stream<Fault> faultsThird() {

        return Stream.of(
                f(
                        CrlLint.CRL_FRESHEST,
                        c -> c.baseCrlNumber(BigInteger.ONE)
                                .freshestCrl(List.of(LintSamples.point(LintSamples.uri("http://a.go.jp/d.crl"))))),
                f(CrlLint.CRL_ENTRY_ONCE, c -> c.revoke(serial(5), NOW).revoke(serial(5), NOW)),
                f(CrlLint.CRL_ENTRY_ORDER, c -> c.revoke(serial(300), NOW).revoke(serial(5), NOW)),
                f(CrlLint.CRL_ENTRY_TIME, c -> c.revoke(serial(5), TestPki.NOW.plusSeconds(9))),
                f(CrlLint.CRL_ENTRY_SERIAL, c -> c.revoke(serial(-5), NOW)),
                f(CrlLint.CRL_ENTRY_REASON, c -> c.revoke(serial(5), NOW, entry(0, false))),
                f(CrlLint.CRL_ENTRY_REMOVED, c -> c.revoke(serial(5), NOW, entry(8, false))),
                f(CrlLint.CRL_ENTRY_CRITICAL, c -> c.revoke(serial(5), NOW, entry(1, true))));
    }

    private static Extensions entry(int reason, boolean critical) {
        Extension extension =
                of(KnownExtension.REASON_CODE, w -> w.value(0x0a, Bytes.wrap(new byte[] {(byte) reason})));
        return Extensions.of(List.of(critical ? extension.asCritical() : extension));
    }

    private static List<LintRule> rules(Crl crl) {
        return Lint.check(crl, Optional.of(CA.certificate())).stream()
                .map(LintFinding::rule)
                .toList();
    }

    @Test
    void findsNothingWrongWithCleanLists() {
        Crl full = CA.crl(c -> c.revoke(serial(5), NOW).revoke(serial(300), NOW));
        assertThat(rules(full)).isEmpty();
        assertThat(rules(CA.crl())).isEmpty();
        assertThat(rules(CA.deltaCrl(full, c -> c.revoke(serial(5), NOW, entry(8, false)))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsThatAndNothingElse(Fault fault) {
        assertThat(rules(fault.crl)).containsExactly(fault.rule);
    }

    @Test
    void findsAListOfVersionOneWithoutExtensionsAndIssuer() {
        Fault old = der(CrlLint.CRL_VERSION_2, w -> {
            SignatureAlgorithm.RSA_SHA1.identifier().write(w);
            w.raw(Name.EMPTY.der()).time(NOW);
        });
        assertThat(rules(old.crl))
                .containsExactly(
                        CrlLint.CRL_VERSION_2,
                        CrlLint.CRL_ALGORITHMS_EQUAL,
                        CrlLint.CRL_ISSUER_NOT_EMPTY,
                        CrlLint.CRL_ISSUER_BYTES,
                        CrlLint.CRL_NEXT_UPDATE,
                        CrlLint.CRL_AKI_PRESENT,
                        CrlLint.CRL_NUMBER_PRESENT);
    }

    @Test
    void hasAFaultForNearlyEveryRuleOfLists() {
        Set<LintRule> without = new HashSet<>(List.of(CrlLint.values()));
        faults().map(Fault::rule).forEach(without::remove);
        assertThat(without)
                .containsExactlyInAnyOrder(
                        CrlLint.CRL_VERSION_2,
                        CrlLint.CRL_ALGORITHMS_EQUAL,
                        CrlLint.CRL_ALGORITHM_KNOWN,
                        CrlLint.CRL_DIGEST_STRONG,
                        CrlLint.CRL_ISSUER_NOT_EMPTY,
                        CrlLint.CRL_NUMBER_PRESENT);
    }

    @Test
    void holdsRequestsToTheirRules() {
        TestEntity alice = CA.issueEndEntity("CN=Alice,O=Test,C=JP");
        CertificationRequest good = alice.request(r -> {});
        assertThat(Lint.check(good)).isEmpty();
        byte[] forged = good.der().toArray();
        forged[forged.length - 1] ^= 1;
        assertThat(Lint.check(CertificationRequest.parse(Bytes.wrap(forged)).orElseThrow()))
                .extracting(LintFinding::rule)
                .containsExactly(RequestLint.REQUEST_PROOF);
    }
}
