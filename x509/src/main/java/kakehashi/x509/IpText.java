package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Internet addresses as text: dotted decimal, and RFC 5952 hexadecimal groups.
final class IpText {
    private IpText() {}

    /// An address, or an address and its mask as `address/mask`; hexadecimal for any other length.
    static String format(Bytes octets) {
        return switch (octets.length()) {
            case 4 -> v4(octets);
            case 16 -> v6(octets);
            case 8, 32 -> {
                int half = octets.length() / 2;
                yield format(octets.slice(0, half)) + "/" + format(octets.slice(half, 2 * half));
            }
            default -> octets.toString();
        };
    }

    private static String v4(Bytes octets) {
        return IntStream.range(0, 4).mapToObj(i -> String.valueOf(octets.at(i))).collect(Collectors.joining("."));
    }

    private static String v6(Bytes octets) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 16; i += 2) {
            groups.add(Integer.toHexString(octets.at(i) << 8 | octets.at(i + 1)));
        }
        int bestFrom = 0;
        int bestLength = 1;
        for (int from = 0; from < 8; from++) {
            int to = from;
            while (to < 8 && groups.get(to).equals("0")) {
                to++;
            }
            if (to - from > bestLength) {
                bestFrom = from;
                bestLength = to - from;
            }
        }
        return bestLength == 1
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, bestFrom))
                        + "::"
                        + String.join(":", groups.subList(bestFrom + bestLength, 8));
    }
}
