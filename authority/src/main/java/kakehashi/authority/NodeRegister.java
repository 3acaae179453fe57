package kakehashi.authority;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.x509.Bytes;

/// Which of the vault's nodes took over, and where in the chain.
public final class NodeRegister {
    private final Map<Id, Position> nodes = new HashMap<>();

    void takesOver(Id node, Position where) {
        nodes.put(node, where);
    }

    /// The node in charge: the one of the last takeover.
    Id inCharge() {
        return nodes.entrySet().stream()
                .max(Comparator.comparingLong(each -> each.getValue().index()))
                .orElseThrow()
                .getKey();
    }

    /// All of them, for a snapshot.
    void write(Consumer<Bytes> sink) {
        ByteBuffer counted =
                ByteBuffer.allocate(Integer.BYTES + nodes.size() * (Id.OCTETS + Long.BYTES + Digest.OCTETS));
        counted.putInt(nodes.size());
        nodes.forEach((node, where) -> {
            counted.put(node.octets().toArray());
            StateSnapshot.put(counted, where);
        });
        sink.accept(Bytes.wrap(counted.array()));
    }

    /// Takes what [#write] wrote.
    void read(ByteBuffer octets) {
        for (int left = octets.getInt(); left > 0; left--) {
            nodes.put(StateSnapshot.id(octets), StateSnapshot.position(octets));
        }
    }
}
