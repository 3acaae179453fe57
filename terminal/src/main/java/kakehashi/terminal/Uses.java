package kakehashi.terminal;

import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Credential;

/// For what a credential may be used: for one thing, and for nothing else (record 3).
final class Uses {
    private Uses() {}

    /// @throws InputProblem when the credential is for another use
    static void require(CredentialToken token, Credential.Use use, String place) {
        if (token.note().use() != use) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    place,
                    new Phrase("この署名手段の用途は %s です。", "is a credential for %s.")
                            .with(CredentialFacts.word(token.note().use())),
                    new Phrase("用途が %s のものを指定してください。", "Give one whose use is %s.").with(CredentialFacts.word(use)));
        }
    }
}
