package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.Signer;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// The certificates that the public zone needs for itself: filed, approved and issued as all others.
final class DemoServices {
    private final DemoInstallation vault;
    private final Id ca;

    DemoServices(DemoInstallation vault, Id ca) {
        this.vault = vault;
        this.ca = ca;
    }

    /// The profiles that they are issued under.
    static List<CertificateProfile> profiles() {
        return List.of(
                ShippedProfiles.of(ProfileKind.OCSP_RESPONDER), ShippedProfiles.of(ProfileKind.VALIDATION_SERVER));
    }

    /// The credentials of an earlier run, or new ones.
    DemoPublic.Credentials credentials(Certificate issuer) {
        Certificate responder = certificate("responder", profiles().get(0), "DEMO OCSP responder");
        Certificate server = certificate("validation-server", profiles().get(1), "DEMO validation server");
        return new DemoPublic.Credentials(
                issuer,
                new ResponderCredential(signer(responder), responder),
                new ServerCredential(signer(server), server, List.of(issuer)));
    }

    private Certificate certificate(String file, CertificateProfile profile, String name) {
        Path stored = vault.folder().resolve(file + ".der");
        try {
            if (Files.exists(stored)) {
                return Certificate.parse(Bytes.wrap(Files.readAllBytes(stored))).orElseThrow();
            }
            vault.putProfile(profile);
            Name subject = profile.subject().written(Name.of("CN=" + name + ",O=Japanese Government,C=JP"));
            IssueBody.Item item = DemoCa.item(profile, subject, List.of(), vault.people());
            Digest digest = vault.done(vault.office().issue(ca, List.of(item), vault.now()))
                    .get(0);
            Certificate made = vault.authority().archive().certificate(digest).orElseThrow();
            Files.write(stored, made.der().toArray());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Signer signer(Certificate certificate) {
        Optional<KeyEntry> entry = vault.people().keys().stream()
                .filter(key -> key.publicKey().equals(certificate.subjectPublicKeyInfo()))
                .findFirst();
        return vault.people()
                .signer(entry.orElseThrow().id(), SignatureAlgorithm.ECDSA_SHA256)
                .orElseThrow();
    }
}
