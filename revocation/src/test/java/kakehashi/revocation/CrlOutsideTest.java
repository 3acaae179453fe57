package kakehashi.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.path.PathBuilder;
import kakehashi.path.PathOutcome;
import kakehashi.path.PathRequest;
import kakehashi.path.PathValidator;
import kakehashi.path.RevocationEvidence;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.TrustGraph;
import kakehashi.path.ValidationInputs;
import kakehashi.profiles.CrlShard;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others make of our lists: OpenSSL, the JDK's path validation, and our own.
class CrlOutsideTest {
    private static final String PLACE = "http://crl.example/ca.crl";
    private static final String DELTA_PLACE = "http://crl.example/delta.crl";

    private final CrlScene scene = new CrlScene();

    @TempDir
    private Path folder;

    private Certificate user(String name, int serialOctets) {
        byte[] octets = new byte[serialOctets];
        Arrays.fill(octets, (byte) name.charAt(0));
        SerialNumber serial = new SerialNumber(Bytes.wrap(octets));
        return scene.ca
                .issueEndEntity(
                        "CN=" + name + ",O=Test,C=JP",
                        c -> c.serialNumber(serial).crlDistributionPoints(List.of(CrlScene.point(PLACE))))
                .certificate();
    }

    private final Certificate alice = user("Alice", 20);
    private final Certificate bob = user("Bob", 20);
    private final Certificate below = scene.ca
            .issueCa("CN=Below,O=Test,C=JP", c -> c.crlDistributionPoints(List.of(CrlScene.point(PLACE))))
            .certificate();

    /// The lists that cover Alice and Bob, each alone.
    private List<CrlCoverage> userCoverages() {
        CrlShard shard = CrlShard.of(alice.serialNumber(), 1);
        return List.of(
                CrlScene.EVERYTHING,
                new CrlCoverage.Everything(List.of(CrlScene.place(PLACE))),
                new CrlCoverage.EndEntities(List.of(CrlScene.place(PLACE))),
                new CrlCoverage.Part(shard, List.of(CrlScene.place(PLACE))));
    }

