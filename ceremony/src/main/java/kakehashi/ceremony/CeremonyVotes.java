package kakehashi.ceremony;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;

/// In which roles officers approve the steps of a ceremony.
final class CeremonyVotes {
    private CeremonyVotes() {}

    /// The rule of a kind, for whatever profile.
    static Optional<Rules.Rule> rule(Rules rules, OrderKind kind) {
        return rules.rules().stream()
                .filter(rule -> rule.kind() == kind && rule.profile().isEmpty())
                .findFirst();
    }

    /// The first of an officer's roles that the rule asks for.
    static Optional<Role> role(Rules.Rule rule, CeremonyFile.Officer officer) {
        return officer.roles().stream()
                .filter(role -> rule.needs().stream().anyMatch(need -> need.role() == role))
                .findFirst();
    }

    /// Why the approvals of a step would not be enough, as far as the file itself says.
    static List<String> problems(CeremonyFile file, CeremonyStep step) {
        Optional<OrderKind> kind = step.act().order();
        if (kind.isEmpty() || file.founding().isEmpty()) {
            return List.of();
        }
        Optional<Rules.Rule> rule = rule(file.founding().get().rules(), kind.get());
        if (rule.isEmpty()) {
            return List.of("no rule says who approves an order of kind " + kind.get());
        }
        List<String> problems = new ArrayList<>();
        if (new HashSet<>(step.approvers()).size() != step.approvers().size()) {
            problems.add("somebody approves twice");
        }
        for (Rules.Need need : rule.get().needs()) {
            long persons = step.approvers().stream()
                    .flatMap(key -> file.officer(key).stream())
                    .filter(officer -> role(rule.get(), officer).equals(Optional.of(need.role())))
                    .count();
            if (persons < need.persons()) {
                problems.add(need.persons() + " of role " + need.role() + " must approve, the step has " + persons);
            }
        }
        return problems;
    }
}
