package kakehashi.x509;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The extensions of OCSP messages (RFC 6960 §4.4); their syntax is checked when a message is parsed.
public enum OcspExtension {
    /// Binds a response to a request (RFC 9654), in both.
    NONCE("2"),
    /// The CRL on which a revoked certificate stands, in a single response.
    CRL_REFERENCE("3"),
    /// The response types that the client takes, in a request.
    ACCEPTABLE_RESPONSES("4"),
    /// Since when the responder keeps status beyond expiry, in a single response.
    ARCHIVE_CUTOFF("6"),
    /// Where the request should be passed on to, in a single request.
    SERVICE_LOCATOR("7"),
    /// The signature algorithms that the client prefers, in a request.
    PREFERRED_SIGNATURE_ALGORITHMS("8"),
    /// The responder says "revoked" of certificates that were never issued, in a response.
    EXTENDED_REVOKE("9");

    /// "The length ... MUST be at least 1 octet and no more than 128 octets" (RFC 9654 §2.1).
    public static final int MAX_NONCE_OCTETS = 128;

    /// The type of the basic response (RFC 6960 §4.2.1).
    public static final Oid BASIC_RESPONSE = Oid.of("1.3.6.1.5.5.7.48.1.1");

    private final Oid id;

    OcspExtension(String arc) {
        this.id = Oid.of("1.3.6.1.5.5.7.48.1." + arc);
    }

    /// A service that can answer for a certificate (RFC 6960 §4.4.6).
    ///
    /// @param issuer the certificate's issuer
    /// @param locator the services of the certificate's authorityInfoAccess
    public record ServiceLocator(Name issuer, List<AccessDescription> locator) {}

    /// A signature algorithm that a client prefers (RFC 6960 §4.4.7.1).
    ///
    /// @param signature the algorithm
    /// @param publicKey the kind and parameters of the key, where the client cares
    public record PreferredSignatureAlgorithm(AlgorithmIdentifier signature, Optional<AlgorithmIdentifier> publicKey) {}

    /// The extension's type.
    public Oid id() {
        return id;
    }

    /// The nonce.
    ///
    /// @throws IllegalArgumentException for a nonce that is empty or longer than [#MAX_NONCE_OCTETS]
    public static Extension nonce(Bytes nonce) {
        Fields.require(isNonceLength(nonce.length()), "nonce of " + nonce.length() + " octets");
        return NONCE.with(w -> w.octetString(nonce));
    }

    /// The reference to a CRL.
    public static Extension crlReference(CrlReference reference) {
        return CRL_REFERENCE.with(reference::write);
    }

    /// The types of responses that a client takes.
    public static Extension acceptableResponses(List<Oid> types) {
        return ACCEPTABLE_RESPONSES.with(w -> w.sequenceOf(Tag.SEQUENCE, types, DerWriter::oid));
    }

    /// Since when status is kept, whole seconds.
    public static Extension archiveCutoff(Instant since) {
        return ARCHIVE_CUTOFF.with(w -> w.generalizedTime(since));
    }

    /// Where to pass a request on to.
    public static Extension serviceLocator(ServiceLocator locator) {
        return SERVICE_LOCATOR.with(w -> w.sequence(s -> {
            s.raw(locator.issuer.der());
            AccessDescription.writeAll(s, locator.locator);
        }));
    }

    /// The signature algorithms that a client takes, the preferred one first.
    public static Extension preferredSignatureAlgorithms(List<PreferredSignatureAlgorithm> algorithms) {
        return PREFERRED_SIGNATURE_ALGORITHMS.with(w -> w.sequenceOf(
                Tag.SEQUENCE,
                algorithms,
                (list, a) -> list.sequence(s -> {
                    a.signature.write(s);
                    a.publicKey.ifPresent(key -> key.write(s));
                })));
    }

    /// "Revoked" may mean "never issued".
    public static Extension extendedRevoke() {
        return EXTENDED_REVOKE.with(DerWriter::nul);
    }

    private Extension with(Consumer<DerWriter> value) {
        return new Extension(id, false, DerWriter.write(value));
    }

    private static boolean isNonceLength(int octets) {
        return octets >= 1 && octets <= MAX_NONCE_OCTETS;
    }

    /// Checks the syntax of every extension of these types.
    static void checkAll(Extensions extensions) {
        for (Extension extension : extensions.all()) {
            for (OcspExtension type : values()) {
                if (type.id.equals(extension.id())) {
                    DerReader reader = new DerReader(extension.value());
                    type.check(reader);
                    reader.finish();
                }
            }
        }
    }

    private void check(DerReader reader) {
        switch (this) {
            case NONCE -> readNonce(reader);
            case CRL_REFERENCE -> CrlReference.read(reader);
            case ACCEPTABLE_RESPONSES -> Fields.list(reader, Tag.SEQUENCE, DerReader::oid);
            case ARCHIVE_CUTOFF -> reader.generalizedTime();
            case SERVICE_LOCATOR -> readServiceLocator(reader);
            case PREFERRED_SIGNATURE_ALGORITHMS -> readPreferred(reader);
            case EXTENDED_REVOKE -> reader.nul();
        }
    }

    static Bytes readNonce(DerReader reader) {
        Bytes nonce = reader.octetString();
        if (!isNonceLength(nonce.length())) {
            throw reader.malformed("nonce of " + nonce.length() + " octets");
        }
        return nonce;
    }

    static ServiceLocator readServiceLocator(DerReader reader) {
        int outer = reader.enterSequence();
        ServiceLocator locator = new ServiceLocator(Name.read(reader), AccessDescription.readAll(reader));
        reader.leave(outer);
        return locator;
    }

    static List<PreferredSignatureAlgorithm> readPreferred(DerReader reader) {
        return Fields.nonEmptyList(reader, Tag.SEQUENCE, r -> {
            int outer = r.enterSequence();
            AlgorithmIdentifier signature = AlgorithmIdentifier.read(r);
            Optional<AlgorithmIdentifier> key = Fields.optional(r, Tag.SEQUENCE, AlgorithmIdentifier::read);
            r.leave(outer);
            return new PreferredSignatureAlgorithm(signature, key);
        });
    }

    /// The value of this extension in a list that has been checked.
    <T> Optional<T> in(Extensions extensions, Function<DerReader, T> read) {
        return extensions.find(id).map(e -> read.apply(new DerReader(e.value())));
    }

    /// Whether the list has this extension.
    boolean isIn(Extensions extensions) {
        return extensions.find(id).isPresent();
    }
}
