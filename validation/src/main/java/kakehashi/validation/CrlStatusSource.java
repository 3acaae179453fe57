package kakehashi.validation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;

/// Status by the issuers' newest complete CRLs, for CAs that send no feed and for when the feed is silent.
///
/// A CRL does not tell what was never issued: what it does not list is good. A CRL past its `nextUpdate` answers
/// nothing but what it revoked. Immutable: a new CRL makes the next source.
public final class CrlStatusSource implements StatusSource {
    private final Map<OcspIssuer, Crl> crls;

    private CrlStatusSource(Map<OcspIssuer, Crl> crls) {
        this.crls = crls;
    }

    /// A source that knows nothing.
    public static CrlStatusSource empty() {
        return new CrlStatusSource(Map.of());
    }

    /// This source with the issuer's CRL. The caller has verified its signature and that it is complete.
    ///
    /// @throws IllegalArgumentException for another issuer's CRL, a delta, or one of a limited scope
    public CrlStatusSource with(OcspIssuer issuer, Crl crl) {
        boolean complete = crl.issuer().equals(issuer.name())
                && crl.baseCrlNumber().isEmpty()
                && crl.issuingDistributionPoint().isEmpty();
        if (!complete) {
            throw new IllegalArgumentException("not a complete CRL of " + issuer.name());
        }
        Map<OcspIssuer, Crl> next = new HashMap<>(crls);
        next.merge(issuer, crl, (old, fresh) -> fresh.thisUpdate().isBefore(old.thisUpdate()) ? old : fresh);
        return new CrlStatusSource(Map.copyOf(next));
    }

    @Override
    public StatusAnswer status(OcspIssuer issuer, SerialNumber serial, Instant now) {
        Crl crl = crls.get(issuer);
        if (crl == null) {
            return new StatusAnswer.UnknownIssuer();
        }
        Optional<RevokedEntry> entry = crl.lookup(issuer.name(), serial);
        boolean stale = crl.nextUpdate().map(next -> !now.isBefore(next)).orElse(false);
        if (stale && entry.isEmpty()) {
            return new StatusAnswer.NotNow();
        }
        StatusAnswer.State state = entry.map(CrlStatusSource::revoked).orElseGet(StatusAnswer.State.Good::new);
        return new StatusAnswer.Known(state, crl.thisUpdate(), stale ? Optional.empty() : crl.nextUpdate());
    }

    private static StatusAnswer.State revoked(RevokedEntry entry) {
        return new StatusAnswer.State.Revoked(
                entry.revocationDate(),
                entry.reason().filter(reason -> reason != CrlReason.UNSPECIFIED),
                entry.invalidityDate());
    }
}
