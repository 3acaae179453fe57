package kakehashi.web;

import java.util.Map;

/// What is measured of a route: answers by class of status, and time.
final class RouteMeter {
    private static final double[] SECONDS = {0.001, 0.005, 0.02, 0.1, 0.5, 2, 10};

    private final Metrics.Counter[] byClass = new Metrics.Counter[4];
    private final Metrics.Histogram seconds;

    RouteMeter(Metrics metrics, String listener, String method, String route) {
        for (int i = 0; i < byClass.length; i++) {
            Map<String, String> labels =
                    Map.of("listener", listener, "method", method, "route", route, "status", i + 2 + "xx");
            byClass[i] = metrics.counter("kakehashi_http_requests_total", "Requests answered.", labels);
        }
        seconds = metrics.histogram(
                "kakehashi_http_request_seconds",
                "Time from the fields of a request to the end of its answer.",
                Map.of("listener", listener, "method", method, "route", route),
                SECONDS);
    }

    void answered(int status, long nanos) {
        byClass[status / 100 - 2].increment();
        seconds.observe(nanos / 1e9);
    }
}
