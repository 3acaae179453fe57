package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CrlBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Scope;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// Another PKI domain: a further installation of the same code, with its own vault, officers, database, repository
/// and CRLs on ports of its own. It certifies companies.
final class Partner implements AutoCloseable {
    /// The policy that the domains agreed to map, and one that they did not.
    static final String MAPPED = "2.999.1000.1.1";

    static final String UNMAPPED = "2.999.1000.1.9";

    private static final String NAME = "company";
    private static final Id CA = DemoPerson.id("ca companies");
    private static final String ORGANISATION = "DEMO Company Registry";

    private final DemoInstallation vault;
    private final DemoPublic zone;
    private final Certificate certificate;

    private Partner(DemoInstallation vault, DemoPublic zone, Certificate certificate) {
        this.vault = vault;
        this.zone = zone;
        this.certificate = certificate;
    }

    /// Opens the domain, or has its ceremony held.
    static Partner open(java.nio.file.Path folder, InstantSource clock) {
        List<Id> profiles = new java.util.ArrayList<>(
                DemoServices.profiles().stream().map(CertificateProfile::id).toList());
        profiles.addAll(List.of(
                profile(MAPPED, ORGANISATION).id(),
                profile(UNMAPPED, ORGANISATION).id()));
        profiles.add(profile(MAPPED, "Japanese Government").id());
        Scope scope = new Scope(List.of(CA), profiles, List.of(), List.of(Name.of("C=JP")), List.of());
        DemoInstallation vault =
                DemoInstallation.open(NAME, folder.resolve(NAME), folder.resolve("postgres"), scope, clock);
        DemoPublic.Ports ports = DemoPublic.Ports.of(vault.folder());
        Certificate certificate = vault.authority().facts().authorities().stream()
                .filter(known -> known.id().equals(CA))
                .findFirst()
                .flatMap(known -> known.certificate())
                .orElseGet(() -> make(vault, ports));
        DemoPublic.Credentials credentials = new DemoServices(vault, CA).credentials(certificate);
        return new Partner(vault, DemoPublic.open(vault, ports, credentials, DemoPublic.NOBODY, clock), certificate);
    }

    private static Certificate make(DemoInstallation vault, DemoPublic.Ports ports) {
        DemoCa root = new DemoCa(
                CA,
                Name.of("CN=DEMO Company CA,O=" + ORGANISATION + ",C=JP"),
                Name.of("CN=実演企業認証局,O=日本国政府,C=JP"),
                ports.publication(CA));
        return vault.authority().archive().certificate(root.makeRoot(vault)).orElseThrow();
    }

    /// A profile of the domain: certificates of persons in companies, under a policy.
    private static CertificateProfile profile(String policy, String organisation) {
        String text = new String(ShippedProfiles.text(ProfileKind.USER).toArray(), StandardCharsets.UTF_8);
        Id id = DemoPerson.id("profile " + policy + organisation);
        String own = text.replaceFirst("(?m)^id = \"[0-9a-f]+\"", "id = \"" + id + "\"")
                .replaceFirst("values = \\[\"Japanese Government\"\\]", "values = [\"" + organisation + "\"]")
                .replaceFirst("(?s)\\[subjectAltName\\].*?\\[keyUsage\\]", "[keyUsage]")
                .replaceFirst("(?m)^least = 1$", "least = 0")
                .replaceFirst("2\\.999\\.392\\.1\\.2", policy);
        return CertificateProfile.read(Bytes.wrap(own.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    Certificate certificate() {
        return certificate;
    }

    DemoPublic zone() {
        return zone;
    }

    /// A person's certificate under a policy.
    ///
    /// @param organisation whose name stands in it; the domain's own, or one that it has no business with
    Certificate issue(String person, String policy, Optional<String> organisation) {
        CertificateProfile profile = profile(policy, organisation.orElse(ORGANISATION));
        vault.putProfile(profile);
        Name subject = profile.subject()
                .written(Name.of("CN=" + person + ",O=" + organisation.orElse(ORGANISATION) + ",C=JP"));
        Digest digest = vault.done(vault.office()
                        .issue(CA, List.of(DemoCa.item(profile, subject, List.of(), vault.people())), vault.now()))
                .get(0);
        return vault.authority().archive().certificate(digest).orElseThrow();
    }

    /// Revokes a certificate and has the CRL made at once.
    void revoke(Certificate revoked) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(revoked.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
        vault.done(vault.office().registered(OrderKind.REVOKE, CA, body, vault.now()));
        vault.done(vault.office().supervised(OrderKind.CRL, Optional.of(CA), CrlBody.FULL, vault.now()));
    }

    /// A shipped pattern, with the alternative name that the other CA has.
    private static CertificateProfile crossProfile(ProfileKind kind) {
        String text = new String(ShippedProfiles.text(kind).toArray(), StandardCharsets.UTF_8);
        String own = text.replaceFirst("\\[keyUsage\\]", """
                [subjectAltName]
                [[subjectAltName.name]]
                form = "directoryName"

                [keyUsage]""");
        return CertificateProfile.read(Bytes.wrap(own.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    /// Has a cross-certificate issued to another domain's CA.
    ///
    /// @param from the CA that issues it, and its installation
    /// @param request the other CA's request
    static Certificate certify(Side from, Side to, Id caseId, ProfileKind kind) {
        CertificateProfile profile = crossProfile(kind);
        Bytes request = to.request();
        CertificationRequest pkcs10 = CertificationRequest.parse(request).orElseThrow();
        RequestedCertificate wanted = new RequestedCertificate(
                to.certificate().subject(),
                Optional.of(to.certificate().subjectAltNames()).filter(names -> !names.isEmpty()),
                pkcs10.subjectPublicKeyInfo(),
                Optional.empty(),
                to.certificate().subjectKeyIdentifier());
        IssuingCa issuing = IssuingCa.of(
                from.ca(),
                from.certificate(),
                SignatureAlgorithm.ECDSA_SHA384,
                from.ports().publication(from.ca()),
                1);
        PreparedCertificate prepared = switch (Preparation.prepare(
                profile, issuing, wanted, from.vault().now(), DemoCa.anyNumber())) {
            case PreparationOutcome.Prepared(PreparedCertificate whole) -> whole;
            case PreparationOutcome.Refused(var refusals) ->
                throw new IllegalStateException("a cross-certificate of the demonstration: " + refusals);
        };
        CrossBody body = new CrossBody.Certify(caseId, request, prepared.template());
        Digest digest = from.vault()
                .done(from.vault()
                        .office()
                        .supervised(
                                OrderKind.CROSS_CERTIFICATE,
                                Optional.of(from.ca()),
                                body,
                                from.vault().now()))
                .get(0);
        return from.vault().authority().archive().certificate(digest).orElseThrow();
    }

    /// A CA in its installation, as one side of a cross-certification.
    record Side(DemoInstallation vault, Id ca, Certificate certificate, DemoPublic.Ports ports) {
        /// The CA's request, made with its key and remembered by its vault.
        Bytes request() {
            return vault.request(ca);
        }
    }

    Side side() {
        return new Side(vault, CA, certificate, zone.ports());
    }

    @Override
    public void close() {
        zone.close();
        vault.close();
    }
}
