package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.Signer;
import kakehashi.platform.PublicParts;
import kakehashi.profiles.CertificateProfile;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// The certificates that a public zone needs for itself, an OCSP responder's for each CA and that of the validation
/// server: filed, approved and issued as all others, and kept for the next run.
final class DemoServices {
    private final DemoInstallation vault;
    private final DemoCas cas;
    private final DemoDomain domain;

    DemoServices(DemoInstallation vault, DemoCas cas) {
        this.vault = vault;
        this.cas = cas;
        this.domain = vault.domain();
    }

    /// Who answers OCSP for each CA.
    List<PublicParts.Responder> responders() {
        CertificateProfile profile = DemoProfiles.responder(domain);
        List<PublicParts.Responder> responders = new ArrayList<>();
        for (DemoDomain.Ca ca : domain.cas()) {
            Certificate own = certificate(ca, "responder-" + ca.key(), profile, ca.english() + " OCSP");
            responders.add(new PublicParts.Responder(
                    cas.certificate(ca), new ResponderCredential(signer(own), own), CredentialSupplier.none()));
        }
        return responders;
    }

    /// Who signs the validation server's answers: certified by the bridge, where there is one.
    ServerCredential server() {
        DemoDomain.Ca ca = domain.outward();
        CertificateProfile profile = DemoProfiles.validationServer(domain);
        Certificate own = certificate(ca, "validation-server", profile, "DEMO validation server");
        return new ServerCredential(signer(own), own, List.of(cas.certificate(ca)));
    }

    private Certificate certificate(DemoDomain.Ca ca, String file, CertificateProfile profile, String name) {
        Path stored = vault.folder().resolve(file + ".der");
        try {
            if (Files.exists(stored)) {
                return Certificate.parse(Bytes.wrap(Files.readAllBytes(stored))).orElseThrow();
            }
            Name subject = profile.subject().written(Name.of("CN=" + name + ",O=" + domain.organisation() + ",C=JP"));
            Certificate made =
                    vault.issue(domain.id(ca), DemoRequests.item(profile, subject, List.of(), vault.people()));
            Files.write(stored, made.der().toArray());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Signer signer(Certificate certificate) {
        KeyEntry entry = vault.people().keys().stream()
                .filter(key -> key.publicKey().equals(certificate.subjectPublicKeyInfo()))
                .findFirst()
                .orElseThrow();
        return vault.people()
                .signer(entry.id(), SignatureAlgorithm.ECDSA_SHA256)
                .orElseThrow();
    }
}
