package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import kakehashi.contract.Digest;
import kakehashi.path.Language;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every profile that is shipped brings certificates that others read and verify.
class ShippedProfilesTest {
    private static final TestPki PKI = new TestPki();
    private static final TestCa CA = ProfileBench.ca(PKI);
    private static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA384);

    @TempDir
    Path folder;

    private static Certificate issue(ProfileKind kind) {
        PreparedCertificate prepared = ProfileBench.prepared(Preparation.prepare(
                ShippedProfiles.of(kind),
                ProfileBench.issuing(CA),
                ProfileBench.request(kind, CA, KEY),
                TestPki.NOW,
                ProfileBench.SERIAL));
        return prepared.signed(CA.key().sign(prepared.toBeSigned()));
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + output;
    }

    private String file(String name, Certificate certificate) throws IOException {
        return Files.writeString(folder.resolve(name), Pem.encode(certificate)).toString();
    }

    @Test
    void haveIdentitiesAndTitlesOfTheirOwn() {
        List<CertificateProfile> profiles =
                Arrays.stream(ProfileKind.values()).map(ShippedProfiles::of).toList();
        assertThat(profiles.stream().map(CertificateProfile::id)).doesNotHaveDuplicates();
        assertThat(profiles.stream().map(p -> p.title(Language.JAPANESE))).doesNotHaveDuplicates();
        for (ProfileKind kind : ProfileKind.values()) {
            CertificateProfile profile = ShippedProfiles.of(kind);
            assertThat(profile.kind()).isEqualTo(kind);
            assertThat(profile.digest()).isEqualTo(Digest.of(ShippedProfiles.text(kind)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bringCertificatesThatOurEngineAndTheJdkRead(ProfileKind kind) throws GeneralSecurityException {
        Certificate certificate = issue(kind);
        assertThat(certificate.isSignedBy(
                        VerificationKey.of(CA.key().publicKey()).orElseThrow()))
                .isTrue();
        X509Certificate jdk = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der().toArray()));
        X509Certificate issuer = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(CA.certificate().der().toArray()));
        jdk.verify(issuer.getPublicKey());
        assertThat(jdk.getSerialNumber()).isEqualTo(ProfileBench.SERIAL.value());
        assertThat(jdk.getExtensionValue("2.5.29.14")).isNotNull();
        assertThat(jdk.getBasicConstraints() >= 0).isEqualTo(kind.holder() == ProfileKind.Holder.AUTHORITY);
    }

    @ParameterizedTest
    @EnumSource
    void bringCertificatesThatOpenSslReadsAndVerifies(ProfileKind kind) throws IOException, InterruptedException {
        String leaf = file(kind.key() + ".pem", issue(kind));
        String anchor = file("ca.pem", CA.certificate());
        assertThat(openssl("x509", "-in", leaf, "-noout", "-text"))
                .startsWith("0\n")
                .doesNotContain("<INVALID");
        String trusted = kind == ProfileKind.SELF_SIGNED ? leaf : anchor;
        boolean cross = kind == ProfileKind.CROSS_TO_CA || kind == ProfileKind.CROSS_TO_BRIDGE;
        // A cross-certificate demands a policy of ours.
        String policy = cross ? "2.999.392.1.1" : "2.5.29.32.0";
        String time = String.valueOf(TestPki.NOW.getEpochSecond());
        assertThat(openssl(
                        "verify",
                        "-partial_chain",
                        "-x509_strict",
                        "-policy_check",
                        "-policy",
                        policy,
                        "-attime",
                        time,
                        "-trusted",
                        trusted,
                        leaf))
                .startsWith("0\n")
                .contains("OK");
    }

    @Test
    void bringAPathOverACrossCertificateThatOpenSslVerifiesUnderOurPolicyAlone()
            throws IOException, InterruptedException {
        PreparedCertificate prepared = ProfileBench.prepared(Preparation.prepare(
                ShippedProfiles.of(ProfileKind.CROSS_TO_CA),
                ProfileBench.issuing(CA),
                ProfileBench.request(ProfileKind.CROSS_TO_CA, CA, KEY),
                TestPki.NOW,
                ProfileBench.SERIAL));
        String cross = file("cross.pem", prepared.signed(CA.key().sign(prepared.toBeSigned())));
        String anchor = file("ca.pem", CA.certificate());
        String theirs = ProfileTexts.of(ProfileKind.DOCUMENT_SIGNING)
                .replace("\"2.999.392.1.6\"", "\"2.999.1000.1.1\"")
                .replace("issuerAltName = true", "")
                .text();
        CertificateProfile profile =
                CertificateProfile.read(ProfileTexts.bytes(theirs)).orElseThrow();
        IssuingCa partner =
                IssuingCa.of(ProfileBench.ID, prepared.unsigned(), KEY.algorithm(), ProfileBench.PUBLICATION, 1);
        TestKey signerKey = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        RequestedCertificate asked = ProfileBench.request(ProfileKind.DOCUMENT_SIGNING, CA, signerKey);
        // The partner's subscribers lie outside the names that the cross-certificate excludes.
        assertThat(verify(cross, anchor, leaf(profile, partner, asked), "2.999.392.1.1"))
                .contains("excluded subtree violation");
        String outside = theirs.replace("values = [\"Japanese Government\"]", "");
        CertificateProfile free =
                CertificateProfile.read(ProfileTexts.bytes(outside)).orElseThrow();
        RequestedCertificate other = new RequestedCertificate(
                ProfileBench.printable("CN=Seal,OU=Seals,O=Partner,C=JP"),
                asked.names(),
                asked.key(),
                asked.notAfter());
        String leaf = leaf(free, partner, other);
        assertThat(verify(cross, anchor, leaf, "2.999.392.1.1")).startsWith("0\n");
        assertThat(verify(cross, anchor, leaf, "2.999.392.1.2")).contains("no explicit policy");
        assertThat(verify(cross, anchor, leaf, "2.999.1000.1.1")).contains("no explicit policy");
    }

    private String leaf(CertificateProfile profile, IssuingCa partner, RequestedCertificate asked) throws IOException {
        PreparedCertificate prepared =
                ProfileBench.prepared(Preparation.prepare(profile, partner, asked, TestPki.NOW, ProfileBench.SERIAL));
        return file("leaf.pem", prepared.signed(KEY.sign(prepared.toBeSigned())));
    }

    private String verify(String cross, String anchor, String leaf, String policy)
            throws IOException, InterruptedException {
        return openssl(
                "verify",
                "-partial_chain",
                "-x509_strict",
                "-policy_check",
                "-explicit_policy",
                "-policy",
                policy,
                "-attime",
                String.valueOf(TestPki.NOW.getEpochSecond() + 1),
                "-untrusted",
                cross,
                "-trusted",
                anchor,
                leaf);
    }
}
