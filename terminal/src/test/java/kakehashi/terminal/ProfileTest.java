package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileTest {
    @TempDir
    Path folder;

    private final TestCa ca = new TestPki().root("OU=ApplicationCA,O=Japanese Government,C=JP");
    private String caFile;
    private String csrFile;

    @BeforeEach
    void writeFiles() throws IOException {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        caFile = file("ca.cer", ca.certificate().der());
        Bytes csr = key.sign(new CertificationRequestBuilder(
                        Name.of("CN=www.digital.go.jp,O=Japanese Government,C=JP"), key.publicKey())
                .subjectAltNames(List.of(new GeneralName.DnsName("www.digital.go.jp")))
                .toBeSigned(key.algorithm()));
        csrFile = file("server.csr", csr);
    }

    private String file(String name, Bytes content) throws IOException {
        return Files.write(folder.resolve(name), content.toArray()).toString();
    }

    private static JsonNode profile(Terminal terminal) {
        return JsonMapper.builder().build().readTree(terminal.out()).at("/profiles/0");
    }

    private Terminal preview(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "profile",
                "preview",
                "internet-server",
                "--issuer",
                caFile,
                "--request",
                csrFile,
                "--http",
                "http://repository.example.go.jp/ca",
                "--ldap",
                "ldap://directory.example.go.jp",
                "--ocsp",
                "http://ocsp.example.go.jp"));
        arguments.addAll(Arrays.asList(more));
        return Terminal.run(arguments.toArray(String[]::new));
    }

    @Test
    void showsEveryShippedProfileInBothLanguages() {
        for (ProfileKind kind : ProfileKind.values()) {
            Terminal english = Terminal.run("profile", "show", kind.key());
            assertThat(english.code()).isZero();
            assertThat(english.out())
                    .contains("Longest validity")
                    .contains(kind.key().equals("user") ? "mail" : "keyUsage");
            Terminal japanese = Terminal.run(Locale.JAPAN, Bytes.EMPTY, "profile", "show", kind.key());
            assertThat(japanese.out()).contains("有効期間の上限");
            assertThat(profile(Terminal.run("profile", "show", kind.key(), "--json"))
                            .at("/kind")
                            .asString())
                    .isEqualTo(kind.key());
        }
    }

    @Test
    void writesTheTextOfAShippedProfileForEditing() throws IOException {
        Terminal terminal = Terminal.run("profile", "show", "official-post", "--text");
        assertThat(Bytes.wrap(terminal.out().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ShippedProfiles.text(ProfileKind.OFFICIAL_POST));
        String file = file("post.toml", ShippedProfiles.text(ProfileKind.OFFICIAL_POST));
        assertThat(Terminal.run("profile", "check", file).out()).contains(": good  official-post  ");
    }

    @Test
    void tellsEveryFaultWithItsLine() throws IOException {
        String text = new String(ShippedProfiles.text(ProfileKind.USER).toArray(), StandardCharsets.UTF_8)
                .replace("longest", "longst")
                .replace("clientAuth", "clientAuht");
        String file = file("bad.toml", Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
        Terminal english = Terminal.run("profile", "check", file);
        assertThat(english.code()).isEqualTo(65);
        assertThat(english.err())
                .contains("bad.toml:")
                .contains("validity.longst is no key that is known; did you mean longest?")
                .contains("validity.longest is missing")
                .contains("clientAuht");
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "profile", "check", file)
                        .err())
                .contains("validity.longst は知らないキーです。longest のことですか");
        assertThat(profile(Terminal.run("profile", "check", file, "--json"))
                        .at("/faults")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void previewsTheExactCertificateBeforeItIsSigned() {
        Terminal refused = preview();
        // The request wrote UTF8String where the profile asks for PrintableString.
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("[prepare.subject-string-type; profile]");

        Terminal shown = preview("--subject", "CN=www.digital.go.jp,O=Japanese Government,C=JP", "--shards", "8");
        assertThat(shown.err()).isEmpty();
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("before it is signed")
                .contains("CN=www.digital.go.jp,O=Japanese Government,C=JP")
                .contains("DNS:www.digital.go.jp")
                .contains("http://repository.example.go.jp/ca/crl-0-of-8.crl")
                .contains("http://ocsp.example.go.jp")
                .doesNotContain("Fingerprint");
    }

    @Test
    void showsTheDifferenceToTheCertificateThatIsRenewed() throws IOException {
        Certificate old = ca.issueEndEntity(
                        "CN=www.digital.go.jp,O=Japanese Government,C=JP",
                        c -> c.subjectAltNames(List.of(new GeneralName.DnsName("old.digital.go.jp"))))
                .certificate();
        String oldFile = file("old.cer", old.der());
        String subject = "CN=www.digital.go.jp,O=Japanese Government,C=JP";
        Terminal shown = preview("--subject", subject, "--renews", oldFile, "--at", "2026-06-01T09:00:00+09:00");
        assertThat(shown.out())
                .contains("- before, + after")
                .contains("  - Public key: P-256")
                .contains("DNS:old.digital.go.jp")
                .contains("  + Valid from: 2026-06-01 09:00:00 JST");
        JsonNode json = profile(preview("--subject", subject, "--renews", oldFile, "--json"));
        assertThat(json.at("/certificate/notBefore").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(json.at("/difference").size()).isGreaterThan(5);
        Terminal sameKey = Terminal.run(
                "profile",
                "preview",
                "internet-server",
                "--issuer",
                caFile,
                "--renews",
                oldFile,
                "--subject",
                subject,
                "--name",
                "dns:www.digital.go.jp",
                "--http",
                "http://a.example/ca",
                "--ldap",
                "ldap://a.example",
                "--ocsp",
                "http://o.example");
        assertThat(sameKey.code()).isZero();
        assertThat(sameKey.out()).doesNotContain("- Public key:");
    }

    @Test
    void answersBadInputWithWhatToDo() {
        assertThat(Terminal.run("profile", "show", "officialpost").code()).isEqualTo(66);
        assertThat(Terminal.run("profile", "show", "officialpost").err()).contains("Shipped are: official-post user");
        assertThat(Terminal.run("profile", "frob", "user").code()).isEqualTo(64);
        assertThat(Terminal.run("profile", "show").code()).isEqualTo(64);
        Terminal noKey = Terminal.run("profile", "preview", "user", "--issuer", caFile);
        assertThat(noKey.code()).isEqualTo(64);
        assertThat(noKey.err()).contains("there is no public key").contains("--request");
        assertThat(preview("--serial", "xyz").err()).contains("--serial xyz");
        assertThat(preview("--name", "dsn:a").err()).contains("--name dsn:a");
        assertThat(preview("--subject", "nothing").code()).isEqualTo(64);
        assertThat(preview("--http", "ftp://a").code()).isEqualTo(64);
        assertThat(preview("--until", "tomorrow").code()).isEqualTo(64);
        assertThat(preview("--shards", "0").code()).isEqualTo(64);
        assertThat(Terminal.run("profile", "preview", "user", "--issuer", csrFile, "--request", csrFile)
                        .err())
                .contains("server.csr: is no certificate");
    }

    @Test
    void helpsWithExamples() {
        Terminal help = Terminal.run("profile", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Examples:").contains("--renews").contains("profile check post.toml");
        assertThat(Terminal.run(Locale.JAPAN, Bytes.EMPTY, "profile", "--help").out())
                .contains("例:");
    }
}
