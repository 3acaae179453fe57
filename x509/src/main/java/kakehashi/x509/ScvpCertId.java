package kakehashi.x509;

import java.util.List;

/// What identifies a certificate in SCVP (RFC 5055 §3.2.1): the digest of the whole, the issuer and the number.
///
/// @param certHash the digest of the certificate's DER
/// @param issuer the issuer's names, one at least
/// @param serialNumber the serial number
/// @param hashAlgorithm the digest; SHA-1 without parameters is the default and not written out
public record ScvpCertId(
        Bytes certHash, List<GeneralName> issuer, SerialNumber serialNumber, AlgorithmIdentifier hashAlgorithm) {
    /// @throws IllegalArgumentException without an issuer's name
    public ScvpCertId {
        issuer = List.copyOf(issuer);
        Fields.require(!issuer.isEmpty(), "an SCVPCertID without issuer");
    }

    /// The identifier of a certificate.
    public static ScvpCertId of(DigestAlgorithm digest, Certificate certificate) {
        return new ScvpCertId(
                digest.of(certificate.der()),
                List.of(new GeneralName.DirectoryName(certificate.issuer())),
                certificate.serialNumber(),
                AlgorithmIdentifier.of(digest.id()));
    }

    static ScvpCertId read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        Bytes hash = reader.octetString();
        int issuerSerial = reader.enterSequence();
        List<GeneralName> issuer = GeneralName.readAll(reader, Tag.SEQUENCE);
        SerialNumber serial = SerialNumber.read(reader);
        reader.leave(issuerSerial);
        AlgorithmIdentifier digest = HashValue.readDigest(reader);
        reader.leave(outer);
        return new ScvpCertId(hash, issuer, serial, digest);
    }

    void write(DerWriter writer, int tag) {
        writer.constructed(tag, s -> {
            s.octetString(certHash).sequence(is -> {
                GeneralName.writeAll(is, Tag.SEQUENCE, issuer);
                serialNumber.write(is);
            });
            HashValue.writeDigest(s, hashAlgorithm);
        });
    }

    /// Whether the certificate has this digest, issuer and number. False as well when the digest is not one of
    /// [DigestAlgorithm].
    public boolean matches(Certificate certificate) {
        return serialNumber.equals(certificate.serialNumber())
                && issuer.contains(new GeneralName.DirectoryName(certificate.issuer()))
                && hashMatches(certificate);
    }

    /// Whether the certificate has this digest. A server that found a certificate by issuer and number answers
    /// `referenceCertHashFail` when it has not.
    public boolean hashMatches(Certificate certificate) {
        return DigestAlgorithm.of(hashAlgorithm)
                .filter(digest -> certHash.equals(digest.of(certificate.der())))
                .isPresent();
    }
}
