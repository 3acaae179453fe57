package kakehashi.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether an address can be had, because the library's own error does not say which one could not.
final class Ports {
    private Ports() {}

    /// Throws [BindFailed] with the listener's name and the reason.
    static void tryToBind(Listener listener) {
        InetSocketAddress address = listener.address();
        if (address.isUnresolved()) {
            throw new BindFailed(listener.name(), address, new IOException("the name has no address"));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new BindFailed(listener.name(), address, e);
        }
    }
}
