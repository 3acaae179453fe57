package kakehashi.collection;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.contract.CollectedMaterial;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// What was collected of all domains, in memory. Each domain is replaced as a whole.
public final class Collected implements CollectedMaterial {
    private static final int MAX_EVENTS = 1000;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Deque<CollectEvent> events = new ArrayDeque<>();
    private final Map<CollectEvent.What, LongAdder> counts = Stream.of(CollectEvent.What.values())
            .collect(Collectors.toUnmodifiableMap(what -> what, what -> new LongAdder()));
    private volatile Map<String, CollectedDomain> domains = Map.of();

    /// Puts a domain in place and tells those who listen when that changed what others see.
    synchronized void replace(String name, CollectedDomain domain, List<CollectEvent> news) {
        Optional<CollectedDomain> old = Optional.ofNullable(domains.get(name));
        Map<String, CollectedDomain> next = new TreeMap<>(domains);
        next.put(name, domain);
        domains = next;
        news.forEach(event -> {
            events.addFirst(event);
            counts.get(event.what()).increment();
        });
        while (events.size() > MAX_EVENTS) {
            events.removeLast();
        }
        if (old.isEmpty() || differ(old.get(), domain)) {
            listeners.forEach(listener -> Thread.ofVirtual().start(listener));
        }
    }

    private static boolean differ(CollectedDomain one, CollectedDomain other) {
        return !one.certificates().equals(other.certificates())
                || !one.pairs().equals(other.pairs())
                || !one.crls().equals(other.crls())
                || !one.responses().equals(other.responses());
    }

    Map<String, CollectedDomain> domains() {
        return domains;
    }

    /// The last thousand events, newest first.
    public synchronized List<CollectEvent> events() {
        return List.copyOf(events);
    }

    /// How many of a kind there were.
    long count(CollectEvent.What what) {
        return counts.get(what).sum();
    }

    private <T> Collection<T> all(Function<CollectedDomain, List<T>> part) {
        LinkedHashSet<T> all = new LinkedHashSet<>();
        domains.values().forEach(domain -> all.addAll(part.apply(domain)));
        return all;
    }

    @Override
    public Collection<Certificate> certificates() {
        return all(CollectedDomain::certificates);
    }

    @Override
    public Collection<CrossCertificatePair> pairs() {
        return all(CollectedDomain::pairs);
    }

    @Override
    public Collection<Crl> crls() {
        return all(CollectedDomain::crls);
    }

    @Override
    public Collection<BasicOcspResponse> responses() {
        return all(CollectedDomain::responses);
    }

    @Override
    public void listen(Runnable changed) {
        listeners.add(changed);
    }
}
