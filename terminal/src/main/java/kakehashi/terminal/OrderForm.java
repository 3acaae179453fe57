package kakehashi.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.OrderKind;

/// What can be ordered, each with the word for it on the command line.
enum OrderForm {
    ISSUE(OrderKind.ISSUE),
    REVOKE(OrderKind.REVOKE),
    SUSPEND(OrderKind.SUSPEND),
    RESUME(OrderKind.RESUME),
    CRL(OrderKind.CRL),
    OFFICER_PUT(OrderKind.OFFICER),
    OFFICER_END(OrderKind.OFFICER),
    OFFICER_END_CREDENTIAL(OrderKind.OFFICER),
    PROFILE_PUT(OrderKind.PROFILE),
    PROFILE_END(OrderKind.PROFILE),
    AUTHORISATION_GRANT(OrderKind.AUTHORISATION),
    AUTHORISATION_STOP(OrderKind.AUTHORISATION),
    CA_KEY(OrderKind.CA),
    CA_CREATE(OrderKind.CA),
    CA_CERTIFY(OrderKind.CA),
    CA_ROLLOVER(OrderKind.CA),
    CA_END(OrderKind.CA),
    CA_RECEIVE(OrderKind.CA),
    CROSS_CERTIFY(OrderKind.CROSS_CERTIFICATE),
    CROSS_PUBLISH(OrderKind.CROSS_CERTIFICATE),
    CROSS_WITHDRAW(OrderKind.CROSS_CERTIFICATE),
    POLICY_PUT(OrderKind.RELYING_PARTY_POLICY),
    POLICY_END(OrderKind.RELYING_PARTY_POLICY),
    RULES(OrderKind.RULES),
    KEYS(OrderKind.KEYS),
    ERASE(OrderKind.ERASE);

    private final OrderKind kind;

    OrderForm(OrderKind kind) {
        this.kind = kind;
    }

    OrderKind kind() {
        return kind;
    }

    /// Such as `officer-put`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> allWords() {
        return Arrays.stream(values()).map(OrderForm::word).toList();
    }

    /// The form of a word.
    ///
    /// @throws InputProblem when there is none
    static OrderForm of(String word) {
        Optional<OrderForm> found =
                Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
        return found.orElseThrow(() -> new InputProblem(
                ExitCode.USAGE,
                word,
                new Phrase("そのような種類の指図はありません。", "there is no such kind of order."),
                new Phrase("種類: %s", "Kinds: %s").with(String.join(" ", allWords()))));
    }
}
