package kakehashi.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerReader;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extensions;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Tag;

/// A certificate opened once for all rules.
final class LintedCertificate {
    /// In seconds.
    static final long DAY = 86_400;

    final Certificate certificate;
    final LintContext context;
    final LintPurpose purpose;
    final Extensions extensions;
    final List<NamePart> subject;
    final List<NamePart> issuer;
    final Optional<BasicConstraints> basic;
    final boolean ca;
    final Optional<KeyUsage> usage;
    final List<Oid> purposes;
    final List<GeneralName> altNames;
    final List<String> dnsNames;
    final List<PolicyInformation> policies;
    final List<PolicyMapping> mappings;
    final List<DistributionPoint> points;
    final List<AccessDescription> services;
    final Optional<AuthorityKeyIdentifier> authority;
    final Optional<Bytes> keyId;
    final Optional<SignatureAlgorithm> algorithm;
    final List<GeneralName> pointNames;
    final List<String> pointUris;
    final Optional<Certificate> above;
    final int notBeforeTag;
    final int notAfterTag;
    final boolean hasUniqueIds;

    LintedCertificate(Certificate certificate, LintContext context) {
        this.certificate = certificate;
        this.context = context;
        this.purpose = context.purpose();
        this.extensions = certificate.extensions();
        this.subject = NamePart.of(certificate.subject());
        this.issuer = certificate.issuer().der().equals(certificate.subject().der())
                ? subject
                : NamePart.of(certificate.issuer());
        this.basic = certificate.basicConstraints();
        this.ca = basic.map(BasicConstraints::ca).orElse(false);
        this.usage = certificate.keyUsage();
        this.purposes =
                certificate.extendedKeyUsage().map(ExtendedKeyUsage::purposes).orElse(List.of());
        this.altNames = certificate.subjectAltNames();
        this.dnsNames = domains(altNames);
        this.policies = certificate.certificatePolicies();
        this.mappings = certificate.policyMappings();
        this.points = certificate.crlDistributionPoints();
        this.services = certificate.authorityInfoAccess();
        this.authority = certificate.authorityKeyIdentifier();
        this.keyId = certificate.subjectKeyIdentifier();
        this.algorithm = SignatureAlgorithm.of(certificate.tbsSignatureAlgorithm());
        this.pointNames = fullNames(points);
        this.pointUris = uris(pointNames);
        // A self-signed certificate stands for itself, whatever certificate was given beside it.
        this.above = purpose == LintPurpose.SELF_SIGNED ? Optional.empty() : context.issuer();
        Layout layout = Layout.of(certificate.tbsCertificate());
        this.notBeforeTag = layout.notBeforeTag;
        this.notAfterTag = layout.notAfterTag;
        this.hasUniqueIds = layout.hasUniqueIds;
    }

    /// What only the DER tells.
    private record Layout(int notBeforeTag, int notAfterTag, boolean hasUniqueIds) {
        static Layout of(Bytes tbs) {
            DerReader reader = new DerReader(tbs);
            reader.enterSequence();
            reader.skipIf(0xa0);
            reader.skip(Tag.INTEGER);
            reader.skip(Tag.SEQUENCE);
            reader.skip(Tag.SEQUENCE);
            int validity = reader.enterSequence();
            int notBeforeTag = reader.peek();
            reader.timeSeconds();
            int notAfterTag = reader.peek();
            reader.timeSeconds();
            reader.leave(validity);
            reader.skip(Tag.SEQUENCE);
            reader.skip(Tag.SEQUENCE);
            return new Layout(notBeforeTag, notAfterTag, reader.nextIs(0x81) || reader.nextIs(0x82));
        }
    }

    private static List<String> domains(List<GeneralName> names) {
        List<String> domains = new ArrayList<>(names.size());
        for (GeneralName name : names) {
            if (name instanceof GeneralName.DnsName(String domain)) {
                domains.add(domain);
            }
        }
        return domains;
    }

    boolean isSelfSigned() {
        return purpose == LintPurpose.SELF_SIGNED;
    }

    boolean has(KnownExtension type) {
        return extensions.has(type);
    }

    boolean isCritical(KnownExtension type) {
        return extensions.isCritical(type);
    }

    boolean allows(KeyUsage.Bit bit) {
        return usage.isPresent() && usage.get().allows(bit);
    }

    /// The seconds of the validity period, both ends included.
    long seconds() {
        return certificate.notAfter().getEpochSecond() - certificate.notBefore().getEpochSecond() + 1;
    }

    List<String> textsOf(Oid type) {
        return textsOf(subject, type);
    }

    static List<String> textsOf(List<NamePart> name, Oid type) {
        List<String> texts = new ArrayList<>(2);
        for (NamePart part : name) {
            if (part.is(type)) {
                texts.add(part.text());
            }
        }
        return texts;
    }

    /// The first directoryName among some names.
    static Optional<Name> directoryName(List<GeneralName> names) {
        for (GeneralName name : names) {
            if (name instanceof GeneralName.DirectoryName(Name directory)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    /// The full names of all distribution points, in their order.
    private static List<GeneralName> fullNames(List<DistributionPoint> points) {
        List<GeneralName> names = new ArrayList<>(points.size());
        for (DistributionPoint point : points) {
            if (point.distributionPoint().orElse(null) instanceof DistributionPointName.FullName(var full)) {
                names.addAll(full);
            }
        }
        return names;
    }

    /// Where services of a kind are.
    static List<String> uris(List<AccessDescription> services, Oid method) {
        List<String> uris = new ArrayList<>(services.size());
        for (AccessDescription service : services) {
            if (service.accessMethod().equals(method)
                    && service.accessLocation() instanceof GeneralName.UniformResourceIdentifier(String uri)) {
                uris.add(uri);
            }
        }
        return uris;
    }

    static List<String> uris(List<GeneralName> names) {
        List<String> uris = new ArrayList<>(names.size());
        for (GeneralName name : names) {
            if (name instanceof GeneralName.UniformResourceIdentifier(String uri)) {
                uris.add(uri);
            }
        }
        return uris;
    }
}
