package kakehashi.terminal;

import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.issuing.OutcomeCheck;
import kakehashi.ledger.Database;
import kakehashi.x509.Bytes;

/// Reads what the database says became of an order, and believes what the vault signed.
///
/// @param place the order's file, for messages
/// @param order the order
record OutcomeReading(String place, SignedOrder order) {
    /// The outcome, when the vault signed it about this order.
    ///
    /// @param vault under the vault's role
    /// @param installation as it is pinned
    /// @throws InputProblem when it is not the vault's
    Outcome read(Database vault, Digest installation, Bytes signed) {
        return switch (new OutcomeCheck(vault, installation).check(signed, order)) {
            case OutcomeCheck.Checked.Believed(Outcome outcome) -> outcome;
            case OutcomeCheck.Checked.Doubted(OutcomeCheck.Doubt why) -> throw problem(why);
        };
    }

    private InputProblem problem(OutcomeCheck.Doubt why) {
        Phrase reason = words(why);
        return new InputProblem(
                ExitCode.MALFORMED,
                place,
                new Phrase(
                        "データベースにあるこの指図の結果は、保管庫のものではありません（" + reason.japanese() + "）。",
                        "what the database gives as the outcome of this order is not the vault's: " + reason.english()
                                + "."),
                new Phrase(
                        "この結果は信じないでください。データベースが書き換えられたおそれがあります。調査のうえ、指図を保管庫に直接出してください。",
                        "Do not believe it: somebody may have changed the database. Have that looked into, and lay the"
                                + " order before the vault itself."));
    }

    private static Phrase words(OutcomeCheck.Doubt why) {
        return switch (why) {
            case UNREADABLE -> new Phrase("読み取れません", "it cannot be read");
            case OTHER_INSTALLATION -> new Phrase("別の設備のものです", "it is of another installation");
            case OTHER_ORDER -> new Phrase("別の指図のものです", "it is about another order");
            case NOT_SIGNED -> new Phrase("保管庫の署名がありません", "the vault's key did not sign it");
        };
    }
}
