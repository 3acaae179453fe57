package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kakehashi.profiles.CertificateProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrossTermsTest {
    private static String text(CrossTerms terms) {
        CertificateProfile profile =
                terms.profile("http://127.0.0.1:8400/ca/x/issued-by.p7c", "http://127.0.0.1:8400/repository");
        return new String(profile.text().toArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = DemoDomain.class,
            names = {"COMPANIES", "LOCAL", "ACCREDITED", "PRACTITIONERS"})
    void makeAProfileForEachPartnerBothWays(DemoDomain partner) {
        assertThat(text(CrossTerms.toPartner(partner)))
                .contains("issuer = \"" + CrossTerms.acceptedOf(partner) + "\"")
                .contains("[nameConstraints]");
        assertThat(text(CrossTerms.fromPartner(partner)))
                .contains("subject = \"2.999.392.1.1\"")
                .contains("permitted = [\"directoryName:O=Japanese Government,C=JP\"");
    }

    @Test
    void differFromPartnerToPartner() {
        List<String> texts = Stream.of(DemoDomain.COMPANIES, DemoDomain.LOCAL, DemoDomain.ACCREDITED)
                .map(CrossTerms::toPartner)
                .map(CrossTermsTest::text)
                .toList();
        assertThat(texts).doesNotHaveDuplicates();
        assertThat(CrossTerms.toPartner(DemoDomain.LOCAL).pathLength()).isEqualTo(OptionalInt.of(1));
        assertThat(CrossTerms.toPartner(DemoDomain.COMPANIES).names().permitted())
                .isNotEmpty();
        assertThat(CrossTerms.toPartner(DemoDomain.ACCREDITED).names().excluded())
                .contains("dns:go.jp");
    }

    @ParameterizedTest
    @EnumSource(DemoDomain.class)
    void stayWithinADomainWhereNobodyElseIsNamed(DemoDomain domain) {
        assertThat(DemoProfiles.of(domain))
                .allSatisfy(profile -> assertThat(
                                new String(profile.text().toArray(), java.nio.charset.StandardCharsets.UTF_8))
                        .contains(domain.policy("")));
    }
}
