package kakehashi.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.web.ProblemType;
import kakehashi.web.Words;

/// The problems that the validation doors answer with over HTTP, beside the server's own.
public final class ValidationProblems {
    /// No key, or one that is not known.
    public static final ProblemType API_KEY_NEEDED = new ProblemType(
            "api-key-needed",
            401,
            new Words("API キーが必要です", "An API key is needed"),
            new Words(
                    "Authorization: Bearer に有効な API キーを指定してください。",
                    "Send a valid key in the field Authorization: Bearer."));

    /// The key's certificates of this minute are used up.
    public static final ProblemType QUOTA_EXHAUSTED = new ProblemType(
            "quota-exhausted",
            429,
            new Words("利用量の上限に達しました", "The quota is used up"),
            new Words("Retry-After の秒数をおいて再度お試しください。", "Try again after the seconds in the Retry-After field."));

    /// No answer of that id is kept for the asker.
    public static final ProblemType NO_SUCH_ANSWER = new ProblemType(
            "no-such-answer",
            404,
            new Words("この回答は表示できません", "This answer cannot be shown"),
            new Words(
                    "回答は、検証を依頼した利用者だけが、保存期間内に限り表示できます。もう一度検証してください。",
                    "Only who asked may see an answer, and only for a while. Please validate again."));

    private ValidationProblems() {}

    /// All of them.
    public static List<ProblemType> all() {
        return Stream.concat(
                        Stream.of(API_KEY_NEEDED, QUOTA_EXHAUSTED, NO_SUCH_ANSWER),
                        Arrays.stream(JsonProblem.Kind.values()).map(JsonProblem.Kind::type))
                .toList();
    }
}
