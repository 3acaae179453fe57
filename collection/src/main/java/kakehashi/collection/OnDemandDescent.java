package kakehashi.collection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;

/// The search down from anchors for those whose issuers nothing above them led to (RFC 5280 §4.2.2.2, RFC 4158
/// §2.4.2): CA certificates found where a CA says that it publishes what it issued, each signed by the one that
/// pointed there. Only those on a way that is looked for leave it. Bounded; used by one thread.
final class OnDemandDescent {
    private static final int MAX_CERTIFICATES = 256;
    private static final int MAX_OF_ONE_PLACE = 64;

    private final Set<Certificate> below = new LinkedHashSet<>();

    /// Takes what a place has that this CA signed for other CAs.
    ///
    /// @return those that are new, whose own places come next
    List<Certificate> take(Certificate ca, CollectParcel parcel) {
        List<Certificate> news = new ArrayList<>();
        parcel.allCertificates().stream()
                .distinct()
                .filter(one -> one.issuer().equals(ca.subject()) && !one.isSelfIssued())
                .filter(one ->
                        one.basicConstraints().filter(BasicConstraints::ca).isPresent())
                .limit(MAX_OF_ONE_PLACE)
                .filter(one -> below.size() < MAX_CERTIFICATES && CollectSignatures.verifies(ca, one))
                .filter(below::add)
                .forEach(news::add);
        return news;
    }

    /// The way from an open end up to where the descent began, the lowest first; empty while there is none.
    List<Certificate> wayTo(Certificate end) {
        List<Certificate> way = new ArrayList<>();
        Optional<Certificate> next = issuer(end);
        while (next.isPresent() && !way.contains(next.get())) {
            way.add(next.get());
            next = issuer(next.get());
        }
        return way;
    }

    private Optional<Certificate> issuer(Certificate of) {
        return below.stream()
                .filter(one -> one.subject().equals(of.issuer()) && CollectSignatures.verifies(one, of))
                .findFirst();
    }
}
