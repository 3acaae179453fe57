package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GraphTest {
    @TempDir
    Path folder;

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=日本国政府,C=JP");
    private final TestCa bridge = pki.root("CN=Bridge,O=Bridge,C=JP");
    private final Certificate there = root.crossCertify(bridge);
    private final Certificate back = bridge.crossCertify(root);

    @BeforeEach
    void writesFiles() throws IOException {
        Files.createDirectories(folder.resolve("pool"));
        Files.write(folder.resolve("pool/root.cer"), root.certificate().der().toArray());
        Files.writeString(folder.resolve("pool/there.pem"), Pem.encode(there));
        Files.write(
                folder.resolve("pool/back.p7c"),
                CertificateBundle.of(List.of(back)).der().toArray());
        Files.writeString(folder.resolve("pool/notes.txt"), "notes");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void drawsAFolderWithEveryKindOfFile() throws IOException {
        Terminal terminal = Terminal.run("graph", at("pool"), "--svg", at("graph.svg"));
        assertThat(terminal.code()).isZero();
        assertThat(Files.readString(folder.resolve("graph.svg")))
                .startsWith("<svg ")
                .contains(
                        "c-" + root.certificate().fingerprint(), "c-" + there.fingerprint(), "c-" + back.fingerprint());
    }

    @Test
    void writesJsonUnderStableKeys() {
        Terminal terminal = Terminal.run("graph", at("pool"), "--json", "--anchor", at("pool/root.cer"));
        JsonNode json = JsonMapper.builder().build().readTree(terminal.out());
        assertThat(json.propertyNames())
                .containsExactly("at", "title", "description", "nodes", "edges", "textAlternative");
        assertThat(json.at("/nodes/1/role").stringValue()).isEqualTo("anchor");
        assertThat(json.get("edges"))
                .hasSize(3)
                .allSatisfy(edge -> assertThat(edge.propertyNames())
                        .containsExactly(
                                "fingerprint",
                                "issuer",
                                "issuerKey",
                                "subject",
                                "subjectKey",
                                "serialNumber",
                                "notBefore",
                                "notAfter",
                                "status",
                                "selfIssued",
                                "crossesDomains",
                                "policies",
                                "policyMappings",
                                "constraints"));
    }

    @Test
    void tellsTheGraphInWordsWithoutAPicture() {
        Terminal terminal = Terminal.run(Locale.JAPAN, Bytes.EMPTY, "graph", at("pool"));
        assertThat(terminal.out()).startsWith("信頼グラフ").contains("発行者: CN=Bridge,O=Bridge,C=JP");
    }

    @Test
    void drawsThePathAndTheCandidatesThatFailed() throws IOException {
        TestEntity alice = bridge.issueEndEntity("CN=Alice,O=Bridge,C=JP");
        Files.write(folder.resolve("alice.cer"), alice.certificate().der().toArray());
        String[] question = {
            "verify", at("alice.cer"), "--anchor", at("pool/root.cer"), "--pool", at("pool"), "--svg", at("path.svg")
        };
        assertThat(Terminal.run(question).code()).isZero();
        assertThat(Files.readString(folder.resolve("path.svg")))
                .contains("A path holds.", "certificate valid cross holds");
        String[] late = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(question), java.util.stream.Stream.of("--at", "2028-01-01T00:00:00Z"))
                .toArray(String[]::new);
        assertThat(Terminal.run(late).code()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("path.svg")))
                .contains("No path holds.", "refused", "✗ The validity period ended");
    }

    @Test
    void refusesAFolderWithoutCertificatesAndAFileThatCannotBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertThat(Terminal.run("graph", at("empty")).code()).isEqualTo(65);
        Terminal nowhere = Terminal.run("graph", at("pool"), "--svg", at("none/graph.svg"));
        assertThat(nowhere.code()).isEqualTo(65);
        assertThat(nowhere.err()).contains("cannot be written");
    }
}
