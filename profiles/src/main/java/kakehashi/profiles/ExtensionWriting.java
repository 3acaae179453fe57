package kakehashi.profiles;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// Puts the extensions of a profile into one certificate.
///
/// @param serial the serial number, which decides the shard
/// @param refuse where reasons go
record ExtensionWriting(
        IssuingCa ca,
        RequestedCertificate request,
        Instant notBefore,
        SerialNumber serial,
        Consumer<PreparationRefusal> refuse) {
    void write(ExtensionRule rule, CertificateBuilder into) {
        switch (rule) {
            case ExtensionRule.Fixed(Extension extension) -> into.extension(extension);
            case ExtensionRule.SubjectKeyIdentifier() -> into.subjectKeyIdentifier(keyIdentifier());
            case ExtensionRule.AuthorityKeyIdentifier() ->
                into.authorityKeyIdentifier(AuthorityKeyIdentifier.of(ca.keyIdentifier()));
            case ExtensionRule.PrivateKeyUsage(Period period) -> into.extension(privateKeyUsage(period));
            case ExtensionRule.SubjectAlternativeNames(Criticality criticality) ->
                subjectAlternativeNames(criticality, into);
            case ExtensionRule.IssuerAlternativeNames() -> issuerAlternativeNames(into);
            case ExtensionRule.CrlDistributionPoints points -> crlDistributionPoints(points, into);
            case ExtensionRule.FreshestCrl freshest -> freshestCrl(freshest, into);
            case ExtensionRule.AuthorityAccess(List<ExtensionRule.Service> services) -> authorityAccess(services, into);
            case ExtensionRule.SubjectAccess access -> subjectAccess(access, into);
        }
    }

    private Bytes keyIdentifier() {
        SubjectPublicKeyInfo key = request.key();
        return request.keyIdentifier().orElseGet(key::keyIdentifier);
    }

    /// "PrivateKeyUsagePeriod ::= SEQUENCE { notBefore [0] GeneralizedTime OPTIONAL, notAfter [1] GeneralizedTime
    /// OPTIONAL }" (RFC 3280 §4.2.1.4; RFC 5280 has it no longer).
    private Extension privateKeyUsage(Period period) {
        Instant end = notBefore.atZone(ZoneOffset.UTC).plus(period).toInstant();
        return Extension.of(
                KnownExtension.PRIVATE_KEY_USAGE_PERIOD,
                w -> w.sequence(s -> s.generalizedTime(0x80, notBefore).generalizedTime(0x81, end)));
    }

    /// "If the subject field contains an empty sequence, then the issuing CA MUST include a subjectAltName
    /// extension that is marked as critical" (RFC 5280 §4.2.1.6).
    private void subjectAlternativeNames(Criticality criticality, CertificateBuilder into) {
        List<GeneralName> names = request.names().orElse(List.of());
        boolean nameless = request.subject().isEmpty();
        if (names.isEmpty()) {
            return;
        }
        Extension extension =
                Extension.of(KnownExtension.SUBJECT_ALT_NAME, w -> GeneralName.writeAll(w, Tag.SEQUENCE, names));
        boolean critical = nameless || criticality == Criticality.CRITICAL;
        into.extension(critical ? extension.asCritical() : extension);
    }

    private void issuerAlternativeNames(CertificateBuilder into) {
        List<GeneralName> names = ca.directoryNames();
        if (names.isEmpty()) {
            refuse.accept(PreparationRefusal.of(PreparationRule.ISSUER_ALTERNATIVE_NAME));
        } else {
            into.issuerAltNames(names);
        }
    }

    private void crlDistributionPoints(ExtensionRule.CrlDistributionPoints points, CertificateBuilder into) {
        Publication.CrlPlace place = place(ca, points.list(), serial);
        List<GeneralName> names = new ArrayList<>(points.forms().size());
        for (Publication.Form form : points.forms()) {
            add(names, ca.publication().crl(ca.name(), place, form), form.key());
        }
        into.crlDistributionPoints(List.of(point(names)));
    }

    /// "Delta CRL information for the same scope" (RFC 5280 §4.2.1.15): a CA that makes none on schedule has no
    /// such place.
    private void freshestCrl(ExtensionRule.FreshestCrl freshest, CertificateBuilder into) {
        Publication.CrlPlace place = place(ca, freshest.list(), serial);
        List<GeneralName> names = new ArrayList<>(freshest.forms().size());
        for (Publication.Form form : freshest.forms()) {
            add(names, ca.publication().delta(ca.name(), place, form), "[crl] delta-hours, " + form.key());
        }
        if (!names.isEmpty()) {
            into.freshestCrl(List.of(point(names)));
        }
    }

    private static DistributionPoint point(List<GeneralName> names) {
        return new DistributionPoint(
                Optional.of(new DistributionPointName.FullName(names)), Optional.empty(), List.of());
    }

    /// The place of the CRL that covers a serial number: a CA with one shard has the CRL of everything for it.
    static Publication.CrlPlace place(IssuingCa ca, ExtensionRule.CrlList list, SerialNumber serial) {
        return switch (list) {
            case SHARDED ->
                ca.shards() == 1
                        ? new Publication.CrlPlace.Whole()
                        : new Publication.CrlPlace.Shard(ca.shardOf(serial));
            case AUTHORITIES -> new Publication.CrlPlace.Authorities();
            case WHOLE -> new Publication.CrlPlace.Whole();
        };
    }

    private void authorityAccess(List<ExtensionRule.Service> services, CertificateBuilder into) {
        List<AccessDescription> descriptions = new ArrayList<>(services.size());
        for (ExtensionRule.Service service : services) {
            Optional<AccessDescription> description = switch (service) {
                case CA_ISSUERS ->
                    ca.publication()
                            .certificatesOfCa()
                            .map(at -> new AccessDescription(AccessDescription.CA_ISSUERS, at));
                case OCSP -> ca.publication().responder().map(at -> new AccessDescription(AccessDescription.OCSP, at));
            };
            add(descriptions, description, service == ExtensionRule.Service.OCSP ? "ocsp" : "http");
        }
        into.authorityInfoAccess(descriptions);
    }

    private void subjectAccess(ExtensionRule.SubjectAccess access, CertificateBuilder into) {
        List<AccessDescription> descriptions = new ArrayList<>();
        if (access.repository() == ExtensionRule.Repository.OWN) {
            Optional<GeneralName> own = ca.publication().certificatesByCa();
            add(descriptions, own.map(at -> new AccessDescription(AccessDescription.CA_REPOSITORY, at)), "http");
        }
        descriptions.addAll(access.others());
        into.subjectInfoAccess(descriptions);
    }

    private <T> void add(List<T> list, Optional<T> item, String what) {
        item.ifPresentOrElse(list::add, () -> refuse.accept(PreparationRefusal.of(PreparationRule.PUBLICATION, what)));
    }
}
