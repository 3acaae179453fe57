package kakehashi.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// `/livez`: the process works, do not restart it. `/readyz`: send it requests. Both as JSON.
public final class Probes {
    private final List<HealthCheck> alive;
    private final List<HealthCheck> ready;
    private final Optional<Alarms> alarms;
    private final AtomicBoolean leaving = new AtomicBoolean();

    /// Probes that ask those checks.
    ///
    /// @param alive what only a restart can mend
    /// @param ready what must hold before a balancer sends requests
    public Probes(List<HealthCheck> alive, List<HealthCheck> ready) {
        this(alive, ready, Optional.empty());
    }

    private Probes(List<HealthCheck> alive, List<HealthCheck> ready, Optional<Alarms> alarms) {
        this.alive = List.copyOf(alive);
        this.ready = List.copyOf(ready);
        this.alarms = alarms;
    }

    /// The same, with alarms told at `/readyz`: they do not make it fail.
    public Probes telling(Alarms some) {
        return new Probes(alive, ready, Optional.of(some));
    }

    /// From now on not ready, because the process is about to stop.
    public void leave() {
        leaving.set(true);
    }

    /// Whether a balancer should send requests.
    public boolean isReady() {
        return !leaving.get() && ready.stream().allMatch(check -> check.ask().isEmpty());
    }

    /// The two routes.
    public List<Route> routes() {
        HealthCheck staying = new HealthCheck(
                "staying", () -> leaving.get() ? Optional.of("the process is stopping") : Optional.empty());
        List<HealthCheck> all = new java.util.ArrayList<>(ready);
        all.add(staying);
        return List.of(
                Route.get("/livez", request -> answer(alive, Optional.empty())),
                Route.get("/readyz", request -> answer(all, alarms)));
    }

    private static Response answer(List<HealthCheck> checks, Optional<Alarms> alarms) {
        Map<String, Object> results = new LinkedHashMap<>();
        boolean fine = true;
        for (HealthCheck check : checks) {
            Optional<String> failure = check.ask();
            fine &= failure.isEmpty();
            results.put(check.name(), failure.orElse("ok"));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", fine ? "ok" : "failing");
        json.put("checks", results);
        alarms.ifPresent(some -> {
            Map<String, Object> told = new LinkedHashMap<>();
            some.now().forEach((name, wrong) -> told.put(name, wrong.orElse("ok")));
            json.put("alarms", told);
        });
        return Response.of(fine ? 200 : 503)
                .withBody("application/json", JsonText.bytes(json))
                .with("Cache-Control", "no-store");
    }
}
