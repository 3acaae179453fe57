package kakehashi.terminal;

import java.nio.file.Path;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.keys.KeyUri;
import kakehashi.keys.Secret;

/// Where an officer's credential is: in a sealed file of the officer's own, or on a card or another token that
/// speaks PKCS#11.
sealed interface CredentialPlace {
    /// A sealed file, opened by a passphrase.
    record SealedFile(Path file) implements CredentialPlace {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /// A key of a PKCS#11 token, opened by its PIN.
    ///
    /// @param uri as it was given
    record Module(KeyUri key, String uri) implements CredentialPlace {
        @Override
        public String toString() {
            return uri;
        }
    }

    /// Reads what was given on the command line.
    ///
    /// @throws InputProblem for a PKCS#11 URI that says too little or too much
    static CredentialPlace of(String text) {
        if (!KeyUri.isMeant(text)) {
            return new SealedFile(Path.of(text));
        }
        return switch (KeyUri.read(text)) {
            case KeyUri.Reading.Read(KeyUri key) -> new Module(key, text);
            case KeyUri.Reading.Wrong wrong -> throw problem(text, wrong);
        };
    }

    /// What opens it: of the file that was named, else of the address, else typed without echo. The caller wipes
    /// it.
    ///
    /// @throws InputProblem when a file cannot be used, or there is neither file nor terminal
    default Secret secret(Passphrase passphrase, Console console) {
        return switch (this) {
            case SealedFile file -> passphrase.ask(console);
            case Module module -> passphrase.askPin(console, module.key().pin());
        };
    }

    private static InputProblem problem(String text, KeyUri.Reading.Wrong wrong) {
        Phrase what = switch (wrong.fault()) {
            case MALFORMED ->
                new Phrase("PKCS#11 URI (RFC 7512) として読めません。", "cannot be read as a PKCS#11 URI (RFC 7512).");
            case NO_MODULE_PATH -> new Phrase("module-path がありません。", "has no module-path.");
            case NO_ONE_TOKEN -> new Phrase("token と serial のどちらか一つが必要です。", "must have either token or serial.");
            case PIN_IN_IT ->
                new Phrase(
                        "PIN が入っています。ほかの人のプロセス一覧に見えるので使いません。",
                        "has the PIN in it, where others see it in their list of processes; it is not used.");
            case OTHER_ATTRIBUTE ->
                new Phrase("属性 %s は使えません。", "has the attribute %s, which is not used here.").with(wrong.attribute());
        };
        return new InputProblem(
                ExitCode.USAGE,
                KeyUri.shown(text),
                what,
                new Phrase(
                        "例: 'pkcs11:token=hanako;object=approval?module-path=/usr/lib/softhsm/libsofthsm2.so'。"
                                + "PIN は --passphrase-file か pin-source のファイル、又は端末から。",
                        "Example: 'pkcs11:token=hanako;object=approval?module-path=/usr/lib/softhsm/libsofthsm2.so'. The"
                                + " PIN comes from the file of --passphrase-file or pin-source, or is typed."));
    }
}
