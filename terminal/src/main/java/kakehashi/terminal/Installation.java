package kakehashi.terminal;

import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;

/// The name of an installation, as a person writes it.
final class Installation {
    private Installation() {}

    /// @throws InputProblem when it is no SHA-256 digest
    static Digest of(String hex) {
        try {
            return Digest.ofHex(hex.strip());
        } catch (IllegalArgumentException e) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    "--installation " + hex,
                    new Phrase("設備の SHA-256 ではありません。", "is no installation's SHA-256."),
                    new Phrase(
                            "セレモニーの記録にある 64 桁の十六進数を指定してください。",
                            "Give the 64 hexadecimal digits from the record of the ceremony."));
        }
    }
}
