package kakehashi.keys;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;

/// A store of private and MAC keys that has been activated by those who may. Keys never leave it; signers do.
///
/// It may be used by many threads at once. Closing deactivates it: its signers then fail with [TokenUnavailable].
public sealed interface Token extends AutoCloseable permits SoftwareToken, Pkcs11Token {
    /// The keys on the token, by label.
    List<KeyEntry> keys();

    /// Makes a key pair inside the token, where the policy allows it, and keeps it there for good.
    KeyOutcome<KeyEntry> generate(KeyRequest request);

    /// The signer of a key with an algorithm that fits it and that the policy allows.
    KeyOutcome<Signer> signer(Bytes keyId, SignatureAlgorithm algorithm);

    /// Destroys a key pair for good. The listener does not hear of it: whoever asks records the outcome. Signers of
    /// the key then fail with [TokenUnavailable].
    KeyOutcome<KeyEntry> destroy(Bytes keyId);

    /// Makes a key for MACs inside the token. Labels of MAC keys and of key pairs do not meet.
    ///
    /// @throws IllegalArgumentException when the label is blank or longer than 200 characters
    KeyOutcome<MacKey> makeMacKey(String label);

    /// The MAC key of a label; refused when there is none, or the token would give it away.
    KeyOutcome<MacKey> macKey(String label);

    /// A small text that only an activated token shows and changes, such as the epoch of record 5; read anew from
    /// the token. Empty when there is none.
    Optional<Bytes> note(String label);

    /// Writes a note in the place of the one of the same label. Two writers at once are not told apart: the last
    /// one stands.
    ///
    /// @throws IllegalArgumentException for more than [#MOST_NOTE_OCTETS], and for a label that no key could have
    /// @throws TokenUnavailable when it cannot be written
    void putNote(String label, Bytes content);

    /// The largest note.
    int MOST_NOTE_OCTETS = 1024;

    /// @throws IllegalArgumentException when the note is too large
    static void requireNoteSize(Bytes content) {
        if (content.length() > MOST_NOTE_OCTETS) {
            throw new IllegalArgumentException("a note has at most " + MOST_NOTE_OCTETS + " octets");
        }
    }

    /// Deactivates the token and wipes what can be wiped.
    @Override
    void close();
}
