package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// A root CA that knows nothing of this product: a key and a certificate that OpenSSL made.
///
/// @param folder where its files are
record OutsideRoot(Path folder) {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    /// What such a root writes into the certificate of a subordinate CA.
    static final String SUBORDINATE = """
            basicConstraints = critical, CA:TRUE, pathlen:0
            keyUsage = critical, keyCertSign, cRLSign
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            certificatePolicies = 2.5.29.32.0
            crlDistributionPoints = URI:http://outside.example.jp/root.crl
            authorityInfoAccess = caIssuers;URI:http://outside.example.jp/root.cer
            """;

    static OutsideRoot in(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(OPENSSL), "OpenSSL is not installed");
        OutsideRoot root = new OutsideRoot(Files.createDirectories(folder));
        Files.writeString(folder.resolve("req.cnf"), "[req]\ndistinguished_name = dn\n[dn]\n");
        root.create();
        return root;
    }

    private void create() {
        run(List.of("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "root.key"));
        List<String> request = new ArrayList<>(List.of("req", "-x509", "-config", "req.cnf", "-key", "root.key"));
        request.addAll(List.of("-sha384", "-days", "7300", "-subj", "/C=JP/O=Outside/CN=Outside Root"));
        request.addAll(List.of("-addext", "basicConstraints=critical,CA:TRUE"));
        request.addAll(List.of("-addext", "keyUsage=critical,keyCertSign,cRLSign"));
        request.addAll(List.of("-addext", "subjectKeyIdentifier=hash", "-out", "root.pem"));
        run(request);
    }

    Certificate certificate(String name) {
        run(List.of("x509", "-in", name + ".pem", "-outform", "DER", "-out", name + ".cer"));
        return Certificate.parse(octets(name + ".cer")).orElseThrow();
    }

    /// Signs a request as it stands, the subject with it.
    Bytes sign(Bytes request, String by, int days, String extensions) {
        try {
            Files.write(folder.resolve("ask.p10"), request.toArray());
            Files.writeString(folder.resolve("ext.cnf"), extensions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(List.of("req", "-inform", "DER", "-in", "ask.p10", "-out", "ask.pem"));
        List<String> sign = new ArrayList<>(List.of("x509", "-req", "-in", "ask.pem", "-sha384"));
        sign.addAll(List.of("-CA", by + ".pem", "-CAkey", by + ".key", "-CAcreateserial"));
        sign.addAll(List.of("-days", Integer.toString(days), "-extfile", "ext.cnf"));
        sign.addAll(List.of("-outform", "DER", "-out", "answer.cer"));
        run(sign);
        return octets("answer.cer");
    }

    Bytes octets(String name) {
        try {
            return Bytes.wrap(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String run(List<String> arguments) {
        Said said = attempt(arguments);
        assertThat(said.code()).as(said.text()).isZero();
        return said.text();
    }

    /// What OpenSSL says, and how it ends.
    record Said(int code, String text) {}

    /// Runs OpenSSL, which may fail.
    Said attempt(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(OPENSSL.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
