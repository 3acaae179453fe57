package kakehashi.x509;

/// Which certificate an OCSP request or response is about (RFC 6960 §4.1.1).
///
/// Two identifiers are equal when they are written alike; [#identifiesSameAs] does not mind how the digest's absent
/// parameters are written.
///
/// @param hashAlgorithm the digest of the two hashes
/// @param issuerNameHash the digest of the DER of the issuer's name
/// @param issuerKeyHash the digest of the octets of the issuer's public key, without tag, length and unused bits
/// @param serialNumber the certificate's serial number
public record CertId(
        AlgorithmIdentifier hashAlgorithm, Bytes issuerNameHash, Bytes issuerKeyHash, SerialNumber serialNumber) {
    /// The identifier of a certificate by its issuer's certificate.
    ///
    /// @param digest a JDK name, `SHA-1` or `SHA-256`; RFC 5019 §2.1.1 wants SHA-1 from lightweight clients
    public static CertId of(String digest, Certificate issuer, SerialNumber serial) {
        return of(digest, issuer.subject(), issuer.subjectPublicKeyInfo(), serial);
    }

    /// The identifier of a certificate by its issuer's name and key.
    ///
    /// @param digest a JDK name, `SHA-1` or `SHA-256`
    public static CertId of(String digest, Name issuer, SubjectPublicKeyInfo issuerKey, SerialNumber serial) {
        DigestAlgorithm algorithm = DigestAlgorithm.of(digest);
        return new CertId(
                algorithm.identifier(), algorithm.of(issuer.der()), algorithm.of(issuerKey.subjectPublicKey()), serial);
    }

    /// Reads an identifier.
    public static CertId read(DerReader reader) {
        int outer = reader.enterSequence();
        CertId id = new CertId(
                AlgorithmIdentifier.read(reader),
                reader.octetString(),
                reader.octetString(),
                SerialNumber.read(reader));
        reader.leave(outer);
        return id;
    }

    /// Whether the certificate with this issuer and serial number is meant. False as well when the digest is not
    /// one of [DigestAlgorithm].
    public boolean matches(Name issuer, SubjectPublicKeyInfo issuerKey, SerialNumber serial) {
        return serialNumber.equals(serial) && hasIssuer(issuer, issuerKey);
    }

    /// Whether the issuer of the certificate meant has this name and key.
    public boolean hasIssuer(Name issuer, SubjectPublicKeyInfo issuerKey) {
        return DigestAlgorithm.of(hashAlgorithm)
                .filter(digest -> issuerNameHash.equals(digest.of(issuer.der()))
                        && issuerKeyHash.equals(digest.of(issuerKey.subjectPublicKey())))
                .isPresent();
    }

    /// Whether both identifiers mean the same certificate by the same digest.
    public boolean identifiesSameAs(CertId other) {
        boolean sameDigest = hashAlgorithm.equals(other.hashAlgorithm)
                || DigestAlgorithm.of(hashAlgorithm)
                        .filter(digest -> DigestAlgorithm.of(other.hashAlgorithm)
                                .filter(digest::equals)
                                .isPresent())
                        .isPresent();
        return sameDigest
                && issuerNameHash.equals(other.issuerNameHash)
                && issuerKeyHash.equals(other.issuerKeyHash)
                && serialNumber.equals(other.serialNumber);
    }

    /// Writes the identifier.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            hashAlgorithm.write(s);
            s.octetString(issuerNameHash).octetString(issuerKeyHash);
            serialNumber.write(s);
        });
    }
}
