package kakehashi.x509;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Which provider verifies signatures fastest, per kind of key, as measured (docs/dependencies.md): the native
/// Amazon Corretto Crypto Provider where it loads, then Bouncy Castle where it beats the JDK, then the JDK. No
/// provider is registered with the platform.
///
/// No provider stands in a list that takes keys which those before it refuse for a good reason: Bouncy Castle takes
/// RSA exponents of 1, SunEC points that lie on no curve.
final class SignatureProviders {
    private static final Optional<Provider> CORRETTO = loadCorretto();
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final List<Provider> RSA = list(CORRETTO.stream(), jdk("SunRsaSign"));
    private static final List<Provider> EC = list(CORRETTO.stream(), bouncyCastle());
    private static final List<Provider> DSA = list(jdk("SUN"), bouncyCastle());
    private static final List<Provider> ML_DSA = list(jdk("SUN"), bouncyCastle());

    private SignatureProviders() {}

    static List<Provider> fastestFirst(PublicKeyAlgorithm kind) {
        return switch (kind) {
            case RSA, RSA_PSS -> RSA;
            case P256, P384, P521, OTHER_CURVE, ED25519 -> EC;
            case DSA -> DSA;
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ML_DSA;
            case ED448, OTHER -> List.of();
        };
    }

    private static Stream<Provider> jdk(String name) {
        return Stream.ofNullable(Security.getProvider(name));
    }

    private static Stream<Provider> bouncyCastle() {
        return Stream.of(BOUNCY_CASTLE);
    }

    @SafeVarargs
    private static List<Provider> list(Stream<Provider>... providers) {
        List<Provider> all = new ArrayList<>();
        for (Stream<Provider> some : providers) {
            some.forEach(all::add);
        }
        return List.copyOf(all);
    }

    /// The native provider, where its library is on the class path, fits the platform and passes its own
    /// self-tests.
    private static Optional<Provider> loadCorretto() {
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
