package kakehashi.x509;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A public key certificate (RFC 5280 §4), kept as its DER.
///
/// The syntax of the whole certificate and of every known extension is checked when it is parsed; values are made
/// when asked for, and no accessor can fail. Two certificates are equal when their DER is.
public final class Certificate implements Comparable<Certificate> {
    /// The longest certificate that is read, in octets.
    public static final int MAX_OCTETS = 1 << 20;

    private final Bytes der;
    private final int[] at;
    private final long notBefore;
    private final long notAfter;
    private final Extensions extensions;
    private volatile Name issuer;
    private volatile Name subject;
    private volatile SubjectPublicKeyInfo publicKey;
    private volatile Bytes fingerprint;
    private volatile int hash;

    private Certificate(Bytes der, int[] at, long notBefore, long notAfter, Extensions extensions) {
        this.der = der;
        this.at = at;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        this.extensions = extensions;
    }

    // Where the parts lie in the DER: each pair of entries is from and to.
    private static final int TBS = 0;
    private static final int SERIAL = 2;
    private static final int TBS_ALGORITHM = 4;
    private static final int ISSUER = 6;
    private static final int SUBJECT = 8;
    private static final int PUBLIC_KEY = 10;
    private static final int ALGORITHM = 12;
    private static final int SIGNATURE = 14;
    private static final int VERSION = 16;
    private static final int PARTS = 17;

