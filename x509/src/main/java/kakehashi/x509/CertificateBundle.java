package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A "certs-only" CMS message: SignedData without content and signers, a bag of certificates and CRLs (RFC 5652 §5,
/// RFC 5280 §4.2.2.1), as in files `.p7c` and `.p7b`.
///
/// Certificates of other forms than X.509 public key certificates and revocation information of other forms than
/// CRLs are passed over; signers, where a file has some, are not looked at. The order of the sets is that of the
/// file, since real files do not sort them. Indefinite lengths are refused.
///
/// @param certificates the certificates
/// @param crlDers the DER of each CRL
public record CertificateBundle(List<Certificate> certificates, List<Bytes> crlDers) {
    /// The longest bundle that is read, in octets.
    public static final int MAX_OCTETS = 1 << 24;

    private static final int MAX_VERSION = 5;

    public CertificateBundle {
        certificates = List.copyOf(certificates);
        crlDers = List.copyOf(crlDers);
    }

    /// A bundle of certificates only.
    public static CertificateBundle of(List<Certificate> certificates) {
        return new CertificateBundle(certificates, List.of());
    }

    /// Parses a bundle.
    public static Parsed<CertificateBundle> parse(Bytes der) {
        return Fields.parse(
                der,
                MAX_OCTETS,
                r -> ContentInfo.readAs(r, ContentInfo.SIGNED_DATA, CertificateBundle::readSignedData));
    }

    private static CertificateBundle readSignedData(DerReader reader) {
        int outer = reader.enterSequence();
        reader.smallInteger(MAX_VERSION);
        Fields.list(reader, Tag.SET, r -> {
            AlgorithmIdentifier.check(r);
            return r.position();
        });
        int encapsulated = reader.enterSequence();
        reader.skipOid();
        // eContent is absent when there are no signers (RFC 5652 §5.2), but common writers put an empty string.
        if (reader.hasNext()) {
            reader.skipAny();
        }
        reader.leave(encapsulated);
        List<Certificate> certificates = new ArrayList<>();
        readSet(reader, 0xa0, r -> certificates.add(Certificate.read(r)));
        List<Bytes> crls = new ArrayList<>(0);
        readSet(reader, 0xa1, r -> crls.add(r.any()));
        Fields.list(reader, Tag.SET, DerReader::any);
        reader.leave(outer);
        return new CertificateBundle(certificates, crls);
    }

    /// Reads the choices of a set that are SEQUENCEs; the others, all under tags, are passed over.
    private static void readSet(DerReader reader, int tag, Consumer<DerReader> plain) {
        if (!reader.nextIs(tag)) {
            return;
        }
        Fields.list(reader, tag, r -> {
            if (r.nextIs(Tag.SEQUENCE)) {
                plain.accept(r);
            } else {
                r.skipAny();
            }
            return r.position();
        });
    }

    /// The DER: version 1, sets sorted, no content, no signers.
    public Bytes der() {
        return new ContentInfo(ContentInfo.SIGNED_DATA, DerWriter.write(this::writeSignedData)).der();
    }

    private void writeSignedData(DerWriter writer) {
        writer.sequence(s -> {
            // "IF ... ELSE version is 1" (RFC 5652 §5.1): no other certificate or CRL formats, content id-data.
            s.integer(1).setOf(Tag.SET, List.of()).sequence(e -> e.oid(ContentInfo.DATA));
            if (!certificates.isEmpty()) {
                s.setOf(0xa0, certificates.stream().map(Certificate::der).toList());
            }
            if (!crlDers.isEmpty()) {
                s.setOf(0xa1, crlDers);
            }
            s.setOf(Tag.SET, List.of());
        });
    }
}
