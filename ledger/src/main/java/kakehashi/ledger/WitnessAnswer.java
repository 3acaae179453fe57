package kakehashi.ledger;

import java.time.Instant;
import java.util.Optional;
import kakehashi.ledger.Checkpoint.NoteSignature;

/// What came of asking a witness.
sealed interface WitnessAnswer {
    /// He cosigned.
    ///
    /// @param line his signature line
    /// @param at his time
    record Cosigned(NoteSignature line, Instant at) implements WitnessAnswer {}

    /// He has cosigned another size last than the one the proof begins with.
    record Elsewhere(long size) implements WitnessAnswer {}

    /// He has seen another tree than the one that is signed here, or more of it.
    ///
    /// @param reason one English sentence
    record Disagrees(String reason) implements WitnessAnswer {}

    /// He does not cosign, does not answer, or answers something else.
    ///
    /// @param reason one English sentence
    record Refused(String reason) implements WitnessAnswer {}

    /// Reads an answer.
    ///
    /// @param status of HTTP
    /// @param body its text
    static WitnessAnswer of(int status, String body, WitnessRequest request, WitnessKey key) {
        return switch (status) {
            case 200 -> cosigned(body, request.checkpoint(), key);
            // "The response body MUST consist of the tree size of the latest cosigned checkpoint in decimal"
            case 409 ->
                body.matches("(0|[1-9][0-9]{0,17})\n")
                        ? new Elsewhere(Long.parseLong(body.strip()))
                        : new Disagrees("has cosigned another root for this size");
            case 400, 403 ->
                new Refused("does not take the checkpoint: it does not know the log's key, or not as we do");
            case 404 ->
                new Refused("does not know the log " + request.checkpoint().origin());
            case 422 -> new Disagrees("says that the tree does not continue what it cosigned");
            default -> new Refused("answers with status " + status);
        };
    }

    /// "The client MUST ignore any cosignatures from unknown keys."
    private static WitnessAnswer cosigned(String body, Checkpoint checkpoint, WitnessKey key) {
        Optional<Checkpoint> with = Checkpoint.parse(checkpoint.note() + body);
        Optional<Instant> at = with.flatMap(key::cosigned);
        if (at.isEmpty()) {
            return new Refused("answers without a cosignature under its key");
        }
        NoteSignature line = with.get().signatures().stream()
                .filter(one -> key.cosigned(
                                new Checkpoint(checkpoint.origin(), checkpoint.head(), java.util.List.of(one)))
                        .equals(at))
                .findFirst()
                .orElseThrow();
        return new Cosigned(line, at.get());
    }
}
