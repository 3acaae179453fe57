package kakehashi.x509;

import java.util.List;
import java.util.Optional;

/// The value of a wantBack (RFC 5055 §4.9.5); which type goes with which wantBack is told by [WantBack].
public sealed interface WantBackValue {
    /// The server could not get what was asked for: a value of no octets.
    record Unsatisfied() implements WantBackValue {}

    /// One path.
    record CertBundle(List<Certificate> certificates) implements WantBackValue {
        /// @throws IllegalArgumentException without a certificate
        public CertBundle {
            certificates = List.copyOf(certificates);
            Fields.require(!certificates.isEmpty(), "a CertBundle without certificates");
        }
    }

    /// Several paths.
    record CertBundles(List<CertBundle> paths) implements WantBackValue {
        /// @throws IllegalArgumentException without a path
        public CertBundles {
            paths = List.copyOf(paths);
            Fields.require(!paths.isEmpty(), "CertBundles without a path");
        }
    }

    /// Revocation information, with certificates that are needed to verify it and are not in the path.
    ///
    /// @param revocationInfo one piece at least
    /// @param extraCerts the certificates; empty when absent
    record RevInfoWantBack(List<RevocationItem> revocationInfo, List<Certificate> extraCerts) implements WantBackValue {
        /// @throws IllegalArgumentException without information
        public RevInfoWantBack {
            revocationInfo = List.copyOf(revocationInfo);
            extraCerts = List.copyOf(extraCerts);
            Fields.require(!revocationInfo.isEmpty(), "a RevInfoWantBack without information");
        }
    }

    /// A public key.
    record PublicKey(SubjectPublicKeyInfo key) implements WantBackValue {}

    /// Responses of other servers, each in its CMS layer.
    record ScvpResponses(List<ContentInfo> responses) implements WantBackValue {
        public ScvpResponses {
            responses = List.copyOf(responses);
        }
    }

    /// The certificate.
    record PkcCert(Certificate certificate) implements WantBackValue {}

    /// The attribute certificate, as its DER; well-formed, otherwise opaque.
    record AcCert(Bytes der) implements WantBackValue {}

    /// The octets of a wantBack that the standard does not have.
    record Other(Bytes octets) implements WantBackValue {}

    /// Whether the value can stand for the wantBack; empty for one that the standard does not have.
    default boolean fits(Optional<WantBack> wantBack) {
        return switch (this) {
            case Unsatisfied() -> true;
            case CertBundle bundle -> is(wantBack, WantBack.Kind.CERT_BUNDLE);
            case CertBundles bundles -> is(wantBack, WantBack.Kind.CERT_BUNDLES);
            case RevInfoWantBack info -> is(wantBack, WantBack.Kind.REVOCATION_INFO);
            case PublicKey info -> is(wantBack, WantBack.Kind.PUBLIC_KEY_INFO);
            case ScvpResponses responses -> is(wantBack, WantBack.Kind.SCVP_RESPONSES);
            case PkcCert cert -> is(wantBack, WantBack.Kind.PKC);
            case AcCert cert -> is(wantBack, WantBack.Kind.AC);
            case Other(Bytes octets) -> wantBack.isEmpty() && !octets.isEmpty();
        };
    }

    private static boolean is(Optional<WantBack> wantBack, WantBack.Kind kind) {
        return wantBack.map(WantBack::kind).filter(kind::equals).isPresent();
    }

    /// Reads all that is left of an octet string that was entered.
    static WantBackValue read(DerReader reader, Optional<WantBack> wantBack) {
        if (!reader.hasNext()) {
            return new Unsatisfied();
        }
        return wantBack.map(known -> readKnown(reader, known)).orElseGet(() -> new Other(restOf(reader)));
    }

    private static Bytes restOf(DerReader reader) {
        return reader.elementChecked(DerReader::skipRest);
    }

    private static WantBackValue readKnown(DerReader reader, WantBack wantBack) {
        return switch (wantBack.kind()) {
            case CERT_BUNDLE -> readBundle(reader);
            case CERT_BUNDLES -> new CertBundles(Fields.nonEmptyList(reader, Tag.SEQUENCE, WantBackValue::readBundle));
            case REVOCATION_INFO -> {
                int outer = reader.enterSequence();
                RevInfoWantBack info = new RevInfoWantBack(
                        Fields.nonEmptyList(reader, Tag.SEQUENCE, RevocationItem::read),
                        Fields.optionalList(reader, Tag.SEQUENCE, Certificate::read));
                reader.leave(outer);
                yield info;
            }
            case PUBLIC_KEY_INFO -> new PublicKey(SubjectPublicKeyInfo.read(reader));
            case SCVP_RESPONSES -> new ScvpResponses(Fields.list(reader, Tag.SEQUENCE, ContentInfo::read));
            case PKC -> new PkcCert(Certificate.read(reader));
            case AC -> new AcCert(reader.elementChecked(DerReader::skipAny));
        };
    }

    private static CertBundle readBundle(DerReader reader) {
        return new CertBundle(Fields.nonEmptyList(reader, Tag.SEQUENCE, Certificate::read));
    }

    /// Writes the contents of the octet string.
    default void write(DerWriter writer) {
        switch (this) {
            case Unsatisfied() -> writer.raw(Bytes.EMPTY);
            case CertBundle(List<Certificate> path) -> writeCertificates(writer, path);
            case CertBundles(List<CertBundle> paths) ->
                writer.sequenceOf(Tag.SEQUENCE, paths, (w, path) -> path.write(w));
            case RevInfoWantBack(List<RevocationItem> infos, List<Certificate> extra) ->
                writer.sequence(s -> {
                    s.sequenceOf(Tag.SEQUENCE, infos, (w, info) -> info.write(w));
                    if (!extra.isEmpty()) {
                        writeCertificates(s, extra);
                    }
                });
            case PublicKey(SubjectPublicKeyInfo key) -> writer.raw(key.der());
            case ScvpResponses(List<ContentInfo> responses) ->
                writer.sequenceOf(Tag.SEQUENCE, responses, (w, response) -> response.write(w));
            case PkcCert(Certificate certificate) -> writer.raw(certificate.der());
            case AcCert(Bytes der) -> writer.raw(der);
            case Other(Bytes octets) -> writer.raw(octets);
        }
    }

    private static void writeCertificates(DerWriter writer, List<Certificate> certificates) {
        writer.sequenceOf(Tag.SEQUENCE, certificates, (w, certificate) -> w.raw(certificate.der()));
    }
}
