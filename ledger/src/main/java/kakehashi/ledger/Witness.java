package kakehashi.ledger;

import java.net.URI;

/// Somebody outside who is asked for cosignatures (C2SP tlog-witness).
///
/// @param prefix of the addresses at which he takes checkpoints, without a slash at its end
/// @param key under which he cosigns
/// @param atStart what a start does when he has seen more than there is
public record Witness(URI prefix, WitnessKey key, AtStart atStart) {
    /// What a start does when a witness has seen more of a tree than there is, or another one.
    public enum AtStart {
        /// Nothing is signed.
        STOP,
        /// It goes on, with an alarm.
        ALARM
    }

    /// His answers are not signed: one by TLS is his and stops a start, another may be anybody's and does not.
    public Witness(URI prefix, WitnessKey key) {
        this(prefix, key, "https".equals(prefix.getScheme()) ? AtStart.STOP : AtStart.ALARM);
    }

    /// @throws IllegalArgumentException when that is no address of HTTP
    public Witness {
        boolean http = "https".equals(prefix.getScheme()) || "http".equals(prefix.getScheme());
        if (!http || prefix.getHost() == null || prefix.toString().endsWith("/")) {
            throw new IllegalArgumentException("not the submission prefix of a witness: " + prefix);
        }
    }

    /// "POST <submission prefix>/add-checkpoint"
    URI addCheckpoint() {
        return URI.create(prefix + "/add-checkpoint");
    }
}
