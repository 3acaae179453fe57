package kakehashi.demo;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kakehashi.authority.VaultFacts.KnownAuthority;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.Publication;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The CAs of a domain in its vault: made by orders that two supervisors approve, with every octet of the
/// certificates before their eyes.
final class DemoCas {
    private static final SecureRandom CHANCE = new SecureRandom();
    static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA384;

    private final DemoDomain domain;
    private final DemoInstallation vault;
    private final DemoPorts ports;
    private final Map<String, Certificate> known = new ConcurrentHashMap<>();

    DemoCas(DemoDomain domain, DemoInstallation vault, DemoPorts ports) {
        this.domain = domain;
        this.vault = vault;
        this.ports = ports;
    }

    /// Has the CAs made that are missing, and answers how many were.
    int make() {
        Map<Id, Certificate> there = new java.util.HashMap<>();
        for (KnownAuthority authority : vault.authority().facts().authorities()) {
            authority.certificate().ifPresent(certificate -> there.put(authority.id(), certificate));
        }
        int made = 0;
        for (DemoDomain.Ca ca : domain.cas()) {
            Certificate certificate = there.get(domain.id(ca));
            if (certificate == null) {
                certificate = make(ca);
                made++;
            }
            known.put(ca.key(), certificate);
        }
        return made;
    }

    /// The certificate of a CA.
    Certificate certificate(DemoDomain.Ca ca) {
        return known.get(ca.key());
    }

    private Certificate make(DemoDomain.Ca ca) {
        Id id = domain.id(ca);
        Bytes request = vault.makeKey(id, settings(ca));
        SubjectPublicKeyInfo key =
                CertificationRequest.parse(request).orElseThrow().subjectPublicKeyInfo();
        Digest digest = switch (ca.kind()) {
            case SELF_SIGNED -> selfSigned(ca, id, key);
            case SUBORDINATE -> subordinate(ca, request, key);
        };
        return vault.authority().archive().certificate(digest).orElseThrow();
    }

    private Digest selfSigned(DemoDomain.Ca ca, Id id, SubjectPublicKeyInfo key) {
        CertificateProfile profile = DemoProfiles.selfSigned(domain);
        Name subject = profile.subject().written(domain.name(ca));
        IssuingCa founding =
                new IssuingCa(id, new IssuingCa.Identity.Founding(subject, key), ALGORITHM, ports.publication(id), 1);
        Bytes template = template(profile, founding, wanted(ca, subject, key));
        return order(id, new CaBody.Create(id, domain.name(ca).toString(), template));
    }

    private Digest subordinate(DemoDomain.Ca ca, Bytes request, SubjectPublicKeyInfo key) {
        DemoDomain.Ca root = domain.anchor();
        CertificateProfile profile = DemoProfiles.subordinate(domain, ca, repository(ca));
        Name subject = profile.subject().written(domain.name(ca));
        Bytes template = template(profile, issuing(root), wanted(ca, subject, key));
        return order(domain.id(root), new CaBody.Certify(request, template));
    }

    private Digest order(Id authority, CaBody body) {
        return vault.done(vault.office().supervised(OrderKind.CA, Optional.of(authority), body, vault.now()))
                .getFirst();
    }

    private RequestedCertificate wanted(DemoDomain.Ca ca, Name subject, SubjectPublicKeyInfo key) {
        GeneralName japanese = new GeneralName.DirectoryName(domain.japaneseName(ca));
        return new RequestedCertificate(subject, Optional.of(List.of(japanese)), key, Optional.empty());
    }

    /// A CA as certificates are prepared for it.
    IssuingCa issuing(DemoDomain.Ca ca) {
        Id id = domain.id(ca);
        return IssuingCa.of(id, certificate(ca), ALGORITHM, ports.publication(id), 1);
    }

    /// Where a CA shows what it issued.
    String repository(DemoDomain.Ca ca) {
        return ports.url("/ca/" + domain.id(ca) + "/issued-by.p7c");
    }

    /// What officers approve of a certificate of a CA: everything but its serial number.
    Bytes template(CertificateProfile profile, IssuingCa issuing, RequestedCertificate wanted) {
        PreparationOutcome outcome = Preparation.prepare(profile, issuing, wanted, vault.now(), anyNumber());
        return switch (outcome) {
            case PreparationOutcome.Prepared(PreparedCertificate whole) -> whole.template();
            case PreparationOutcome.Refused(var refusals) ->
                throw new IllegalStateException("a certificate of the demonstration: " + refusals);
        };
    }

    /// A serial number for a template, which the vault puts its own in the place of.
    private static SerialNumber anyNumber() {
        byte[] octets = new byte[SerialNumber.MAX_OCTETS];
        CHANCE.nextBytes(octets);
        octets[0] = 0x40;
        return new SerialNumber(Bytes.wrap(octets));
    }

    /// The settings of a CA, a reviewable text.
    private String settings(DemoDomain.Ca ca) {
        Publication places = ports.publication(domain.id(ca));
        return """
                name = "%s"
                key = "P384"
                signature = "ecdsa-with-SHA384"
                [publication]
                http = "%s"
                ldap = "%s"
                ocsp = "%s"
                [crl]
                period-hours = 24
                overlap-hours = 24
                """.formatted(
                        domain.name(ca),
                        places.http().orElseThrow(),
                        places.ldap().orElseThrow(),
                        places.ocsp().orElseThrow());
    }
}
