package kakehashi.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import kakehashi.ledger.AuditVerdict.Fault;
import kakehashi.ledger.AuditVerdict.Unsound;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// Verifies an exported audit tree with nothing but the checkpoints' public key: every leaf against the roots that
/// were signed, in order and complete, and every payload against its commitment. That two checkpoints are
/// consistent follows, as one list of leaves gives both roots.
///
/// Whoever owns the database can cut off a tree together with its last checkpoints. A checkpoint that was published
/// or cosigned, handed in beside the export, finds that too.
public final class AuditVerification {
    private final Path folder;
    private final List<Checkpoint> checkpoints;
    private final List<LogEra.Cut> cuts;
    private final boolean hashesGenuine;

    private final RightEdge edge = RightEdge.empty();
    private int nextCheckpoint;
    private long soundUpTo;
    private long suspect = -1;
    private long payloads;
    private final SortedSet<Long> missing = new TreeSet<>();
    private final Set<Long> erased = new HashSet<>();
    private Optional<Unsound> badPayload = Optional.empty();

    private AuditVerification(Path folder, List<Checkpoint> checkpoints, List<LogEra.Cut> cuts) throws IOException {
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.cuts = cuts;
        this.hashesGenuine = hashesAreGenuine(folder, checkpoints);
    }

    /// Verifies what [AuditExport] wrote of a log that has one key and was never cut.
    ///
    /// @param key of the log; its name is the origin that the checkpoints must have
    /// @param seen notes of checkpoints got elsewhere, such as from a witness; they show an end that was cut off
    /// @throws IOException when a file cannot be read
    public static AuditVerdict verify(Path folder, CheckpointKey key, List<String> seen) throws IOException {
        return verify(folder, List.of(LogEra.only(key)), seen);
    }

    /// Verifies what [AuditExport] wrote, across changes of keys and cuts.
    ///
    /// @param eras the times of the log, the first one first
    /// @param seen notes of checkpoints got elsewhere, such as from a witness; they show an end that was cut off
    /// @throws IOException when a file cannot be read
    public static AuditVerdict verify(Path folder, List<LogEra> eras, List<String> seen) throws IOException {
        EraCheckpoints all = new EraCheckpoints(eras);
        for (String note : seen) {
            Optional<Unsound> bad = all.add(note, "that was handed in");
            if (bad.isPresent()) {
                return bad.get();
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve(AuditExport.CHECKPOINTS))) {
            for (Path file : files.sorted().toList()) {
                Optional<Unsound> bad =
                        all.add(ExportReader.text(file), file.getFileName().toString());
                if (bad.isPresent()) {
                    return bad.get();
                }
            }
        }
        Optional<Unsound> contradiction = all.contradiction();
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        List<Checkpoint> checkpoints = all.required();
        if (checkpoints.isEmpty()) {
            return new AuditVerdict.Undetermined("there is no checkpoint, so nothing can be believed");
        }
        return new AuditVerification(folder, checkpoints, all.cuts()).run();
    }

    /// Whether the stored hashes give the root of every checkpoint; then each of them pins its leaf.
    private static boolean hashesAreGenuine(Path folder, List<Checkpoint> checkpoints) throws IOException {
        RightEdge edge = RightEdge.empty();
        try (ExportReader reader = ExportReader.open(folder)) {
            boolean genuine = true;
            for (Checkpoint checkpoint : checkpoints) {
                genuine = genuine && growsTo(edge, reader, checkpoint.head());
            }
            return genuine;
        }
    }

    private static boolean growsTo(RightEdge edge, ExportReader reader, TreeHead head) throws IOException {
        while (edge.size() < head.size()) {
            Optional<Bytes> hash = reader.nextHash();
            if (hash.isEmpty()) {
                return false;
            }
            edge.append(hash.get(), (level, index, node) -> {});
        }
        return edge.head().equals(head);
    }

    private AuditVerdict run() throws IOException {
        try (ExportReader reader = ExportReader.open(folder)) {
            Optional<Unsound> bad = checkRoots();
            while (bad.isEmpty()) {
                Optional<Bytes> leaf = reader.nextLeaf();
                if (leaf.isEmpty()) {
                    return end(reader);
                }
                bad = checkLeaf(reader, leaf.get());
            }
            return bad.get();
        }
    }

    private AuditVerdict end(ExportReader reader) throws IOException {
        long count = edge.size();
        long covered = checkpoints.getLast().head().size();
        if (count < covered) {
            return new Unsound(
                    count,
                    Fault.CUT_OFF,
                    "the export ends after " + count + " leaves, " + covered + " were signed for");
        }
        if (badPayload.isPresent()) {
            return badPayload.get();
        }
        if (reader.hasPayload()) {
            return payloadFault(reader.payloadIndex(), "a payload beside it belongs to no leaf");
        }
        Optional<Unsound> removed = removed();
        if (removed.isPresent()) {
            return removed.get();
        }
        return new AuditVerdict.Sound(covered, count - covered, payloads, checkpoints.size(), cuts);
    }

