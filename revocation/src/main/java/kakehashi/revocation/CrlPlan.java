package kakehashi.revocation;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.SerialNumber;

/// What a CRL is to be. A CA that has two keys, after a re-key, makes one plan and has it signed with each: the two
/// lists have one number and one `thisUpdate`, because they say the same ("if the this update field in the two CRLs
/// are not identical, the CRL numbers MUST be different", RFC 5280 §5.2.3; two at the same time "MUST have the same
/// CRL number and provide the same revocation information").
///
/// @param coverage what it covers
/// @param number above all numbers before, of complete lists and deltas of this coverage alike: they "MUST share
/// one
///     numbering sequence" (RFC 5280 §5.2.3)
/// @param thisUpdate when it is issued
/// @param nextUpdate by when the next one will be, or [#NO_NEXT_UPDATE] in a last list
/// @param contents whether it is complete
public record CrlPlan(
        CrlCoverage coverage, BigInteger number, Instant thisUpdate, Instant nextUpdate, Contents contents) {
    /// The `nextUpdate` of a CA's last CRL: `99991231235959Z`, the value that RFC 5280 §4.1.2.5 has for "no
    /// well-defined" end and ETSI EN 319 411-1 §6.3.9 asks for in a last list.
    public static final Instant NO_NEXT_UPDATE = Instant.parse("9999-12-31T23:59:59Z");

    /// Whether a list is complete for its coverage.
    public sealed interface Contents {
        /// Everything that is listed.
        ///
        /// @param freshest where deltas to it are found (`freshestCRL`, RFC 5280 §5.2.6); empty for none
        /// @param expiredSince since when certificates that expired are still listed (`expiredCertsOnCRL` of
        /// X.509);
        ///     empty where they are forgotten
        record Complete(List<DistributionPoint> freshest, Optional<Instant> expiredSince) implements Contents {
            /// A complete list that says nothing of deltas and of expired certificates.
            public static final Complete PLAIN = new Complete(List.of(), Optional.empty());

            /// Keeps the points in their order.
            public Complete {
                freshest = List.copyOf(freshest);
            }
        }

        /// What has changed since a complete list. "The freshest CRL extension MUST NOT appear in delta CRLs".
        record Delta(IssuedCrl base) implements Contents {}
    }

    /// Cuts fractions of a second off.
    ///
    /// @throws IllegalArgumentException when the number is negative or too long, the times are not in order, or the
    ///     base of a delta is not an earlier list of the same coverage
    public CrlPlan {
        thisUpdate = thisUpdate.truncatedTo(ChronoUnit.SECONDS);
        nextUpdate = nextUpdate.truncatedTo(ChronoUnit.SECONDS);
        // "Conforming CRL issuers MUST NOT use CRLNumber values longer than 20 octets." (RFC 5280 §5.2.3)
        if (number.signum() < 0 || number.toByteArray().length > SerialNumber.MAX_OCTETS) {
            throw new IllegalArgumentException("CRL number " + number);
        }
        if (!nextUpdate.isAfter(thisUpdate)) {
            throw new IllegalArgumentException("nextUpdate " + nextUpdate + " of a list of " + thisUpdate);
        }
        if (contents instanceof Contents.Delta(IssuedCrl base)) {
            requireBase(base, coverage, number, thisUpdate);
        }
    }

    /// "The scope of the delta CRL MUST be the same as the scope of the complete CRL referenced as the base", and
    /// both "MUST omit the issuing distribution point extension or contain identical" ones (RFC 5280 §5.2.4).
    private static void requireBase(IssuedCrl base, CrlCoverage coverage, BigInteger number, Instant thisUpdate) {
        if (!base.coverage().equals(coverage)
                || base.number().compareTo(number) >= 0
                || base.thisUpdate().isAfter(thisUpdate)) {
            throw new IllegalArgumentException("CRL " + number + " is no delta to " + base);
        }
    }
}
