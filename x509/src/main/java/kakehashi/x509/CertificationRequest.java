package kakehashi.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A certification request (PKCS#10, RFC 2986), kept as its DER.
///
/// The syntax of the whole request and of every known extension that it asks for is checked when it is parsed. What
/// it says is a wish of whoever sent it: only [#verifiesItself] proves something, that the sender has the key.
public final class CertificationRequest {
    /// The longest request that is read, in octets.
    public static final int MAX_OCTETS = 1 << 18;

    /// The attribute with the extensions that are asked for (RFC 2985 §5.4.2).
    public static final Oid EXTENSION_REQUEST = Oid.of("1.2.840.113549.1.9.14");

    /// The attribute with a password by which the request may be revoked (RFC 2985 §5.4.1).
    public static final Oid CHALLENGE_PASSWORD = Oid.of("1.2.840.113549.1.9.7");

    private static final int MAX_ATTRIBUTES = 64;

    private final Bytes der;
    private final Signed signed;
    private final Name subject;
    private final SubjectPublicKeyInfo publicKey;
    private final List<Attribute> attributes;
    private final Extensions requestedExtensions;

    /// An attribute of a request.
    ///
    /// @param type the attribute type
    /// @param values the DER of the values, one at least
    public record Attribute(Oid type, List<Bytes> values) {
        /// Reads an attribute.
        private static Attribute read(DerReader reader) {
            int outer = reader.enterSequence();
            Oid type = reader.oid();
            List<Bytes> values = new ArrayList<>(1);
            int set = reader.enter(Tag.SET);
            do {
                values.add(reader.any());
            } while (reader.hasNext());
            reader.leave(set);
            reader.leave(outer);
            return new Attribute(type, List.copyOf(values));
        }

        /// Writes the attribute.
        void write(DerWriter writer) {
            writer.sequence(s -> s.oid(type).setOf(Tag.SET, values));
        }
    }

    private CertificationRequest(Bytes der) {
        this.der = der;
        this.signed = Signed.read(new DerReader(der));
        DerReader reader = new DerReader(signed.content());
        int outer = reader.enterSequence();
        // "version is the version number [...]; it shall be 0 for this version of the standard".
        reader.smallInteger(0);
        this.subject = Name.read(reader);
        this.publicKey = SubjectPublicKeyInfo.read(reader);
        this.attributes = readAttributes(reader);
        reader.leave(outer);
        this.requestedExtensions = readExtensions(reader);
    }

    /// Parses a request.
    public static Parsed<CertificationRequest> parse(Bytes der) {
        return Parsed.of(() -> {
            DerReader reader = new DerReader(der);
            CertificationRequest request = read(reader);
            reader.finish();
            return request;
        });
    }

    /// Reads a request that is a part of something larger.
    public static CertificationRequest read(DerReader reader) {
        Bytes der = reader.element(Tag.SEQUENCE);
        if (der.length() > MAX_OCTETS) {
            throw reader.malformed("request of more than " + MAX_OCTETS + " octets");
        }
        return new CertificationRequest(der);
    }

    /// `attributes [0]`, which is there even without a member; no type twice.
    private static List<Attribute> readAttributes(DerReader reader) {
        List<Attribute> attributes = new ArrayList<>(2);
        Set<Oid> seen = new HashSet<>();
        int outer = reader.enter(0xa0);
        while (reader.hasNext()) {
            Attribute attribute = Attribute.read(reader);
            if (!seen.add(attribute.type)) {
                throw reader.malformed("attribute " + attribute.type + " twice");
            }
            if (seen.size() > MAX_ATTRIBUTES) {
                throw reader.malformed("more than " + MAX_ATTRIBUTES + " attributes");
            }
            attributes.add(attribute);
        }
        reader.leave(outer);
        return List.copyOf(attributes);
    }

    /// `extensionRequest` and `challengePassword` are "SINGLE VALUE TRUE" (RFC 2985 §5.4).
    private Extensions readExtensions(DerReader position) {
        for (Attribute attribute : attributes) {
            boolean single = attribute.type.equals(EXTENSION_REQUEST) || attribute.type.equals(CHALLENGE_PASSWORD);
            if (single && attribute.values.size() > 1) {
                throw position.malformed("attribute " + attribute.type + " with more than one value");
            }
        }
        Optional<Bytes> value = attribute(EXTENSION_REQUEST).map(a -> a.values.getFirst());
        if (value.isEmpty()) {
            return Extensions.NONE;
        }
        DerReader reader = new DerReader(value.get());
        Extensions extensions = Extensions.read(reader);
        reader.finish();
        return extensions;
    }

    /// The DER.
    public Bytes der() {
        return der;
    }

    /// The DER of the part that is signed, `certificationRequestInfo`.
    public Bytes requestInfo() {
        return signed.content();
    }

    /// The name that is asked for.
    public Name subject() {
        return subject;
    }

    /// The key that is to be certified.
    public SubjectPublicKeyInfo subjectPublicKeyInfo() {
        return publicKey;
    }

    /// All attributes.
    public List<Attribute> attributes() {
        return attributes;
    }

    /// The attribute of a type.
    public Optional<Attribute> attribute(Oid type) {
        return attributes.stream().filter(a -> a.type.equals(type)).findFirst();
    }

    /// The extensions that are asked for.
    public Extensions requestedExtensions() {
        return requestedExtensions;
    }

    /// The subject's further names that are asked for; empty when there are none.
    public List<GeneralName> requestedSubjectAltNames() {
        return requestedExtensions
                .read(KnownExtension.SUBJECT_ALT_NAME, r -> GeneralName.readAll(r, Tag.SEQUENCE))
                .orElse(List.of());
    }

    /// Whether the request has a challenge password. The password itself is for nobody to see.
    public boolean hasChallengePassword() {
        return attribute(CHALLENGE_PASSWORD).isPresent();
    }

    /// The signature algorithm.
    public AlgorithmIdentifier signatureAlgorithm() {
        return signed.algorithm();
    }

    /// Whether the key in the request signed it: proof that the sender has the private key (RFC 4211 §4.1).
    public boolean verifiesItself() {
        return VerificationKey.of(publicKey).map(signed::isSignedBy).orElse(false);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof CertificationRequest that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return signed.signature().hashCode();
    }

    /// Subject and kind of key.
    @Override
    public String toString() {
        return "request for " + subject + " with " + publicKey;
    }
}
