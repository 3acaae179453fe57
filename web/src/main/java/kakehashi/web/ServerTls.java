package kakehashi.web;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// TLS of a listener. The context with certificate and key is handed in and may be exchanged while the listener
/// runs: connections that begin later use the new one.
public final class ServerTls {
    private final AtomicReference<SSLContext> current;
    private final SSLContext face;

    /// Begins with a context.
    public ServerTls(SSLContext context) {
        current = new AtomicReference<>(context);
        face = new Face(new CurrentContext(current), context.getProvider());
    }

    /// Lets new connections use another context.
    public void exchange(SSLContext context) {
        current.set(context);
    }

    /// A context that always speaks for the current one.
    SSLContext context() {
        return face;
    }

    private static final class Face extends SSLContext {
        Face(SSLContextSpi spi, Provider provider) {
            super(spi, provider, "TLS");
        }
    }

    private static final class CurrentContext extends SSLContextSpi {
        private final AtomicReference<SSLContext> current;

        CurrentContext(AtomicReference<SSLContext> current) {
            this.current = current;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new IllegalStateException("made of a context that is initialised");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return current.get().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return current.get().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return current.get().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return current.get().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return current.get().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return current.get().getClientSessionContext();
        }
    }
}
