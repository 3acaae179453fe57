package kakehashi.validation;

import java.util.List;
import kakehashi.web.ProblemType;
import kakehashi.web.Words;

/// Why a JSON request was not worked on: the material of a problem document (RFC 9457), always of status 400 or
/// 413.
///
/// @param kind the kind of problem, which never changes its name
/// @param details what is wrong, each with the JSON pointer of the place (RFC 6901)
public record JsonProblem(Kind kind, List<String> details) {
    public JsonProblem {
        details = List.copyOf(details);
    }

    /// The kinds of problems.
    public enum Kind {
        /// The body is not JSON, or nests too deep.
        NOT_JSON(
                "not-json",
                400,
                new Words("JSON として読めません", "This is not JSON"),
                new Words(
                        "UTF-8 の JSON オブジェクトを一つ送ってください。名前の重複は受け付けません。",
                        "Send one JSON object in UTF-8, without duplicate names.")),
        /// A field is missing, unknown or has a value that cannot be used.
        BAD_REQUEST(
                "bad-request",
                400,
                new Words("リクエストの項目に誤りがあります", "A field of the request cannot be used"),
                new Words(
                        "errors に、誤りのある場所（JSON Pointer）と理由があります。",
                        "The member errors has the places (JSON pointers) and reasons.")),
        /// The body, or a list in it, is longer than is taken.
        TOO_LARGE(
                "too-large",
                413,
                new Words("リクエストが大きすぎます", "The request is too large"),
                new Words("証明書を複数のリクエストに分けてください。", "Ask about fewer certificates at once.")),
        /// The policy does not let clients set inputs otherwise.
        OVERRIDE_REFUSED(
                "override-refused",
                400,
                new Words("このポリシーでは条件を変更できません", "This policy does not let clients change inputs"),
                new Words(
                        "条件の項目を除くか、変更を認めるポリシーを指定してください。",
                        "Leave those fields out, or name a policy that lets clients set them."));

        private final ProblemType type;

        Kind(String word, int status, Words title, Words advice) {
            this.type = new ProblemType(word, status, title, advice);
        }

        /// The name in the problem's type.
        public String word() {
            return type.name();
        }

        /// Its type over HTTP, with status, title and advice.
        public ProblemType type() {
            return type;
        }
    }
}
