package kakehashi.keys;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Which provider signs fastest, per kind of key, as measured: the native Amazon Corretto Crypto Provider where it
/// loads, then Bouncy Castle, then the JDK; the JDK alone for ML-DSA. None is registered with the platform.
final class SigningProviders {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final List<Provider> RSA = fastestFirst("SunRsaSign");
    private static final List<Provider> EC = fastestFirst("SunEC");
    private static final List<Provider> ML_DSA = List.of(Security.getProvider("SUN"));

    private SigningProviders() {}

    static List<Provider> fastestFirst(KeyKind kind) {
        return switch (kind) {
            case RSA_2048, RSA_3072, RSA_4096 -> RSA;
            case P256, P384, P521, ED25519 -> EC;
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ML_DSA;
        };
    }

    private static List<Provider> fastestFirst(String jdk) {
        return Stream.of(corretto(), Optional.of(BOUNCY_CASTLE), Optional.ofNullable(Security.getProvider(jdk)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Provider> corretto() {
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
