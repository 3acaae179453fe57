package kakehashi.x509;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Which provider verifies signatures fastest, per kind of key, as measured (docs/dependencies.md): the native
/// Amazon Corretto Crypto Provider where it loads, then Bouncy Castle where it beats the JDK, then the JDK. No
/// provider is registered with the platform.
///
/// No provider stands in a list that takes keys which those before it refuse for a good reason: Bouncy Castle takes
/// RSA exponents of 1, SunEC points that lie on no curve.
final class SignatureProviders {
    private static final List<Supplier<Provider>> RSA =
            all(Stream.concat(NativeProvider.loaded().stream(), jdk("SunRsaSign")));
    private static final List<Supplier<Provider>> EC = withBouncyCastle(NativeProvider.loaded().stream());
    private static final List<Supplier<Provider>> DSA = withBouncyCastle(jdk("SUN"));
    private static final List<Supplier<Provider>> ML_DSA = DSA;

    private SignatureProviders() {}

    /// Half a thousand classes of a signed jar: made when a key comes that the others do not take.
    private static final class BouncyCastle {
        private static final Provider PROVIDER = new BouncyCastleProvider();
    }

    /// To be asked for one after the other: the later ones are not made before they are needed.
    static List<Supplier<Provider>> fastestFirst(PublicKeyAlgorithm kind) {
        return switch (kind) {
            case RSA, RSA_PSS -> RSA;
            case P256, P384, P521, OTHER_CURVE, ED25519 -> EC;
            case DSA -> DSA;
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ML_DSA;
            case ED448, OTHER -> List.of();
        };
    }

    /// The one for Ed25519 over messages of any length.
    static Provider patient() {
        return jdk("SunEC").findFirst().orElseGet(() -> BouncyCastle.PROVIDER);
    }

    private static Stream<Provider> jdk(String name) {
        return Stream.ofNullable(Security.getProvider(name));
    }

    private static List<Supplier<Provider>> withBouncyCastle(Stream<Provider> faster) {
        return Stream.concat(faster.map(SignatureProviders::made), Stream.of(() -> BouncyCastle.PROVIDER))
                .toList();
    }

    private static List<Supplier<Provider>> all(Stream<Provider> providers) {
        return providers.map(SignatureProviders::made).toList();
    }

    private static Supplier<Provider> made(Provider provider) {
        return () -> provider;
    }
}
