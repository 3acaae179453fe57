package kakehashi.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import kakehashi.path.Language;
import org.junit.jupiter.api.Test;

/// What is missing, in the words that people read. What counts is tried on whole orders in `ApprovalAttackTest`.
class MissingApprovalsTest {
    private static String english(String detail) {
        return OrderRule.words(OrderRule.NOT_ENOUGH_APPROVALS.id() + ": " + detail, Language.ENGLISH);
    }

    private static String japanese(String detail) {
        return OrderRule.words(OrderRule.NOT_ENOUGH_APPROVALS.id() + ": " + detail, Language.JAPANESE);
    }

    @Test
    void saysHowManyPersonsOfWhichRoleAreMissing() {
        assertThat(english("role ra-approver 2 1"))
                .isEqualTo(
                        "approvals are missing: RA approver: 2 more distinct persons are needed, 1 of them in a client");
        assertThat(japanese("role ra-approver 2 1")).isEqualTo("承認がまだ足りません。RA の審査承認者があと 2 人必要です（うち 1 人はクライアントから）");
        assertThat(english("role ia-supervisor 0 1"))
                .isEqualTo("approvals are missing: IA supervisor: 1 more approvals must be made in a client");
        assertThat(japanese("persons 1")).contains("承認する人があと 1 人必要です");
        assertThat(english("client")).contains("one of the approvals must be made in a client");
    }

    @Test
    void saysWhyAnApprovalDoesNotCount() {
        for (Uncounted why : Uncounted.values()) {
            String detail = "approval 3 " + why.word();
            assertThat(english(detail)).contains("approval 3 does not count: " + why.words(Language.ENGLISH));
            assertThat(japanese(detail)).contains("3 番目の承認は数えません: " + why.words(Language.JAPANESE));
        }
        assertThat(Arrays.stream(Uncounted.values()).map(Uncounted::word)).doesNotHaveDuplicates();
    }

    @Test
    void leavesWhatItDoesNotKnowAsItIs() {
        for (String detail : new String[] {"role owner 1 0", "role ra-approver", "approval 1 else", "else"}) {
            assertThat(english(detail)).isEqualTo("approvals are missing: " + detail);
        }
    }
}
