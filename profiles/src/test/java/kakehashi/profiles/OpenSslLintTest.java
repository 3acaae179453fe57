package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Certificates that OpenSSL made, with one thing wrong each.
class OpenSslLintTest {
    private static final List<String> GOOD = List.of(
            "subjectKeyIdentifier=hash",
            "authorityKeyIdentifier=keyid",
            "keyUsage=critical,digitalSignature",
            "extendedKeyUsage=serverAuth",
            "subjectAltName=DNS:www.digital.go.jp",
            "certificatePolicies=1.2.392.200999.1",
            "crlDistributionPoints=URI:http://a.go.jp/ca.crl",
            "authorityInfoAccess=caIssuers;URI:http://a.go.jp/ca.cer");

    @TempDir
    Path folder;

    private void openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("there is no OpenSSL: " + e.getMessage());
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
    }

    private Certificate read(String file) throws IOException {
        Bytes pem = Bytes.wrap(Files.readAllBytes(folder.resolve(file)));
        return Certificate.parse(Pem.decode(pem).orElseThrow().getFirst().content())
                .orElseThrow();
    }

    private List<LintRule> check(List<String> extensions) throws IOException {
        String[] key = {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
        List<String> ca =
                new ArrayList<>(List.of("req", "-x509", "-days", "3000", "-utf8", "-subj", "/C=JP/O=Test/CN=CA"));
        ca.addAll(List.of(key));
        ca.addAll(List.of("-keyout", "ca.key", "-out", "ca.pem", "-addext", "keyUsage=critical,keyCertSign,cRLSign"));
        openssl(ca.toArray(String[]::new));
        List<String> request = new ArrayList<>(List.of("req", "-new", "-utf8", "-subj", "/C=JP/O=Test"));
        request.addAll(List.of(key));
        request.addAll(List.of("-keyout", "ee.key", "-out", "ee.csr"));
        openssl(request.toArray(String[]::new));
        Files.write(folder.resolve("ext"), extensions);
        openssl(
                "x509",
                "-req",
                "-in",
                "ee.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-out",
                "ee.pem",
                "-days",
                "40",
                "-set_serial",
                "0x123456789abcdef0123456789abcdef0",
                "-extfile",
                "ext");
        assertThat(Lint.check(read("ca.pem"), LintContext.of(LintPurpose.SELF_SIGNED)))
                .isEmpty();
        LintContext context = LintContext.of(LintPurpose.INTERNET_SERVER).withIssuer(read("ca.pem"));
        return Lint.check(read("ee.pem"), context).stream()
                .map(LintFinding::rule)
                .toList();
    }

    @Test
    void findsNothingWrongWithAGoodCertificate() throws IOException {
        assertThat(check(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subjectKeyIdentifier | none | ski-in-end-entity",
                "authorityKeyIdentifier | none | aki-present",
                "keyUsage | digitalSignature | key-usage-critical",
                "keyUsage | critical,digitalSignature,keyEncipherment | key-usage-fits-key",
                "keyUsage | critical,digitalSignature,keyCertSign | cert-sign-for-ca",
                "extendedKeyUsage | clientAuth | purpose-stated",
                "extendedKeyUsage | serverAuth,emailProtection | server-purposes",
                "subjectAltName | critical,DNS:www.digital.go.jp | alt-name-not-critical",
                "subjectAltName | DNS:server.local | server-full-domain",
                "subjectAltName | DNS:a_b.digital.go.jp | server-underscore",
                "subjectAltName | DNS:*.go.jp | server-wildcard",
                "subjectAltName | DNS:www.digital.go.jp,email:a@go.jp | server-name-forms",
                "subjectAltName | IP:10.0.0.1 | server-public-address",
                "subjectAltName | DNS:www..go.jp | dns-syntax",
                "certificatePolicies | none | server-policies",
                "crlDistributionPoints | none | crl-place-present",
                "crlDistributionPoints | critical,URI:http://a.go.jp/ca.crl | crl-place-not-critical",
                "crlDistributionPoints | URI:http://ca/ca.crl | crl-place-uri",
                "authorityInfoAccess | critical,caIssuers;URI:http://a.go.jp/ca.cer | authority-access-not-critical",
                "authorityInfoAccess | caIssuers;URI:http://ca/ca.cer | issuers-place",
                "inhibitAnyPolicy | critical,0 | inhibit-any-policy-in-ca",
                "policyConstraints | critical,requireExplicitPolicy:0 | policy-constraints-in-ca",
                "nameConstraints | critical,permitted;DNS:go.jp | name-constraints-in-ca",
                "noCheck | ignored | no-check-for-responder",
                "1.2.3.4 | critical,DER:0500 | critical-extension-known"
            })
    void findsThatAndNothingElse(String extension, String value, String rule) throws IOException {
        List<String> extensions = new ArrayList<>(GOOD);
        extensions.removeIf(line -> line.startsWith(extension + "="));
        if (!value.equals("none")
                || extension.equals("subjectKeyIdentifier")
                || extension.equals("authorityKeyIdentifier")) {
            extensions.add(extension + "=" + value);
        }
        assertThat(check(extensions)).extracting(LintRule::id).containsExactly(rule);
    }
}
