package kakehashi.ledger;

import java.net.URI;

/// Somebody outside who is asked for cosignatures (C2SP tlog-witness).
///
/// @param prefix of the addresses at which he takes checkpoints, without a slash at its end
/// @param key under which he cosigns
public record Witness(URI prefix, WitnessKey key) {
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
