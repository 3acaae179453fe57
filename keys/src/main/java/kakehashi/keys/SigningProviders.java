package kakehashi.keys;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.x509.NativeProvider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Which provider signs fastest, per kind of key, as measured: the native Amazon Corretto Crypto Provider where it
/// loads, then Bouncy Castle, then the JDK; the JDK alone for ML-DSA. None is registered with the platform.
final class SigningProviders {
    private static final List<Supplier<Provider>> RSA = fastestFirst("SunRsaSign");
    private static final List<Supplier<Provider>> EC = fastestFirst("SunEC");
    private static final List<Supplier<Provider>> ML_DSA =
            made(Security.getProvider("SUN")).toList();

    private SigningProviders() {}

    /// Half a thousand classes of a signed jar: made when a key comes that Corretto does not take.
    private static final class BouncyCastle {
        private static final Provider PROVIDER = new BouncyCastleProvider();
    }

    /// To be asked for one after the other: the later ones are not made before they are needed.
    static List<Supplier<Provider>> fastestFirst(KeyKind kind) {
        return switch (kind) {
            case RSA_2048, RSA_3072, RSA_4096 -> RSA;
            case P256, P384, P521, ED25519 -> EC;
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ML_DSA;
        };
    }

    /// The one for Ed25519 over messages of any length.
    static Provider patient() {
        return Optional.ofNullable(Security.getProvider("SunEC")).orElseGet(() -> BouncyCastle.PROVIDER);
    }

    private static List<Supplier<Provider>> fastestFirst(String jdk) {
        Stream<Supplier<Provider>> bouncyCastle = Stream.of(() -> BouncyCastle.PROVIDER);
        return Stream.of(
                        NativeProvider.loaded().stream().flatMap(SigningProviders::made),
                        bouncyCastle,
                        Stream.ofNullable(Security.getProvider(jdk)).flatMap(SigningProviders::made))
                .flatMap(some -> some)
                .toList();
    }

    private static Stream<Supplier<Provider>> made(Provider provider) {
        return Stream.of(() -> provider);
    }
}
