package kakehashi.validation;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.CrlReason;

/// What a [StatusSource] knows of one serial number.
public sealed interface StatusAnswer {
    /// The status is known.
    ///
    /// @param state the status
    /// @param thisUpdate the latest time at which it is known to be right
    /// @param nextUpdate when newer information will be there; absent when nobody can say
    record Known(State state, Instant thisUpdate, Optional<Instant> nextUpdate) implements StatusAnswer {}

    /// Nothing is known about any certificate of this issuer.
    record UnknownIssuer() implements StatusAnswer {}

    /// The source is too old, or not there, to say anything of this certificate now.
    record NotNow() implements StatusAnswer {}

    /// The status of a serial number.
    sealed interface State {
        /// Issued and not revoked.
        record Good() implements State {}

        /// Revoked for good, or on hold.
        ///
        /// @param at since when
        /// @param reason why, where said; never `unspecified`
        /// @param invalidity since when the key is not to be trusted, where known
        record Revoked(Instant at, Optional<CrlReason> reason, Optional<Instant> invalidity) implements State {}

        /// Never handed out, since its signing was interrupted; answered as revoked.
        ///
        /// @param at since when
        record Burnt(Instant at) implements State {}

        /// Not a serial number that the issuer ever gave.
        record NeverIssued() implements State {}
    }
}
