package kakehashi.console;

/// What a command answers to the shell; numbers from 64 on are those of `sysexits.h`.
public enum ExitCode {
    /// It is so, or it is done.
    YES(0, "はい（有効・完了・すべて成功）", "yes: valid, done, all good"),
    /// It is not so, or something failed.
    NO(1, "いいえ（無効・失敗あり・要確認）", "no: invalid, failed, or something was found"),
    /// Nobody can say with what is there.
    INDETERMINATE(2, "判定不能・未処理（証拠が足りない）", "undetermined or not settled: evidence is missing"),
    /// Wrong usage (`EX_USAGE`).
    USAGE(64, "使い方の誤り", "wrong usage"),
    /// An input or a configuration is wrong (`EX_DATAERR`). A service that is started again would fail again.
    MALFORMED(65, "入力・設定を読めない、又は誤りがある", "an input or configuration is unreadable or wrong"),
    /// A file that was named is not there (`EX_NOINPUT`).
    NOT_FOUND(66, "ファイルがない", "file not found"),
    /// Something that is needed is not there now, such as an address, a token or a server (`EX_UNAVAILABLE`).
    UNAVAILABLE(69, "必要なもの（サーバ、トークン、Java など）が今は使えない", "what is needed is away now: a server, a token, Java"),
    /// A bug, or a failure that nobody expected (`EX_SOFTWARE`).
    BUG(70, "この製品の不具合", "a bug of this product"),
    /// The vault has stopped signing (docs/adr/0005).
    HALTED(
            75,
            "保管庫が署名を止めた（docs/operations/recovery.ja.md）",
            "the vault has stopped signing (docs/operations/recovery.md)");

    private final int number;
    private final Phrase meaning;

    ExitCode(int number, String japanese, String english) {
        this.number = number;
        this.meaning = new Phrase(japanese, english);
    }

    /// What the process ends with.
    public int number() {
        return number;
    }

    /// What it means.
    public Phrase meaning() {
        return meaning;
    }

    /// The graver of two, by number.
    public ExitCode or(ExitCode other) {
        return other.number > number ? other : this;
    }
}
