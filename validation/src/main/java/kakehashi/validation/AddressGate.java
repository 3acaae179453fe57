package kakehashi.validation;

import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import kakehashi.web.Metrics;
import kakehashi.web.Problem;
import kakehashi.web.Request;
import kakehashi.web.Response;
import kakehashi.x509.Bytes;

/// Keeps one address from taking a door that wants no key away from the others. Whose address it is behind a proxy
/// the listener knows, from proxies that it trusts.
final class AddressGate {
    private static final int MOST_ADDRESSES = 50_000;
    private static final int HOME_NETWORK_OCTETS = 8;

    private final Quota quota = new Quota(MOST_ADDRESSES);
    private final int perMinute;
    private final InstantSource clock;
    private final Metrics.Counter refused;

    /// @param door the word for it in figures
    AddressGate(String door, int perMinute, ValidationDoors.House house) {
        this.perMinute = perMinute;
        this.clock = house.clock();
        this.refused = house.metrics()
                .counter(
                        "kakehashi_validation_refused_address_total",
                        "Requests of addresses that asked too much (429).",
                        Map.of("door", door));
    }

    /// Lets a request in and counts it, or answers it with 429 and the time to wait.
    ///
    /// @param units how much it counts
    Optional<Response> refusal(Request request, int units) {
        Instant now = clock.instant();
        String visitor = visitor(request);
        Optional<Duration> wait = quota.wait(visitor, perMinute, now);
        if (wait.isEmpty()) {
            quota.charge(visitor, perMinute, units, now);
            return Optional.empty();
        }
        refused.increment();
        long seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
        return Optional.of(Problem.of(ValidationProblems.ADDRESS_LIMIT)
                .answer(request)
                .with("Retry-After", Long.toString(seconds)));
    }

    /// One home has one address, or one network of IPv6 with all its addresses (RFC 6177 §2).
    private static String visitor(Request request) {
        byte[] address = request.caller().address().getAddress();
        return Bytes.of(
                        request.caller().address() instanceof Inet6Address
                                ? Arrays.copyOf(address, HOME_NETWORK_OCTETS)
                                : address)
                .toString();
    }
}
