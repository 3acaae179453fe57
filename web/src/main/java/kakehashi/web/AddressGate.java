package kakehashi.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Keeps one address from taking a door that wants no key away from the others. Whose address it is behind a proxy
/// the listener knows, from proxies that it trusts.
public final class AddressGate {
    private static final int MOST_ADDRESSES = 50_000;
    private static final int HOME_NETWORK_OCTETS = 8;

    private final Quota quota = new Quota(MOST_ADDRESSES);
    private final int perMinute;
    private final InstantSource clock;
    private final Metrics.Counter refused;

    /// @param door the word for it in figures
    /// @param perMinute how much an address may ask
    public AddressGate(String door, int perMinute, Metrics metrics, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.refused = metrics.counter(
                "kakehashi_address_refused_total",
                "Requests of addresses that asked too much (429).",
                Map.of("door", door));
    }

    /// Lets a request in and counts it, or answers it with 429 and the time to wait.
    ///
    /// @param units how much it counts
    public Optional<Response> refusal(Request request, int units) {
        Optional<Duration> wait = quota.take(name(request), perMinute, units, clock.instant());
        return wait.map(time -> refused(request, time));
    }

    /// Lets a request go on that was let in for less than it turned out to cost before it is worked on; or not, and
    /// then it stays counted for what it was let in for.
    ///
    /// @param before how much it was counted for
    /// @param units how much it counts
    public boolean admits(Request request, int before, int units) {
        String visitor = name(request);
        Instant now = clock.instant();
        boolean admitted = quota.retake(visitor, perMinute, before, units, now).isEmpty();
        if (!admitted) {
            quota.charge(visitor, perMinute, before, now);
        }
        return admitted;
    }

    /// The answer to one that may not go on: 429 and the time to wait until it may.
    public Response refused(Request request, int units) {
        return refused(
                request,
                quota.wait(name(request), perMinute, units, clock.instant()).orElse(Duration.ZERO));
    }

    private Response refused(Request request, Duration wait) {
        refused.increment();
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return Problem.of(WebProblems.ADDRESS_LIMIT).answer(request).with("Retry-After", Long.toString(seconds));
    }

    /// Counts what a request that was let in turned out to cost; it may go into debt, which later ones pay.
    public void charge(Request request, int units) {
        if (units > 0) {
            quota.charge(name(request), perMinute, units, clock.instant());
        }
    }

    private static String name(Request request) {
        return visitor(request.caller().address()).toString();
    }

    /// One home has one address, or one network of IPv6 with all its addresses (RFC 6177 §2).
    static Bytes visitor(InetAddress of) {
        byte[] address = of.getAddress();
        return Bytes.of(of instanceof Inet6Address ? Arrays.copyOf(address, HOME_NETWORK_OCTETS) : address);
    }
}
