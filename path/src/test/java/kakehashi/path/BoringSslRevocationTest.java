package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.OcspResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoringSslRevocationTest {
    /// BoringSSL knows no indirect CRLs and refuses them all. RFC 5280 §6.3.3 (b)(1) asks of a CRL of the
    /// certificate issuer only that it is its own, and PKITS 4.14.22 wants such a CRL with indirectCRL accepted.
    private static final String INDIRECT = "bssl-crl-bad_idp_indirectcrl";

    static List<RevocationCases.Case> crlCases() {
        return RevocationCases.of("bssl-crl.jsonl");
    }

    static List<RevocationCases.Case> ocspCases() {
        return RevocationCases.of("bssl-ocsp.jsonl");
    }

    @ParameterizedTest
    @MethodSource("crlCases")
    void answersByCrlAsBoringSslDoes(RevocationCases.Case test) {
        List<Certificate> issuers =
                test.list("issuerCerts").stream().map(test::certificate).toList();
        Certificate target = test.certificate(test.text("target"));
        Certificate issuer =
                issuers.stream().filter(c -> signed(c, target)).findFirst().orElseThrow();
        List<Crl> crls = test.crl(test.text("crl")).stream().toList();
        RevocationStatus status = RevocationCases.checker(
                        RevocationEvidence.of(crls, List.of()), RevocationPolicy.REQUIRED.withMaxAge(test.maxAge()))
                .check(
                        new RevocationQuestion(target, RevocationCases.issuer(issuer), test.time()),
                        RevocationCases.keysOf(issuers));
        String expected = test.text("id").equals(INDIRECT) ? "GOOD" : test.text("expectedStatus");
        assertThat(RevocationCases.word(status)).as(status.toString()).isEqualTo(expected);
    }

    private static boolean signed(Certificate issuer, Certificate target) {
        return issuer.subject().equals(target.issuer()) && target.isSignedBy(RevocationCases.key(issuer));
    }

    @ParameterizedTest
    @MethodSource("ocspCases")
    void answersByOcspAsBoringSslDoes(RevocationCases.Case test) {
        Certificate issuer = test.certificate(test.text("issuer"));
        Certificate target = test.certificate(test.text("target"));
        Optional<OcspResponse> response =
                OcspResponse.parse(test.file(test.text("ocspResponse"))).toOptional();
        List<BasicOcspResponse> basic = response.stream()
                .flatMap(r -> r instanceof OcspResponse.Successful(BasicOcspResponse b) ? Stream.of(b) : Stream.of())
                .toList();
        RevocationStatus status = RevocationCases.checker(
                        RevocationEvidence.of(List.of(), basic), RevocationPolicy.REQUIRED.withMaxAge(test.maxAge()))
                .check(new RevocationQuestion(target, RevocationCases.issuer(issuer), test.time()), CrlIssuerKeys.NONE);
        assertThat(RevocationCases.word(status)).as(status.toString()).isEqualTo(test.text("expectedStatus"));
        String result = test.text("expectedVerifyResult");
        List<Check> checks = status instanceof RevocationStatus.Undetermined(List<Finding> findings, Period period)
                ? findings.stream().map(Finding::check).toList()
                : List.of();
        switch (result) {
            case "NO_MATCHING_RESPONSE", "ERROR_RESPONSE", "PARSE_RESPONSE_ERROR" ->
                assertThat(checks).contains(Check.OCSP_NOT_FOUND);
            case "INVALID_DATE" -> assertThat(checks).contains(Check.OCSP_NOT_YET_VALID);
            case "BAD_PRODUCED_AT" -> assertThat(checks).contains(Check.OCSP_PRODUCED_TOO_EARLY);
            default -> assertThat(result).isEqualTo("PROVIDED");
        }
    }
}
