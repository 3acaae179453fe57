package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// One thing wrong breaks one rule.
class LintRulesTest {
    static Stream<LintFault> faults() {
        return Stream.of(
                        FieldFaults.all(),
                        NameFaults.all(),
                        KeyIdFaults.all(),
                        UsageFaults.all(),
                        AltNameFaults.all(),
                        PolicyFaults.all(),
                        PlaceFaults.all(),
                        CrossFaults.all(),
                        JapanFaults.all(),
                        ServerFaults.all())
                .flatMap(s -> s);
    }

    static Stream<LintFault> qualifierFaults() {
        return QualifierFaults.all();
    }

    private static List<LintFinding> findings(LintFault fault) {
        Certificate certificate = LintSamples.certificate(fault.purpose(), fault.bend(), fault.fields());
        return Lint.check(certificate, fault.context().apply(LintSamples.context(fault.purpose())));
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithACleanCertificate(LintPurpose purpose) {
        Certificate clean = LintSamples.certificate(purpose, c -> {}, UnaryOperator.identity());
        assertThat(Lint.check(clean, LintSamples.context(purpose))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsThatAndNothingElse(LintFault fault) {
        assertThat(findings(fault)).extracting(LintFinding::rule).containsExactly(fault.rule());
    }

    @ParameterizedTest
    @MethodSource("qualifierFaults")
    void findsTheFaultOfAQualifier(LintFault fault) {
        assertThat(findings(fault))
                .extracting(LintFinding::rule)
                .containsExactlyInAnyOrder(PolicyLint.POLICY_QUALIFIERS, fault.rule());
    }

    /// The others need an input that breaks more than one, or stand in tests of their own.
    @Test
    void hasAFaultForNearlyEveryRuleOfCertificates() {
        Set<LintRule> without = new HashSet<>(Lint.rules());
        Stream.concat(faults(), qualifierFaults()).map(LintFault::rule).forEach(without::remove);
        without.removeIf(rule -> rule instanceof CrlLint || rule instanceof RequestLint || rule instanceof KeyWeakness);
        assertThat(without)
                .containsExactlyInAnyOrder(
                        FieldLint.WELL_FORMED,
                        FieldLint.VERSION_3,
                        FieldLint.SIGNATURE_ALGORITHMS_EQUAL,
                        FieldLint.SIGNATURE_PARAMETERS,
                        FieldLint.ISSUER_NOT_EMPTY,
                        CrossLint.CROSS_NAMES_DIFFER);
    }

    @Test
    void findsWhatComesWithOtherFaults() {
        List<LintFault> faults = List.of(
                f(FieldLint.ISSUER_NOT_EMPTY, GENERAL, c -> c.issuer(Name.EMPTY)),
                f(CrossLint.CROSS_NAMES_DIFFER, CROSS_CERTIFICATE, c -> c.subject(CA_NAME)),
                der(
                        FieldLint.SIGNATURE_PARAMETERS,
                        GENERAL,
                        2,
                        w -> w.sequence(s -> s.oid(Oid.of("1.2.840.113549.1.1.11")))));
        assertThat(faults)
                .allSatisfy(fault -> assertThat(findings(fault))
                        .extracting(LintFinding::rule)
                        .contains(fault.rule()));
    }

    @Test
    void holdsPreparedCertificatesToTheSameRules() {
        CertificateBuilder builder = LintSamples.clean(GENERAL).serialNumber(SerialNumber.of(BigInteger.TEN));
        assertThat(Lint.check(builder.toBeSigned(SignatureAlgorithm.ECDSA_SHA256), LintSamples.context(GENERAL)))
                .extracting(LintFinding::rule)
                .containsExactly(FieldLint.SERIAL_UNPREDICTABLE);
        var broken = new kakehashi.x509.ToBeSigned(Bytes.ofHex("3000"), SignatureAlgorithm.ECDSA_SHA256.identifier());
        assertThat(Lint.check(broken, LintSamples.context(GENERAL)))
                .extracting(LintFinding::rule)
                .containsExactly(FieldLint.WELL_FORMED);
    }
}
