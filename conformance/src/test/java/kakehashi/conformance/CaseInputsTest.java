package kakehashi.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.Purpose;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.Bytes;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CaseInputsTest {
    private static SuiteCase of(String fields) {
        String json = "{" + fields.replace('\'', '"') + "}";
        return new SuiteCase(CaseFile.object(json, "test", JsonMapper.builder().build()));
    }

    @Test
    void leavesDefaultsWhereACaseSaysNothing() {
        ValidationInputs inputs = CaseInputs.inputs(of(""));
        assertThat(inputs.policies().userInitialPolicySet()).containsExactly(PolicyInformation.ANY_POLICY);
        assertThat(inputs.purpose()).isEqualTo(Purpose.ANY.under(Purpose.Profile.NESTED_PURPOSES));
        assertThat(inputs.revocation()).isEqualTo(RevocationPolicy.NOT_CHECKED);
        assertThat(inputs.algorithms()).isEqualTo(AlgorithmPolicy.HISTORICAL);
        assertThat(inputs.maxIntermediates()).isEmpty();
    }

    @Test
    void readsPolicyInputs() {
        ValidationInputs inputs = CaseInputs.inputs(of(
                "'initialPolicySet': [' 1.2.3', '1.2.4 '], 'requireExplicitPolicy': true, 'inhibitAnyPolicy': true"));
        assertThat(inputs.policies().userInitialPolicySet()).isEqualTo(Set.of(Oid.of("1.2.3"), Oid.of("1.2.4")));
        assertThat(inputs.policies().initialExplicitPolicy()).isTrue();
        assertThat(inputs.policies().initialAnyPolicyInhibit()).isTrue();
        assertThat(inputs.policies().initialPolicyMappingInhibit()).isFalse();
    }

    @Test
    void readsRevocation() {
        assertThat(CaseInputs.inputs(of("'revocation': 'crl'")).revocation()).isEqualTo(RevocationPolicy.IF_PRESENT);
        assertThat(CaseInputs.inputs(of("'revocation': 'ocsp', 'maxAgeSeconds': 60"))
                        .revocation())
                .isEqualTo(RevocationPolicy.REQUIRED.withMaxAge(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> CaseInputs.inputs(of("'revocation': 'carrier pigeon'")))
                .isInstanceOf(UnusableCase.class);
    }

    @Test
    void readsAlgorithms() {
        assertThat(CaseInputs.inputs(of("'requires': ['reject-sha1']"))
                        .algorithms()
                        .allowed())
                .doesNotContain(SignatureAlgorithm.RSA_SHA1, SignatureAlgorithm.ECDSA_SHA1)
                .contains(SignatureAlgorithm.DSA_SHA256);
        assertThat(CaseInputs.inputs(of("'digestPolicy': 'STRONG', 'minRsaBits': 512"))
                        .algorithms())
                .satisfies(policy -> assertThat(policy.minRsaBits()).isEqualTo(512))
                .satisfies(policy -> assertThat(policy.allowed()).doesNotContain(SignatureAlgorithm.DSA_SHA1));
        assertThat(CaseInputs.inputs(of("'profile': 'webpki'")).algorithms()).isEqualTo(AlgorithmPolicy.STRONG);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ANY, NESTED_PURPOSES",
        "'\"keyPurpose\": \"CLIENT_AUTH_STRICT_LEAF\"', clientAuth, DEDICATED_TARGET",
        "'\"keyPurpose\": \"SERVER_AUTH\"', serverAuth, NESTED_PURPOSES",
        "'\"keyPurpose\": \"ANY_EKU\"', ANY, NESTED_PURPOSES",
        "'\"keyPurpose\": \"C2PA_TIMESTAMPING\"', timeStamping, RFC5280",
        "'\"extendedKeyUsage\": [\"serverAuth\"], \"profile\": \"rfc5280\"', serverAuth, NESTED_PURPOSES",
        "'\"peerName\": {\"kind\": \"DNS\", \"value\": \"a\"}', serverAuth, NESTED_PURPOSES",
        "'\"peerName\": {\"kind\": \"RFC822\", \"value\": \"a@b\"}', ANY, NESTED_PURPOSES",
        "'\"profile\": \"webpki\"', serverAuth, WEB",
    })
    void choosesPurposeAndRulesByWhatTheCaseSays(String fields, String usage, Purpose.Profile profile) {
        Purpose purpose = CaseInputs.purpose(of(fields));
        Optional<Oid> expected = switch (usage) {
            case "serverAuth" -> Optional.of(ExtendedKeyUsage.SERVER_AUTH);
            case "clientAuth" -> Optional.of(ExtendedKeyUsage.CLIENT_AUTH);
            case "timeStamping" -> Optional.of(ExtendedKeyUsage.TIME_STAMPING);
            default -> Optional.empty();
        };
        assertThat(purpose.extendedKeyUsage()).isEqualTo(expected);
        assertThat(purpose.profile()).isEqualTo(profile);
    }

    @Test
    void readsKeyUsageAndDepth() {
        ValidationInputs inputs =
                CaseInputs.inputs(of("'keyUsage': ['digitalSignature', 'cRLSign'], 'maxChainDepth': 2"));
        assertThat(inputs.purpose().keyUsage())
                .containsExactlyInAnyOrder(KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.CRL_SIGN);
        assertThat(inputs.maxIntermediates()).hasValue(2);
    }

    @Test
    void readsNamesAndTimes() {
        assertThat(CaseInputs.peerName(of("'peerName': {'kind': 'IP', 'value': '::1'}")))
                .contains(new GeneralName.IpAddress(Bytes.ofHex("00000000000000000000000000000001")));
        assertThat(CaseInputs.peerName(of("'peerName': {'kind': 'DNS', 'value': 'a.jp'}")))
                .contains(new GeneralName.DnsName("a.jp"));
        assertThat(CaseInputs.time(of("'time': '2026-01-01T09:00:00+09:00'")))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThatThrownBy(() -> CaseInputs.time(of("'time': 'noon'"))).isInstanceOf(UnusableCase.class);
    }
}
