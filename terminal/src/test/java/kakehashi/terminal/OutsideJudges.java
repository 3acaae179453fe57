package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;

/// OpenSSL and the JDK, who know nothing of this product, about its certificates and lists.
///
/// @param folder for what OpenSSL reads
record OutsideJudges(Path folder) {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    /// A path to be judged.
    ///
    /// @param between the certificates from the anchor's on
    /// @param policy the one policy that is acceptable; none is asked for when it is empty
    record Case(Certificate anchor, List<Certificate> between, Certificate target, List<Crl> crls, String policy) {
        Case of(Certificate other) {
            return new Case(anchor, between, other, crls, policy);
        }
    }

    /// Both must accept.
    void accept(Case path) throws IOException, GeneralSecurityException {
        jdk(path);
        String said = openssl(path);
        assertThat(said).endsWith(": OK\n");
    }

    /// Both must refuse, OpenSSL with these words.
    void refuse(Case path, String words) throws IOException {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> jdk(path))
                .isInstanceOf(CertPathValidatorException.class);
        assertThat(openssl(path)).contains(words).doesNotContain(": OK");
    }

    private static void jdk(Case path) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(jdk(path.anchor), null)));
        List<X509CRL> lists = new ArrayList<>();
        for (Crl crl : path.crls.stream().filter(one -> isOfPath(one, path)).toList()) {
            lists.add((X509CRL) factory().generateCRL(stream(crl.der())));
        }
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        if (!path.policy.isEmpty()) {
            parameters.setInitialPolicies(Set.of(path.policy));
            parameters.setExplicitPolicyRequired(true);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate one : path.between) {
            certificates.add(jdk(one));
        }
        certificates.add(jdk(path.target));
        Collections.reverse(certificates);
        CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(certificates), parameters);
    }

    /// The JDK stumbles over a second list of the same name by a key that signed nothing in the path, as a CA has
    /// it after its roll-over.
    private static boolean isOfPath(Crl crl, Case path) {
        return Stream.concat(path.between.stream(), Stream.of(path.target))
                .flatMap(one -> one.authorityKeyIdentifier().stream())
                .anyMatch(key -> crl.authorityKeyIdentifier().equals(Optional.of(key)));
    }

    private static CertificateFactory factory() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509");
    }

    private static X509Certificate jdk(Certificate certificate) throws GeneralSecurityException {
        return (X509Certificate) factory().generateCertificate(stream(certificate.der()));
    }

    private static ByteArrayInputStream stream(Bytes der) {
        return new ByteArrayInputStream(der.toArray());
    }

    private String openssl(Case path) throws IOException {
        assumeTrue(Files.isExecutable(OPENSSL), "OpenSSL is not installed");
        List<String> command = new ArrayList<>(List.of(OPENSSL.toString(), "verify", "-x509_strict", "-check_ss_sig"));
        command.addAll(List.of("-CAfile", certificates("anchor", List.of(path.anchor))));
        if (!path.between.isEmpty()) {
            command.addAll(List.of("-untrusted", certificates("between", path.between)));
        }
        command.addAll(List.of("-crl_check_all", "-extended_crl", "-CRLfile", lists(path.crls)));
        if (!path.policy.isEmpty()) {
            command.addAll(List.of("-policy_check", "-policy", path.policy, "-explicit_policy"));
        }
        command.add(certificates("target", List.of(path.target)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private String certificates(String name, List<Certificate> all) {
        return pem(name, "CERTIFICATE", all.stream().map(Certificate::der).toList());
    }

    private String lists(List<Crl> all) {
        return pem("lists", "X509 CRL", all.stream().map(Crl::der).toList());
    }

    private String pem(String name, String label, List<Bytes> all) {
        StringBuilder text = new StringBuilder();
        for (Bytes der : all) {
            text.append("-----BEGIN ").append(label).append("-----\n");
            text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray()));
            text.append("\n-----END ").append(label).append("-----\n");
        }
        try {
            return Files.writeString(folder.resolve(name + ".pem"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
