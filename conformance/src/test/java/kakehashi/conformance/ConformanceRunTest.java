package kakehashi.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import kakehashi.path.Language;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestEntity;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs over a small folder of suites that the test makes, with folders, inline DER and PEM.
class ConformanceRunTest {
    @TempDir
    Path folder;

    private final TestCa root = new TestPki().root("CN=Root,C=JP");
    private final TestCa ca = root.issueCa("CN=CA,C=JP");
    private final TestCa stranger = new TestPki().root("CN=Stranger,C=JP");
    private final TestEntity alice = ca.issueEndEntity("CN=Alice,C=JP");

    @BeforeEach
    void makesFolders() throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        Files.createDirectories(folder.resolve("base/pool/deeper"));
        Files.createDirectories(folder.resolve("base/crls/host/80"));
        put("base/root.crt", root.certificate().der());
        put("base/alice.crt", alice.certificate().der());
        Files.writeString(folder.resolve("base/pool/deeper/ca.pem"), Pem.encode(ca.certificate()));
        Files.writeString(folder.resolve("base/pool/notes.txt"), "not a certificate");
        put("base/crls/host/80/root.crl", root.crl().der());
        put("base/crls/host/80/ca.crl", ca.crl().der());
    }

    private void put(String name, Bytes content) throws IOException {
        Files.write(folder.resolve(name), content.toArray());
    }

    private static String inline(Bytes der) {
        return "\"b64:" + Base64.getEncoder().encodeToString(der.toArray()) + "\"";
    }

    private String aCase(String id, String expected, String more) {
        return """
                {"id": "%s", "suite": "s", "base": "base", "trustAnchors": ["root.crt"], "target": "alice.crt",\
                 "time": "2026-01-01T00:00:00Z", "expected": "%s", "unheardOf": [1, {"a": null}]%s}\
                """.formatted(id, expected, more.isEmpty() ? "" : ", " + more);
    }

    private void cases(String file, String... lines) throws IOException {
        Files.write(folder.resolve("cases/" + file + ".jsonl"), List.of(lines));
    }

    private ConformanceReport run(String... suites) {
        return new ConformanceRun(
                        new ConformanceRun.Options(folder, List.of(suites), Optional.empty(), Optional.empty()))
                .run(name -> {});
    }

    private String explicit() {
        return "\"intermediates\": [" + inline(ca.certificate().der()) + "]";
    }

    @Test
    void countsWhatTheEngineGetsRightAndWrong() throws IOException {
        cases(
                "mine",
                aCase("right-yes", "valid", explicit()),
                aCase("right-no", "invalid", explicit() + ", \"maxChainDepth\": 0"),
                aCase("wrong-yes", "invalid", explicit()),
                aCase("wrong-no", "valid", ""),
                aCase("disputed", "disputed", explicit()),
                aCase("unsupported", "valid", explicit() + ", \"unsupported\": \"trust type\""),
                aCase("no-file", "valid", "\"intermediates\": [\"missing.crt\"]"));
        ConformanceReport report = run();
        SuiteFigures row = report.row("mine");
        assertThat(row.cases()).isEqualTo(7);
        assertThat(row.count(Score.VALID_PASSED)).isOne();
        assertThat(row.count(Score.INVALID_PASSED)).isOne();
        assertThat(row.count(Score.WRONGLY_ACCEPTED)).isOne();
        assertThat(row.count(Score.WRONGLY_REJECTED)).isOne();
        assertThat(row.count(Score.NOT_SCORED)).isEqualTo(2);
        assertThat(row.count(Score.ERROR)).isOne();
        assertThat(row.medianNanos()).isPositive();
        assertThat(report.ok()).isFalse();
        assertThat(report.failures())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"wrong-yes\"").contains("\"got\":\"valid\""))
                .anySatisfy(line -> assertThat(line).contains("\"wrong-no\"").contains("RFC 4158"))
                .anySatisfy(line -> assertThat(line).contains("cannot read").contains("missing.crt"));
    }

    @Test
    void runsACaseWithPathAndPoolBothWays() throws IOException {
        String both = explicit() + ", \"crls\": [" + inline(root.crl().der()) + ", "
                + inline(ca.crl().der())
                + "], \"pool\": \"pool\", \"crlPool\": \"crls\", \"revocation\": \"crl-required\"";
        cases("both", aCase("a", "valid", both));
        cases("pooled", aCase("b", "valid", "\"pool\": \"pool\", \"intermediates\": []"));
        ConformanceReport report = run();
        assertThat(report.rows().keySet()).containsExactly("both", "both/pool", "pooled");
        assertThat(report.ok()).isTrue();
        assertThat(report.total().count(Score.VALID_PASSED)).isEqualTo(3);
    }

    @Test
    void namesRowsByFileAndSuite() throws IOException {
        cases(
                "one",
                aCase("a", "valid", explicit()),
                aCase("b", "valid", explicit()).replace("\"s\"", "\"t\""));
        cases("two", aCase("a", "valid", explicit()));
        assertThat(run().rows().keySet()).containsExactly("one:s", "one:t", "two");
        assertThat(run("s").rows().keySet()).containsExactly("one:s", "two");
        assertThat(run("two").rows().keySet()).containsExactly("two");
        assertThatThrownBy(() -> run("three")).hasMessageContaining("there are one two");
    }

    @Test
    void comparesTheUserConstrainedPolicies() throws IOException {
        cases(
                "policies",
                aCase("every", "valid", explicit() + ", \"expectedUserConstrainedPolicies\": []"),
                aCase("other", "valid", explicit() + ", \"expectedUserConstrainedPolicies\": [\" 1.2.3\"]"));
        ConformanceReport report = run();
        assertThat(report.row("policies").count(Score.VALID_PASSED)).isOne();
        assertThat(report.failures()).singleElement().asString().contains("rather than [1.2.3]");
    }

    @Test
    void keepsKnownDivergencesAndReportsThoseThatPass() throws IOException {
        cases("mine", aCase("a", "invalid", explicit()), aCase("b", "valid", explicit()));
        Path exceptions = folder.resolve("exceptions.jsonl");
        String line =
                "{\"id\": \"%s\", \"suite\": \"mine\", \"expected\": \"%s\", \"reason\": \"r\", \"clause\": \"c\"}";
        Files.write(exceptions, List.of(line.formatted("a", "invalid"), line.formatted("b", "valid")));
        ConformanceReport report = new ConformanceRun(
                        new ConformanceRun.Options(folder, List.of(), Optional.empty(), Optional.of(exceptions)))
                .run(name -> {});
        assertThat(report.row("mine").count(Score.KNOWN_DIVERGENCE)).isOne();
        assertThat(report.row("mine").count(Score.UNEXPECTED_PASS)).isOne();
        assertThat(report.ok()).isFalse();

        Files.writeString(exceptions, "{\"id\": \"a\", \"suite\": \"mine\"}");
        assertThatThrownBy(() -> new ConformanceRun(new ConformanceRun.Options(
                                folder, List.of(), Optional.empty(), Optional.of(exceptions)))
                        .run(name -> {}))
                .hasMessage("no field expected");
    }

    @Test
    void asksForTheStatusByOneCrl() throws IOException {
        String status = """
                {"id": "%s", "suite": "crl", "base": "base", "issuerCerts": [%s], "target": "alice.crt", "crl": %s,\
                 "time": "2026-01-01T00:00:00Z", "maxAgeSeconds": 604800, "expectedStatus": "%s"}\
                """;
        String issuer = inline(ca.certificate().der());
        Bytes revoking = ca.crl(list -> list.revoke(alice.certificate().serialNumber(), TestPki.NOW.minusSeconds(60)))
                .der();
        cases(
                "status",
                status.formatted("good", issuer, inline(ca.crl().der()), "GOOD"),
                status.formatted("revoked", issuer, inline(revoking), "REVOKED"),
                status.formatted("unknown", issuer, inline(stranger.crl().der()), "UNKNOWN"),
                status.formatted("malformed", issuer, inline(Bytes.ofHex("3000")), "UNKNOWN"),
                status.formatted("missed", issuer, inline(stranger.crl().der()), "REVOKED"));
        SuiteFigures row = run().row("status");
        assertThat(row.count(Score.VALID_PASSED)).isOne();
        assertThat(row.count(Score.INVALID_PASSED)).isEqualTo(3);
        assertThat(row.count(Score.WRONGLY_ACCEPTED)).isOne();
    }

    @Test
    void refusesAMalformedTarget() throws IOException {
        cases(
                "malformed",
                aCase("a", "invalid", explicit()).replace("\"alice.crt\"", inline(Bytes.ofHex("30030101ff"))));
        assertThat(run().row("malformed").count(Score.INVALID_PASSED)).isOne();
    }

    @Test
    void writesOneJsonObjectUnderStableKeys() throws IOException {
        cases("mine", aCase("a", "valid", explicit()));
        JsonNode json = JsonMapper.builder().build().readTree(run().json().toString());
        assertThat(json.propertyNames()).containsExactly("suites", "total", "ok");
        assertThat(json.get("ok").booleanValue()).isTrue();
        assertThat(json.at("/suites/mine").propertyNames())
                .containsExactly(
                        "cases",
                        "validPassed",
                        "invalidPassed",
                        "wronglyAccepted",
                        "wronglyRejected",
                        "knownDivergence",
                        "unexpectedPass",
                        "notScored",
                        "errors",
                        "medianMicros");
        assertThat(json.at("/total/validPassed").intValue()).isOne();
    }

    @Test
    void alignsTheTableInBothLanguages() throws IOException {
        cases("mine", aCase("a", "valid", explicit()));
        for (Language language : Language.values()) {
            List<String> table = run().table(language);
            assertThat(table).hasSize(3);
            assertThat(table.stream().map(ConformanceRunTest::width).distinct()).hasSize(1);
        }
    }

    private static int width(String line) {
        return line.codePoints().map(c -> c >= 0x2e80 ? 2 : 1).sum();
    }

    @Test
    void saysWhatIsWrongWithAFolderWithoutCases() {
        assertThatThrownBy(() -> new ConformanceRun(new ConformanceRun.Options(
                                folder.resolve("none"), List.of(), Optional.empty(), Optional.empty()))
                        .run(name -> {}))
                .isInstanceOf(ConformanceRun.Unusable.class)
                .hasMessage("no folder \"cases\" in it");
    }
}
