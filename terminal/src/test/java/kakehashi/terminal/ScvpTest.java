package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import kakehashi.keys.Signer;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestKey;
import kakehashi.validation.PolicyCatalogue;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.ScvpOptions;
import kakehashi.validation.SearchBudget;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationServer;
import kakehashi.x509.Bytes;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScvpTest {
    private final TestCa ca = TestCa.root("CN=CA,O=Test,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,O=Test,C=JP");
    private final TestEntity server = ca.issueEndEntity("CN=Server,O=Test,C=JP");

    @TempDir
    Path folder;

    private record KeyOf(TestKey key) implements Signer {
        @Override
        public Bytes sign(Bytes message) {
            return key.sign(message);
        }

        @Override
        public SubjectPublicKeyInfo publicKey() {
            return key.publicKey();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return key.algorithm();
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeEach
    void writeCertificates() throws IOException {
        Files.writeString(folder.resolve("alice.pem"), Pem.encode(alice.certificate()));
        Files.writeString(folder.resolve("server.pem"), Pem.encode(server.certificate()));
        Files.writeString(
                folder.resolve("revoked.crl"),
                Pem.encode(ca.crl(list ->
                        list.revoke(alice.certificate().serialNumber(), Instant.parse("2025-12-31T00:00:00Z")))));
    }

    private void serve() throws IOException {
        Bytes request = Bytes.wrap(Files.readAllBytes(folder.resolve("request.der")));
        Files.write(
                folder.resolve("response.der"), validationServer().cv(request).toArray());
    }

    private ValidationServer validationServer() {
        String text = """
                kakehashi-relying-party-policy = 1
                oid = 1.2.392.1.1
                version = 1
                name.ja = 試験
                name.en = Test
                revocation = if-present
                """ + Pem.encode(ca.certificate());
        var policy = (PolicyFile.Read.Policy) PolicyFile.read(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
        Validation validation = new Validation(PolicyCatalogue.of(policy.policy()), SearchBudget.UNTIMED);
        ServerCredential credential = new ServerCredential(new KeyOf(server.key()), server.certificate(), List.of());
        return new ValidationServer(validation, credential, ScvpOptions.DEFAULT, () -> kakehashi.testkit.TestPki.NOW);
    }

    private Terminal check(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "scvp",
                "--sent",
                file("request.der"),
                "--response",
                file("response.der"),
                "--server",
                file("server.pem")));
        arguments.addAll(List.of(more));
        return Terminal.run(arguments.toArray(String[]::new));
    }

    @Test
    void writesARequestAndBelievesItsResponse() throws IOException {
        assertThat(Terminal.run("scvp", file("alice.pem"), "--out", file("request.der"), "--want", "path", "--fresh")
                        .code())
                .isZero();
        serve();
        assertThat(check().out()).contains("Valid.").contains("CN=Server").contains("CN=Alice");
        assertThat(check("--json").out()).contains("\"replyStatus\" : \"success\"");
        assertThat(check().code()).isZero();
    }

    private static HttpServer httpServer(String type, UnaryOperator<Bytes> answer) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/scvp", exchange -> {
            byte[] body = answer.apply(Bytes.wrap(exchange.getRequestBody().readAllBytes()))
                    .toArray();
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        return http;
    }

    private Terminal ask(HttpServer http) {
        String url = "http://localhost:" + http.getAddress().getPort() + "/scvp";
        return Terminal.run("scvp", file("alice.pem"), "--url", url, "--server", file("server.pem"), "--fresh");
    }

    @Test
    void rfc5055_10_asksAServerByHttp() throws IOException {
        HttpServer http = httpServer(ValidationServer.CV_RESPONSE_TYPE, validationServer()::cv);
        try {
            assertThat(ask(http).out()).contains("Valid.").contains("CN=Server");
            assertThat(ask(http).code()).isZero();
        } finally {
            http.stop(0);
        }
        assertThat(ask(http).code()).isEqualTo(69);
    }

    @Test
    void refusesWhatIsNoResponse() throws IOException {
        HttpServer http = httpServer("text/html", request -> request);
        try {
            assertThat(ask(http).code()).isEqualTo(65);
        } finally {
            http.stop(0);
        }
    }

    @Test
    void tellsThatACertificateIsRevokedByACrlThatWasSentAlong() throws IOException {
        Terminal.run("scvp", file("alice.pem"), "--out", file("request.der"), "--with", file("revoked.crl"));
        serve();
        assertThat(check().out()).contains("Not valid.").contains("certPathNotValid – revoked");
        assertThat(check().code()).isEqualTo(1);
    }

    @Test
    void believesNoOtherServerAndNoOtherResponse() throws IOException {
        Terminal.run("scvp", file("alice.pem"), "--out", file("request.der"));
        serve();
        Files.writeString(folder.resolve("server.pem"), Pem.encode(alice.certificate()));
        assertThat(check().out()).contains("not believed");
        assertThat(check().code()).isEqualTo(2);
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThat(Terminal.run("scvp").code()).isEqualTo(64);
        assertThat(Terminal.run("scvp", file("alice.pem"), "--out", file("r"), "--check", "all")
                        .code())
                .isEqualTo(64);
    }
}
