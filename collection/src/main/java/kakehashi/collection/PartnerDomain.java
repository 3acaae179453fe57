package kakehashi.collection;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;

/// A PKI domain of others from which certificates and CRLs are collected.
///
/// @param name what we call it
/// @param pins certificates of it that the operator vouches for; everything else must hang together with them by
///     signatures. A pin gives no trust: whether paths may start there is a relying-party policy's matter
/// @param places where collecting begins
/// @param follow what is followed from there
/// @param selection which of it is taken
/// @param bounds how often, how much and how long
public record PartnerDomain(
        String name,
        List<Certificate> pins,
        List<FetchPlace> places,
        Set<Follow> follow,
        Selection selection,
        Bounds bounds) {
    /// What is followed from a certificate that was taken.
    public enum Follow {
        /// `id-ad-caIssuers`: upwards.
        AIA,
        /// `id-ad-caRepository`: downwards and across.
        SIA,
        /// CRL distribution points.
        CRL,
        /// `id-ad-ocsp`.
        OCSP
    }

    /// Which certificates are taken, by their subjects.
    ///
    /// @param within subtrees of which one must hold the subject; empty means any
    /// @param except subtrees none of which may
    public record Selection(List<Name> within, List<Name> except) {
        /// Everything.
        public static final Selection ALL = new Selection(List.of(), List.of());

        public Selection {
            within = List.copyOf(within);
            except = List.copyOf(except);
        }

        boolean takes(Name subject) {
            return (within.isEmpty() || within.stream().anyMatch(subject::isWithin))
                    && except.stream().noneMatch(subject::isWithin);
        }
    }

    /// How often, how much and how long.
    ///
    /// @param every the time between two rounds
    /// @param places the most places that one round asks
    /// @param certificates the most certificates that are kept
    /// @param history how long a CRL is kept after it was made
    /// @param historyOctets the most octets of CRLs that are kept, the newest first
    public record Bounds(Duration every, int places, int certificates, Duration history, long historyOctets) {
        /// Hourly; 200 places, 2,000 certificates, CRLs of 400 days up to 256 MiB.
        public static final Bounds USUAL = new Bounds(Duration.ofHours(1), 200, 2000, Duration.ofDays(400), 256L << 20);
    }

    public PartnerDomain {
        pins = List.copyOf(pins);
        places = List.copyOf(places);
        follow = Set.copyOf(follow);
    }
}
