package kakehashi.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/// A listener could not take its address: in use, not of this machine, or not allowed.
public final class BindFailed extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    BindFailed(String listener, InetSocketAddress address, Throwable cause) {
        super(new IOException(
                "listener " + listener + " cannot bind " + address.getHostString() + ":" + address.getPort() + ": "
                        + root(cause),
                cause));
    }

    private static String root(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
