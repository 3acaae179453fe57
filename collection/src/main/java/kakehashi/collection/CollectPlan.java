package kakehashi.collection;

import java.time.Duration;
import java.util.List;

/// All that is configured of collecting.
///
/// @param limits what one scheduled fetch may cost
/// @param octets the octets that all fetches together may hold at a time
/// @param onDemand what fetching for a request may cost
/// @param outgoing where requests may go
/// @param directories the directories of distinguished names
/// @param domains the domains that feed the shared graph
public record CollectPlan(
        FetchLimits limits,
        long octets,
        OnDemand onDemand,
        OutgoingRules outgoing,
        FetchDirectories directories,
        List<PartnerDomain> domains) {
    /// What fetching for one request may cost.
    ///
    /// @param limits of one fetch; its time is that of the whole request too
    /// @param fetches the most fetches of one request
    /// @param parallel the most fetches of all requests at a time
    /// @param perHost the most of them to one host
    public record OnDemand(FetchLimits limits, int fetches, int parallel, int perHost) {
        /// 4 MiB, 2 s, two redirects; 8 fetches a request, 32 at a time, 4 to a host.
        public static final OnDemand USUAL = new OnDemand(new FetchLimits(4 << 20, Duration.ofSeconds(2), 2), 8, 32, 4);
    }

    public CollectPlan {
        domains = List.copyOf(domains);
    }
}
