package kakehashi.issuing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Visibility;
import kakehashi.ledger.AuditEvent;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;

/// What one commit of the vault will write. Once it is closed its octets do not change: if the commit fails, the
/// same octets are committed again (docs/adr/0005).
final class Group {
    /// A CRL that was signed.
    record Crl(Id authority, BigInteger number, VaultStore.CrlRow row) {}

    private final Instant now;
    private final List<Bytes> entries = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<AuditEvent> events = new ArrayList<>();
    private final List<VaultStore.OrderRow> orders = new ArrayList<>();
    private final List<VaultStore.OutcomeRow> outcomes = new ArrayList<>();
    private final List<VaultStore.CertificateRow> certificates = new ArrayList<>();
    private final List<Bytes> documents = new ArrayList<>();
    private final List<Bytes> files = new ArrayList<>();
    private final List<Crl> crls = new ArrayList<>();
    private final List<Digest> erased = new ArrayList<>();
    private final LinkedHashMap<Bytes, Bytes> settled = new LinkedHashMap<>();
    private final List<Runnable> after = new ArrayList<>();
    private long first = -1;

    /// @param now the time of its entries, in whole seconds
    Group(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    boolean isEmpty() {
        return entries.isEmpty() && settled.isEmpty() && events.isEmpty() && after.isEmpty();
    }

    void entry(long index, Bytes der, Digest digest, List<Effect> made) {
        effects.addAll(made);
        if (first < 0) {
            first = index;
        }
        entries.add(der);
        events.add(new AuditEvent.Entry(index, digest.octets()));
    }

    /// Answers everybody who waits for an order: rows of the book in the same commit, callers after it.
    void answer(List<Ticket> tickets, Bytes outcome) {
        for (Ticket ticket : tickets) {
            ticket.booked().ifPresent(id -> settled.put(id, outcome));
            after.add(() -> ticket.answer().complete(outcome));
        }
    }

    long first() {
        return first;
    }

    /// The entries' octets, one after another.
    Bytes entries() {
        byte[] all = new byte[entries.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes entry : entries) {
            entry.copyTo(all, at);
            at += entry.length();
        }
        return Bytes.wrap(all);
    }

    boolean hasEntries() {
        return !entries.isEmpty();
    }

    /// The effects of its entries, in order.
    List<Effect> effects() {
        return effects;
    }

    List<AuditEvent> events() {
        return events;
    }

    List<VaultStore.OrderRow> orders() {
        return orders;
    }

    List<VaultStore.OutcomeRow> outcomes() {
        return outcomes;
    }

    List<VaultStore.CertificateRow> certificates() {
        return certificates;
    }

    /// Bytes that effects name by digest.
    List<Bytes> documents() {
        return documents;
    }

    /// Files for the public zone.
    List<Bytes> files() {
        return files;
    }

    /// A certificate that is published is such a file too, which nodes ask for by the digest in a batch (record 6);
    /// and that of a responder or validation server, for the public node that ordered it, by the order's outcome
    /// (record 26).
    void keepAsFile(Certificate certificate, Visibility visibility) {
        boolean responder = certificate
                .extendedKeyUsage()
                .filter(usage ->
                        usage.lists(ExtendedKeyUsage.OCSP_SIGNING) || usage.lists(ExtendedKeyUsage.SCVP_SERVER))
                .isPresent();
        if (responder || visibility == Visibility.PUBLISHED) {
            files.add(certificate.der());
        }
    }

    List<Crl> crls() {
        return crls;
    }

    /// Evidence whose bytes are deleted.
    List<Digest> erased() {
        return erased;
    }

    LinkedHashMap<Bytes, Bytes> settled() {
        return settled;
    }

    /// What happens once the commit is there, in order.
    List<Runnable> after() {
        return after;
    }
}
