package kakehashi.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import kakehashi.x509.Bytes;

/// What a witness is asked: a checkpoint, and the proof that it continues what he cosigned last.
///
/// @param old the size that he cosigned last; 0 for none
/// @param proof RFC 6962 §2.1.2 from that size; empty for 0, and where nothing was added
/// @param checkpoint that he is to cosign
record WitnessRequest(long old, List<Bytes> proof, Checkpoint checkpoint) {
    /// "an old size line, zero or more consistency proof lines, and an empty line, followed by a checkpoint"
    byte[] body() {
        StringBuilder body = new StringBuilder("old ").append(old).append('\n');
        for (Bytes hash : proof) {
            body.append(Base64.getEncoder().encodeToString(hash.toArray())).append('\n');
        }
        return body.append('\n').append(checkpoint.note()).toString().getBytes(StandardCharsets.UTF_8);
    }
}
