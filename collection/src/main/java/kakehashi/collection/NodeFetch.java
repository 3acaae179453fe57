package kakehashi.collection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.NodeFiles;
import kakehashi.web.AddressRange;
import kakehashi.x509.Bytes;

/// Fetches files from nodes that the operator named, wherever they stand: in a closed network too, at any port.
/// Limits hold as for everybody else.
public final class NodeFetch implements NodeFiles {
    private static final List<AddressRange> ANYWHERE = List.of(
            AddressRange.parse("0.0.0.0/0").orElseThrow(),
            AddressRange.parse("::/0").orElseThrow());

    private final FetchBudget budget;

    /// @param octets the octets that all fetches together may hold at a time
    public NodeFetch(long octets) {
        this.budget = new FetchBudget(octets);
    }

    @Override
    public Answer fetch(Ask ask) {
        if (!(FetchPlace.parse(ask.place().toString()).orElse(null) instanceof FetchPlace.Http place)) {
            return new Answer.Failed(FetchFailure.NOT_FETCHED.label());
        }
        OutgoingRules rules = new OutgoingRules(ANYWHERE, List.of(), Set.of(place.port()), Map.of(), Optional.empty());
        Fetcher fetcher = new Fetcher(OutgoingAddress.ofSystem(rules), budget);
        FetchLimits limits = new FetchLimits(ask.octets(), ask.patience(), 0);
        return switch (fetcher.fetch(place, FetchAsk.unless(ask.tag()), limits)) {
            case FetchOutcome.Fetched(List<Bytes> pieces, Optional<String> tag) ->
                new Answer.Had(pieces.getFirst(), tag);
            case FetchOutcome.Unchanged _ -> new Answer.Same();
            case FetchOutcome.Failed(FetchFailure failure, String _) ->
                failure == FetchFailure.NOT_FOUND ? new Answer.Missing() : new Answer.Failed(failure.label());
        };
    }
}
