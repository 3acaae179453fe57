package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;

/// Gathers the fields of a certification request (RFC 2986) and answers what is to be signed.
public final class CertificationRequestBuilder {
    private final Name subject;
    private final SubjectPublicKeyInfo publicKey;
    private final ExtensionList extensions = new ExtensionList();
    private final List<CertificationRequest.Attribute> others = new ArrayList<>();

    /// A request without attributes.
    public CertificationRequestBuilder(Name subject, SubjectPublicKeyInfo publicKey) {
        this.subject = subject;
        this.publicKey = publicKey;
    }

    /// Asks for an extension; one of the same type that was asked for before is replaced.
    public CertificationRequestBuilder extension(Extension extension) {
        extensions.put(extension);
        return this;
    }

    /// Asks for further names of the subject.
    public CertificationRequestBuilder subjectAltNames(List<GeneralName> names) {
        return extension(
                Extension.of(KnownExtension.SUBJECT_ALT_NAME, w -> GeneralName.writeAll(w, Tag.SEQUENCE, names)));
    }

    /// Adds an attribute of another type than `extensionRequest`.
    public CertificationRequestBuilder attribute(CertificationRequest.Attribute attribute) {
        if (attribute.type().equals(CertificationRequest.EXTENSION_REQUEST)) {
            throw new IllegalArgumentException("extensionRequest is written by the builder");
        }
        others.add(attribute);
        return this;
    }

    /// Adds a challenge password.
    public CertificationRequestBuilder challengePassword(String password) {
        Bytes value = DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, password));
        return attribute(new CertificationRequest.Attribute(CertificationRequest.CHALLENGE_PASSWORD, List.of(value)));
    }

    /// The request as it is to be signed, with the key in it.
    ///
    /// @throws IllegalArgumentException when a known extension was given a malformed value
    public ToBeSigned toBeSigned(SignatureAlgorithm algorithm) {
        Extensions checked = extensions.checked();
        List<Bytes> attributes = new ArrayList<>();
        if (!checked.isEmpty()) {
            Bytes value = DerWriter.write(checked::write);
            encode(
                    attributes,
                    new CertificationRequest.Attribute(CertificationRequest.EXTENSION_REQUEST, List.of(value)));
        }
        others.forEach(attribute -> encode(attributes, attribute));
        Bytes content = DerWriter.write(w -> w.sequence(info -> {
            info.integer(0).raw(subject.der()).raw(publicKey.der());
            info.setOf(0xa0, attributes);
        }));
        return new ToBeSigned(content, algorithm.identifier());
    }

    private static void encode(List<Bytes> encoded, CertificationRequest.Attribute attribute) {
        encoded.add(DerWriter.write(attribute::write));
    }
}
