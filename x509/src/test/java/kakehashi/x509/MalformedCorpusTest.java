package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;

class MalformedCorpusTest {
    @Test
    void whatIsReadAsACertificateBouncyCastleReadsToo() {
        List<String> differences = new ArrayList<>();
        List<Path> files = OutsideFiles.filesIn(OutsideFiles.path("fuzz/x509"));
        for (Path file : files) {
            compare(OutsideFiles.read(file), file.getFileName().toString(), differences);
        }
        assertThat(files).hasSizeGreaterThan(400);
        assertThat(differences).isEmpty();
    }

    @Test
    void whatIsReadOfAlteredCertificatesBouncyCastleReadsToo() {
        Random random = new Random(20260101);
        List<String> differences = new ArrayList<>();
        int read = 0;
        for (Path file : OutsideFiles.filesIn(OutsideFiles.path("pkits/nist2011/certs"))) {
            byte[] der = OutsideFiles.der(file).toArray();
            for (int i = 0; i < 50; i++) {
                byte[] altered = der.clone();
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
                read += compare(Bytes.wrap(altered), file.getFileName() + " altered", differences);
            }
        }
        assertThat(read).isGreaterThan(5_000);
        assertThat(differences).isEmpty();
    }

    /// What Bouncy Castle refuses and we do not look at: types that nothing in a certificate gives a meaning to.
    private static final List<String> KNOWN_DIFFERENCES =
            List.of("invalid relative OID contents", "invalid GeneralizedTime format");

    private static int compare(Bytes der, String what, List<String> differences) {
        if (Certificate.parse(der).toOptional().isEmpty()) {
            return 0;
        }
        String refusal = bouncyCastle(der);
        if (!refusal.isEmpty() && KNOWN_DIFFERENCES.stream().noneMatch(refusal::contains)) {
            differences.add(what + ": " + refusal);
        }
        return 1;
    }

    private static String bouncyCastle(Bytes der) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(der.toArray());
            holder.getSubject();
            holder.getSubjectPublicKeyInfo();
            holder.getExtensions();
            return "";
        } catch (Exception e) {
            return e.toString();
        }
    }
}
