package kakehashi.x509;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A content with the signatures over it: CMS SignedData that carries its content (RFC 5652 §5).
///
/// Only the definite-length form is read, and signers with signed attributes or without.
///
/// @param contentType the type of the content
/// @param content the octets of the content
/// @param certificates what came along for verification; none of them is to be trusted for that
/// @param signers the signers
public record SignedMessage(Oid contentType, Bytes content, List<Certificate> certificates, List<SignerPart> signers) {
    private static final Oid CONTENT_TYPE = Oid.of("1.2.840.113549.1.9.3");
    private static final Oid MESSAGE_DIGEST = Oid.of("1.2.840.113549.1.9.4");
    private static final Oid SIGNING_CERTIFICATE_V2 = Oid.of("1.2.840.113549.1.9.16.2.47");
    private static final Oid RSA_ENCRYPTION = Oid.of("1.2.840.113549.1.1.1");
    private static final int MAX_VERSION = 5;
    /// What a message has beside its content and certificates: one signer, its attributes and its signature.
    private static final int SIGNER_OCTETS = 1024;

    /// How many certificates of the same name and number are tried.
    private static final int MAX_TRIED = 4;

    private static final Map<DigestAlgorithm, SignatureAlgorithm> RSA = Map.of(
            DigestAlgorithm.SHA_1, SignatureAlgorithm.RSA_SHA1,
            DigestAlgorithm.SHA_224, SignatureAlgorithm.RSA_SHA224,
            DigestAlgorithm.SHA_256, SignatureAlgorithm.RSA_SHA256,
            DigestAlgorithm.SHA_384, SignatureAlgorithm.RSA_SHA384,
            DigestAlgorithm.SHA_512, SignatureAlgorithm.RSA_SHA512);

    public SignedMessage {
        certificates = List.copyOf(certificates);
        signers = List.copyOf(signers);
    }

    /// One signer (RFC 5652 §5.3).
    ///
    /// @param signer which certificate is the signer's
    /// @param digest the digest of the content
    /// @param signedAttributes the DER of the attributes as `SET OF`, where there are some
    /// @param algorithm the signature algorithm
    /// @param signature the octets of the signature
    public record SignerPart(
            SignerId signer,
            AlgorithmIdentifier digest,
            Optional<Bytes> signedAttributes,
            AlgorithmIdentifier algorithm,
            Bytes signature) {
        private static SignerPart read(DerReader reader) {
            int outer = reader.enterSequence();
            reader.smallInteger(MAX_VERSION);
            SignerPart part = new SignerPart(
                    SignerId.read(reader),
                    AlgorithmIdentifier.read(reader),
                    Fields.optional(reader, 0xa0, r -> Fields.retagged(r, 0xa0, Tag.SET)),
                    AlgorithmIdentifier.read(reader),
                    reader.octetString());
            if (reader.hasNext()) {
                reader.skip(0xa1);
            }
            reader.leave(outer);
            return part;
        }

        /// Whether digest and signature algorithm are among those that are verified here.
        public boolean isKnown() {
            return DigestAlgorithm.of(digest).isPresent()
                    && (algorithm.algorithm().equals(RSA_ENCRYPTION)
                            || SignatureAlgorithm.of(algorithm).isPresent());
        }

        /// Whether the key made this signature over the content.
        boolean isOver(Oid contentType, Bytes content, VerificationKey key) {
            Optional<DigestAlgorithm> known = DigestAlgorithm.of(digest);
            if (known.isEmpty()) {
                return false;
            }
            AlgorithmIdentifier full = algorithm.algorithm().equals(RSA_ENCRYPTION)
                    ? Optional.ofNullable(RSA.get(known.get()))
                            .map(SignatureAlgorithm::identifier)
                            .orElse(algorithm)
                    : algorithm;
            if (signedAttributes.isEmpty()) {
                return contentType.equals(ContentInfo.DATA) && key.verifies(full, content, signature);
            }
            Bytes attributes = signedAttributes.get();
            return hasValue(attributes, CONTENT_TYPE, DerWriter.write(w -> w.oid(contentType)))
                    && hasValue(
                            attributes,
                            MESSAGE_DIGEST,
                            DerWriter.write(w -> w.octetString(known.get().of(content))))
                    && key.verifies(full, attributes, signature);
        }

        /// "The attribute … MUST have a single attribute value" (RFC 5652 §11.1, §11.2); it must stand once.
        private static boolean hasValue(Bytes attributes, Oid type, Bytes value) {
            return Parsed.of(() -> {
                        DerReader reader = new DerReader(attributes);
                        List<Bytes> found = Fields.list(reader, Tag.SET, r -> {
                            int outer = r.enterSequence();
                            Oid id = r.oid();
                            Bytes values = r.element(Tag.SET);
                            r.leave(outer);
                            return id.equals(type) ? values : Bytes.EMPTY;
                        });
                        return found.stream().filter(v -> !v.isEmpty()).toList();
                    })
                    .toOptional()
                    .filter(List.of(DerWriter.write(w -> w.value(Tag.SET, value)))::equals)
                    .isPresent();
        }
    }

