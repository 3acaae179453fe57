package kakehashi.collection;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Fetches from one place at a time, within limits. It believes nothing of what it fetches and keeps nothing.
public final class Fetcher {
    /// What fetches are counted under: `fetched`, `unchanged`, or a label of [FetchFailure].
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    private final FetchHttp http;
    private final FetchLdap ldap;
    private final FetchBudget budget;

    /// @param budget the octets of all fetches together
    public Fetcher(OutgoingAddress outgoing, FetchBudget budget) {
        this.http = new FetchHttp(outgoing);
        this.ldap = new FetchLdap(outgoing);
        this.budget = budget;
    }

    FetchOutcome fetch(FetchPlace place, FetchAsk ask, FetchLimits limits) {
        FetchOutcome outcome = outcome(place, ask, limits);
        String label = switch (outcome) {
            case FetchOutcome.Fetched _ -> "fetched";
            case FetchOutcome.Unchanged _ -> "unchanged";
            case FetchOutcome.Failed(FetchFailure failure, String _) -> failure.label();
        };
        counts.computeIfAbsent(label, l -> new LongAdder()).increment();
        return outcome;
    }

    private FetchOutcome outcome(FetchPlace place, FetchAsk ask, FetchLimits limits) {
        try (FetchMeter meter = new FetchMeter(limits, budget)) {
            return switch (place) {
                case FetchPlace.Http at -> http.fetch(at, ask, meter);
                case FetchPlace.Ldap at -> ldap.fetch(at, meter);
            };
        } catch (FetchStopped e) {
            return e.outcome();
        } catch (IOException e) {
            return new FetchOutcome.Failed(
                    FetchFailure.UNREACHABLE, e.getClass().getSimpleName());
        }
    }

    /// How often each outcome was had, by its label.
    public Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((label, count) -> now.put(label, count.sum()));
        return now;
    }

    static List<String> labels() {
        return Stream.concat(
                        Stream.of("fetched", "unchanged"),
                        Arrays.stream(FetchFailure.values()).map(FetchFailure::label))
                .toList();
    }

    /// The octets of all fetches together.
    public FetchBudget budget() {
        return budget;
    }
}
