package kakehashi.issuing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.contract.Sealed;
import kakehashi.contract.SealedState;
import kakehashi.contract.Snapshot;
import kakehashi.files.WholeFile;
import kakehashi.keys.MacKey;
import kakehashi.x509.Bytes;

/// The file of the newest snapshot, beside the sealed state: four octets of length, the `Snapshot` with its HMAC by
/// the sealing key, the folded state. It is believed when the sealed state names it (docs/adr/0004, 0005).
final class SnapshotFile {
    private final Path file;
    private final List<MacKey> keys;
    private final Digest installation;

    /// @param keys the first writes, all verify; what is true the sealed state says
    SnapshotFile(Path sealed, List<MacKey> keys, Digest installation) {
        this.file = sealed.resolveSibling(sealed.getFileName() + ".snapshot");
        this.keys = keys;
        this.installation = installation;
    }

    /// Writes the file anew and waits for the disk.
    ///
    /// @return what the sealed state is to name
    /// @throws IOException when the disk fails; the file before is there still
    SealedState.Folded write(Position position, List<Bytes> state) throws IOException {
        Digest digest = new Digest(Bytes.sha256(state));
        Bytes snapshot = new Snapshot(installation, position, digest).der();
        Bytes head = new Sealed(snapshot, keys.getFirst().mac(snapshot)).der();
        List<Bytes> pieces = new ArrayList<>();
        pieces.add(Bytes.wrap(
                ByteBuffer.allocate(Integer.BYTES).putInt(head.length()).array()));
        pieces.add(head);
        pieces.addAll(state);
        WholeFile.replace(file, pieces, WholeFile.Option.OWNER_ONLY);
        return new SealedState.Folded(position, digest);
    }

    /// The folded state that the sealed state names; empty when the file is not there or is any other.
    Optional<Bytes> read(SealedState.Folded named) {
        try {
            if (!Files.exists(file) || Files.size(file) > Integer.MAX_VALUE - 16) {
                return Optional.empty();
            }
            Bytes all = Bytes.wrap(Files.readAllBytes(file));
            int length = all.length() < Integer.BYTES ? -1 : all.asByteBuffer().getInt();
            if (length < 0 || length > all.length() - Integer.BYTES) {
                return Optional.empty();
            }
            Bytes state = all.slice(Integer.BYTES + length, all.length());
            Snapshot wanted = new Snapshot(installation, named.position(), named.state());
            return Sealed.parse(all.slice(Integer.BYTES, Integer.BYTES + length))
                    .toOptional()
                    .filter(pair -> keys.stream().anyMatch(key -> key.verifies(pair.state(), pair.mac())))
                    .filter(pair -> pair.state().equals(wanted.der()))
                    .filter(pair -> Digest.of(state).equals(named.state()))
                    .map(pair -> state);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
