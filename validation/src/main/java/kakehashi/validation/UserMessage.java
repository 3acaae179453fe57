package kakehashi.validation;

import java.util.Optional;
import kakehashi.path.Finding;
import kakehashi.path.Language;

/// What a person is told about an answer, in one or two sentences.
enum UserMessage {
    PASSED("この証明書は有効です。", "This certificate is valid."),
    BUILT("信頼する CA に至る認証パスが見つかりました。有効性は確認していません。", "A path to a trusted CA was found. Its validity was not checked."),
    FAILED("この証明書は有効ではありません。", "This certificate is not valid."),
    INDETERMINATE(
            "この証明書が有効かどうかを、今は確認できません。しばらくしてからもう一度お試しください。",
            "Whether this certificate is valid cannot be told now. Please try again later.");

    private final BilingualText words;

    UserMessage(String japanese, String english) {
        this.words = new BilingualText(japanese, english);
    }

    private static UserMessage kind(ValidationAnswer answer) {
        return switch (answer.verdict()) {
            case TOTAL_PASSED -> answer.question().depth() == Depth.BUILT ? BUILT : PASSED;
            case TOTAL_FAILED -> FAILED;
            case INDETERMINATE -> INDETERMINATE;
        };
    }

    /// The message: the answer, and for a no what tells most.
    static BilingualText of(ValidationAnswer answer) {
        BilingualText words = kind(answer).words;
        Optional<Finding> main = answer.mainFinding();
        return main.isEmpty()
                ? words
                : new BilingualText(
                        words.japanese() + main.get().text(Language.JAPANESE),
                        words.english() + " " + main.get().text(Language.ENGLISH));
    }
}
