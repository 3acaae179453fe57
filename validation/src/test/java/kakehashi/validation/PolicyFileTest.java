package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static final TestCa ROOT = TestCa.root("CN=Root,C=JP");
    private static final String HEAD = """
            # what we trust
            kakehashi-relying-party-policy = 1
            oid = 1.2.392.1.1
            version = 3
            name.ja = 電子申請
            name.en = Electronic applications
            """;

    private static PolicyFile.Read read(String text) {
        return PolicyFile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RelyingPartyPolicy policy(String lines) {
        return switch (read(HEAD + lines + Pem.encode(ROOT.certificate()))) {
            case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policy;
            case PolicyFile.Read.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    @Test
    void isStrictWhereTheTextSaysNothing() {
        RelyingPartyPolicy policy = policy("");
        assertThat(policy.id()).isEqualTo(Oid.of("1.2.392.1.1"));
        assertThat(policy.version()).isEqualTo(3);
        assertThat(policy.name()).isEqualTo(new BilingualText("電子申請", "Electronic applications"));
        assertThat(policy.anchors()).containsExactly(TrustAnchor.constrainedBy(ROOT.certificate()));
        assertThat(policy.inputs().revocation()).isEqualTo(RevocationPolicy.REQUIRED);
        assertThat(policy.inputs().algorithms()).isEqualTo(AlgorithmPolicy.STRONG);
        assertThat(policy.inputs().policies().userInitialPolicySet()).containsExactly(PolicyInformation.ANY_POLICY);
        assertThat(policy.rules())
                .isEqualTo(new RelyingPartyPolicy.Rules(
                        RelyingPartyPolicy.Overrides.REFUSED,
                        RelyingPartyPolicy.Collection.OFF,
                        RelyingPartyPolicy.AnchorTrust.CONSTRAINED));
    }

    @Test
    void readsEveryKey() {
        RelyingPartyPolicy policy = policy("""
                accept-policy = 1.2.3
                accept-policy = 1.2.4
                require-explicit-policy = yes
                inhibit-policy-mapping = yes
                inhibit-any-policy = yes
                algorithms = strong
                refuse-signature = sha256WithRSA
                min-rsa-bits = 3072
                revocation = if-present
                revocation-max-age = PT24H
                max-intermediates = 4
                purpose = 1.3.6.1.5.5.7.3.2
                overrides = allowed
                collection = on
                anchor-trust = plain
                """);
        assertThat(policy.inputs().policies().userInitialPolicySet())
                .containsExactlyInAnyOrder(Oid.of("1.2.3"), Oid.of("1.2.4"));
        assertThat(policy.inputs().policies().initialExplicitPolicy()).isTrue();
        assertThat(policy.inputs().algorithms().allowed()).doesNotContain(SignatureAlgorithm.RSA_SHA256);
        assertThat(policy.inputs().algorithms().minRsaBits()).isEqualTo(3072);
        assertThat(policy.inputs().revocation())
                .isEqualTo(RevocationPolicy.IF_PRESENT.withMaxAge(Duration.ofHours(24)));
        assertThat(policy.inputs().maxIntermediates()).hasValue(4);
        assertThat(policy.rules().collection()).isEqualTo(RelyingPartyPolicy.Collection.ON);
        assertThat(policy.anchors()).containsExactly(TrustAnchor.of(ROOT.certificate()));
    }

    @Test
    void tellsEveryProblemAtOnce() {
        PolicyFile.Read read = read("""
                kakehashi-relying-party-policy = 2
                oid = nothing
                colour = red
                version = 0
                version = 1
                revocation = perhaps
                min-rsa-bits = 512
                revocation-max-age = a day
                refuse-signature = rot13
                """);
        assertThat(((PolicyFile.Read.Refused) read).problems())
                .anyMatch(p -> p.startsWith("line 3: no such key; there are"))
                .anyMatch(p -> p.equals("line 5: version stands twice"))
                .anyMatch(p -> p.contains("oid: nothing is not an object identifier"))
                .anyMatch(p -> p.contains("revocation: perhaps is none of required, if-present, none"))
                .anyMatch(p -> p.contains("min-rsa-bits: 512"))
                .anyMatch(p -> p.contains("revocation-max-age"))
                .anyMatch(p -> p.contains("no algorithm rot13"))
                .anyMatch(p -> p.contains("name.ja is missing"))
                .anyMatch(p -> p.contains("no anchor"));
    }

    @Test
    void theDigestIsThatOfTheText() {
        assertThat(policy("").digest()).isNotEqualTo(policy("# reviewed\n").digest());
    }

    @Test
    void theCatalogueKeepsTheHistoryAndNeverChangesAVersion() {
        RelyingPartyPolicy third = policy("");
        PolicyCatalogue catalogue = PolicyCatalogue.of(third);
        assertThat(catalogue.find(third.id(), 3)).contains(third);
        assertThat(catalogue.find(third.id(), 2)).isEmpty();
        assertThatThrownBy(() -> catalogue.with(third)).hasMessageContaining("has a version 3");
    }
}
