package kakehashi.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.contract.CollectedMaterial;
import kakehashi.contract.Id;
import kakehashi.contract.PublicationFeed;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.SerialNumber;

/// The public zone's knowledge, as a test sets it: a feed of CAs, and what was collected.
final class MemoryFeed implements PublicationFeed {
    private final Map<Id, List<Certificate>> authorities = new HashMap<>();
    private final Map<Id, List<Crl>> crls = new HashMap<>();
    private final Map<SerialNumber, SerialStatus> status = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    final List<Certificate> responders = new ArrayList<>();
    final List<CrossCertificatePair> pairs = new ArrayList<>();
    final Map<Id, Bytes> policies = new HashMap<>();
    final Collected collected = new Collected();
    private volatile Freshness freshness = new Freshness(0, Instant.EPOCH);

    static Id id(int number) {
        return Id.ofHex("%032x".formatted(number));
    }

    /// What was collected from elsewhere.
    static final class Collected implements CollectedMaterial {
        final List<Certificate> certificates = new ArrayList<>();
        final List<Crl> crls = new ArrayList<>();
        final List<BasicOcspResponse> responses = new ArrayList<>();
        private Runnable listener = () -> {};

        @Override
        public Collection<Certificate> certificates() {
            return List.copyOf(certificates);
        }

        @Override
        public Collection<CrossCertificatePair> pairs() {
            return List.of();
        }

        @Override
        public Collection<Crl> crls() {
            return List.copyOf(crls);
        }

        @Override
        public Collection<BasicOcspResponse> responses() {
            return List.copyOf(responses);
        }

        @Override
        public void listen(Runnable changed) {
            listener = changed;
        }

        void tell() {
            listener.run();
        }
    }

    MemoryFeed ca(Id authority, Certificate certificate) {
        authorities.computeIfAbsent(authority, a -> new ArrayList<>()).addFirst(certificate);
        return this;
    }

    MemoryFeed crls(Id authority, Crl... newest) {
        crls.put(authority, List.of(newest));
        return this;
    }

    MemoryFeed says(Certificate certificate, SerialStatus said) {
        status.put(certificate.serialNumber(), said);
        return this;
    }

    /// A batch at that time; those who listen are told.
    void tellAt(Instant at) {
        freshness = new Freshness(freshness.batch() + 1, at);
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<PublishedCa> authorities() {
        return authorities.entrySet().stream()
                .map(e -> new PublishedCa(e.getKey(), e.getValue(), responders))
                .toList();
    }

    @Override
    public Collection<CrossCertificatePair> pairs() {
        return List.copyOf(pairs);
    }

    @Override
    public List<Crl> crls(Id authority) {
        return crls.getOrDefault(authority, List.of());
    }

    @Override
    public Map<Id, Bytes> policies() {
        return Map.copyOf(policies);
    }

    @Override
    public Optional<SerialStatus> status(Id authority, SerialNumber serial) {
        return authorities.containsKey(authority)
                ? Optional.of(status.getOrDefault(serial, new SerialStatus.NeverIssued()))
                : Optional.empty();
    }

    @Override
    public Freshness freshness() {
        return freshness;
    }

    @Override
    public void listen(Runnable changed) {
        listeners.add(changed);
    }
}
