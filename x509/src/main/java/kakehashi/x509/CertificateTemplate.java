package kakehashi.x509;

import java.util.Optional;

/// What a request message says of a certificate that is to be made, or to be revoked: `CertTemplate` of RFC 4211
/// §5. Version, algorithm, validity and unique identifiers are checked for their form and not kept.
///
/// @param serialNumber of a certificate that is there
/// @param issuer whose certificate it is
/// @param subject for whom
/// @param publicKey for which key
/// @param extensions with which extensions
public record CertificateTemplate(
        Optional<SerialNumber> serialNumber,
        Optional<Name> issuer,
        Optional<Name> subject,
        Optional<SubjectPublicKeyInfo> publicKey,
        Extensions extensions) {
    /// Reads a template.
    static CertificateTemplate read(DerReader reader) {
        int outer = reader.enterSequence();
        skip(reader, Tag.primitive(0));
        Optional<SerialNumber> serial =
                reader.nextIs(Tag.primitive(1)) ? Optional.of(serial(reader)) : Optional.empty();
        skip(reader, Tag.constructed(2));
        Optional<Name> issuer = name(reader, Tag.constructed(3));
        skip(reader, Tag.constructed(4));
        Optional<Name> subject = name(reader, Tag.constructed(5));
        Optional<SubjectPublicKeyInfo> key =
                reader.nextIs(Tag.constructed(6)) ? Optional.of(key(reader)) : Optional.empty();
        skip(reader, Tag.primitive(7));
        skip(reader, Tag.primitive(8));
        Extensions extensions =
                reader.nextIs(Tag.constructed(9)) ? Extensions.read(reader, Tag.constructed(9)) : Extensions.NONE;
        reader.leave(outer);
        return new CertificateTemplate(serial, issuer, subject, key, extensions);
    }

    private static void skip(DerReader reader, int tag) {
        if (reader.nextIs(tag)) {
            reader.skipAny();
        }
    }

    private static SerialNumber serial(DerReader reader) {
        Bytes contents = reader.integerContents(Tag.primitive(1));
        if (contents.length() > SerialNumber.MAX_OCTETS) {
            throw reader.malformed("serial number of more than " + SerialNumber.MAX_OCTETS + " octets");
        }
        return new SerialNumber(contents);
    }

    /// A Name is a CHOICE, whose tag is explicit whatever the module says (X.680 §31.2.7).
    private static Optional<Name> name(DerReader reader, int tag) {
        if (!reader.nextIs(tag)) {
            return Optional.empty();
        }
        int outer = reader.enter(tag);
        Name name = Name.read(reader);
        reader.leave(outer);
        return Optional.of(name);
    }

    private static SubjectPublicKeyInfo key(DerReader reader) {
        Bytes contents = reader.contents(Tag.constructed(6));
        return SubjectPublicKeyInfo.read(new DerReader(DerWriter.write(w -> w.value(Tag.SEQUENCE, contents))));
    }
}
