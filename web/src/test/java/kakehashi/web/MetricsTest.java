package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void writesTheTextFormatOfPrometheus() {
        Metrics metrics = new Metrics();
        metrics.counter("kakehashi_ocsp_answers_total", "Answers\nby status.", Map.of("status", "a\"b\\c\n"))
                .add(3);
        metrics.gauge("kakehashi_data_age_seconds", "Age.", Map.of(), () -> 1.5);
        Metrics.Histogram histogram = metrics.histogram("kakehashi_wait_seconds", "Wait.", Map.of("a", "b"), 0.1, 1);
        histogram.observe(0.05);
        histogram.observe(0.1);
        histogram.observe(5);
        assertThat(metrics.text()).isEqualTo("""
                # HELP kakehashi_data_age_seconds Age.
                # TYPE kakehashi_data_age_seconds gauge
                kakehashi_data_age_seconds 1.5
                # HELP kakehashi_ocsp_answers_total Answers\\nby status.
                # TYPE kakehashi_ocsp_answers_total counter
                kakehashi_ocsp_answers_total{status="a\\"b\\\\c\\n"} 3
                # HELP kakehashi_wait_seconds Wait.
                # TYPE kakehashi_wait_seconds histogram
                kakehashi_wait_seconds_bucket{a="b",le="0.1"} 2
                kakehashi_wait_seconds_bucket{a="b",le="1"} 2
                kakehashi_wait_seconds_bucket{a="b",le="+Inf"} 3
                kakehashi_wait_seconds_sum{a="b"} 5.15
                kakehashi_wait_seconds_count{a="b"} 3
                """);
    }

    private enum Case {
        SEEN,
        NEVER
    }

    @Test
    void countsCasesWithoutLosingAnyAndOffersThoseThatNeverCame() {
        Metrics metrics = new Metrics();
        Tally<Case> tally = new Tally<>(Case.class);
        tally.offer(
                metrics,
                new Tally.Series("kakehashi_cases_total", "Cases.", Map.of("door", "a"), "case"),
                one -> one.name().toLowerCase(Locale.ROOT));
        IntStream.range(0, 10_000).parallel().forEach(i -> tally.count(Case.SEEN));
        assertThat(metrics.text()).isEqualTo("""
                # HELP kakehashi_cases_total Cases.
                # TYPE kakehashi_cases_total counter
                kakehashi_cases_total{case="never",door="a"} 0
                kakehashi_cases_total{case="seen",door="a"} 10000
                """);
    }

    @Test
    void refusesNamesThatTheFormatDoesNotKnowAndTwoKindsOfOne() {
        Metrics metrics = new Metrics();
        metrics.counter("a_total", "A.", Map.of());
        assertThatThrownBy(() -> metrics.gauge("a_total", "A.", Map.of(), () -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metrics.counter("a-b", "A.", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> metrics.counter("b", "B.", Map.of("x y", "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadyWhenAllChecksHoldAndNotWhenLeaving() throws Exception {
        AtomicReference<Optional<String>> snapshot = new AtomicReference<>(Optional.of("no snapshot yet"));
        Probes probes = new Probes(List.of(), List.of(new HealthCheck("snapshot", snapshot::get)));
        Handler live = probes.routes().get(0).handler();
        Handler ready = probes.routes().get(1).handler();
        Request request = Request.of(Method.GET, "/readyz");
        assertThat(live.handle(request).status()).isEqualTo(200);
        assertThat(ready.handle(request).status()).isEqualTo(503);
        assertThat(WordsTest.text(ready.handle(request)))
                .isEqualTo("{\"status\":\"failing\",\"checks\":{\"snapshot\":\"no snapshot yet\",\"staying\":\"ok\"}}");
        snapshot.set(Optional.empty());
        assertThat(ready.handle(request).status()).isEqualTo(200);
        assertThat(probes.isReady()).isTrue();
        probes.leave();
        assertThat(ready.handle(request).status()).isEqualTo(503);
        assertThat(live.handle(request).status()).isEqualTo(200);
    }

    @Test
    void refusesFieldsWithLineBreaksAndRedirectsElsewhere() {
        assertThatThrownBy(() -> Response.of(200).with("X", "a\r\nSet-Cookie: b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.of(200).with("X Y", "a")).isInstanceOf(IllegalArgumentException.class);
        for (String path : List.of("https://evil.example", "//evil.example", "/\\evil.example")) {
            assertThatThrownBy(() -> Response.seeOther(path)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesTwoTypesOfProblemOfOneName() {
        assertThatThrownBy(() -> new ProblemPages(PageLayout.PLAIN, List.of(WebProblems.NOT_FOUND)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsRangesOfAddressesWithoutTheNameService() {
        AddressRange six = AddressRange.parse("2001:db8::/32").orElseThrow();
        assertThat(six.contains(AddressRange.address("[2001:db8:1::1]").orElseThrow()))
                .isTrue();
        assertThat(six.contains(AddressRange.address("2001:db9::1").orElseThrow()))
                .isFalse();
        assertThat(AddressRange.parse("192.0.2.0/25")
                        .orElseThrow()
                        .contains(AddressRange.address("192.0.2.128").orElseThrow()))
                .isFalse();
        for (String none : List.of("localhost", "192.0.2.0/33", "192.0.2.0/x", "", "1.2.3", "::/129")) {
            assertThat(AddressRange.parse(none)).as(none).isEmpty();
        }
    }
}
