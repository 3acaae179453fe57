package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LintTest {
    @TempDir
    Path folder;

    private final TestCa root = new TestPki().root("CN=Root,O=Test,C=JP");
    private final TestEntity good = root.issueEndEntity("CN=Good,O=Test,C=JP");
    private final TestEntity bad =
            root.issueEndEntity("CN=Bad,O=Test,C=JP", c -> c.without(KnownExtension.AUTHORITY_KEY_IDENTIFIER));

    @BeforeEach
    void writesFiles() throws IOException {
        Files.writeString(folder.resolve("root.cer"), Pem.encode(root.certificate()));
        Files.writeString(folder.resolve("good.cer"), Pem.encode(good.certificate()));
        Files.write(folder.resolve("bad.cer"), bad.certificate().der().toArray());
        Files.write(folder.resolve("root.crl"), root.crl().der().toArray());
        Files.write(folder.resolve("good.p10"), good.request(r -> {}).der().toArray());
        Files.write(
                folder.resolve("all.p7c"),
                CertificateBundle.of(List.of(good.certificate(), bad.certificate()))
                        .der()
                        .toArray());
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void answersZeroWithoutAnErrorAndOneWithOne() {
        Terminal clean = Terminal.run("lint", at("root.cer"), at("good.cer"), at("root.crl"), at("good.p10"));
        assertThat(clean.code()).as(clean.out()).isZero();
        assertThat(clean.out())
                .contains("good.cer: has no errors", "warning  crl-place-present  (RFC 5280 §4.2.1.13)")
                .contains("root.crl: breaks no rule", "good.p10: breaks no rule");
        Terminal wrong = Terminal.run("lint", at("all.p7c"));
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out())
                .contains("all.p7c [1]: has ", "all.p7c [2]: has ", ": has errors", ": has no errors", "aki-present");
    }

    @Test
    void speaksJapanese() {
        Terminal answer = Terminal.run(Locale.JAPAN, Bytes.EMPTY, "lint", at("bad.cer"));
        assertThat(answer.out()).contains("誤りがあります", "発行者鍵識別子に鍵識別子がある");
    }

    @Test
    void holdsAgainstTheIssuerAndThePurpose() {
        assertThat(Terminal.run("lint", at("good.cer"), "--issuer", at("root.cer"))
                        .code())
                .isZero();
        Terminal other = Terminal.run("lint", at("good.cer"), "--issuer", at("bad.cer"));
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out()).contains("issuer-bytes");
        assertThat(Terminal.run("lint", at("good.cer"), "--purpose", "internet-server")
                        .out())
                .contains("server-alt-name");
        assertThat(Terminal.run("lint", at("good.cer"), "--purpose", "spaceship")
                        .code())
                .isEqualTo(64);
    }

    /// Every rule that looks at something beside the certificate can be asked by the command line.
    @Test
    void holdsAgainstProfileRequestAndTheOtherCasCertificates() throws IOException {
        TestCa ours = TestCa.root("CN=Ours,O=Test,C=JP");
        var cross = ours.crossCertify(root, c -> c.subjectKeyIdentifier(Bytes.ofHex("00112233")));
        Files.writeString(folder.resolve("cross.cer"), Pem.encode(cross));
        Files.writeString(folder.resolve("ours.cer"), Pem.encode(ours.certificate()));
        String[] beside = {"lint", at("cross.cer"), "--purpose", "cross-certificate", "--subject-certificate"};
        assertThat(Terminal.run(with(beside, at("root.cer"), "--request", at("good.p10")))
                        .out())
                .contains("cross-key-identifier", "cross-key-requested")
                .doesNotContain("cross-key-own", "cross-subject-bytes");
        assertThat(Terminal.run(with(beside, at("ours.cer"))).out()).contains("cross-subject-bytes", "cross-key-own");
        Terminal promised = Terminal.run("lint", at("root.cer"), "--profile", "internet-server");
        assertThat(promised.out())
                .contains("promised-key-usage", "promised-purposes", "promised-policies", "promised-lifetime");
        assertThat(Terminal.run("lint", at("good.cer"), "--request", at("root.cer"))
                        .code())
                .isEqualTo(65);
        assertThat(Terminal.run("lint", at("good.cer"), "--profile", at("root.cer"))
                        .code())
                .isEqualTo(65);
    }

    private static String[] with(String[] first, String... more) {
        return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void writesJsonUnderStableKeys() {
        Terminal answer = Terminal.run("lint", at("bad.cer"), "--json");
        JsonNode item = JsonMapper.builder().build().readTree(answer.out()).at("/files/0/items/0");
        assertThat(item.get("kind").stringValue()).isEqualTo("certificate");
        assertThat(item.get("findings")).anySatisfy(finding -> {
            assertThat(finding.get("rule").stringValue()).isEqualTo("aki-present");
            assertThat(finding.get("severity").stringValue()).isEqualTo("error");
            assertThat(finding.at("/words/ja").stringValue()).isNotBlank();
        });
    }

    @Test
    void findsMalformedCertificatesAndRefusesOtherFiles() throws IOException {
        byte[] twice = bad.certificate().der().toArray();
        // The version becomes 4, which does not exist.
        int version = Bytes.wrap(twice).toString().indexOf("a003020102") / 2 + 4;
        twice[version] = 9;
        Files.write(folder.resolve("twice.cer"), twice);
        Terminal malformed = Terminal.run("lint", at("twice.cer"));
        assertThat(malformed.code()).isEqualTo(1);
        assertThat(malformed.out()).contains("well-formed");
        assertThat(Terminal.run("lint", at("none.cer")).code()).isEqualTo(66);
        Files.writeString(folder.resolve("notes.txt"), "notes");
        assertThat(Terminal.run("lint", at("notes.txt")).code()).isEqualTo(65);
        assertThat(Terminal.run("lint", at("good.cer"), "--blocklist", at("notes.txt"))
                        .code())
                .isEqualTo(65);
        assertThat(Terminal.run("lint").code()).isEqualTo(64);
    }
}
