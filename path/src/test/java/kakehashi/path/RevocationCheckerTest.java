package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kakehashi.x509.CrlReason;
import org.junit.jupiter.api.Test;

class RevocationCheckerTest {
    private static final RevocationStatus GOOD = new RevocationStatus.Good(List.of(), Period.ALWAYS);
    private static final RevocationStatus UNDETERMINED = new RevocationStatus.Undetermined(List.of());
    private static final RevocationStatus REVOKED =
            new RevocationStatus.Revoked(Instant.parse("2026-01-01T00:00:00Z"), CrlReason.KEY_COMPROMISE, List.of());

    private static RevocationChecker checker(RevocationPolicy policy) {
        return RevocationCases.checker(RevocationEvidence.empty(), policy);
    }

    @Test
    void aRevokedCertificateIsRefusedWithTimeAndReason() {
        for (RevocationPolicy policy : List.of(RevocationPolicy.IF_PRESENT, RevocationPolicy.REQUIRED)) {
            assertThat(checker(policy).refusal(REVOKED))
                    .contains(Finding.of(Check.REVOKED, "2026-01-01T00:00:00Z", "keyCompromise"));
        }
    }

    @Test
    void missingEvidenceRefusesOnlyWhereItIsRequired() {
        assertThat(checker(RevocationPolicy.REQUIRED).refusal(UNDETERMINED))
                .contains(Finding.of(Check.REVOCATION_UNDETERMINED));
        assertThat(checker(RevocationPolicy.IF_PRESENT).refusal(UNDETERMINED)).isEmpty();
        assertThat(checker(RevocationPolicy.NOT_CHECKED).refusal(UNDETERMINED)).isEmpty();
        assertThat(checker(RevocationPolicy.REQUIRED).refusal(GOOD)).isEmpty();
    }
}
