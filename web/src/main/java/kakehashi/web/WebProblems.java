package kakehashi.web;

import java.util.List;

/// The problems that the server itself answers with. Rooms add their own.
public final class WebProblems {
    /// The request cannot be read.
    public static final ProblemType MALFORMED_REQUEST = new ProblemType(
            "malformed-request",
            400,
            new Words("リクエストの形式が正しくありません", "The request is malformed"),
            new Words("送信内容の書式と文字コードを確認してください。", "Check the form and the encoding of what was sent."));

    /// Nothing is there.
    public static final ProblemType NOT_FOUND = new ProblemType(
            "not-found",
            404,
            new Words("ページが見つかりません", "Nothing was found here"),
            new Words(
                    "URL を確認してください。移動又は削除された可能性があります。",
                    "Check the address. What was here may have been moved or removed."));

    /// The path is known, the method is not accepted.
    public static final ProblemType METHOD_NOT_ALLOWED = new ProblemType(
            "method-not-allowed",
            405,
            new Words("この方法では利用できません", "This method is not allowed here"),
            new Words("Allow ヘッダにあるメソッドを使ってください。", "Use one of the methods in the Allow field."));

    /// None of the forms that we have is accepted.
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType(
            "not-acceptable",
            406,
            new Words("要求された形式では提供していません", "Not available in the requested form"),
            new Words("Accept ヘッダを見直してください。", "Change the Accept field."));

    /// The body is longer than accepted.
    public static final ProblemType CONTENT_TOO_LARGE = new ProblemType(
            "content-too-large",
            413,
            new Words("送信されたデータが大きすぎます", "The content is too large"),
            new Words("上限以下に分けて送ってください。", "Send less, or in several parts."));

    /// How much is accepted.
    static Words atMost(long octets) {
        String number = String.format(java.util.Locale.ROOT, "%,d", octets);
        return new Words(
                "ここで受け取れるのは" + number + "バイトまでです。小さいファイルを送ってください。",
                "At most " + number + " bytes are accepted here. Send a smaller file.");
    }

    /// The first line is longer than accepted.
    public static final ProblemType TARGET_TOO_LONG = new ProblemType(
            "target-too-long",
            414,
            new Words("URL が長すぎます", "The address is too long"),
            new Words("POST を使うか、URL を短くしてください。", "Use POST, or a shorter address."));

    /// The body has a type that is not accepted.
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE = new ProblemType(
            "unsupported-media-type",
            415,
            new Words("この種類のデータは受け付けていません", "This type of content is not accepted"),
            new Words("Content-Type ヘッダを確認してください。", "Check the Content-Type field."));

    /// One address asks a door that wants no key too often.
    public static final ProblemType ADDRESS_LIMIT = new ProblemType(
            "address-limit",
            429,
            new Words("このアドレスからの要求が多すぎます", "Too many requests from this address"),
            new Words(
                    "Retry-After の秒数をおいて再度お試しください。多くの利用者が同じアドレスを使う場合は、運用者にご相談ください。",
                    "Try again after the seconds in the Retry-After field. Where many people share one address, ask the"
                            + " operator for more."));

    /// One address has its share of the connections.
    public static final ProblemType ADDRESS_CONNECTIONS = new ProblemType(
            "address-connections",
            429,
            new Words("このアドレスからの接続が多すぎます", "Too many connections from this address"),
            new Words(
                    "使い終わった接続を閉じるか、接続を使い回してください。多くの利用者が同じアドレスを使う場合は、運用者にご相談ください。",
                    "Close connections, or use one for several requests. Where many people share one address, ask the"
                            + " operator for more."));

    /// The fields are longer than accepted.
    public static final ProblemType FIELDS_TOO_LARGE = new ProblemType(
            "fields-too-large",
            431,
            new Words("リクエストヘッダが大きすぎます", "The header fields are too large"),
            new Words("Cookie を減らすなど、ヘッダを短くしてください。", "Send fewer or shorter fields, for example fewer cookies."));

    /// A bug.
    public static final ProblemType INTERNAL_ERROR = new ProblemType(
            "internal-error",
            500,
            new Words("サーバ内部で問題が発生しました", "Something went wrong inside the server"),
            new Words(
                    "時間をおいて再度お試しください。続く場合は受付番号を添えてお問い合わせください。",
                    "Try again later. If it happens again, tell the help desk the request id."));

    /// The method is not known at all.
    public static final ProblemType NOT_IMPLEMENTED = new ProblemType(
            "not-implemented",
            501,
            new Words("対応していないメソッドです", "The method is not implemented"),
            new Words("GET、HEAD、POST などを使ってください。", "Use GET, HEAD, POST or another known method."));

    /// Too much to do, stopping, or something needed is down.
    public static final ProblemType UNAVAILABLE = new ProblemType(
            "unavailable",
            503,
            new Words("現在ご利用いただけません", "The service is not available at the moment"),
            new Words("Retry-After の秒数をおいて再度お試しください。", "Try again after the seconds in the Retry-After field."));

    private WebProblems() {}

    /// All of them.
    public static List<ProblemType> all() {
        return List.of(
                MALFORMED_REQUEST,
                NOT_FOUND,
                METHOD_NOT_ALLOWED,
                NOT_ACCEPTABLE,
                CONTENT_TOO_LARGE,
                TARGET_TOO_LONG,
                UNSUPPORTED_MEDIA_TYPE,
                ADDRESS_LIMIT,
                ADDRESS_CONNECTIONS,
                FIELDS_TOO_LARGE,
                INTERNAL_ERROR,
                NOT_IMPLEMENTED,
                UNAVAILABLE);
    }
}
