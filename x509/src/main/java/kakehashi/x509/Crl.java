package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A certificate revocation list (RFC 5280 §5), full, delta or indirect, kept as its DER.
///
/// The syntax of the whole list, of every entry and of every known extension is checked when it is parsed, in one
/// pass, and the entries are indexed in ten octets each beside the DER; no accessor can fail. Two lists are equal
/// when their DER is.
public final class Crl {
    /// The longest list that is read, in octets.
    public static final int MAX_OCTETS = 1 << 30;

    // Where the parts lie in the DER: each pair of entries is from and to.
    private static final int TBS = 0;
    private static final int TBS_ALGORITHM = 2;
    private static final int ISSUER = 4;
    private static final int ALGORITHM = 6;
    private static final int SIGNATURE = 8;
    private static final int VERSION = 10;
    private static final int PARTS = 11;

    private static final long ABSENT = Long.MIN_VALUE;

    private final Bytes der;
    private final Bytes fingerprint;
    private final int[] at = new int[PARTS];
    private final Name issuer;
    private final long thisUpdate;
    private final long nextUpdate;
    private final CrlEntries entries;
    private final Extensions extensions;

    private Crl(Bytes der) {
        this.der = der;
        this.fingerprint = der.sha256();
        DerReader r = new DerReader(der);
        int outer = r.enterSequence();
        at[TBS] = r.position();
        int tbs = r.enterSequence();
        at[VERSION] = readVersion(r);
        at[TBS_ALGORITHM] = r.position();
        AlgorithmIdentifier.check(r);
        at[ISSUER] = at[TBS_ALGORITHM + 1] = r.position();
        this.issuer = Name.read(r);
        at[ISSUER + 1] = r.position();
        this.thisUpdate = r.timeSeconds();
        boolean hasNextUpdate = r.nextIs(Tag.UTC_TIME) || r.nextIs(Tag.GENERALIZED_TIME);
        this.nextUpdate = hasNextUpdate ? r.timeSeconds() : ABSENT;
        this.entries = r.nextIs(Tag.SEQUENCE)
                ? CrlEntries.read(r, at[VERSION], issuer, fingerprint)
                : CrlEntries.none(r, issuer, fingerprint);
        this.extensions = readExtensions(r, at[VERSION]);
        r.leave(tbs);
        at[ALGORITHM] = at[TBS + 1] = r.position();
        AlgorithmIdentifier.check(r);
        at[SIGNATURE] = at[ALGORITHM + 1] = r.position();
        r.signatureBits();
        at[SIGNATURE + 1] = r.position();
        r.leave(outer);
    }

