package kakehashi.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// A range of addresses, written `192.0.2.0/24` or `2001:db8::/32`; without a length, one address.
///
/// @param network its first address
/// @param length bits of the prefix
public record AddressRange(InetAddress network, int length) {
    /// Refuses a length that does not fit.
    public AddressRange {
        if (length < 0 || length > network.getAddress().length * 8) {
            throw new IllegalArgumentException("not a prefix length: " + length);
        }
    }

    /// Reads a range; empty when it is none. Never asks the name service.
    public static Optional<AddressRange> parse(String text) {
        String[] parts = text.split("/", 2);
        Optional<InetAddress> network = address(parts[0]);
        if (network.isEmpty() || parts.length > 1 && !parts[1].matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = network.get().getAddress().length * 8;
        int length = parts.length > 1 ? Integer.parseInt(parts[1]) : bits;
        return length > bits ? Optional.empty() : Optional.of(new AddressRange(network.get(), length));
    }

    /// Reads an address written in digits, with or without brackets; empty for a name.
    static Optional<InetAddress> address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!bare.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// Whether an address lies in the range.
    public boolean contains(InetAddress address) {
        byte[] one = address.getAddress();
        byte[] other = network.getAddress();
        if (one.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