    private Optional<Unsound> checkLeaf(ExportReader reader, Bytes der) throws IOException {
        long at = edge.size();
        Bytes hash = MerkleTree.leafHash(der);
        boolean asStored = reader.nextHash().filter(hash::equals).isPresent();
        Optional<Leaf> leaf = Leaf.parse(der).toOptional();
        long index = leaf.map(Leaf::index).orElse(-1L);
        boolean covered = at < checkpoints.getLast().head().size();
        if (hashesGenuine && covered && !asStored) {
            boolean elsewhere =
                    index > at && reader.hashAt(index).filter(hash::equals).isPresent();
            return Optional.of(elsewhere ? displaced(at, index) : changed(at, "its hash is not the one signed for"));
        }
        if (leaf.isEmpty()) {
            return Optional.of(changed(at, "its octets are no leaf"));
        }
        if (index != at) {
            return Optional.of(index > at ? displaced(at, index) : changed(at, "it says that it is leaf " + index));
        }
        if (!asStored && suspect < 0) {
            suspect = at;
        }
        edge.append(hash, (level, position, node) -> {});
        checkPayload(reader, leaf.get());
        return checkRoots();
    }

    private static Unsound changed(long at, String why) {
        return new Unsound(at, Fault.CHANGED, "leaf " + at + " was changed: " + why);
    }

    /// A later leaf stands at this place: either this one comes after it, or not at all.
    private Unsound displaced(long at, long found) throws IOException {
        try (ExportReader reader = ExportReader.open(folder)) {
            for (Optional<Bytes> leaf = reader.nextLeaf(); leaf.isPresent(); leaf = reader.nextLeaf()) {
                if (leaf.map(Leaf::parse)
                        .flatMap(Parsed::toOptional)
                        .filter(l -> l.index() == at)
                        .isPresent()) {
                    return new Unsound(
                            at, Fault.OUT_OF_ORDER, "leaf " + at + " comes later; leaf " + found + " is in its place");
                }
            }
        }
        return new Unsound(at, Fault.MISSING, "leaf " + at + " is missing; leaf " + found + " is in its place");
    }

    private Optional<Unsound> checkRoots() {
        while (nextCheckpoint < checkpoints.size()
                && checkpoints.get(nextCheckpoint).head().size() == edge.size()) {
            if (!checkpoints.get(nextCheckpoint).head().equals(edge.head())) {
                long first = suspect >= soundUpTo ? suspect : soundUpTo;
                return Optional.of(changed(
                        first,
                        "one or more of the leaves " + soundUpTo + " to " + (edge.size() - 1)
                                + " do not give the root that was signed"));
            }
            soundUpTo = edge.size();
            nextCheckpoint++;
        }
        // Which of the two was changed, leaf or payload, is known when a root covers the leaf.
        return badPayload.filter(bad -> bad.index() < soundUpTo);
    }

    private void checkPayload(ExportReader reader, Leaf leaf) throws IOException {
        if (!reader.hasPayload() || reader.payloadIndex() > leaf.index()) {
            if (leaf.content() instanceof Leaf.Commitment) {
                missing.add(leaf.index());
            }
            return;
        }
        payloads++;
        boolean here = reader.payloadIndex() == leaf.index();
        ExportReader.Opened opened = reader.takePayload();
        if (!here || !opened.opens(leaf)) {
            badPayload = badPayload.or(() ->
                    Optional.of(payloadFault(leaf.index(), "the payload beside it is not the one it commits to")));
            suspect = suspect < 0 ? leaf.index() : suspect;
        } else if (leaf.kind().equals(AuditKind.PAYLOAD_ERASED.label())) {
            AuditErasure.parse(opened.payload()).toOptional().ifPresent(gone -> erased.addAll(gone.indices()));
        }
    }

    /// "A payload that is not there and that no payload.erased names is reported as removed." (ADR 8)
    private Optional<Unsound> removed() {
        return missing.stream()
                .filter(index -> !erased.contains(index))
                .findFirst()
                .map(index -> new Unsound(
                        index, Fault.REMOVED, "leaf " + index + ": its payload was removed, and no erasure names it"));
    }

    private static Unsound payloadFault(long index, String why) {
        return new Unsound(index, Fault.PAYLOAD_CHANGED, "leaf " + index + ": " + why);
    }
}