    private String openSsl(String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(arguments))
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var output = process.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            Assumptions.abort("there is no OpenSSL: " + e.getMessage());
            throw new AssertionError(e);
        }
    }

    private void pem(String file, String label, Bytes... ders) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Bytes der : ders) {
            String body = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray());
            all.append("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
        }
        Files.writeString(folder.resolve(file), all);
    }

    private String verify(String certificate, String... more) {
        List<String> all = new ArrayList<>(List.of("verify", "-attime"));
        all.add(Long.toString(CrlScene.NOW.getEpochSecond()));
        all.addAll(List.of("-crl_check", "-extended_crl", "-CAfile", "ca.pem", "-CRLfile", "list.pem"));
        all.addAll(List.of(more));
        all.add(certificate);
        return openSsl(all.toArray(String[]::new));
    }

    private void writeCertificates() throws IOException {
        pem("ca.pem", "CERTIFICATE", scene.ca.certificate().der());
        pem("alice.pem", "CERTIFICATE", alice.der());
        pem("bob.pem", "CERTIFICATE", bob.der());
        pem("below.pem", "CERTIFICATE", below.der());
    }

    @Test
    void openSslVerifiesAndReadsTheList() throws IOException {
        writeCertificates();
        scene.apply(new RevocationChange.Revoke(
                CrlScene.of(alice),
                CrlScene.NOW.minusSeconds(90),
                CrlReason.KEY_COMPROMISE,
                Optional.of(CrlScene.NOW.minusSeconds(900))));
        scene.apply(new RevocationChange.Burn(CrlScene.of(bob), CrlScene.NOW.minusSeconds(90)));
        pem("list.pem", "X509 CRL", scene.complete(CrlScene.EVERYTHING, 300).der());
        assertThat(openSsl("crl", "-in", "list.pem", "-CAfile", "ca.pem", "-verify", "-noout"))
                .contains("verify OK");
        assertThat(openSsl("crl", "-in", "list.pem", "-noout", "-text"))
                .contains("X509v3 CRL Number: ")
                .contains(alice.serialNumber().toString().toUpperCase(java.util.Locale.ROOT))
                .contains("Key Compromise")
                .contains("Dec 31 23:45:00 2025 GMT");
    }

    @Test
    void openSslRefusesTheRevokedByEveryKindOfList() throws IOException {
        writeCertificates();
        scene.revoke(alice, CrlReason.SUPERSEDED);
        scene.revoke(below, CrlReason.CA_COMPROMISE);
        for (CrlCoverage coverage : userCoverages()) {
            pem("list.pem", "X509 CRL", scene.complete(coverage, 1).der());
            assertThat(verify("alice.pem")).contains("certificate revoked");
            assertThat(verify("bob.pem")).contains("bob.pem: OK");
        }
        pem(
                "list.pem",
                "X509 CRL",
                scene.complete(new CrlCoverage.Authorities(List.of()), 1).der());
        assertThat(verify("below.pem")).contains("certificate revoked");
        assertThat(verify("bob.pem")).doesNotContain("OK");
    }

    @Test
    void openSslFollowsDeltas() throws IOException {
        writeCertificates();
        scene.apply(new RevocationChange.Hold(CrlScene.of(bob), CrlScene.NOW.minusSeconds(60)));
        SignedCrl base = scene.make(CrlScene.plan(
                CrlScene.EVERYTHING,
                1,
                new CrlPlan.Contents.Complete(List.of(CrlScene.point(DELTA_PLACE)), Optional.empty())));
        scene.apply(new RevocationChange.Release(bob.serialNumber(), CrlScene.NOW.minusSeconds(59)));
        scene.revoke(alice, CrlReason.SUPERSEDED);
        pem("list.pem", "X509 CRL", base.der());
        assertThat(verify("bob.pem")).contains("certificate revoked");
        assertThat(verify("alice.pem")).contains("alice.pem: OK");
        pem("list.pem", "X509 CRL", base.der(), scene.delta(base, 2).der());
        assertThat(verify("alice.pem", "-use_deltas")).contains("certificate revoked");
        assertThat(verify("bob.pem", "-use_deltas")).contains("bob.pem: OK");
    }

    private static X509Certificate jdk(Certificate certificate) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der().toArray()));
    }

    private static X509CRL jdk(SignedCrl crl) throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(crl.der().toArray()));
    }

    private void validateWithJdk(Certificate certificate, SignedCrl crl) throws GeneralSecurityException {
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new java.security.cert.TrustAnchor(jdk(scene.ca.certificate()), null)));
        parameters.setDate(Date.from(CrlScene.NOW));
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(jdk(crl)))));
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
                EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
        parameters.addCertPathChecker(checker);
        validator.validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(jdk(certificate))), parameters);
    }

    private static CertificateRevokedException revocation(ThrowingWork work) {
        try {
            work.run();
        } catch (CertPathValidatorException e) {
            assertThat(e.getCause()).isInstanceOf(CertificateRevokedException.class);
            return (CertificateRevokedException) e.getCause();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("not revoked");
    }

    private interface ThrowingWork {
        void run() throws GeneralSecurityException;
    }

    @Test
    void theJdkRefusesTheRevokedByEveryKindOfList() throws GeneralSecurityException {
        scene.apply(new RevocationChange.Revoke(
                CrlScene.of(alice),
                CrlScene.NOW.minusSeconds(90),
                CrlReason.KEY_COMPROMISE,
                Optional.of(CrlScene.NOW.minusSeconds(900))));
        scene.revoke(below, CrlReason.CA_COMPROMISE);
        for (CrlCoverage coverage : userCoverages()) {
            SignedCrl crl = scene.complete(coverage, 1);
            CertificateRevokedException revoked = revocation(() -> validateWithJdk(alice, crl));
            assertThat(revoked.getRevocationReason()).isEqualTo(java.security.cert.CRLReason.KEY_COMPROMISE);
            assertThat(revoked.getInvalidityDate()).isEqualTo(Date.from(CrlScene.NOW.minusSeconds(900)));
            validateWithJdk(bob, crl);
        }
        SignedCrl ofCas = scene.complete(new CrlCoverage.Authorities(List.of(CrlScene.place(PLACE))), 1);
        assertThat(revocation(() -> validateWithJdk(below, ofCas)).getRevocationReason())
                .isEqualTo(java.security.cert.CRLReason.CA_COMPROMISE);
    }

    @Test
    void theJdkReadsADelta() throws GeneralSecurityException {
        scene.apply(new RevocationChange.Hold(CrlScene.of(bob), CrlScene.NOW.minusSeconds(60)));
        SignedCrl base = scene.complete(CrlScene.EVERYTHING, 1);
        scene.apply(new RevocationChange.Release(bob.serialNumber(), CrlScene.NOW.minusSeconds(59)));
        X509CRL delta = jdk(scene.delta(base, 2));
        delta.verify(jdk(scene.ca.certificate()).getPublicKey());
        assertThat(delta.getCriticalExtensionOIDs()).containsExactly("2.5.29.27");
        BigInteger serial = bob.serialNumber().value();
        assertThat(delta.getRevokedCertificate(serial).getRevocationReason())
                .isEqualTo(java.security.cert.CRLReason.REMOVE_FROM_CRL);
    }

    private PathOutcome validate(Certificate certificate, SignedCrl... crls) {
        TrustAnchor anchor = TrustAnchor.of(scene.ca.certificate());
        RevocationEvidence evidence =
                RevocationEvidence.of(Stream.of(crls).map(CrlScene::read).toList(), List.of());
        PathBuilder surroundings = PathBuilder.of(
                TrustGraph.EMPTY, List.of(anchor), ValidationInputs.DEFAULT.with(RevocationPolicy.REQUIRED), evidence);
        return PathValidator.of(surroundings).validate(anchor, List.of(), PathRequest.of(certificate, CrlScene.NOW));
    }

    @Test
    void ourValidatorRefusesTheRevokedByEveryKindOfList() {
        scene.revoke(alice, CrlReason.SUPERSEDED);
        scene.revoke(below, CrlReason.CA_COMPROMISE);
        for (CrlCoverage coverage : userCoverages()) {
            SignedCrl crl = scene.complete(coverage, 1);
            assertThat(validate(alice, crl)).isInstanceOf(PathOutcome.Invalid.class);
            assertThat(validate(bob, crl)).isInstanceOf(PathOutcome.Valid.class);
        }
        SignedCrl ofCas = scene.complete(new CrlCoverage.Authorities(List.of()), 1);
        assertThat(validate(below, ofCas)).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(validate(bob, ofCas)).isInstanceOf(PathOutcome.Indeterminate.class);
        SignedCrl elsewhere =
                scene.complete(new CrlCoverage.EndEntities(List.of(CrlScene.place("http://crl.example/other.crl"))), 1);
        assertThat(validate(bob, elsewhere)).isInstanceOf(PathOutcome.Indeterminate.class);
    }

    @Test
    void ourValidatorFollowsDeltas() {
        scene.apply(new RevocationChange.Hold(CrlScene.of(bob), CrlScene.NOW.minusSeconds(60)));
        SignedCrl base = scene.complete(CrlScene.EVERYTHING, 1);
        scene.apply(new RevocationChange.Release(bob.serialNumber(), CrlScene.NOW.minusSeconds(59)));
        scene.revoke(alice, CrlReason.SUPERSEDED);
        SignedCrl delta = scene.delta(base, 2);
        assertThat(validate(bob, base)).isInstanceOf(PathOutcome.Invalid.class);
        assertThat(validate(bob, base, delta)).isInstanceOf(PathOutcome.Valid.class);
        assertThat(validate(alice, base)).isInstanceOf(PathOutcome.Valid.class);
        assertThat(validate(alice, base, delta)).isInstanceOf(PathOutcome.Invalid.class);
    }
}