    /// Which certificate is the signer's.
    public sealed interface SignerId {
        /// By issuer and number.
        record ByIssuerAndSerial(Name issuer, SerialNumber serial) implements SignerId {}

        /// By the subject key identifier.
        record ByKeyIdentifier(Bytes identifier) implements SignerId {}

        private static SignerId read(DerReader reader) {
            if (reader.nextIs(0x80)) {
                return new ByKeyIdentifier(reader.contents(0x80));
            }
            int outer = reader.enterSequence();
            SignerId id = new ByIssuerAndSerial(Name.read(reader), SerialNumber.read(reader));
            reader.leave(outer);
            return id;
        }

        /// Whether the certificate is the one that is meant.
        default boolean matches(Certificate certificate) {
            return switch (this) {
                case ByIssuerAndSerial(Name issuer, SerialNumber serial) ->
                    serial.equals(certificate.serialNumber()) && issuer.equals(certificate.issuer());
                case ByKeyIdentifier(Bytes identifier) ->
                    certificate.subjectKeyIdentifier().equals(Optional.of(identifier));
            };
        }
    }

    /// Parses a signed message: a `ContentInfo` of `id-signedData`.
    public static Parsed<SignedMessage> parse(Bytes der) {
        return Fields.parse(
                der, ContentInfo.MAX_OCTETS, r -> ContentInfo.readAs(r, ContentInfo.SIGNED_DATA, SignedMessage::read));
    }

    private static SignedMessage read(DerReader reader) {
        int outer = reader.enterSequence();
        reader.smallInteger(MAX_VERSION);
        Fields.list(reader, Tag.SET, AlgorithmIdentifier::read);
        int encapsulated = reader.enterSequence();
        Oid type = reader.oid();
        Bytes content = Fields.inside(reader, 0xa0, DerReader::octetString);
        reader.leave(encapsulated);
        List<Certificate> certificates =
                Fields.optional(reader, 0xa0, SignedMessage::readCertificates).orElse(List.of());
        if (reader.nextIs(0xa1)) {
            reader.skip(0xa1);
        }
        List<SignerPart> signers = Fields.list(reader, Tag.SET, SignerPart::read);
        reader.leave(outer);
        return new SignedMessage(type, content, certificates, signers);
    }

