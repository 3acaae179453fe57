package kakehashi.platform;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads where a process is to listen. Names are not taken, for they may stand for another address tomorrow.
final class ListenAddress {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[0-9.]+):(\\d{1,5})");
    private static final int MOST = 65_535;

    private ListenAddress() {}

    /// The address and port; empty when the text is none.
    static Optional<InetSocketAddress> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MOST) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(parts.group(1).replaceAll("[\\[\\]]", ""));
            return Optional.of(new InetSocketAddress(address, Integer.parseInt(parts.group(2))));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
