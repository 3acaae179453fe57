package kakehashi.authority;

import java.util.List;
import kakehashi.contract.Outcome;

/// What the vault would answer to an order, if it came now.
///
/// @param standing which answer
/// @param refusals what stands against it, as outcomes say it; [OrderRule#words] has the words
public record OrderProspect(Standing standing, List<String> refusals) {
    /// Keeps its own list.
    public OrderProspect {
        refusals = List.copyOf(refusals);
    }

    /// What would become of it.
    public enum Standing {
        /// It would be carried out.
        READY,
        /// It lacks something that may still come, such as approvals.
        NOT_YET,
        /// It would be refused for good.
        REFUSED,
        /// It was settled before.
        SETTLED
    }

    /// What is said of a verdict that was not carried out.
    public static OrderProspect of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NotYet notYet -> new OrderProspect(Standing.NOT_YET, rules(notYet.refusals()));
            case Verdict.Refused(List<Outcome.Refusal> refusals) ->
                new OrderProspect(Standing.REFUSED, rules(refusals));
            case Verdict.Repeated repeated -> new OrderProspect(Standing.SETTLED, List.of());
            case Verdict.Effects effects -> ready();
            case Verdict.Certificates certificates -> ready();
            case Verdict.MakeCrl crl -> ready();
            case Verdict.MakeKey key -> ready();
        };
    }

    private static OrderProspect ready() {
        return new OrderProspect(Standing.READY, List.of());
    }

    private static List<String> rules(List<Outcome.Refusal> refusals) {
        return refusals.stream().map(Outcome.Refusal::rule).toList();
    }
}
