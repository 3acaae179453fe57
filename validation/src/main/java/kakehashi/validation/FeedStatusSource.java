package kakehashi.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.contract.PublicationFeed;
import kakehashi.contract.PublicationFeed.SerialStatus;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;

/// Status by the vault's signed feed, and by CRLs while the feed is silent (docs/adr/0006, "Answers").
///
/// While the feed is fresh, `thisUpdate` is the time of its last batch or pulse and `nextUpdate` that plus the
/// limit; `good` is said only of a serial number that the feed called issued. When the feed is older than the
/// limit,
/// `revoked` and `burnt`, which are final, are still said; others that the feed called issued are answered from the
/// newest CRLs with their own dates; nothing is said of the rest. Safe for many threads.
public final class FeedStatusSource implements StatusSource {
    /// How long the feed may be silent when nothing else is configured.
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(5);

    private final PublicationFeed feed;
    private final Duration limit;
    private volatile Map<OcspIssuer, Id> authorities;

    /// @param feed the feed
    /// @param limit how long it may be silent
    /// @throws IllegalArgumentException for a limit that is not positive
    public FeedStatusSource(PublicationFeed feed, Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("not a limit: " + limit);
        }
        this.feed = feed;
        this.limit = limit;
        this.authorities = index();
        feed.listen(() -> authorities = index());
    }

    private Map<OcspIssuer, Id> index() {
        Map<OcspIssuer, Id> index = new HashMap<>();
        for (PublicationFeed.PublishedCa ca : feed.authorities()) {
            for (Certificate certificate : ca.certificates()) {
                index.put(OcspIssuer.of(certificate), ca.authority());
            }
        }
        return Map.copyOf(index);
    }

    @Override
    public StatusAnswer status(OcspIssuer issuer, SerialNumber serial, Instant now) {
        Id authority = authorities.get(issuer);
        if (authority == null) {
            return new StatusAnswer.UnknownIssuer();
        }
        // Before the status is looked up: an answer may be younger than it says, never older.
        Instant at = feed.freshness().at();
        Optional<SerialStatus> status = feed.status(authority, serial);
        if (status.isEmpty()) {
            return new StatusAnswer.UnknownIssuer();
        }
        Instant end = at.plus(limit);
        return now.isBefore(end)
                ? new StatusAnswer.Known(state(status.get()), at.isAfter(now) ? now : at, Optional.of(end))
                : silent(issuer, authority, serial, now);
    }

    private static StatusAnswer.State state(SerialStatus status) {
        return switch (status) {
            case SerialStatus.Issued _ -> new StatusAnswer.State.Good();
            case SerialStatus.Revoked(Instant at, CrlReason reason, Optional<Instant> invalidity) ->
                new StatusAnswer.State.Revoked(at, said(Optional.of(reason)), invalidity);
            case SerialStatus.Held(Instant at) ->
                new StatusAnswer.State.Revoked(at, Optional.of(CrlReason.CERTIFICATE_HOLD), Optional.empty());
            case SerialStatus.Burnt(Instant at) -> new StatusAnswer.State.Burnt(at);
            case SerialStatus.NeverIssued _ -> new StatusAnswer.State.NeverIssued();
        };
    }

    private static Optional<CrlReason> said(Optional<CrlReason> reason) {
        return reason.filter(r -> r != CrlReason.UNSPECIFIED);
    }

    /// The answer when the feed is too old.
    private StatusAnswer silent(OcspIssuer issuer, Id authority, SerialNumber serial, Instant now) {
        Instant at = feed.freshness().at();
        List<Crl> crls = feed.crls(authority).stream()
                .filter(crl -> crl.issuer().equals(issuer.name()))
                .toList();
        return switch (feed.status(authority, serial).orElseGet(SerialStatus.NeverIssued::new)) {
            case SerialStatus.Revoked revoked -> new StatusAnswer.Known(state(revoked), at, Optional.empty());
            case SerialStatus.Burnt burnt -> new StatusAnswer.Known(state(burnt), at, Optional.empty());
            case SerialStatus.Issued _ ->
                listed(crls, issuer, serial, now).or(() -> unlisted(crls, now)).orElseGet(StatusAnswer.NotNow::new);
            // It may have been released since: only a CRL that lists it can say so with a date.
            case SerialStatus.Held _ -> listed(crls, issuer, serial, now).orElseGet(StatusAnswer.NotNow::new);
            case SerialStatus.NeverIssued _ -> new StatusAnswer.NotNow();
        };
    }

    /// "A CRL past its `nextUpdate` answers nothing" (docs/adr/0006).
    private static Optional<StatusAnswer> listed(List<Crl> crls, OcspIssuer issuer, SerialNumber serial, Instant now) {
        for (Crl crl : crls) {
            Optional<RevokedEntry> entry = crl.lookup(issuer.name(), serial)
                    .filter(e -> e.reason().orElse(CrlReason.UNSPECIFIED) != CrlReason.REMOVE_FROM_CRL);
            if (entry.isPresent() && isCurrent(crl, now)) {
                StatusAnswer.State state = new StatusAnswer.State.Revoked(
                        entry.get().revocationDate(),
                        said(entry.get().reason()),
                        entry.get().invalidityDate());
                return Optional.of(new StatusAnswer.Known(state, crl.thisUpdate(), crl.nextUpdate()));
            }
        }
        return Optional.empty();
    }

    /// What is on none of the lists is good where one of them covers everything, or where all parts are current:
    /// then the oldest date of them counts.
    private static Optional<StatusAnswer> unlisted(List<Crl> crls, Instant now) {
        Optional<StatusAnswer> whole = crls.stream()
                .filter(crl -> isComplete(crl) && isCurrent(crl, now))
                .findFirst()
                .map(crl -> good(crl.thisUpdate(), crl.nextUpdate()));
        List<Crl> parts =
                crls.stream().filter(crl -> crl.baseCrlNumber().isEmpty()).toList();
        if (whole.isPresent()
                || parts.isEmpty()
                || parts.stream().anyMatch(crl -> isComplete(crl) || !isCurrent(crl, now))) {
            return whole;
        }
        Instant oldest =
                parts.stream().map(Crl::thisUpdate).min(Instant::compareTo).orElseThrow();
        return Optional.of(good(
                oldest, parts.stream().flatMap(crl -> crl.nextUpdate().stream()).min(Instant::compareTo)));
    }

    private static StatusAnswer good(Instant thisUpdate, Optional<Instant> nextUpdate) {
        return new StatusAnswer.Known(new StatusAnswer.State.Good(), thisUpdate, nextUpdate);
    }

    private static boolean isComplete(Crl crl) {
        return crl.baseCrlNumber().isEmpty() && crl.issuingDistributionPoint().isEmpty();
    }

    private static boolean isCurrent(Crl crl, Instant now) {
        return crl.nextUpdate().filter(next -> now.isBefore(next)).isPresent();
    }
}
