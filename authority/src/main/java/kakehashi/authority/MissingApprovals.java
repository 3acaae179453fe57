package kakehashi.authority;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Approval;
import kakehashi.contract.Digest;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.StatementText;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;

/// Which approvals an order lacks, and why those that it has do not count, as an outcome says it: for each role how
/// many more persons, then approval by approval in the order of the file. Details name nobody but by number.
///
/// `role ra-approver 2 1` – two more persons in the role, one of them in a client; `persons 1` – one more, in any
/// role that the rules ask for; `client` – one of the approvals must come from a client; `approval 3 scope` – the
/// third does not count.
public final class MissingApprovals {
    private static final String ROLE = "role";
    private static final String PERSONS = "persons";
    private static final String CLIENT = "client";
    private static final String APPROVAL = "approval";

    private final Grounds grounds;
    private final ApprovalCount count;
    private final List<Rules.Rule> rules;

    MissingApprovals(Grounds grounds, ApprovalCount count, List<Rules.Rule> rules) {
        this.grounds = grounds;
        this.count = count;
        this.rules = rules;
    }

    /// What is missing of a role.
    private record Lack(long persons, long fromClient) {
        private Lack most(Lack other) {
            return new Lack(Math.max(persons, other.persons), Math.max(fromClient, other.fromClient));
        }
    }

    List<String> details() {
        List<Vote> votes = count.counted(Approval.Decision.APPROVE);
        Map<Role, Lack> lacks = new LinkedHashMap<>();
        rules.forEach(rule -> rule.needs().forEach(need -> {
            Lack lack = lack(need, votes);
            if (lack.persons > 0 || lack.fromClient > 0) {
                lacks.merge(need.role(), lack, Lack::most);
            }
        }));
        List<String> details = new ArrayList<>();
        lacks.forEach(
                (role, lack) -> details.add(ROLE + " " + word(role) + " " + lack.persons + " " + lack.fromClient));
        long named = lacks.values().stream().mapToLong(Lack::persons).sum();
        long floor = ApprovalCount.floor(grounds.order().kind(), grounds.body()) - votes.size() - named;
        if (floor > 0) {
            details.add(PERSONS + " " + floor);
        }
        boolean client = grounds.order().kind().client(grounds.body()) != OrderKind.Client.NONE
                && votes.stream().noneMatch(ApprovalCount::isFromClient)
                && lacks.values().stream().noneMatch(lack -> lack.fromClient > 0);
        if (client) {
            details.add(CLIENT);
        }
        details.addAll(uncounted(votes));
        return details;
    }

    private static Lack lack(Rules.Need need, List<Vote> votes) {
        List<Vote> ofRole = votes.stream()
                .filter(vote -> vote.approval().role() == need.role())
                .toList();
        long clients = ofRole.stream().filter(ApprovalCount::isFromClient).count();
        return new Lack(Math.max(0, need.persons() - ofRole.size()), Math.max(0, need.fromClient() - clients));
    }

    private List<String> uncounted(List<Vote> votes) {
        Map<Digest, Uncounted> reasons = new LinkedHashMap<>();
        votes.stream()
                .filter(vote -> rules.stream()
                        .noneMatch(rule ->
                                ApprovalCount.asksFor(rule, vote.approval().role())))
                .forEach(vote -> reasons.put(vote.signed(), Uncounted.NOT_ASKED));
        count.uncounted(Approval.Decision.APPROVE).forEach((vote, why) -> reasons.put(vote.signed(), why));
        grounds.votes().stream()
                .filter(vote -> vote.approval().decision() == Approval.Decision.REJECT)
                .forEach(vote -> reasons.put(vote.signed(), Uncounted.REJECTION));
        Set<Digest> counts = new HashSet<>();
        votes.stream()
                .map(Vote::signed)
                .filter(signed -> !reasons.containsKey(signed))
                .forEach(counts::add);
        List<String> details = new ArrayList<>();
        List<Bytes> all = SignedOrder.parse(grounds.file()).orElseThrow().approvals();
        for (int at = 0; at < all.size(); at++) {
            Digest signed = Digest.of(all.get(at));
            if (!counts.contains(signed)) {
                Uncounted why = reasons.getOrDefault(signed, Uncounted.UNVERIFIED);
                details.add(APPROVAL + " " + (at + 1) + " " + why.word());
            }
        }
        return details;
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A detail in words; as it is where it is of another version of the product.
    static String words(String detail, Language language) {
        String[] parts = detail.split(" ");
        boolean whole = switch (parts[0]) {
            case ROLE -> parts.length == 4;
            case PERSONS -> parts.length == 2;
            case CLIENT -> parts.length == 1;
            case APPROVAL -> parts.length == 3;
            default -> false;
        };
        return whole ? told(parts, language).orElse(detail) : detail;
    }

    private static Optional<String> told(String[] parts, Language language) {
        boolean japanese = language == Language.JAPANESE;
        return switch (parts[0]) {
            case ROLE -> role(parts[1]).map(role -> lacking(role, parts, japanese));
            case PERSONS ->
                Optional.of(
                        japanese ? "承認する人があと " + parts[1] + " 人必要です" : parts[1] + " more distinct persons are needed");
            case CLIENT ->
                Optional.of(japanese ? "クライアントでの承認が 1 つ必要です" : "one of the approvals must be made in a client");
            default ->
                Arrays.stream(Uncounted.values())
                        .filter(why -> why.word().equals(parts[2]))
                        .findFirst()
                        .map(why ->
                                (japanese ? parts[1] + " 番目の承認は数えません: " : "approval " + parts[1] + " does not count: ")
                                        + why.words(language));
        };
    }

    private static String lacking(Role role, String[] parts, boolean japanese) {
        StatementText language = japanese ? StatementText.JAPANESE : StatementText.ENGLISH;
        String name = language.of(role);
        if (parts[2].equals("0")) {
            return japanese
                    ? name + "の承認のうち、あと " + parts[3] + " つはクライアントでの承認が必要です"
                    : name + ": " + parts[3] + " more approvals must be made in a client";
        }
        String client = parts[3].equals("0")
                ? ""
                : japanese ? "（うち " + parts[3] + " 人はクライアントから）" : ", " + parts[3] + " of them in a client";
        return japanese
                ? name + "があと " + parts[2] + " 人必要です" + client
                : name + ": " + parts[2] + " more distinct persons are needed" + client;
    }

    private static Optional<Role> role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> word(role).equals(word))
                .findFirst();
    }
}
