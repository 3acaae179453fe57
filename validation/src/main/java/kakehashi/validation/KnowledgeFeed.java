package kakehashi.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import kakehashi.contract.CollectedMaterial;
import kakehashi.contract.PublicationFeed;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.TrustGraph;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;

/// Keeps a [Validation] at what the vault's feed says and what was collected from other domains: its graph, its
/// evidence and its policies follow every change.
///
/// However many changes are told while one is worked in, the next pass takes them all together. What did not change
/// is kept as it is, and with it everything that was learned of it. Policies that cannot be read are passed over
/// and counted; one that the feed no longer names is gone, and a policy of the start stays.
public final class KnowledgeFeed implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KnowledgeFeed.class.getName());

    private final PublicationFeed feed;
    private final CollectedMaterial collected;
    private final Validation validation;
    private final PolicyCatalogue ofStart;
    private final Semaphore changes = new Semaphore(0);
    private final Thread worker;
    private Set<Crl> crls = Set.of();
    private Set<BasicOcspResponse> responses = Set.of();
    private Set<Bytes> policies = Set.of();
    private RevocationEvidence evidence = RevocationEvidence.empty();
    private volatile int unreadable;

    private KnowledgeFeed(PublicationFeed feed, CollectedMaterial collected, Validation validation) {
        this.feed = feed;
        this.collected = collected;
        this.validation = validation;
        this.ofStart = validation.policies();
        this.worker = Thread.ofVirtual().name("kakehashi-knowledge").unstarted(this::follow);
    }

    /// Takes what is known now, and follows the changes from then on until it is closed.
    public static KnowledgeFeed follow(PublicationFeed feed, CollectedMaterial collected, Validation validation) {
        KnowledgeFeed made = new KnowledgeFeed(feed, collected, validation);
        feed.listen(made.changes::release);
        collected.listen(made.changes::release);
        made.refresh();
        made.worker.start();
        return made;
    }

    /// How many policies of the feed could not be read at the last pass.
    public int unreadablePolicies() {
        return unreadable;
    }

    private void follow() {
        try {
            while (true) {
                changes.acquire();
                changes.drainPermits();
                refreshOrLog();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void refreshOrLog() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the graph could not be brought up to date", e);
        }
    }

    private synchronized void refresh() {
        TrustGraph graph = validation.graph();
        TrustGraph next = next(graph, certificates());
        if (next != graph) {
            validation.replace(next);
        }
        // Always: what the feed says of single certificates may have changed, and with it cached answers.
        validation.replace(nextEvidence());
        takePolicies();
    }

    private Set<Certificate> certificates() {
        Set<Certificate> all = new LinkedHashSet<>();
        feed.authorities().forEach(ca -> all.addAll(ca.certificates()));
        addHalves(feed.pairs(), all);
        all.addAll(collected.certificates());
        addHalves(collected.pairs(), all);
        return all;
    }

    private static void addHalves(Collection<CrossCertificatePair> pairs, Set<Certificate> all) {
        for (CrossCertificatePair pair : pairs) {
            Stream.of(pair.issuedToThisCa(), pair.issuedByThisCa())
                    .flatMap(Optional::stream)
                    .forEach(all::add);
        }
    }

    private static TrustGraph next(TrustGraph graph, Set<Certificate> wanted) {
        List<Certificate> gone =
                graph.certificates().stream().filter(c -> !wanted.contains(c)).toList();
        List<Certificate> fresh =
                wanted.stream().filter(c -> !graph.contains(c)).toList();
        TrustGraph without = gone.isEmpty() ? graph : graph.without(gone);
        return fresh.isEmpty() ? without : without.with(fresh);
    }

    private RevocationEvidence nextEvidence() {
        Set<Crl> wanted = new LinkedHashSet<>(collected.crls());
        feed.authorities().forEach(ca -> wanted.addAll(feed.crls(ca.authority())));
        Set<BasicOcspResponse> heard = new LinkedHashSet<>(collected.responses());
        evidence = evidence.without(missingFrom(wanted, crls), missingFrom(heard, responses))
                .with(missingFrom(crls, wanted), missingFrom(responses, heard));
        crls = wanted;
        responses = heard;
        return evidence;
    }

    /// What the other set has beyond this one.
    private static <T> List<T> missingFrom(Set<T> set, Set<T> other) {
        return other.stream().filter(one -> !set.contains(one)).toList();
    }

    private void takePolicies() {
        Set<Bytes> wanted = new LinkedHashSet<>(feed.policies().values());
        if (wanted.equals(policies)) {
            return;
        }
        policies = wanted;
        List<RelyingPartyPolicy> read = new ArrayList<>();
        int problems = 0;
        for (Bytes text : wanted) {
            switch (PolicyFile.read(text)) {
                case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> read.add(policy);
                case PolicyFile.Read.Refused(List<String> why) -> {
                    problems++;
                    LOG.log(System.Logger.Level.WARNING, "a policy of the feed cannot be read: {0}", why);
                }
            }
        }
        unreadable = problems;
        // From the start anew, so that what is no longer in force is gone, as it is after a restart.
        PolicyCatalogue next = ofStart;
        for (RelyingPartyPolicy policy : read) {
            if (next.find(policy.id(), policy.version()).isEmpty()) {
                next = next.with(policy);
            }
        }
        validation.replace(next);
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
