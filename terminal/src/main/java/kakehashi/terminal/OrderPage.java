package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.contract.Filing;
import kakehashi.contract.Signed;
import kakehashi.contract.StatementText;
import kakehashi.contract.TwelveWords;

/// An order for a person who is about to decide, or for a program.
///
/// @param file the order
/// @param enrolments of those whose signatures can be checked here
record OrderPage(OrderFile file, List<EnrolmentFile> enrolments) {
    /// Shows the facts, and in words also every field of the statements.
    void show(Console console, CommonOptions common, String name) {
        show(console, common, name, Optional.empty());
    }

    /// The same, with what else is known of it.
    void show(Console console, CommonOptions common, String name, Optional<List<Fact>> more) {
        if (!common.json()) {
            statements(StatementLanguage.of(console)).forEach(console::line);
            console.line("");
        }
        List<Fact> facts = new ArrayList<>(facts());
        more.ifPresent(facts::addAll);
        Answer.show(console, common, name, facts);
    }

    /// Every line of the order and of its filing.
    List<String> statements(StatementText language) {
        List<String> lines = new ArrayList<>(language.of(file.order()));
        Optional<Filing> filing =
                file.filing().flatMap(signed -> Filing.parse(signed.statement()).toOptional());
        filing.ifPresent(statement -> {
            lines.add("");
            lines.addAll(language.of(statement));
        });
        return lines;
    }

    /// What the file holds, without the statements themselves.
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.ORDER, file.digest().octets()));
        facts.add(Fact.of(Label.TWELVE_WORDS, file.words().toString()));
        facts.add(Fact.of(Label.TWELVE_KANA, String.join(" ", file.words().kana())));
        facts.add(Fact.of(Label.ORDER_KIND, CredentialFacts.word(file.order().kind())));
        facts.add(Fact.of(Label.EXPIRES_AT, file.order().expiresAt()));
        file.filing().ifPresent(signed -> facts.add(Fact.group(Label.FILING, signature(signed))));
        facts.add(Fact.items(Label.APPROVALS, file.decisions(), this::decision));
        return facts;
    }

    private Value decision(OrderFile.Decision decision) {
        List<Fact> facts = new ArrayList<>();
        facts.add(
                Fact.of(Label.DECISION, CredentialFacts.word(decision.approval().decision())));
        facts.add(Fact.of(Label.ROLE, CredentialFacts.word(decision.approval().role())));
        facts.add(Fact.of(Label.OFFICER, decision.approval().officer().toString()));
        facts.add(Fact.of(Label.AT, decision.approval().at()));
        facts.add(Fact.of(Label.ABOUT_THIS, file.isAbout(decision)));
        facts.addAll(signature(decision.signed()));
        return new Value.Group(List.copyOf(facts));
    }

    /// Which credential signed, and what can be said of that here.
    private List<Fact> signature(Signed signed) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.CREDENTIAL, signed.credential().toString()));
        Optional<EnrolmentFile> known = enrolments.stream()
                .filter(e -> e.enrolment().credential().credential().equals(signed.credential()))
                .findFirst();
        known.ifPresent(enrolment -> facts.add(Fact.of(
                Label.TWELVE_WORDS, TwelveWords.of(enrolment.enrolment()).toString())));
        facts.add(new Fact(
                Label.CHECKED,
                CredentialFacts.check(
                        known.map(enrolment -> enrolment.check(signed)).orElse(EnrolmentFile.Check.NOT_CHECKED))));
        return facts;
    }

    /// Whether a signature or what it is about is known to be wrong.
    boolean isWrong() {
        boolean wrongDecision =
                file.decisions().stream().anyMatch(decision -> !file.isAbout(decision) || isWrong(decision.signed()));
        return wrongDecision || file.filing().filter(this::isWrong).isPresent();
    }

    private boolean isWrong(Signed signed) {
        return enrolments.stream()
                .filter(e -> e.enrolment().credential().credential().equals(signed.credential()))
                .anyMatch(e -> e.check(signed) == EnrolmentFile.Check.WRONG);
    }
}
