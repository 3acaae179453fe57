package kakehashi.path;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kakehashi.x509.Bytes;

/// Subtrees of the form iPAddress (RFC 5280 §4.2.1.10): an address and a mask "in the style of RFC 4632 (CIDR)".
///
/// A mask whose ones do not all come first is no such mask and makes all of it unusable. IPv4 and IPv6 are one
/// form: where only IPv4 networks are permitted, no IPv6 address is.
final class AddressSubtrees {
    private final Map<Bytes, Set<Bytes>> networksByMask = new HashMap<>();
    private boolean usable = true;

    AddressSubtrees(List<Bytes> bases) {
        bases.forEach(this::add);
    }

    private void add(Bytes base) {
        int half = base.length() / 2;
        Bytes mask = base.slice(half, base.length());
        if ((base.length() != 8 && base.length() != 32) || !isContiguous(mask)) {
            usable = false;
            return;
        }
        networksByMask.computeIfAbsent(mask, m -> new HashSet<>()).add(masked(base.slice(0, half), mask));
    }

    private static boolean isContiguous(Bytes mask) {
        boolean ended = false;
        for (int bit = 0; bit < 8 * mask.length(); bit++) {
            boolean one = (mask.at(bit / 8) & 0x80 >> bit % 8) != 0;
            if (one && ended) {
                return false;
            }
            ended |= !one;
        }
        return true;
    }

    private static Bytes masked(Bytes address, Bytes mask) {
        byte[] network = new byte[mask.length()];
        for (int i = 0; i < network.length; i++) {
            network[i] = (byte) (address.at(i) & mask.at(i));
        }
        return Bytes.wrap(network);
    }

    /// Whether every base is well-formed.
    boolean isUsable() {
        return usable;
    }

    /// How the address, of 4 or 16 octets, lies to the subtrees.
    Relation relationOf(Bytes address) {
        if (address.length() != 4 && address.length() != 16) {
            return Relation.UNCLEAR;
        }
        for (Map.Entry<Bytes, Set<Bytes>> networks : networksByMask.entrySet()) {
            Bytes mask = networks.getKey();
            if (mask.length() == address.length() && networks.getValue().contains(masked(address, mask))) {
                return Relation.INSIDE;
            }
        }
        return Relation.OUTSIDE;
    }
}
