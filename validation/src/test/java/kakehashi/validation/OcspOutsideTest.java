package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenSSL and the JDK ask and check. OpenSSL looks at the real clock.
class OcspOutsideTest {
    private final OcspScene scene = new OcspScene(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    @TempDir
    Path folder;

    private void write(String name, Certificate certificate) throws IOException {
        Files.writeString(folder.resolve(name), Pem.encode("CERTIFICATE", certificate.der()));
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "ocsp"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static boolean hasOpenssl() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private String askByOpenssl(String... options) throws IOException, InterruptedException {
        assumeTrue(hasOpenssl(), "no openssl on this machine");
        write("ca.pem", scene.ca.certificate());
        write("alice.pem", scene.alice.certificate());
        List<String> ask = new ArrayList<>(List.of(options));
        ask.addAll(List.of("-issuer", "ca.pem", "-cert", "alice.pem"));
        ask.addAll(List.of("-reqout", "request.der"));
        openssl(ask.toArray(String[]::new));
        Bytes request = Bytes.wrap(Files.readAllBytes(folder.resolve("request.der")));
        OcspAnswer answer = scene.responder().post(request);
        Files.write(folder.resolve("response.der"), answer.der().toArray());
        List<String> check = new ArrayList<>(List.of(options));
        check.remove("-no_nonce");
        check.add("-no_nonce");
        check.addAll(List.of("-issuer", "ca.pem", "-cert", "alice.pem", "-CAfile", "ca.pem"));
        check.addAll(List.of("-respin", "response.der"));
        return openssl(check.toArray(String[]::new))
                + openssl("-reqin", "request.der", "-respin", "response.der", "-CAfile", "ca.pem", "-issuer", "ca.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-sha1", "-sha256"})
    void opensslBelievesTheAnswer(String digest) throws IOException, InterruptedException {
        assertThat(askByOpenssl(digest, "-no_nonce"))
                .contains("Response verify OK")
                .contains("alice.pem: good");
        scene.status.says(
                scene.alice.certificate().serialNumber(),
                new StatusAnswer.State.Revoked(
                        scene.clock.instant(), Optional.of(CrlReason.SUPERSEDED), Optional.empty()));
        assertThat(askByOpenssl(digest, "-no_nonce"))
                .contains("alice.pem: revoked")
                .contains("Reason: superseded");
    }

    @Test
    void opensslFindsItsNonce() throws IOException, InterruptedException {
        assertThat(askByOpenssl("-sha256"))
                .contains("Response verify OK")
                .contains("alice.pem: good")
                .doesNotContain("Nonce Verify error")
                .doesNotContain("no nonce in response");
    }

    @Test
    void opensslUnderstandsWhatWasNeverIssued() throws IOException, InterruptedException {
        scene.status.says(scene.alice.certificate().serialNumber(), new StatusAnswer.State.NeverIssued());
        assertThat(askByOpenssl("-sha256", "-no_nonce"))
                .contains("Response verify OK")
                .contains("alice.pem: revoked")
                .contains("Jan  1 00:00:00 1970");
    }

    @Test
    void theJdkBelievesTheAnswer() throws Exception {
        assertThat(jdkSays()).isEqualTo("valid");
        scene.status.says(
                scene.alice.certificate().serialNumber(),
                new StatusAnswer.State.Revoked(
                        scene.clock.instant().minusSeconds(60), Optional.empty(), Optional.empty()));
        assertThat(jdkSays()).isEqualTo("REVOKED");
        scene.status.says(scene.alice.certificate().serialNumber(), new StatusAnswer.State.NeverIssued());
        assertThat(jdkSays()).isEqualTo("REVOKED");
    }

    private String jdkSays() throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate anchor = jdk(factory, scene.ca.certificate());
        X509Certificate alice = jdk(factory, scene.alice.certificate());
        CertPathValidator validator = CertPathValidator.getInstance("PKIX", "SUN");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        Bytes response = scene.responder().post(scene.aliceRequest()).der();
        checker.setOcspResponses(Map.of(alice, response.toArray()));
        checker.setOptions(Set.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.addCertPathChecker(checker);
        parameters.setDate(Date.from(scene.clock.instant()));
        CertPath path = factory.generateCertPath(List.of(alice));
        try {
            validator.validate(path, parameters);
            return "valid";
        } catch (CertPathValidatorException refused) {
            return refused.getReason().toString();
        }
    }

    private static X509Certificate jdk(CertificateFactory factory, Certificate certificate) throws Exception {
        return (X509Certificate) factory.generateCertificate(
                new ByteArrayInputStream(certificate.der().toArray()));
    }
}
