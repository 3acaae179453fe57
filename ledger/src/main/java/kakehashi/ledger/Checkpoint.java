package kakehashi.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.x509.Bytes;

/// A signed statement of a log's size and root: a C2SP tlog-checkpoint in a C2SP signed-note.
///
/// @param origin the log's name
/// @param head its size and root
/// @param signatures the log's own and those of witnesses, in the order of their lines
public record Checkpoint(String origin, TreeHead head, List<NoteSignature> signatures) {
    private static final int MAX_NOTE = 1 << 16;
    private static final String BASE64 = "[A-Za-z0-9+/]+={0,2}";
    private static final Pattern NOTE = Pattern.compile("(?<text>(?<origin>[^\\n]+)\\n(?<size>0|[1-9][0-9]{0,17})\\n"
            + "(?<root>" + BASE64 + ")\\n)\\n(?<signatures>(?:— [^\\s+]+ " + BASE64 + "\\n){1,100})");

    /// One signature line.
    ///
    /// @param name of the key
    /// @param keyId 4 octets that tell keys of one name apart
    /// @param signature the signature's octets
    public record NoteSignature(String name, Bytes keyId, Bytes signature) {}

    /// Signatures are copied.
    public Checkpoint {
        signatures = List.copyOf(signatures);
    }

    /// Has the checkpoint signed.
    ///
    /// @param key whose name is the origin
    /// @param signer answers the Ed25519 signature over the octets that it is given
    /// @throws IllegalStateException when the signature does not verify under the key
    public static Checkpoint sign(TreeHead head, CheckpointKey key, UnaryOperator<Bytes> signer) {
        Bytes text = text(key.name(), head);
        Bytes signature = signer.apply(text);
        if (!key.verifies(text, signature)) {
            throw new IllegalStateException("the signer of checkpoints signed something else, or with another key");
        }
        return new Checkpoint(key.name(), head, List.of(new NoteSignature(key.name(), key.keyId(), signature)));
    }

    /// The note's text, without signatures: what log and witnesses sign.
    public String text() {
        return new String(text(origin, head).toArray(), StandardCharsets.UTF_8);
    }

    /// The same checkpoint with a further line, such as a witness's.
    public Checkpoint with(NoteSignature line) {
        List<NoteSignature> lines = new ArrayList<>(signatures);
        lines.add(line);
        return new Checkpoint(origin, head, lines);
    }

    private static Bytes text(String origin, TreeHead head) {
        return Bytes.wrap(
                (origin + "\n" + head.size() + "\n" + base64(head.root()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(Bytes octets) {
        return Base64.getEncoder().encodeToString(octets.toArray());
    }

    /// The note, as it is published.
    public String note() {
        StringBuilder note = new StringBuilder(text());
        note.append('\n');
        for (NoteSignature line : signatures) {
            byte[] octets = new byte[4 + line.signature().length()];
            line.keyId().copyTo(octets, 0);
            line.signature().copyTo(octets, 4);
            note.append("— ")
                    .append(line.name())
                    .append(' ')
                    .append(base64(Bytes.wrap(octets)))
                    .append('\n');
        }
        return note.toString();
    }

    /// Reads a note; nothing when it is not exactly a checkpoint with at least one signature. Nothing is verified.
    public static Optional<Checkpoint> parse(String note) {
        Matcher matcher = NOTE.matcher(note);
        if (note.length() > MAX_NOTE || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            Bytes root = Bytes.wrap(Base64.getDecoder().decode(matcher.group("root")));
            List<NoteSignature> signatures = new ArrayList<>();
            for (String line : matcher.group("signatures").split("\n")) {
                signatures.add(signature(line));
            }
            TreeHead head = new TreeHead(Long.parseLong(matcher.group("size")), root);
            Checkpoint read = new Checkpoint(matcher.group("origin"), head, signatures);
            // Base64 with stray bits would make two notes of one checkpoint.
            return Optional.of(read).filter(same -> same.note().equals(note));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static NoteSignature signature(String line) {
        String[] words = line.split(" ", -1);
        Bytes octets = Bytes.wrap(Base64.getDecoder().decode(words[2]));
        if (octets.length() < 5) {
            throw new IllegalArgumentException("a signature without octets");
        }
        return new NoteSignature(words[1], octets.slice(0, 4), octets.slice(4, octets.length()));
    }

    /// Whether the log of this key signed it. Lines of other keys are not looked at.
    public boolean isSignedBy(CheckpointKey key) {
        Bytes text = text(origin, head);
        return origin.equals(key.name())
                && signatures.stream()
                        .filter(line ->
                                line.name().equals(key.name()) && line.keyId().equals(key.keyId()))
                        .anyMatch(line -> key.verifies(text, line.signature()));
    }
}
