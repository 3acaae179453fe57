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
import kakehashi.x509.CrlReason;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Oid;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyInformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyTest {
    private static final List<PolicyInformation> POLICIES =
            List.of(PolicyInformation.of(Oid.of("2.16.840.1.101.3.2.1.3.7")));

    @TempDir
    Path folder;

    private final TestCa root = new TestPki().root("CN=Root,C=JP");
    private final TestCa ca = root.issueCa("CN=CA,C=JP", c -> c.certificatePolicies(POLICIES));
    private final TestEntity server = ca.issueEndEntity(
            "CN=Server,C=JP",
            c -> c.certificatePolicies(POLICIES)
                    .extendedKeyUsage(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.SERVER_AUTH)))
                    .subjectAltNames(List.of(new GeneralName.DnsName("www.example.jp"))));

    @BeforeEach
    void writesFiles() throws IOException {
        Files.createDirectories(folder.resolve("pool/deeper"));
        Files.createDirectories(folder.resolve("crls"));
        put("root.cer", root.certificate().der());
        put("server.cer", server.certificate().der());
        Files.writeString(folder.resolve("pool/deeper/ca.pem"), Pem.encode(ca.certificate()));
        Files.writeString(folder.resolve("pool/readme.txt"), "read me");
        put("crls/root.crl", root.crl().der());
        put("crls/ca.crl", ca.crl().der());
    }

    private void put(String name, Bytes content) throws IOException {
        Files.write(folder.resolve(name), content.toArray());
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Terminal verify(String... options) {
        return verify(Locale.ENGLISH, options);
    }

    private Terminal verify(Locale locale, String... options) {
        Stream<String> fixed = Stream.of("verify", at("server.cer"), "--anchor", at("root.cer"), "--pool", at("pool"));
        return Terminal.run(
                locale, Bytes.EMPTY, Stream.concat(fixed, Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void warnsOfACrlInAFolderThatCannotBeRead() throws IOException {
        String hex = ca.crl().der().toString();
        // thisUpdate no longer ends in Z.
        put("crls/broken.crl", Bytes.ofHex(hex.replaceFirst("5a170d", "59170d")));

        Terminal warned = verify("--crl", at("crls"));
        assertThat(warned.err()).contains("broken.crl").contains("is malformed");
        assertThat(warned.code()).isZero();
    }

    @Test
    void saysYesWithPathPoliciesAndEvidence() {
        Terminal yes = verify("--crl", at("crls"), "--revocation", "required", "-v");
        assertThat(yes.err()).isEmpty();
        assertThat(yes.code()).isZero();
        assertThat(yes.out().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("Yes: valid.  CN=Server,C=JP"));
        assertThat(yes.out())
                .contains("Trust anchor: CN=Root,C=JP")
                .contains("→ CN=CA,C=JP")
                .contains("    → CN=Server,C=JP")
                .contains("fpki-common-hardware (2.16.840.1.101.3.2.1.3.7)")
                .contains("CRL  2025-12-31 09:00:00 JST")
                .containsPattern("Cost: \\d+ signatures");
    }

    @Test
    void saysNoWithFindingsAndClausesInTheUsersLanguage() {
        Terminal no = verify(Locale.JAPAN, "--at", "2030-01-01T00:00:00+09:00");
        assertThat(no.code()).isEqualTo(1);
        assertThat(no.out())
                .startsWith("いいえ。有効ではありません。")
                .contains("認証パス候補 1")
                .contains("有効期間は")
                .contains("[RFC 5280 §6.1.3 (a)(2)]");
        assertThat(verify("--at", "2030-01-01T00:00:00Z").out())
                .startsWith("No: not valid.")
                .contains("The validity period ended at");
    }

    @Test
    void cannotTellWithoutEvidenceThatIsRequired() {
        Terminal open = verify("--revocation", "required");
        assertThat(open.code()).isEqualTo(2);
        assertThat(open.out()).startsWith("Undetermined.").contains("Missing");
    }

    @Test
    void findsARevokedCertificate() throws IOException {
        put(
                "crls/ca.crl",
                ca.crl(list -> list.revoke(
                                server.certificate().serialNumber(),
                                TestPki.NOW.minusSeconds(60),
                                CrlReason.KEY_COMPROMISE))
                        .der());
        Terminal no = verify("--crl", at("crls/ca.crl"), at("crls/root.crl"));
        assertThat(no.code()).isEqualTo(1);
        assertThat(no.out()).contains("keyCompromise").contains("[RFC 5280 §6.1.3 (a)(3)]");
    }

    @Test
    void asksForNamesPurposesAndPolicies() {
        assertThat(verify("--name", "www.example.jp", "--purpose", "server-auth")
                        .code())
                .isZero();
        assertThat(verify("--name", "other.example.jp").out()).contains("[RFC 9525 §6]");
        assertThat(verify("--purpose", "code-signing").out()).contains("[RFC 5280 §4.2.1.12]");
        assertThat(verify("--policy", "2.16.840.1.101.3.2.1.3.7", "--require-explicit-policy")
                        .code())
                .isZero();
        assertThat(verify("--policy", "1.2.3", "--require-explicit-policy").code())
                .isEqualTo(1);
    }

    @Test
    void writesJsonUnderStableKeys() {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode yes = mapper.readTree(verify("--crl", at("crls"), "--json").out());
        assertThat(yes.propertyNames())
                .containsExactly("verdict", "target", "at", "path", "policies", "evidence", "period", "tried", "cost");
        assertThat(yes.get("verdict").stringValue()).isEqualTo("valid");
        assertThat(yes.at("/path/certificates/1/sha256").stringValue())
                .isEqualTo(server.certificate().fingerprint().toString());
        assertThat(yes.get("evidence")).hasSize(2);
        JsonNode no = mapper.readTree(verify("--name", "other.jp", "--json").out());
        assertThat(no.get("verdict").stringValue()).isEqualTo("invalid");
        assertThat(no.at("/tried/0/steps/1/findings/0").propertyNames()).containsExactly("check", "clause", "text");
    }

    @Test
    void saysWhichValueOrFileIsWrong() {
        assertThat(verify("--at", "tomorrow"))
                .satisfies(t -> assertThat(t.code()).isEqualTo(64))
                .satisfies(t -> assertThat(t.err()).contains("--at tomorrow").contains("2026-11-22T09:00:00+09:00"));
        assertThat(verify("--revocation", "maybe").code()).isEqualTo(64);
        assertThat(verify("--policy", "1.2.x").code()).isEqualTo(64);
        assertThat(verify("--crl", at("none")).code()).isEqualTo(66);
        assertThat(verify("--crl", at("pool/readme.txt")).code()).isEqualTo(65);
        assertThat(Terminal.run("verify", at("server.cer")))
                .satisfies(t -> assertThat(t.code()).isEqualTo(64))
                .satisfies(t -> assertThat(t.err()).contains("missing: --anchor"));
        assertThat(Terminal.run("verify", at("crls/ca.crl"), "--anchor", at("root.cer"))
                        .err())
                .contains("holds no certificate");
    }
}
