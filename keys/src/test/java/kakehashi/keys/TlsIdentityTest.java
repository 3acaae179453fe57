package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.function.UnaryOperator;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    @TempDir
    private Path folder;

    private final TestCa ca = TestCa.root("CN=TLS Root,C=JP");
    private Path certificate;
    private Path key;

    @BeforeEach
    void writeAPair() throws IOException, NoSuchAlgorithmException {
        certificate = folder.resolve("server.pem");
        key = folder.resolve("server.key");
        write(pair("Ed25519"), text -> text);
    }

    private static KeyPair pair(String algorithm) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    /// Lays a key and a certificate for it into the files.
    private void write(KeyPair pair, UnaryOperator<String> change) throws IOException {
        TestKey tested = TestKey.of(SignatureAlgorithm.ED25519, pair);
        Certificate issued = ca.issue(
                new CertificateBuilder()
                        .subject(kakehashi.x509.Name.of("CN=server,C=JP"))
                        .publicKey(tested.publicKey())
                        .validity(kakehashi.testkit.TestPki.NOW, kakehashi.testkit.TestPki.NOW.plusSeconds(86_400)),
                any -> {});
        Files.writeString(certificate, Pem.encode(issued) + Pem.encode(ca.certificate()));
        Files.writeString(
                key,
                change.apply(
                        Pem.encode("PRIVATE KEY", Bytes.wrap(pair.getPrivate().getEncoded()))));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private TlsIdentity.Refusal refusal() {
        return ((TlsIdentity.Read.Refused) TlsIdentity.read(certificate, key)).reason();
    }

    @Test
    void takesACertificateWithItsKeyAndThoseAboveIt() throws NoSuchAlgorithmException, IOException {
        assertThat(TlsIdentity.read(certificate, key)).isInstanceOfSatisfying(TlsIdentity.Read.Usable.class, usable -> {
            assertThat(usable.identity().chain()).hasSize(2);
            assertThat(usable.identity().context().getServerSocketFactory()).isNotNull();
        });
        for (String algorithm : new String[] {"EC", "RSA"}) {
            write(pair(algorithm), text -> text);
            assertThat(TlsIdentity.read(certificate, key)).isInstanceOf(TlsIdentity.Read.Usable.class);
        }
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() throws NoSuchAlgorithmException, IOException {
        String other = Files.readString(certificate);
        write(pair("Ed25519"), text -> text);
        Files.writeString(certificate, other);

        assertThat(refusal()).isEqualTo(TlsIdentity.Refusal.NOT_THE_CERTIFICATES_KEY);
    }

    @Test
    void refusesAKeyThatOthersMayReadAndOneThatIsNoPkcs8() throws NoSuchAlgorithmException, IOException {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(refusal()).isEqualTo(TlsIdentity.Refusal.KEY_OPEN_TO_OTHERS);

        write(pair("Ed25519"), text -> text.replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertThat(refusal()).isEqualTo(TlsIdentity.Refusal.KEY_NOT_PKCS8);

        Files.delete(key);
        assertThat(refusal()).isEqualTo(TlsIdentity.Refusal.KEY_UNREADABLE);
    }

    @Test
    void refusesAFileWithoutCertificate() throws IOException {
        Files.writeString(certificate, "nothing here\n");

        assertThat(refusal()).isEqualTo(TlsIdentity.Refusal.CERTIFICATE_UNREADABLE);
    }
}
