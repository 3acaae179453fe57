package kakehashi.authority;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import kakehashi.contract.Credential;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;

/// Whether officers can meet rules: for each rule there must be as many different persons as it asks for, each in a
/// role that he has and with a credential of the kind that counts. Scopes are not looked at.
public final class RuleMatching {
    /// One approval that a rule asks for.
    private record Slot(Role role, boolean client) {}

    private final List<Officer> officers;
    private final Predicate<Id> ended;

    private RuleMatching(List<Officer> officers, Predicate<Id> ended) {
        this.officers = officers;
        this.ended = ended;
    }

    /// Whether every rule can be met, and changes to rules and officers have a rule at all.
    ///
    /// @param ended whether a credential was ended
    public static boolean canBeMet(Rules rules, List<Officer> officers, Predicate<Id> ended) {
        RuleMatching matching = new RuleMatching(officers, ended);
        boolean governable = List.of(OrderKind.RULES, OrderKind.OFFICER).stream()
                .allMatch(kind -> rules.rules().stream()
                        .anyMatch(rule -> rule.kind() == kind && rule.profile().isEmpty()));
        return governable && rules.rules().stream().allMatch(matching::canBeMet);
    }

    private boolean canBeMet(Rules.Rule rule) {
        boolean allFromClients = RuleOrders.leastPersons(rule.kind()) > 1;
        List<Slot> slots = new ArrayList<>();
        for (Rules.Need need : rule.needs()) {
            long persons = Math.max(need.persons(), need.fromClient());
            if (persons > officers.size() - slots.size()) {
                return false;
            }
            for (long i = 0; i < persons; i++) {
                slots.add(new Slot(need.role(), allFromClients || i < need.fromClient()));
            }
        }
        return needsAClient(rule.kind()) && slots.stream().noneMatch(Slot::client)
                ? canBeFilledWithAClient(slots)
                : canBeFilled(slots);
    }

    private static boolean needsAClient(OrderKind kind) {
        return kind == OrderKind.ISSUE || kind == OrderKind.RESUME;
    }

    private boolean canBeFilledWithAClient(List<Slot> slots) {
        for (int i = 0; i < slots.size(); i++) {
            List<Slot> one = new ArrayList<>(slots);
            one.set(i, new Slot(slots.get(i).role(), true));
            if (canBeFilled(one)) {
                return true;
            }
        }
        return false;
    }

    /// A matching of slots to persons, by augmenting paths.
    private boolean canBeFilled(List<Slot> slots) {
        int[] slotOf = new int[officers.size()];
        Arrays.fill(slotOf, -1);
        for (int slot = 0; slot < slots.size(); slot++) {
            if (!fill(slots, slot, slotOf, new boolean[officers.size()])) {
                return false;
            }
        }
        return true;
    }

    private boolean fill(List<Slot> slots, int slot, int[] slotOf, boolean[] tried) {
        for (int i = 0; i < tried.length; i++) {
            if (!tried[i] && fits(officers.get(i), slots.get(slot))) {
                tried[i] = true;
                if (slotOf[i] < 0 || fill(slots, slotOf[i], slotOf, tried)) {
                    slotOf[i] = slot;
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fits(Officer officer, Slot slot) {
        return officer.roles().contains(slot.role())
                && officer.credentials().stream()
                        .filter(credential -> credential.use() == Credential.Use.APPROVAL)
                        .filter(credential -> !ended.test(credential.credential()))
                        .anyMatch(credential -> !slot.client() || credential.display() == Credential.Display.CLIENT);
    }
}