    /// Parses a certificate.
    public static Parsed<Certificate> parse(Bytes der) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            Certificate certificate = read(reader);
            reader.finish();
            return certificate;
        });
    }

    /// Reads a certificate that is a part of something larger.
    public static Certificate read(DerReader reader) {
        Bytes der = reader.element(Tag.SEQUENCE);
        if (der.length() > MAX_OCTETS) {
            throw reader.malformed("certificate of more than " + MAX_OCTETS + " octets");
        }
        return readOne(der);
    }

    private static Certificate readOne(Bytes der) {
        int[] at = new int[PARTS];
        DerReader r = new DerReader(der);
        int outer = r.enterSequence();

        at[TBS] = r.position();
        int tbs = r.enterSequence();
        at[VERSION] = readVersion(r);
        at[SERIAL] = r.position();
        r.integerContents(Tag.INTEGER);
        at[TBS_ALGORITHM] = at[SERIAL + 1] = r.position();
        AlgorithmIdentifier.check(r);
        at[ISSUER] = at[TBS_ALGORITHM + 1] = r.position();
        Name.check(r);
        at[ISSUER + 1] = r.position();
        int validity = r.enterSequence();
        long notBefore = r.timeSeconds();
        long notAfter = r.timeSeconds();
        r.leave(validity);
        at[SUBJECT] = r.position();
        Name.check(r);
        at[PUBLIC_KEY] = at[SUBJECT + 1] = r.position();
        SubjectPublicKeyInfo.check(r);
        at[PUBLIC_KEY + 1] = r.position();
        Extensions extensions = readTail(r, at[VERSION]);
        r.leave(tbs);

        at[ALGORITHM] = at[TBS + 1] = r.position();
        AlgorithmIdentifier.check(r);
        at[SIGNATURE] = at[ALGORITHM + 1] = r.position();
        r.signatureBits();
        at[SIGNATURE + 1] = r.position();
        r.leave(outer);
        return new Certificate(der, at, notBefore, notAfter, extensions);
    }

    /// The version, 1 to 3. "DEFAULT v1", so v1 is not written out.
    private static int readVersion(DerReader reader) {
        if (!reader.nextIs(0xa0)) {
            return 1;
        }
        int outer = reader.enter(0xa0);
        int version = reader.smallInteger(2);
        reader.leave(outer);
        if (version == 0) {
            throw reader.malformed("version v1 written out");
        }
        return version + 1;
    }

    /// The unique identifiers, of v2 and v3 only, and the extensions, of v3 only.
    private static Extensions readTail(DerReader reader, int version) {
        if (version >= 2) {
            reader.skipIf(0x81);
            reader.skipIf(0x82);
        }
        if (version < 3 || !reader.nextIs(0xa3)) {
            return Extensions.NONE;
        }
        int outer = reader.enter(0xa3);
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
    public Bytes tbsCertificate() {
        return part(TBS);
    }

    /// The version, 1 to 3.
    public int version() {
        return at[VERSION];
    }

    /// The serial number.
    public SerialNumber serialNumber() {
        return SerialNumber.read(reader(SERIAL));
    }

    /// The signature algorithm as the signed part says.
    public AlgorithmIdentifier tbsSignatureAlgorithm() {
        return AlgorithmIdentifier.read(reader(TBS_ALGORITHM));
    }

    /// Whether the signed part and the signature name the same algorithm (RFC 5280 §4.1.1.2).
    public boolean signatureAlgorithmsAgree() {
        return part(TBS_ALGORITHM).equals(part(ALGORITHM));
    }

    /// The signature algorithm.
    public AlgorithmIdentifier signatureAlgorithm() {
        return AlgorithmIdentifier.read(reader(ALGORITHM));
    }

    /// The octets of the signature; empty when its bits are not whole octets.
    public Bytes signature() {
        return reader(SIGNATURE).signatureBits();
    }

    /// The issuer's name.
    public Name issuer() {
        Name name = issuer;
        if (name == null) {
            name = Name.ofChecked(part(ISSUER));
            issuer = name;
        }
        return name;
    }

    /// The subject's name; empty where the subject stands in subjectAltName only.
    public Name subject() {
        Name name = subject;
        if (name == null) {
            name = Name.ofChecked(part(SUBJECT));
            subject = name;
        }
        return name;
    }

    /// Whether issuer and subject are the same entity, whatever key signed (RFC 5280 §3.2).
    public boolean isSelfIssued() {
        return issuer().equals(subject());
    }

    /// The first moment of the validity period.
    public Instant notBefore() {
        return Instant.ofEpochSecond(notBefore);
    }

    /// The last moment of the validity period, itself still inside.
    public Instant notAfter() {
        return Instant.ofEpochSecond(notAfter);
    }

    /// Whether the time lies in the validity period, both ends included.
    public boolean isValidAt(Instant time) {
        long second = time.getEpochSecond();
        return second >= notBefore && (second < notAfter || (second == notAfter && time.getNano() == 0));
    }

    /// The subject's public key.
    public SubjectPublicKeyInfo subjectPublicKeyInfo() {
        SubjectPublicKeyInfo key = publicKey;
        if (key == null) {
            key = SubjectPublicKeyInfo.ofChecked(part(PUBLIC_KEY));
            publicKey = key;
        }
        return key;
    }

    /// Whether the key's owner signed this certificate.
    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(signatureAlgorithm(), tbsCertificate(), signature());
    }

    /// The extensions.
    public Extensions extensions() {
        return extensions;
    }

    /// Whether the subject is a CA and how many CAs may follow.
    public Optional<BasicConstraints> basicConstraints() {
        return extensions.read(KnownExtension.BASIC_CONSTRAINTS, BasicConstraints::read);
    }

    /// What the key may be used for.
    public Optional<KeyUsage> keyUsage() {
        return extensions.read(KnownExtension.KEY_USAGE, KeyUsage::read);
    }

    /// The purposes of the key.
    public Optional<ExtendedKeyUsage> extendedKeyUsage() {
        return extensions.read(KnownExtension.EXTENDED_KEY_USAGE, ExtendedKeyUsage::read);
    }

    /// Further names of the subject; empty when absent.
    public List<GeneralName> subjectAltNames() {
        return extensions
                .read(KnownExtension.SUBJECT_ALT_NAME, r -> GeneralName.readAll(r, Tag.SEQUENCE))
                .orElse(List.of());
    }

    /// Further names of the issuer; empty when absent.
    public List<GeneralName> issuerAltNames() {
        return extensions
                .read(KnownExtension.ISSUER_ALT_NAME, r -> GeneralName.readAll(r, Tag.SEQUENCE))
                .orElse(List.of());
    }

    /// Where the names of subsequent subjects must, or must not, lie.
    public Optional<NameConstraints> nameConstraints() {
        return extensions.read(KnownExtension.NAME_CONSTRAINTS, NameConstraints::read);
    }

    /// The policies under which the certificate was issued; empty when absent.
    public List<PolicyInformation> certificatePolicies() {
        return extensions
                .read(KnownExtension.CERTIFICATE_POLICIES, PolicyInformation::readAll)
                .orElse(List.of());
    }

    /// The policies that the issuing CA holds to be equivalent; empty when absent.
    public List<PolicyMapping> policyMappings() {
        return extensions
                .read(KnownExtension.POLICY_MAPPINGS, PolicyMapping::readAll)
                .orElse(List.of());
    }

    /// After how many certificates a policy is demanded or mapping is forbidden.
    public Optional<PolicyConstraints> policyConstraints() {
        return extensions.read(KnownExtension.POLICY_CONSTRAINTS, PolicyConstraints::read);
    }

    /// How many certificates may follow before `anyPolicy` no longer counts.
    public OptionalInt inhibitAnyPolicy() {
        return extensions
                .read(KnownExtension.INHIBIT_ANY_POLICY, r -> OptionalInt.of(r.smallInteger(Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty());
    }

    /// Where CRLs are found; empty when absent.
    public List<DistributionPoint> crlDistributionPoints() {
        return extensions
                .read(KnownExtension.CRL_DISTRIBUTION_POINTS, DistributionPoint::readAll)
                .orElse(List.of());
    }

    /// Where delta CRLs are found; empty when absent.
    public List<DistributionPoint> freshestCrl() {
        return extensions
                .read(KnownExtension.FRESHEST_CRL, DistributionPoint::readAll)
                .orElse(List.of());
    }

    /// Services about the issuer; empty when absent.
    public List<AccessDescription> authorityInfoAccess() {
        return extensions
                .read(KnownExtension.AUTHORITY_INFO_ACCESS, AccessDescription::readAll)
                .orElse(List.of());
    }

    /// Services of the subject; empty when absent.
    public List<AccessDescription> subjectInfoAccess() {
        return extensions
                .read(KnownExtension.SUBJECT_INFO_ACCESS, AccessDescription::readAll)
                .orElse(List.of());
    }

    /// The identifier of the subject's key.
    public Optional<Bytes> subjectKeyIdentifier() {
        return extensions.read(KnownExtension.SUBJECT_KEY_IDENTIFIER, DerReader::octetString);
    }

    /// Which of the issuer's keys signed.
    public Optional<AuthorityKeyIdentifier> authorityKeyIdentifier() {
        return extensions.read(KnownExtension.AUTHORITY_KEY_IDENTIFIER, AuthorityKeyIdentifier::read);
    }

    /// Whether a responder's certificate is exempt from revocation checking (RFC 6960 §4.2.2.2.1).
    public boolean hasOcspNoCheck() {
        return extensions.has(KnownExtension.OCSP_NO_CHECK);
    }

    /// The SHA-256 digest of the DER.
    public Bytes fingerprint() {
        Bytes digest = fingerprint;
        if (digest == null) {
            digest = der.sha256();
            fingerprint = digest;
        }
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Certificate that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        int code = hash;
        if (code == 0) {
            code = part(SIGNATURE).hashCode();
            hash = code;
        }
        return code;
    }

    /// The order of the DER: with it a hash table stays fast under certificates made to collide, which takes no
    /// more than one signature copied into all of them.
    @Override
    public int compareTo(Certificate other) {
        return der.compareTo(other.der);
    }

    /// Subject, issuer and serial number.
    @Override
    public String toString() {
        return subject() + " by " + issuer() + " #" + serialNumber();
    }
}
