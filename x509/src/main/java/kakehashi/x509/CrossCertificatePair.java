package kakehashi.x509;

import java.util.Optional;

/// The certificates that two CAs issued to each other, or one of them, as a CA's directory entry holds them in the
/// attribute `crossCertificatePair` (X.509 §11.2.3, RFC 4523 §2.2).
///
/// @param issuedToThisCa the certificate that the other CA issued to the CA of the entry; X.509 once called it
///     `forward`
/// @param issuedByThisCa the certificate that the CA of the entry issued to the other CA; once called `reverse`
public record CrossCertificatePair(Optional<Certificate> issuedToThisCa, Optional<Certificate> issuedByThisCa) {
    private static final int MAX_OCTETS = 2 * Certificate.MAX_OCTETS;

    public CrossCertificatePair {
        Fields.require(issuedToThisCa.isPresent() || issuedByThisCa.isPresent(), "a pair of no certificate");
    }

    /// A pair of both certificates.
    public static CrossCertificatePair of(Certificate issuedToThisCa, Certificate issuedByThisCa) {
        return new CrossCertificatePair(Optional.of(issuedToThisCa), Optional.of(issuedByThisCa));
    }

    /// A pair with the certificate only that the other CA issued.
    public static CrossCertificatePair ofIssuedToThisCa(Certificate certificate) {
        return new CrossCertificatePair(Optional.of(certificate), Optional.empty());
    }

    /// A pair with the certificate only that this CA issued.
    public static CrossCertificatePair ofIssuedByThisCa(Certificate certificate) {
        return new CrossCertificatePair(Optional.empty(), Optional.of(certificate));
    }

    /// Parses a pair. "At least one of the components shall be present."
    public static Parsed<CrossCertificatePair> parse(Bytes der) {
        return Fields.parse(der, MAX_OCTETS, CrossCertificatePair::read);
    }

    private static CrossCertificatePair read(DerReader reader) {
        int outer = reader.enterSequence();
        Optional<Certificate> to = Fields.explicit(reader, 0, Certificate::read);
        Optional<Certificate> by = Fields.explicit(reader, 1, Certificate::read);
        if (to.isEmpty() && by.isEmpty()) {
            throw reader.malformed("certificate pair of no certificate");
        }
        reader.leave(outer);
        return new CrossCertificatePair(to, by);
    }

    /// Whether the two certificates belong together, as X.509 demands where both are present: the issuer of each is
    /// the subject of the other, and the public key in each verifies the signature of the other. True for one
    /// certificate alone.
    public boolean corresponds() {
        if (issuedToThisCa.isEmpty() || issuedByThisCa.isEmpty()) {
            return true;
        }
        Certificate to = issuedToThisCa.get();
        Certificate by = issuedByThisCa.get();
        return to.subject().equals(by.issuer())
                && by.subject().equals(to.issuer())
                && verifies(to, by)
                && verifies(by, to);
    }

    private static boolean verifies(Certificate holder, Certificate signed) {
        return VerificationKey.of(holder.subjectPublicKeyInfo())
                .map(signed::isSignedBy)
                .orElse(false);
    }

    /// Writes the pair.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            Fields.writeExplicit(s, 0, issuedToThisCa, (c, w) -> w.raw(c.der()));
            Fields.writeExplicit(s, 1, issuedByThisCa, (c, w) -> w.raw(c.der()));
        });
    }

    /// The DER.
    public Bytes der() {
        return DerWriter.write(this::write);
    }
}
