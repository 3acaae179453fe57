package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.regex.Pattern;
import kakehashi.x509.CrlReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");

    private static int placeholders(String words) {
        return words.split("%s", -1).length - 1;
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void hasOneSentenceInEachLanguageWithTheSamePlaceholders(Check check) {
        String japanese = check.words(Language.JAPANESE);
        String english = check.words(Language.ENGLISH);
        assertThat(japanese).containsPattern(JAPANESE).endsWith("。");
        assertThat(english).doesNotContainPattern(JAPANESE).endsWith(".");
        assertThat(placeholders(japanese)).isEqualTo(placeholders(english));
        assertThat((japanese + english).replace("%s", "")).doesNotContain("%");
        assertThat(check.clause()).matches("(RFC \\d{4}|CA/Browser Forum BR|NIST SP 800-131A) §.*");
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void aFindingFillsTheWords(Check check) {
        int details = placeholders(check.words(Language.ENGLISH));
        Finding finding =
                Finding.of(check, Collections.nCopies(details, "DETAIL").toArray());
        for (Language language : Language.values()) {
            assertThat(finding.text(language)).doesNotContain("%s");
            assertThat(placeholders(finding.text(language).replace("DETAIL", "%s")))
                    .isEqualTo(details);
        }
        assertThat(finding.toString()).endsWith("[" + check.clause() + "]");
    }

    @ParameterizedTest
    @EnumSource(CrlReason.class)
    void aReasonOfRevocationIsToldInWordsWithTheStandardsBehindThem(CrlReason reason) {
        Finding revoked = Finding.of(Check.REVOKED, Instant.EPOCH, reason.word());
        assertThat(revoked.text(Language.JAPANESE, time -> "ある日"))
                .startsWith("ある日 に、")
                .containsPattern(JAPANESE + "（" + reason.word() + "）により失効しました。$");
        assertThat(revoked.text(Language.ENGLISH))
                .startsWith("Revoked at 1970-01-01T00:00:00Z for ")
                .endsWith(" (" + reason.word() + ").");
    }

    @Test
    void whatDependsOnTimeOrEvidenceIsNotTimeless() {
        assertThat(Check.EXPIRED.isTimeless()).isFalse();
        assertThat(Check.REVOKED.isTimeless()).isFalse();
        assertThat(Check.BUDGET_EXHAUSTED.isTimeless()).isFalse();
        assertThat(Check.CRL_EXPIRED.isTimeless()).isFalse();
        assertThat(Check.CRL_EXPIRED.isTimelessAboutEvidence()).isFalse();
        assertThat(Check.CRL_NOT_FOUND.isTimelessAboutEvidence()).isTrue();
        assertThat(Check.SIGNATURE_INVALID.isTimeless()).isTrue();
    }
}
