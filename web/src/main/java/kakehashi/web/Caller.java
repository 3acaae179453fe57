package kakehashi.web;

import java.net.InetAddress;

/// Who asks, as far as the connection and trusted proxies tell.
///
/// @param address the address of the client
/// @param scheme `https` or `http`, as the client used it
/// @param authority host and port as the client wrote them (RFC 9110 §7.2); empty when it sent none
public record Caller(InetAddress address, String scheme, String authority) {
    /// Whether the client speaks TLS, to us or to a trusted proxy.
    public boolean isSecure() {
        return scheme.equals("https");
    }
}
