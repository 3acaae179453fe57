package kakehashi.keys;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;

/// Certificate and key with which a server proves its name in TLS, from files as every tool writes them.
///
/// The key lies in a file of mode 0600, in PKCS#8 and PEM (`PRIVATE KEY`), for RSA, ECDSA or Ed25519. The
/// certificates lie in one PEM file, the server's first, then those above it.
public final class TlsIdentity {
    private static final String ALIAS = "server";
    private static final String KEY_LABEL = "PRIVATE KEY";

    private final List<Certificate> chain;
    private final SSLContext context;

    private TlsIdentity(List<Certificate> chain, SSLContext context) {
        this.chain = chain;
        this.context = context;
    }

    /// What came of reading.
    public sealed interface Read {
        /// Certificate and key belong together.
        record Usable(TlsIdentity identity) implements Read {}

        /// They cannot be used.
        record Refused(Refusal reason) implements Read {}
    }

    /// Why certificate and key cannot be used.
    public enum Refusal {
        KEY_UNREADABLE,
        KEY_OPEN_TO_OTHERS,
        KEY_NOT_PKCS8,
        CERTIFICATE_UNREADABLE,
        NOT_THE_CERTIFICATES_KEY
    }

    /// Reads certificate and key.
    ///
    /// @param certificates a PEM file, the server's certificate first
    /// @param key a PEM file of mode 0600
    public static Read read(Path certificates, Path key) {
        try {
            if (PrivateFile.isOpenToOthers(key)) {
                return new Read.Refused(Refusal.KEY_OPEN_TO_OTHERS);
            }
            List<Certificate> chain = blocks(certificates, Pem.CERTIFICATE).stream()
                    .flatMap(block -> Certificate.parse(block).toOptional().stream())
                    .toList();
            List<Bytes> keys = blocks(key, KEY_LABEL);
            if (chain.isEmpty()) {
                return new Read.Refused(Refusal.CERTIFICATE_UNREADABLE);
            }
            return keys.isEmpty() ? new Read.Refused(unreadable(key)) : of(chain, keys.getFirst());
        } catch (TokenUnavailable e) {
            return new Read.Refused(Refusal.KEY_UNREADABLE);
        }
    }

    private static Refusal unreadable(Path key) {
        return PrivateFile.read(key).isPresent() ? Refusal.KEY_NOT_PKCS8 : Refusal.KEY_UNREADABLE;
    }

    private static List<Bytes> blocks(Path file, String label) {
        return PrivateFile.read(file).flatMap(text -> Pem.decode(text).toOptional()).orElse(List.of()).stream()
                .filter(block -> block.label().equals(label))
                .map(Pem.Block::content)
                .toList();
    }

    private static Read of(List<Certificate> chain, Bytes pkcs8) {
        try {
            X509Certificate[] certificates = new X509Certificate[chain.size()];
            for (int i = 0; i < certificates.length; i++) {
                certificates[i] = (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(chain.get(i).der().toArray()));
            }
            PrivateKey key = KeyFactory.getInstance(
                            certificates[0].getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
            if (!belongTogether(key, certificates[0].getPublicKey())) {
                return new Read.Refused(Refusal.NOT_THE_CERTIFICATES_KEY);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            // Nobody is asked for a certificate of his own.
            context.init(new KeyManager[] {new OneKey(key, certificates)}, new TrustManager[0], null);
            return new Read.Usable(new TlsIdentity(chain, context));
        } catch (GeneralSecurityException e) {
            return new Read.Refused(Refusal.NOT_THE_CERTIFICATES_KEY);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] message = ALIAS.getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(message);
        byte[] made = signature.sign();
        signature.initVerify(certified);
        signature.update(message);
        return signature.verify(made);
    }

    /// The server's certificate and those above it.
    public List<Certificate> chain() {
        return chain;
    }

    /// The context for a listener.
    public SSLContext context() {
        return context;
    }

    /// The key stays in memory: a key manager over a key store would decrypt it anew for every connection.
    private static final class OneKey extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        OneKey(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        private String alias(String keyType) {
            String own = key.getAlgorithm();
            boolean fits = keyType.equals(own) || keyType.startsWith(own + "_") || isEdwards(keyType, own);
            return fits ? ALIAS : null;
        }

        private static boolean isEdwards(String keyType, String own) {
            return keyType.equals("EdDSA") && own.startsWith("Ed");
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return alias(keyType);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return alias(keyType);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