    /// Reads the X.509 certificates of a set and passes over those of other forms.
    private static List<Certificate> readCertificates(DerReader reader) {
        return Fields.list(reader, 0xa0, r -> {
                    if (r.nextIs(Tag.SEQUENCE)) {
                        return Optional.of(Certificate.read(r));
                    }
                    r.skipAny();
                    return Optional.<Certificate>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /// The certificate that came along and whose key made the one signature over the content. Empty when there is
    /// not exactly one signer, its certificate did not come along, or the signature does not verify. Whether the
    /// certificate is to be trusted is another question.
    public Optional<Certificate> verifiedSigner() {
        if (signers.size() != 1) {
            return Optional.empty();
        }
        SignerPart only = signers.getFirst();
        return certificates.stream()
                .filter(only.signer::matches)
                .limit(MAX_TRIED)
                .filter(c -> VerificationKey.of(c.subjectPublicKeyInfo())
                        .filter(key -> only.isOver(contentType, content, key))
                        .isPresent())
                .findFirst();
    }

    /// Prepares the signature of one signer.
    ///
    /// @param contentType the type of the content
    /// @param content the octets of the content
    /// @param signer the signer's certificate
    /// @param algorithm the signature algorithm
    public static Unsigned prepare(Oid contentType, Bytes content, Certificate signer, SignatureAlgorithm algorithm) {
        DigestAlgorithm digest = digestFor(algorithm);
        List<Bytes> attributes = List.of(
                attribute(CONTENT_TYPE, DerWriter.write(w -> w.oid(contentType))),
                attribute(MESSAGE_DIGEST, DerWriter.write(w -> w.octetString(digest.of(content)))),
                attribute(SIGNING_CERTIFICATE_V2, signingCertificate(signer)));
        Bytes set = DerWriter.write(w -> w.setOf(Tag.SET, attributes));
        return new Unsigned(contentType, content, signer, algorithm, set);
    }

    /// The signature's own digest; SHA-512 where it has none (RFC 8419 §3.1 for Ed25519, RFC 9882 §3.3 for ML-DSA).
    private static DigestAlgorithm digestFor(SignatureAlgorithm algorithm) {
        return algorithm.digest().isEmpty()
                ? DigestAlgorithm.SHA_512
                : DigestAlgorithm.of("SHA-" + algorithm.digest().substring("SHA".length()));
    }

    private static Bytes attribute(Oid type, Bytes value) {
        return DerWriter.write(w -> w.sequence(s -> s.oid(type).value(Tag.SET, value)));
    }

    /// `SigningCertificateV2` with the default SHA-256 (RFC 5035 §3).
    private static Bytes signingCertificate(Certificate signer) {
        return DerWriter.write(w ->
                w.sequence(v2 -> v2.sequence(ids -> ids.sequence(id -> id.octetString(signer.fingerprint())))));
    }

    /// A message without its signature.
    ///
    /// @param contentType the type of the content
    /// @param content the octets of the content
    /// @param signer the signer's certificate
    /// @param algorithm the signature algorithm
    /// @param signedAttributes what the signature is made over
    public record Unsigned(
            Oid contentType, Bytes content, Certificate signer, SignatureAlgorithm algorithm, Bytes signedAttributes) {
        /// The DER of the message, a `ContentInfo`.
        ///
        /// @param signature the signature over [#signedAttributes]
        /// @param certificates what is sent along; the signer's certificate should be among them
        public Bytes signed(Bytes signature, List<Certificate> certificates) {
            AlgorithmIdentifier digest = digestFor(algorithm).identifier();
            int sent = certificates.stream()
                    .mapToInt(certificate -> certificate.der().length())
                    .sum();
            Bytes data = DerWriter.write(
                    content.length() + sent + SIGNER_OCTETS,
                    w -> w.sequence(s -> {
                        // "IF … (encapContentInfo eContentType is other than id-data) … THEN version MUST be 3"
                        s.integer(contentType.equals(ContentInfo.DATA) ? 1 : 3)
                                .setOf(Tag.SET, List.of(DerWriter.write(digest::write)))
                                .sequence(e -> e.oid(contentType).explicit(0, c -> c.octetString(content)));
                        if (!certificates.isEmpty()) {
                            s.setOf(
                                    0xa0,
                                    certificates.stream().map(Certificate::der).toList());
                        }
                        s.constructed(Tag.SET, set -> set.sequence(info -> writeSigner(info, digest, signature)));
                    }));
            return new ContentInfo(ContentInfo.SIGNED_DATA, data).der();
        }

        private void writeSigner(DerWriter info, AlgorithmIdentifier digest, Bytes signature) {
            info.integer(1).sequence(id -> {
                id.raw(signer.issuer().der());
                signer.serialNumber().write(id);
            });
            digest.write(info);
            Fields.writeRetagged(info, 0xa0, signedAttributes);
            algorithm.identifier().write(info);
            info.octetString(signature);
        }
    }
}