    /// Parses a list.
    public static Parsed<Crl> parse(Bytes der) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            Crl crl = read(reader);
            reader.finish();
            return crl;
        });
    }

    /// Reads a list that is a part of something larger.
    public static Crl read(DerReader reader) {
        Bytes der = reader.element(Tag.SEQUENCE);
        if (der.length() > MAX_OCTETS) {
            throw reader.malformed("CRL of more than " + MAX_OCTETS + " octets");
        }
        return new Crl(der);
    }

    /// The version, 1 or 2: "OPTIONAL; if present, MUST be v2".
    private static int readVersion(DerReader reader) {
        if (!reader.nextIs(Tag.INTEGER)) {
            return 1;
        }
        if (reader.smallInteger(1) == 0) {
            throw reader.malformed("version v1 written out");
        }
        return 2;
    }

    /// `crlExtensions [0]`, of version 2 only.
    private static Extensions readExtensions(DerReader reader, int version) {
        if (version < 2 || !reader.nextIs(0xa0)) {
            return Extensions.NONE;
        }
        int outer = reader.enter(0xa0);
        Extensions extensions = Extensions.read(reader);
        reader.leave(outer);
        return extensions;
    }

    private Bytes part(int which) {
        return der.slice(at[which], at[which + 1]);
    }

    private DerReader reader(int which) {
        return new DerReader(part(which));
    }

    /// The DER.
    public Bytes der() {
        return der;
    }

    /// The DER of the part that is signed.
    public Bytes tbsCertList() {
        return part(TBS);
    }

    /// The version, 1 or 2.
    public int version() {
        return at[VERSION];
    }

    /// The name of the CRL issuer.
    public Name issuer() {
        return issuer;
    }

    /// When the list was issued.
    public Instant thisUpdate() {
        return Instant.ofEpochSecond(thisUpdate);
    }

    /// By when the next list will be issued.
    public Optional<Instant> nextUpdate() {
        return nextUpdate == ABSENT ? Optional.empty() : Optional.of(Instant.ofEpochSecond(nextUpdate));
    }

    /// The signature algorithm.
    public AlgorithmIdentifier signatureAlgorithm() {
        return AlgorithmIdentifier.read(reader(ALGORITHM));
    }

    /// Whether the signed part and the signature name the same algorithm (RFC 5280 §5.1.1.2).
    public boolean signatureAlgorithmsAgree() {
        return part(TBS_ALGORITHM).equals(part(ALGORITHM));
    }

    /// The octets of the signature; empty when its bits are not whole octets.
    public Bytes signature() {
        return reader(SIGNATURE).signatureBits();
    }

    /// Whether the key's owner signed this list.
    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(signatureAlgorithm(), tbsCertList(), signature());
    }

    /// The extensions of the list.
    public Extensions extensions() {
        return extensions;
    }

    /// The number of the list, growing with every list of the issuer and scope (RFC 5280 §5.2.3).
    public Optional<BigInteger> crlNumber() {
        return extensions.read(KnownExtension.CRL_NUMBER, DerReader::integer);
    }

    /// The number of the list that this delta completes (`deltaCRLIndicator`, RFC 5280 §5.2.4); empty for a list
    /// that is complete for its scope.
    public Optional<BigInteger> baseCrlNumber() {
        return extensions.read(KnownExtension.DELTA_CRL_INDICATOR, DerReader::integer);
    }

    /// What the list covers; absent means every certificate of the issuer, for every reason.
    public Optional<IssuingDistributionPoint> issuingDistributionPoint() {
        return extensions.read(KnownExtension.ISSUING_DISTRIBUTION_POINT, IssuingDistributionPoint::read);
    }

    /// Which of the issuer's keys signed.
    public Optional<AuthorityKeyIdentifier> authorityKeyIdentifier() {
        return extensions.read(KnownExtension.AUTHORITY_KEY_IDENTIFIER, AuthorityKeyIdentifier::read);
    }

    /// Where delta CRLs are found; empty when absent.
    public List<DistributionPoint> freshestCrl() {
        return extensions
                .read(KnownExtension.FRESHEST_CRL, DistributionPoint::readAll)
                .orElse(List.of());
    }

    /// The number of entries.
    public int entryCount() {
        return entries.count();
    }

    /// The entry of a certificate, the last one when the certificate is listed more than once.
    ///
    /// @param certificateIssuer who issued the certificate, which in an indirect CRL may be another than the CRL's
    ///     issuer
    public Optional<RevokedEntry> lookup(Name certificateIssuer, SerialNumber serial) {
        return entries.lookup(certificateIssuer, serial);
    }

    /// The entries in their order, made one by one.
    public Stream<RevokedEntry> entries() {
        return entries.stream();
    }

    /// The critical entry extensions of types that RFC 5280 §5.3 does not define, at most 32 of them: "if a CRL
    /// contains a critical CRL entry extension that the application cannot process, then the application MUST NOT
    /// use that CRL to determine the status of certificates".
    public Set<Oid> unknownCriticalEntryExtensions() {
        return entries.unknownCritical();
    }

    /// The SHA-256 digest of the DER.
    public Bytes fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Crl that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    /// Issuer, number and time of issue.
    @Override
    public String toString() {
        return "CRL of " + issuer + crlNumber().map(n -> " #" + n).orElse("") + ", " + thisUpdate();
    }
}
