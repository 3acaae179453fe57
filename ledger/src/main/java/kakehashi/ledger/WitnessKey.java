package kakehashi.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import kakehashi.ledger.Checkpoint.NoteSignature;
import kakehashi.x509.Bytes;

/// The Ed25519 key of a witness: somebody outside who says with a time that he has seen a checkpoint and that it
/// continues all that he saw before (C2SP tlog-cosignature, `cosignature/v1`).
///
/// @param name the key's name; without spaces and plus signs
/// @param publicKey the 32 octets of RFC 8032
public record WitnessKey(String name, Bytes publicKey) {
    private static final int COSIGNATURE = 4;
    private static final int SIGNATURE = 64;

    /// @throws IllegalArgumentException when the name or the key is none
    public WitnessKey {
        new CheckpointKey(name, publicKey).keyId();
    }

    /// The first 4 octets of `SHA-256(name || 0x0A || 0x04 || publicKey)`.
    public Bytes keyId() {
        return CheckpointKey.keyId(name, COSIGNATURE, publicKey);
    }

    /// The key as C2SP signed-note writes it, with 0x04 for a cosigner.
    public String text() {
        byte[] typed = new byte[1 + publicKey.length()];
        typed[0] = COSIGNATURE;
        publicKey.copyTo(typed, 1);
        return name + "+" + keyId() + "+" + Base64.getEncoder().encodeToString(typed);
    }

    /// Reads what [#text] writes; nothing when it is anything else, or the key id is another key's.
    public static Optional<WitnessKey> ofText(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Bytes typed = Bytes.wrap(Base64.getDecoder().decode(parts[2]));
            WitnessKey key = new WitnessKey(parts[0], typed.slice(Math.min(1, typed.length()), typed.length()));
            return Optional.of(key).filter(same -> same.text().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// When the witness cosigned the checkpoint, the latest of several; nothing when it did not.
    public Optional<Instant> cosigned(Checkpoint checkpoint) {
        return checkpoint.signatures().stream()
                .filter(line -> line.name().equals(name) && line.keyId().equals(keyId()))
                .flatMap(line -> time(checkpoint, line).stream())
                .max(Instant::compareTo);
    }

    /// "timestamped_signature: u64 timestamp, u8 signature\[64\]"; the signed message is `cosignature/v1`, a line
    /// `time` with the timestamp in decimal, and the note's text.
    private Optional<Instant> time(Checkpoint checkpoint, NoteSignature line) {
        if (line.signature().length() != Long.BYTES + SIGNATURE) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(line.signature().toArray()).getLong();
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            return Optional.empty();
        }
        byte[] message =
                ("cosignature/v1\ntime " + seconds + "\n" + checkpoint.text()).getBytes(StandardCharsets.UTF_8);
        Bytes signature = line.signature().slice(Long.BYTES, Long.BYTES + SIGNATURE);
        boolean genuine = new CheckpointKey(name, publicKey).verifies(Bytes.wrap(message), signature);
        return genuine ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }
}
