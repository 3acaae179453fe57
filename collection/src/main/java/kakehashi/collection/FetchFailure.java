package kakehashi.collection;

import java.util.Locale;
import kakehashi.contract.OnDemandMaterial.Again;
import kakehashi.contract.OnDemandMaterial.Reason;

/// Why nothing, or nothing usable, was had from a place outside. The label is stable: pages, metrics and stored
/// rows carry it.
public enum FetchFailure {
    /// The URL has a scheme, form or port that is not fetched.
    NOT_FETCHED(Again.NEVER, "取得の対象とならない URL です。", "The URL is of a kind that is not fetched."),
    /// The name service knows no address.
    NO_ADDRESS(Again.LATER, "ホスト名を解決できません。", "The host name has no address."),
    /// The address lies in a range that is not allowed.
    ADDRESS_REFUSED(Again.NEVER, "許可されていない宛先です。", "The address is not allowed."),
    /// Nobody took the connection, or it broke.
    UNREACHABLE(Again.LATER, "接続できないか、接続が切れました。", "The connection failed or broke."),
    /// The time was over first.
    TOO_SLOW(Again.LATER, "制限時間内に取得できませんでした。", "It did not come in time."),
    /// More octets than allowed.
    TOO_LARGE(Again.NEVER, "大きさの上限を超えています。", "It is larger than allowed."),
    /// More redirects or referrals than allowed.
    TOO_MANY_REDIRECTS(Again.NEVER, "転送の回数が上限を超えています。", "There are more redirects than allowed."),
    /// More places, certificates or values than allowed.
    TOO_MANY(Again.NEVER, "件数の上限を超えています。", "There are more of them than allowed."),
    /// Too much is being fetched already.
    BUSY(Again.LATER, "他の取得で混み合っています。", "Too much is being fetched already."),
    /// The answer breaks the protocol, or is compressed, which was not asked for.
    BAD_ANSWER(Again.LATER, "応答がプロトコルに従っていません。", "The answer breaks the protocol."),
    /// The server has no such thing.
    NOT_FOUND(Again.LATER, "取得先にありません。", "The server has no such thing."),
    /// The server says that it cannot.
    SERVER_ERROR(Again.LATER, "取得先がエラーを返しました。", "The server reports an error."),
    /// No certificate, CRL, pair, bundle or OCSP response.
    MALFORMED(Again.NEVER, "証明書・CRL として読めません。", "It cannot be read as certificate or CRL."),
    /// It names a known signer, and no key of that name verifies it.
    WRONG_SIGNATURE(Again.NEVER, "署名を検証できません。", "The signature does not verify."),
    /// Nobody whose key is known signed it.
    UNKNOWN_SIGNER(Again.LATER, "署名者が分かりません。", "The signer is not known."),
    /// It should have been replaced by a newer one.
    STALE(Again.LATER, "次回更新予定日時を過ぎています。", "Its next update is overdue."),
    /// An older one than was had before.
    OLDER(Again.LATER, "以前に取得したものより古いものです。", "It is older than what was had before.");

    private final Again again;
    private final String japanese;
    private final String english;

    FetchFailure(Again again, String japanese, String english) {
        this.again = again;
        this.japanese = japanese;
        this.english = english;
    }

    /// Whether the same may succeed later.
    public Again again() {
        return again;
    }

    /// The stable word, such as `too-slow`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The same for those who asked.
    Reason reason() {
        return new Reason(label(), japanese, english);
    }

    /// The failure of a label.
    ///
    /// @throws IllegalArgumentException when none is called so
    public static FetchFailure ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// One sentence in Japanese.
    public String japanese() {
        return japanese;
    }

    /// One sentence in English.
    public String english() {
        return english;
    }
}
