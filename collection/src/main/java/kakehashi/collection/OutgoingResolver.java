package kakehashi.collection;

import java.net.InetAddress;
import java.util.List;

/// The name service.
@FunctionalInterface
public interface OutgoingResolver {
    /// The addresses of a host; empty when it has none.
    List<InetAddress> addresses(String host);
}
