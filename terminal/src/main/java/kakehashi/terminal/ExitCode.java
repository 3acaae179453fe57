package kakehashi.terminal;

/// What a command answers to the shell; numbers from 64 on are those of `sysexits.h`.
enum ExitCode {
    YES(0, "はい（有効・すべて成功）", "yes: valid, all good"),
    NO(1, "いいえ（無効・失敗あり）", "no: invalid, or something failed"),
    INDETERMINATE(2, "判定不能（証拠が足りない）", "undetermined: evidence is missing"),
    USAGE(64, "使い方の誤り", "wrong usage"),
    MALFORMED(65, "入力を読めない、または形式が不正", "input unreadable or malformed"),
    NOT_FOUND(66, "ファイルがない", "file not found"),
    BUG(70, "この製品の不具合", "a bug of this product"),
    HALTED(75, "保管庫が署名を止めた（docs/adr/0005）", "the vault has stopped signing (docs/adr/0005)");

    private final int number;
    private final Phrase meaning;

    ExitCode(int number, String japanese, String english) {
        this.number = number;
        this.meaning = new Phrase(japanese, english);
    }

    int number() {
        return number;
    }

    Phrase meaning() {
        return meaning;
    }

    /// The graver of two, by number.
    ExitCode or(ExitCode other) {
        return other.number > number ? other : this;
    }
}
