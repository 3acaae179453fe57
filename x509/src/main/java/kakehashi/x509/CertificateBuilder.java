package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Gathers the fields of a certificate (RFC 5280 §4) and answers what is to be signed.
///
/// Extensions are critical where the RFC says "MUST be critical" or "SHOULD be critical", and stand in the order in
/// which they were given; one given twice stands once, as given last. With extensions the certificate is of version
/// 3, without of version 1.
public final class CertificateBuilder {
    private final ExtensionList extensions = new ExtensionList();
    private SerialNumber serialNumber;
    private Name issuer;
    private Name subject;
    private Instant notBefore;
    private Instant notAfter;
    private SubjectPublicKeyInfo publicKey;

    /// Sets the serial number.
    public CertificateBuilder serialNumber(SerialNumber number) {
        this.serialNumber = number;
        return this;
    }

    /// Sets the issuer's name.
    public CertificateBuilder issuer(Name name) {
        this.issuer = name;
        return this;
    }

    /// Sets the subject's name.
    public CertificateBuilder subject(Name name) {
        this.subject = name;
        return this;
    }

    /// Sets the validity period, both ends included; fractions of a second are cut off.
    public CertificateBuilder validity(Instant first, Instant last) {
        this.notBefore = first;
        this.notAfter = last;
        return this;
    }

    /// Sets the subject's public key.
    public CertificateBuilder publicKey(SubjectPublicKeyInfo key) {
        this.publicKey = key;
        return this;
    }

    /// Adds or replaces an extension of any type.
    public CertificateBuilder extension(Extension extension) {
        extensions.put(extension);
        return this;
    }

    /// Takes an extension away again.
    public CertificateBuilder without(KnownExtension type) {
        extensions.remove(type.id());
        return this;
    }

    /// Adds `subjectKeyIdentifier`.
    public CertificateBuilder subjectKeyIdentifier(Bytes identifier) {
        return extension(Extension.of(KnownExtension.SUBJECT_KEY_IDENTIFIER, w -> w.octetString(identifier)));
    }

    /// Adds `authorityKeyIdentifier`.
    public CertificateBuilder authorityKeyIdentifier(AuthorityKeyIdentifier identifier) {
        return extension(Extension.of(KnownExtension.AUTHORITY_KEY_IDENTIFIER, identifier::write));
    }

    /// Adds `keyUsage`: "when present, conforming CAs SHOULD mark this extension as critical".
    public CertificateBuilder keyUsage(KeyUsage usage) {
        return extension(Extension.of(KnownExtension.KEY_USAGE, usage::write).asCritical());
    }

    /// Adds `extKeyUsage`, not critical.
    public CertificateBuilder extendedKeyUsage(ExtendedKeyUsage usage) {
        return extension(Extension.of(KnownExtension.EXTENDED_KEY_USAGE, usage::write));
    }

    /// Adds `certificatePolicies`, not critical.
    public CertificateBuilder certificatePolicies(List<PolicyInformation> policies) {
        return extension(
                Extension.of(KnownExtension.CERTIFICATE_POLICIES, w -> PolicyInformation.writeAll(w, policies)));
    }

    /// Adds `policyMappings`: "conforming CAs SHOULD mark this extension as critical".
    public CertificateBuilder policyMappings(List<PolicyMapping> mappings) {
        return extension(Extension.of(KnownExtension.POLICY_MAPPINGS, w -> PolicyMapping.writeAll(w, mappings))
                .asCritical());
    }

    /// Adds `subjectAltName`, not critical. "If the subject field contains an empty sequence, then the issuing CA
    /// MUST include a subjectAltName extension that is marked as critical": see [#extension].
    public CertificateBuilder subjectAltNames(List<GeneralName> names) {
        return extension(
                Extension.of(KnownExtension.SUBJECT_ALT_NAME, w -> GeneralName.writeAll(w, Tag.SEQUENCE, names)));
    }

    /// Adds `issuerAltName`, not critical.
    public CertificateBuilder issuerAltNames(List<GeneralName> names) {
        return extension(
                Extension.of(KnownExtension.ISSUER_ALT_NAME, w -> GeneralName.writeAll(w, Tag.SEQUENCE, names)));
    }

