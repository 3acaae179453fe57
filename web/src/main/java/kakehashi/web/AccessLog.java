package kakehashi.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// One JSON line for each request. It names the route's template and not the path, no query, no address and no
/// field of the client, so that it holds nothing personal.
final class AccessLog {
    private final Logger log = System.getLogger("kakehashi.web.access");
    private final Logger failures = System.getLogger("kakehashi.web.failure");
    private final InstantSource clock;

    AccessLog(InstantSource clock) {
        this.clock = clock;
    }

    void answered(String listener, Exchange exchange, int status, long octets) {
        if (log.isLoggable(Level.INFO)) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("time", clock.instant().toString());
            line.put("listener", listener);
            line.put("request", exchange.id());
            line.put("method", exchange.method());
            line.put("route", exchange.route());
            line.put("status", status);
            line.put("octets", octets);
            line.put("micros", exchange.nanos() / 1000);
            log.log(Level.INFO, JsonText.text(line));
        }
    }

    /// A handler failed: the stack trace beside the id that the caller was told.
    void failed(Exchange exchange, Throwable cause) {
        failures.log(Level.ERROR, "request " + exchange.id() + " to " + exchange.route() + " failed", cause);
    }
}
