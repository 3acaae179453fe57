package kakehashi.terminal;

import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.ActivationRefusal;
import kakehashi.keys.KeyRefusal;
import kakehashi.keys.KeyUri;
import kakehashi.keys.TokenUnavailable;

/// Why a credential on a PKCS#11 token cannot be used, as people read it.
final class TokenProblem {
    private TokenProblem() {}

    static InputProblem refused(CredentialPlace.Module place, ActivationRefusal reason) {
        Phrase remedy = switch (reason) {
            case PIN_LOCKED ->
                new Phrase(
                        "発行元の手続きで、又は SO の PIN で解除してもらってください。",
                        "Have it unlocked by whoever issued the token, or by its security officer's PIN.");
            case ALREADY_ACTIVE ->
                new Phrase("保管庫の鍵とは別のトークンを使ってください。", "Use another token than the one with the vault's keys.");
            case WRONG_PIN ->
                new Phrase(
                        "残りの回数をトークンは知らせません。多くは 3 回続けて間違えるとロックされます。",
                        "The token does not say how many tries are left; many lock after three wrong ones in a row.");
            case WRONG_PIN_ONE_TRY_LEFT,
                    PIN_TOO_SHORT,
                    NOT_ENOUGH_CUSTODIANS,
                    NOT_A_CUSTODIAN,
                    OTHER_LOCK,
                    NO_SUCH_TOKEN,
                    TOKEN_EXISTS,
                    OPEN_TO_OTHERS,
                    DAMAGED,
                    UNKNOWN_VERSION ->
                new Phrase("PIN を確かめてからやり直してください。", "Make sure of the PIN before you try again.");
        };
        return new InputProblem(
                ExitCode.NO, place.uri(), HomeToken.refused(reason).wrong(), remedy);
    }

    static InputProblem unavailable(CredentialPlace place, TokenUnavailable problem) {
        String module = place instanceof CredentialPlace.Module(KeyUri key, String uri)
                ? key.library().toString()
                : place.toString();
        ExitCode code = switch (problem.fault()) {
            case NO_MODULE, NO_TOKEN -> ExitCode.NOT_FOUND;
            case SEVERAL_TOKENS -> ExitCode.USAGE;
            case CANNOT_SIGN_SO, PIN_REFUSED, WRITE_PROTECTED -> ExitCode.NO;
            case OTHER -> ExitCode.MALFORMED;
        };
        return problem(code, place, wrong(problem, module), remedy(problem, module));
    }

    private static Phrase wrong(TokenUnavailable problem, String module) {
        return switch (problem.fault()) {
            case NO_MODULE ->
                new Phrase("PKCS#11 モジュールがないか、読み込めません: %s", "there is no PKCS#11 module that loads: %s").with(module);
            case NO_TOKEN -> new Phrase("その名前又は番号のトークンが入っていません。", "there is no token of this label or serial number.");
            case SEVERAL_TOKENS -> new Phrase("その名前のトークンがいくつもあります。", "there are several tokens of this label.");
            case CANNOT_SIGN_SO ->
                new Phrase("トークンはこの鍵でこの署名をしません (%s)。", "the token does not make this signature with this key (%s).")
                        .with(problem.getMessage());
            case PIN_REFUSED ->
                new Phrase(
                                "署名のたびに PIN を求める鍵ですが、PIN が受け付けられませんでした (%s)。",
                                "the key asks for a PIN at each use, and refused it (%s).")
                        .with(problem.getMessage());
            case WRITE_PROTECTED ->
                new Phrase("トークンに書き込めません (%s)。", "the token lets nothing be written (%s).").with(problem.getMessage());
            case OTHER -> new Phrase("トークンを使えません (%s)。", "the token cannot be used (%s).").with(problem.getMessage());
        };
    }

    private static Phrase remedy(TokenUnavailable problem, String module) {
        return switch (problem.fault()) {
            case NO_MODULE -> new Phrase("module-path を確かめてください。", "Check module-path.");
            case NO_TOKEN ->
                new Phrase(
                                "カードを入れ、pkcs11-tool --module %s --list-slots で確かめてください。",
                                "Insert the card; pkcs11-tool --module %s --list-slots lists what is there.")
                        .with(module);
            case SEVERAL_TOKENS -> new Phrase("token の代わりに serial で指定してください。", "Name one by serial instead of token.");
            case CANNOT_SIGN_SO ->
                new Phrase("署名用の鍵を object 又は id で指定してください。", "Name a key that signs by object or id.");
            case PIN_REFUSED ->
                new Phrase(
                        "その鍵の PIN がトークンの PIN と違うときは使えません。",
                        "A key whose PIN is another than the token's cannot be used.");
            case WRITE_PROTECTED ->
                new Phrase(
                        "credential new はトークンに鍵又は覚え書き (データオブジェクト) を書きます。",
                        "credential new writes a key or a note (a data object) onto the token.");
            case OTHER -> new Phrase("トークンの状態と権限を確かめてください。", "Check the token, and the permissions.");
        };
    }

    static InputProblem refused(CredentialPlace place, String label, KeyRefusal reason) {
        Phrase wrong = switch (reason) {
            case KEY_CAN_LEAVE -> new Phrase("鍵 %s はトークンの外へ取り出せます。", "the key %s could be taken out of the token.");
            case ALGORITHM_DOES_NOT_FIT, ALGORITHM_NOT_ALLOWED ->
                new Phrase("鍵 %s は署名手段に使えない種類です。", "the key %s is of no kind that credentials have.");
            case KIND_NOT_SUPPORTED, KIND_NOT_ALLOWED ->
                new Phrase("トークンはこの種類の鍵 %s を作りません。", "the token does not make keys of this kind (%s).");
            case NO_SUCH_KEY, LABEL_TAKEN, CONFIRMATION_NOT_SUPPORTED, CANNOT_BE_DESTROYED ->
                new Phrase("鍵 %s を使えません (" + reason + ")。", "the key %s cannot be used (" + reason + ").");
        };
        return problem(
                ExitCode.NO,
                place,
                wrong.with(label),
                new Phrase(
                        "P-256、P-384、Ed25519、又は 3072 ビット以上の RSA で、取り出せない鍵を使ってください。",
                        "Use a key that cannot be taken out: P-256, P-384, Ed25519, or RSA of 3072 bits or more."));
    }

    private static InputProblem problem(ExitCode code, CredentialPlace place, Phrase wrong, Phrase remedy) {
        return new InputProblem(code, place.toString(), wrong, remedy);
    }
}
