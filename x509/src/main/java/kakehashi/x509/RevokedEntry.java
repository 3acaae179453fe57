package kakehashi.x509;

import java.time.Instant;
import java.util.Optional;

/// One entry of a CRL (RFC 5280 §5.1.2.6, §5.3), kept as its DER. Its syntax was checked with the CRL's; values are
/// made when asked for.
public final class RevokedEntry {
    private final Name certificateIssuer;
    private final Bytes der;

    /// @param der an entry that was checked
    RevokedEntry(Name certificateIssuer, Bytes der) {
        this.certificateIssuer = certificateIssuer;
        this.der = der;
    }

    private DerReader entered() {
        DerReader reader = new DerReader(der);
        reader.enterSequence();
        return reader;
    }

    /// Who issued the certificate: the CRL's issuer, or what the certificateIssuer extension of this entry or the
    /// nearest before it says.
    public Name certificateIssuer() {
        return certificateIssuer;
    }

    /// The certificate's serial number.
    public SerialNumber serialNumber() {
        return SerialNumber.read(entered());
    }

    /// When the CA processed the revocation.
    public Instant revocationDate() {
        DerReader reader = entered();
        reader.skip(Tag.INTEGER);
        return reader.time();
    }

    /// Why; absent means unspecified.
    public Optional<CrlReason> reason() {
        return extensions().read(KnownExtension.REASON_CODE, CrlReason::read);
    }

    /// When the key is known or suspected to have been compromised.
    public Optional<Instant> invalidityDate() {
        return extensions().read(KnownExtension.INVALIDITY_DATE, DerReader::generalizedTime);
    }

    /// All extensions of the entry.
    public Extensions extensions() {
        DerReader reader = entered();
        reader.skip(Tag.INTEGER);
        reader.timeSeconds();
        return reader.hasNext() ? Extensions.read(reader) : Extensions.NONE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RevokedEntry that
                && der.equals(that.der)
                && certificateIssuer.equals(that.certificateIssuer);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }

    /// Serial number, time and reason.
    @Override
    public String toString() {
        return serialNumber() + " at " + revocationDate()
                + reason().map(r -> ", " + r.word()).orElse("");
    }
}
