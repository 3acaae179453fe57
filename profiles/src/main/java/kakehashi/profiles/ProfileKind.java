package kakehashi.profiles;

import java.util.Arrays;
import java.util.Optional;
import kakehashi.path.Language;

/// The kinds of certificates that there are profiles for.
public enum ProfileKind {
    OFFICIAL_POST("official-post", Holder.END_ENTITY, "官職証明書", "official post"),
    USER("user", Holder.END_ENTITY, "利用者証明書", "user"),
    INTERNET_SERVER("internet-server", Holder.END_ENTITY, "サーバ証明書（インターネット）", "Internet server"),
    INTERNAL_SERVER("internal-server", Holder.END_ENTITY, "サーバ証明書（内部）", "internal server"),
    CODE_SIGNING("code-signing", Holder.END_ENTITY, "コード署名証明書", "code signing"),
    DOCUMENT_SIGNING("document-signing", Holder.END_ENTITY, "ドキュメント署名証明書", "document signing"),
    LRA_OPERATOR("lra-operator", Holder.END_ENTITY, "LRA 操作員証明書", "LRA operator"),
    OCSP_RESPONDER("ocsp-responder", Holder.END_ENTITY, "OCSP レスポンダ証明書", "OCSP responder"),
    VALIDATION_SERVER("validation-server", Holder.END_ENTITY, "証明書検証サーバ証明書", "validation server"),
    TIME_STAMP("time-stamp", Holder.END_ENTITY, "タイムスタンプ証明書", "time-stamp"),
    CROSS_TO_CA("cross-to-ca", Holder.AUTHORITY, "相互認証証明書（CA 宛て）", "cross-certificate to a CA"),
    CROSS_TO_BRIDGE("cross-to-bridge", Holder.AUTHORITY, "相互認証証明書（ブリッジ CA 宛て）", "cross-certificate to a bridge"),
    LINK("link", Holder.AUTHORITY, "リンク証明書", "link certificate"),
    SELF_SIGNED("self-signed", Holder.AUTHORITY, "自己署名証明書", "self-signed certificate"),
    SUBORDINATE_CA("subordinate-ca", Holder.AUTHORITY, "下位 CA 証明書", "subordinate CA");

    /// Who holds the key.
    public enum Holder {
        END_ENTITY,
        AUTHORITY
    }

    private final String key;
    private final Holder holder;
    private final String japanese;
    private final String english;

    ProfileKind(String key, Holder holder, String japanese, String english) {
        this.key = key;
        this.holder = holder;
        this.japanese = japanese;
        this.english = english;
    }

    /// The kind that a profile's text names.
    static Optional<ProfileKind> of(String key) {
        return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
    }

    /// The word for it in a profile's text, which is also the name of the file that the product ships.
    public String key() {
        return key;
    }

    /// Who holds the key.
    public Holder holder() {
        return holder;
    }

    /// The name for people.
    public String words(Language language) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }
}
