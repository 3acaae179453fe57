package kakehashi.validation;

import java.util.List;

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
        NOT_JSON("not-json", 400, "JSON として読めません。", "This is not JSON."),
        /// A field is missing, unknown or has a value that cannot be used.
        BAD_REQUEST("bad-request", 400, "リクエストの項目に誤りがあります。", "A field of the request cannot be used."),
        /// The body, or a list in it, is longer than is taken.
        TOO_LARGE("too-large", 413, "リクエストが大きすぎます。", "The request is too large."),
        /// The policy does not let clients set inputs otherwise.
        OVERRIDE_REFUSED(
                "override-refused", 400, "このポリシーでは条件を変更できません。", "This policy does not let clients change inputs.");

        private final String word;
        private final int status;
        private final BilingualText title;

        Kind(String word, int status, String japanese, String english) {
            this.word = word;
            this.status = status;
            this.title = new BilingualText(japanese, english);
        }

        /// The name in the problem's type.
        public String word() {
            return word;
        }

        /// The HTTP status.
        public int status() {
            return status;
        }

        /// The title for people.
        public BilingualText title() {
            return title;
        }
    }
}
