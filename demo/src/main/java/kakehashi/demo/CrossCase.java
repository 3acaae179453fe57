package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CrossCertificatePair;

/// A cross-certification of two CAs: each certifies the other by an order that two supervisors of its installation
/// approve, and both publish the pair. A note in the folder of the first side remembers it.
final class CrossCase {
    private final Side ours;
    private final Side theirs;
    private final Path note;

    /// A CA, and what it certifies to the other.
    record Side(DemoSite site, DemoDomain.Ca ca, CrossTerms terms) {
        private Id id() {
            return site.domain().id(ca);
        }

        private Certificate certificate() {
            return site.certificate(ca);
        }
    }

    /// A case in force.
    private record Known(Id caseId, CrossCertificatePair pair) {}

    CrossCase(Side ours, Side theirs) {
        this.ours = ours;
        this.theirs = theirs;
        this.note = ours.site
                .vault()
                .folder()
                .resolve("case-" + theirs.site.domain().folder() + "-" + theirs.ca.key());
    }

    /// Between a partner and the government's bridge.
    static CrossCase withPartner(DemoSite government, DemoSite partner) {
        DemoDomain domain = partner.domain();
        return new CrossCase(
                new Side(government, government.domain().outward(), CrossTerms.toPartner(domain)),
                new Side(partner, domain.outward(), CrossTerms.fromPartner(domain)));
    }

    /// Between a domain's anchor and its own bridge.
    static Optional<CrossCase> within(DemoSite site) {
        DemoDomain domain = site.domain();
        return domain.outward().equals(domain.anchor())
                ? Optional.empty()
                : Optional.of(new CrossCase(
                        new Side(site, domain.outward(), CrossTerms.fromOwnBridge(domain)),
                        new Side(site, domain.anchor(), CrossTerms.toOwnBridge(domain))));
    }

    /// Whether the two are cross-certified now.
    boolean isInForce() {
        return Files.exists(note);
    }

    /// Certifies both ways and publishes the pair.
    void exchange() {
        Id caseId = new Id(DemoOffice.random(Id.OCTETS));
        Certificate byUs = certify(ours, theirs, caseId);
        Certificate toUs = certify(theirs, ours, caseId);
        CrossCertificatePair pair = CrossCertificatePair.of(toUs, byUs);
        order(ours, new CrossBody.Publish(caseId, pair.der()));
        if (theirs.site != ours.site) {
            order(
                    theirs,
                    new CrossBody.Publish(
                            caseId, CrossCertificatePair.of(byUs, toUs).der()));
        }
        remember(caseId + "\n" + pair.der() + "\n");
    }

    /// Revokes our half and withdraws the pair; an emergency CRL follows by itself.
    void withdraw() {
        Known known = known();
        Certificate byUs = known.pair.issuedByThisCa().orElseThrow();
        order(
                ours,
                new CrossBody.Withdraw(
                        known.caseId,
                        byUs.serialNumber(),
                        CrlReason.CESSATION_OF_OPERATION,
                        Digest.of(known.pair.der())));
        try {
            Files.delete(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The certificate that our side issued.
    Certificate byUs() {
        return known().pair.issuedByThisCa().orElseThrow();
    }

    /// Where the CRL of CAs (ARL) lies on which our half would be revoked.
    String arl() {
        return ours.site.ports().url("/ca/" + ours.id() + "/arl.crl");
    }

    private void remember(String text) {
        try {
            Files.writeString(note, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Known known() {
        try {
            List<String> lines = Files.readAllLines(note);
            return new Known(
                    Id.ofHex(lines.get(0)),
                    CrossCertificatePair.parse(Bytes.ofHex(lines.get(1))).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Certificate certify(Side from, Side to, Id caseId) {
        DemoSite site = from.site;
        CertificateProfile profile =
                from.terms.profile(to.site.cas().repository(to.ca), site.ports().url("/repository"));
        Bytes request = to.site.vault().request(to.id());
        Certificate other = to.certificate();
        RequestedCertificate wanted = new RequestedCertificate(
                other.subject(),
                Optional.of(other.subjectAltNames()).filter(names -> !names.isEmpty()),
                CertificationRequest.parse(request).orElseThrow().subjectPublicKeyInfo(),
                Optional.empty(),
                other.subjectKeyIdentifier());
        Bytes template = site.cas().template(profile, site.cas().issuing(from.ca), wanted);
        Digest digest =
                order(from, new CrossBody.Certify(caseId, request, template)).getFirst();
        return site.vault().authority().archive().certificate(digest).orElseThrow();
    }

    private static List<Digest> order(Side side, CrossBody body) {
        DemoInstallation vault = side.site.vault();
        return vault.done(
                vault.office().supervised(OrderKind.CROSS_CERTIFICATE, Optional.of(side.id()), body, vault.now()));
    }
}
