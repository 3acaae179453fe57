package kakehashi.web;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// The figures of a process, offered in the text format of Prometheus (version 0.0.4). Names are in base units
/// (`…_seconds`, `…_bytes`, `…_total`); labels have few values that are known beforehand, never anything personal.
public final class Metrics {
    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();

    private record Family(String help, String kind, Map<String, Object> series) {}

    /// Counts up.
    public static final class Counter {
        private final LongAdder count = new LongAdder();

        private Counter() {}

        /// One more.
        public void increment() {
            count.increment();
        }

        /// So many more.
        public void add(long more) {
            count.add(more);
        }

        /// The count.
        public long value() {
            return count.sum();
        }
    }

    /// Counts how many values lie below each of a few bounds.
    public static final class Histogram {
        private final double[] bounds;
        private final LongAdder[] buckets;
        private final java.util.concurrent.atomic.DoubleAdder sum = new java.util.concurrent.atomic.DoubleAdder();

        private Histogram(double... bounds) {
            this.bounds = bounds.clone();
            buckets = new LongAdder[bounds.length + 1];
            java.util.Arrays.setAll(buckets, i -> new LongAdder());
        }

        /// One value.
        public void observe(double value) {
            int bucket = 0;
            while (bucket < bounds.length && value > bounds[bucket]) {
                bucket++;
            }
            buckets[bucket].increment();
            sum.add(value);
        }
    }

    /// The counter of that name and those labels, made when it is first asked for.
    public Counter counter(String name, String help, Map<String, String> labels) {
        return (Counter) series(name, help, "counter", labels).computeIfAbsent(labels(labels), l -> new Counter());
    }

    /// A count that is kept elsewhere and only goes up, asked for whenever the figures are read. A later one takes
    /// the place of an earlier one.
    public void counter(String name, String help, Map<String, String> labels, LongSupplier count) {
        series(name, help, "counter", labels).put(labels(labels), count);
    }

    /// A value that is asked for whenever the figures are read. A later one takes the place of an earlier one.
    public void gauge(String name, String help, Map<String, String> labels, DoubleSupplier value) {
        series(name, help, "gauge", labels).put(labels(labels), value);
    }

    /// The histogram of that name and those labels, made when it is first asked for.
    ///
    /// @param bounds upper bounds, ascending
    public Histogram histogram(String name, String help, Map<String, String> labels, double... bounds) {
        return (Histogram)
                series(name, help, "histogram", labels).computeIfAbsent(labels(labels), l -> new Histogram(bounds));
    }

    private Map<String, Object> series(String name, String help, String kind, Map<String, String> labels) {
        Collection<String> names = labels.keySet();
        if (!name.matches("[a-z][a-z0-9_]*") || !names.stream().allMatch(l -> l.matches("[a-z][a-z0-9_]*"))) {
            throw new IllegalArgumentException("not the name of a metric or label: " + name + " " + names);
        }
        Family family = families.computeIfAbsent(name, n -> new Family(help, kind, new ConcurrentHashMap<>()));
        if (!family.kind.equals(kind)) {
            throw new IllegalArgumentException(name + " is a " + family.kind + ", not a " + kind);
        }
        return family.series;
    }

    private static String labels(Map<String, String> labels) {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(labels)
                .forEach((name, value) -> out.append(out.isEmpty() ? "" : ",")
                        .append(name)
                        .append("=\"")
                        .append(value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n"))
                        .append('"'));
        return out.toString();
    }

    /// All figures.
    public String text() {
        StringBuilder out = new StringBuilder();
        families.forEach((name, family) -> {
            String help = family.help.replace("\\", "\\\\").replace("\n", "\\n");
            out.append("# HELP ").append(name).append(' ').append(help).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(family.kind).append('\n');
            family.series.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                    .forEach(one -> series(name, one.getKey(), one.getValue(), out));
        });
        return out.toString();
    }

    private static void series(String name, String labels, Object value, StringBuilder out) {
        switch (value) {
            case Counter counter -> sample(name, List.of(labels), Long.toString(counter.value()), out);
            case LongSupplier count -> sample(name, List.of(labels), Long.toString(count.getAsLong()), out);
            case DoubleSupplier gauge -> sample(name, List.of(labels), number(gauge.getAsDouble()), out);
            case Histogram histogram -> buckets(name, labels, histogram, out);
            default -> throw new IllegalStateException("no kind of series: " + value.getClass());
        }
    }

    private static void buckets(String name, String labels, Histogram histogram, StringBuilder out) {
        long count = 0;
        for (int i = 0; i < histogram.buckets.length; i++) {
            count += histogram.buckets[i].sum();
            String bound = i < histogram.bounds.length ? number(histogram.bounds[i]) : "+Inf";
            sample(name + "_bucket", List.of(labels, "le=\"" + bound + "\""), Long.toString(count), out);
        }
        sample(name + "_sum", List.of(labels), number(histogram.sum.sum()), out);
        sample(name + "_count", List.of(labels), Long.toString(count), out);
    }

    private static void sample(String name, List<String> labels, String value, StringBuilder out) {
        String all = String.join(",", labels.stream().filter(l -> !l.isEmpty()).toList());
        out.append(name)
                .append(all.isEmpty() ? "" : "{" + all + "}")
                .append(' ')
                .append(value)
                .append('\n');
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    /// The route at which a monitoring system reads them; for a listener that the public does not reach.
    public Route route() {
        return Route.get("/metrics", request -> Response.ok(MEDIA_TYPE, text()).with("Cache-Control", "no-store"));
    }
}
