package kakehashi.x509;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/// The Amazon Corretto Crypto Provider, which signs and verifies in native code. It is not registered with the
/// platform.
public final class NativeProvider {
    /// The longest message that it takes for Ed25519, in octets.
    public static final int ED25519_OCTETS = 1 << 20;

    private static final Optional<Provider> LOADED = load();

    private NativeProvider() {}

    /// The provider, where its library is on the class path, fits the platform and passes its own self-tests.
    public static Optional<Provider> loaded() {
        return LOADED;
    }

    private static Optional<Provider> load() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            if (provider.getLoadingError() != null) {
                return Optional.empty();
            }
            provider.assertHealthy();
            return Optional.of(provider);
        } catch (LinkageError | RuntimeException e) {
            return Optional.empty();
        }
    }
}