    /// Adds `basicConstraints`, critical for CAs, as they must.
    public CertificateBuilder basicConstraints(BasicConstraints constraints) {
        Extension extension = Extension.of(KnownExtension.BASIC_CONSTRAINTS, constraints::write);
        return extension(constraints.ca() ? extension.asCritical() : extension);
    }

    /// Adds `nameConstraints`: "conforming CAs MUST mark this extension as critical".
    public CertificateBuilder nameConstraints(NameConstraints constraints) {
        return extension(Extension.of(KnownExtension.NAME_CONSTRAINTS, constraints::write)
                .asCritical());
    }

    /// Adds `policyConstraints`: "conforming CAs MUST mark this extension as critical".
    public CertificateBuilder policyConstraints(PolicyConstraints constraints) {
        return extension(Extension.of(KnownExtension.POLICY_CONSTRAINTS, constraints::write)
                .asCritical());
    }

    /// Adds `inhibitAnyPolicy`: "conforming CAs MUST mark this extension as critical".
    ///
    /// @param skipCerts how many certificates may follow before `anyPolicy` no longer counts
    public CertificateBuilder inhibitAnyPolicy(int skipCerts) {
        return extension(Extension.of(
                        KnownExtension.INHIBIT_ANY_POLICY, w -> w.integer(Tag.INTEGER, BigInteger.valueOf(skipCerts)))
                .asCritical());
    }

    /// Adds `cRLDistributionPoints`, not critical.
    public CertificateBuilder crlDistributionPoints(List<DistributionPoint> points) {
        return extension(
                Extension.of(KnownExtension.CRL_DISTRIBUTION_POINTS, w -> DistributionPoint.writeAll(w, points)));
    }

    /// Adds `freshestCRL`, not critical, as it must be.
    public CertificateBuilder freshestCrl(List<DistributionPoint> points) {
        return extension(Extension.of(KnownExtension.FRESHEST_CRL, w -> DistributionPoint.writeAll(w, points)));
    }

    /// Adds `authorityInfoAccess`, not critical, as it must be.
    public CertificateBuilder authorityInfoAccess(List<AccessDescription> services) {
        return extension(
                Extension.of(KnownExtension.AUTHORITY_INFO_ACCESS, w -> AccessDescription.writeAll(w, services)));
    }

    /// Adds `subjectInfoAccess`, not critical, as it must be.
    public CertificateBuilder subjectInfoAccess(List<AccessDescription> services) {
        return extension(
                Extension.of(KnownExtension.SUBJECT_INFO_ACCESS, w -> AccessDescription.writeAll(w, services)));
    }

    /// Adds `id-pkix-ocsp-nocheck` (RFC 6960 §4.2.2.2.1).
    public CertificateBuilder ocspNoCheck() {
        return extension(Extension.of(KnownExtension.OCSP_NO_CHECK, DerWriter::nul));
    }

    /// The certificate as it is to be signed.
    ///
    /// @throws NullPointerException when a field has not been set
    /// @throws IllegalArgumentException when a known extension was given a malformed value
    public ToBeSigned toBeSigned(SignatureAlgorithm algorithm) {
        Objects.requireNonNull(serialNumber, "serial number");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(notBefore, "validity");
        Objects.requireNonNull(notAfter, "validity");
        Objects.requireNonNull(publicKey, "public key");
        Extensions checked = extensions.checked();
        Bytes content = DerWriter.write(w -> w.sequence(tbs -> {
            if (!checked.isEmpty()) {
                tbs.explicit(0, version -> version.integer(2));
            }
            serialNumber.write(tbs);
            algorithm.identifier().write(tbs);
            tbs.raw(issuer.der());
            tbs.sequence(validity -> validity.time(notBefore).time(notAfter));
            tbs.raw(subject.der());
            tbs.raw(publicKey.der());
            if (!checked.isEmpty()) {
                tbs.explicit(3, checked::write);
            }
        }));
        return new ToBeSigned(content, algorithm.identifier());
    }
}
