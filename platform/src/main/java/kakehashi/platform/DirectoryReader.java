package kakehashi.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import kakehashi.repository.OutsideDirectory;
import kakehashi.x509.Certificate;

/// Reads the outside directories into which a public node publishes too.
final class DirectoryReader {
    private static final int MOST_PORT = 65_535;
    private static final int LDAP = 389;
    private static final int LDAPS = 636;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");

    private final ConfigSection section;

    DirectoryReader(ConfigSection section) {
        this.section = section;
    }

    Optional<OutsideDirectory> read() {
        Optional<String> host = section.neededText("host");
        boolean start = section.flag("start-tls");
        int port = section.number("port", 1, MOST_PORT, start ? LDAP : LDAPS);
        Optional<SSLSocketFactory> tls = section.file("roots").flatMap(this::trusting);
        if (start && !section.has("roots")) {
            section.fault(
                    "start-tls",
                    "StartTLS には roots が必要です。認証局証明書のファイルを書いてください。",
                    "StartTLS wants roots. Name the file with the CA's certificate.");
        }
        if (host.isPresent() && !section.has("roots") && !LOOPBACK.contains(host.get())) {
            section.fault(
                    "roots",
                    "別の計算機のディレクトリには TLS が必要です。認証局証明書のファイルを書いてください。",
                    "a directory on another machine needs TLS. Name the file with its CA's certificate.");
        }
        Optional<String> bind = section.neededText("bind");
        Optional<OutsideDirectory.Secret> password =
                section.neededSecret("password").flatMap(this::password);
        Optional<String> suffix = section.neededText("suffix");
        return host.isEmpty() || bind.isEmpty() || password.isEmpty() || suffix.isEmpty()
                ? Optional.empty()
                : Optional.of(new OutsideDirectory(
                        host.get(), port, way(tls, start), bind.get(), password.get(), suffix.get()));
    }

    private static OutsideDirectory.Way way(Optional<SSLSocketFactory> tls, boolean start) {
        return tls.<OutsideDirectory.Way>map(trust ->
                        start ? new OutsideDirectory.Way.StartTls(trust) : new OutsideDirectory.Way.Ldaps(trust))
                .orElseGet(OutsideDirectory.Way.Plain::new);
    }

    private Optional<OutsideDirectory.Secret> password(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            return Optional.of(new OutsideDirectory.Secret(line.toCharArray()));
        } catch (IOException e) {
            section.fault("password", file + " を読めません。", file + " cannot be read.");
            return Optional.empty();
        }
    }

    /// Believes servers under these certificates, and no others.
    private Optional<SSLSocketFactory> trusting(Path roots) {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            for (Certificate root : section.certificates("roots", roots)) {
                anchors.setCertificateEntry(
                        root.fingerprint().toString(),
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(root.der().toArray())));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return Optional.of(context.getSocketFactory());
        } catch (GeneralSecurityException | IOException e) {
            section.fault("roots", roots + " を TLS に使えません。", roots + " cannot be used for TLS.");
            return Optional.empty();
        }
    }
}
