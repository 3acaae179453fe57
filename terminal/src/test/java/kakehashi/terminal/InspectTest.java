package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kakehashi.console.Screen;
import kakehashi.testkit.OutsideSuites;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.Oid;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectTest {
    @TempDir
    Path folder;

    private final TestCa ca = new TestPki().root("CN=Root,O=日本国政府,C=JP");

    private String file(String name, Bytes content) throws IOException {
        return Files.write(folder.resolve(name), content.toArray()).toString();
    }

    private static JsonNode item(Terminal terminal, int index) {
        return JsonMapper.builder().build().readTree(terminal.out()).at("/files/0/items/" + index);
    }

    @Test
    void showsACertificateInJapaneseAndEnglish() throws IOException {
        Certificate certificate = ca.issueEndEntity(
                        "CN=官職,O=日本国政府,C=JP",
                        c -> c.serialNumber(SerialNumber.of(new BigInteger("313233", 16)))
                                .certificatePolicies(List.of(PolicyInformation.of(Oid.of("2.16.840.1.101.3.2.1.3.7"))))
                                .subjectAltNames(List.of(new GeneralName.DnsName("example.jp"))))
                .certificate();
        String file = file("a.cer", certificate.der());
        Terminal japanese = Terminal.run(Locale.JAPAN, Bytes.EMPTY, "inspect", file);
        assertThat(japanese.code()).isZero();
        assertThat(japanese.err()).isEmpty();
        assertThat(japanese.out())
                .startsWith("証明書  ")
                .containsPattern("主体者 +CN=官職,O=日本国政府,C=JP")
                .containsPattern("シリアル番号の文字 +123")
                .contains("ポリシー  fpki-common-hardware (2.16.840.1.101.3.2.1.3.7)")
                .contains("JST (");
        Terminal english = Terminal.run(Locale.JAPAN, Bytes.EMPTY, "inspect", "--lang", "en", file);
        assertThat(english.out())
                .startsWith("certificate  ")
                .containsPattern("Serial number as text +123")
                .contains("DNS:example.jp")
                .containsPattern("Public key +P-256");
    }

    @Test
    void writesJsonUnderStableKeys() throws IOException {
        TestEntity entity = ca.issueEndEntity("CN=a,C=JP");
        Terminal terminal = Terminal.run(
                "inspect", "--json", file("a.cer", entity.certificate().der()));
        JsonNode item = item(terminal, 0);
        assertThat(item.propertyNames())
                .containsExactly(
                        "kind",
                        "subject",
                        "issuer",
                        "selfIssued",
                        "serialNumber",
                        "notBefore",
                        "notAfter",
                        "publicKey",
                        "signatureAlgorithm",
                        "version",
                        "extensions",
                        "octets",
                        "sha256",
                        "sha1");
        assertThat(item.get("kind").stringValue()).isEqualTo("certificate");
        assertThat(item.get("subject").stringValue()).isEqualTo("CN=a,C=JP");
        assertThat(item.get("sha256").stringValue())
                .isEqualTo(entity.certificate().fingerprint().toString());
        assertThat(item.get("notAfter").stringValue())
                .isEqualTo(entity.certificate().notAfter().toString());
    }

    @Test
    void tellsEveryKindByItsContent() throws IOException {
        TestEntity entity = ca.issueEndEntity("CN=a,C=JP");
        TestCa other = new TestPki().root("CN=Other,C=JP");
        CertId id = CertId.of("SHA-1", ca.certificate(), entity.certificate().serialNumber());
        List<Bytes> contents = List.of(
                entity.certificate().der(),
                ca.crl().der(),
                ca.crl(list -> list.revoke(SerialNumber.of(BigInteger.TWO), TestPki.NOW, CrlReason.KEY_COMPROMISE))
                        .der(),
                entity.request(request -> {}).der(),
                CertificateBundle.of(List.of(entity.certificate())).der(),
                CrossCertificatePair.of(other.crossCertify(ca), ca.crossCertify(other))
                        .der(),
                CrossCertificatePair.ofIssuedByThisCa(ca.crossCertify(other)).der(),
                OcspRequest.of(id).der(),
                Bytes.ofHex("30030a0101"));
        List<String> kinds = List.of(
                "certificate",
                "crl",
                "crl",
                "certificationRequest",
                "certificateBundle",
                "crossCertificatePair",
                "crossCertificatePair",
                "ocspRequest",
                "ocspResponse");
        for (int i = 0; i < contents.size(); i++) {
            Terminal terminal = Terminal.run(Locale.ENGLISH, contents.get(i), "inspect", "--json", "-");
            assertThat(terminal.code()).as(kinds.get(i)).isZero();
            assertThat(item(terminal, 0).get("kind").stringValue()).isEqualTo(kinds.get(i));
            assertThat(Terminal.run(Locale.JAPAN, contents.get(i), "inspect", "-")
                            .code())
                    .isZero();
        }
    }

    @Test
    void showsEveryBlockOfAPemFile() throws IOException {
        String pem = Pem.encode(ca.certificate()) + Pem.encode(ca.crl());
        Terminal terminal = Terminal.run(Locale.ENGLISH, Bytes.of(pem.getBytes()), "inspect", "-");
        assertThat(terminal.out()).contains("certificate  - [1]").contains("certificate revocation list (CRL)  - [2]");
    }

    @Test
    void neverLetsCharactersOfACertificateCommandTheTerminal() throws IOException {
        Name name = Name.of("CN=a\u202eb\u001b[31m,C=JP");
        Certificate certificate = ca.issueEndEntity(
                        "CN=x,C=JP",
                        c -> c.subject(name)
                                .subjectAltNames(
                                        List.of(new GeneralName.UniformResourceIdentifier("http://a/\u001b]0;x\u0007")))
                                .policyMappings(List.of(new PolicyMapping(Oid.of("1.2.3"), Oid.of("1.2.4")))))
                .certificate();
        for (String[] options : List.of(new String[] {"--json"}, new String[] {"--tree"}, new String[] {"--lang=ja"})) {
            Terminal terminal = Terminal.run(Locale.ENGLISH, certificate.der(), "inspect", options[0], "-");
            assertThat((terminal.out() + terminal.err()).codePoints())
                    .allMatch(c -> c == '\n' || Screen.showsItself(c));
        }
    }

    @Test
    void saysWhichFileIsWrongAndWhatToDo() throws IOException {
        Bytes der = ca.certificate().der();
        String cut = file("cut.cer", der.slice(0, der.length() - 10));
        String good = file("good.cer", der);
        Terminal terminal = Terminal.run("inspect", folder + "/none.cer", cut, good, folder.toString());
        assertThat(terminal.code()).isEqualTo(66);
        assertThat(terminal.out()).contains("good.cer");
        assertThat(terminal.err())
                .contains("none.cer: there is no such file.")
                .contains("cut.cer: is a malformed certificate: ")
                .contains("--tree")
                .contains(folder + ": is a folder, not a file.");
        assertThat(Terminal.run("inspect", cut).code()).isEqualTo(65);
        assertThat(Terminal.run("inspect").code()).isEqualTo(64);
        assertThat(Terminal.run("inspect", "--nonsense", good).code()).isEqualTo(64);
    }

    @Test
    void showsNoPrivateKey() {
        String pem = Pem.encode("PRIVATE KEY", Bytes.ofHex("3000"));
        Terminal terminal = Terminal.run(Locale.ENGLISH, Bytes.of(pem.getBytes()), "inspect", "-");
        assertThat(terminal.code()).isEqualTo(65);
        assertThat(terminal.err()).contains("secrets are not shown");
    }

    @Test
    void survivesMalformedFilesOfTheFuzzCorpora() throws IOException {
        Path fuzz = OutsideSuites.find("fuzz")
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: fuzz"));
        List<String> args;
        try (Stream<Path> files = Files.walk(fuzz)) {
            args = files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
        for (String option : new String[] {"--tree", "--lang=en", "--json"}) {
            Terminal terminal = Terminal.run(
                    Stream.concat(Stream.of("inspect", option), args.stream()).toArray(String[]::new));
            assertThat(terminal.code()).isEqualTo(65);
            assertThat((terminal.out() + terminal.err()).codePoints())
                    .allMatch(c -> c == '\n' || Screen.showsItself(c));
        }
    }

    @Test
    void showsTheRootOfTheJapaneseGovernment() {
        Path file = OutsideSuites.find("gpki/ApplicationCA2-Root.pem")
                .orElseGet(
                        () -> Assumptions.abort("the suites are not beside the project: gpki/ApplicationCA2-Root.pem"));
        assertThat(Terminal.run("inspect", "--lang", "ja", file.toString()).out())
                .contains("シリアル番号の文字            12537282828")
                .contains("DirName:CN=アプリケーションCA2 Root,OU=政府認証基盤,O=日本国政府,C=JP")
                .contains("2013-03-13 00:00:00 JST (2013-03-12 15:00:00 UTC)")
                .contains("126B F01C 1094 D2F0 CA2E 3523 80B3 C724");
    }
}
