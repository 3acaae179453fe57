package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;

/// Where and how to reach a service of the issuer or the subject (RFC 5280 §4.2.2.1, §4.2.2.2).
///
/// @param accessMethod what is found there
/// @param accessLocation where it is
public record AccessDescription(Oid accessMethod, GeneralName accessLocation) {
    /// An OCSP responder.
    public static final Oid OCSP = Oid.of("1.3.6.1.5.5.7.48.1");

    /// Certificates issued to the certificate's issuer.
    public static final Oid CA_ISSUERS = Oid.of("1.3.6.1.5.5.7.48.2");

    /// A time-stamping service.
    public static final Oid TIME_STAMPING = Oid.of("1.3.6.1.5.5.7.48.3");

    /// The repository in which a CA publishes what it issues.
    public static final Oid CA_REPOSITORY = Oid.of("1.3.6.1.5.5.7.48.5");

    /// Reads `authorityInfoAccess` or `subjectInfoAccess`: one description at least.
    public static List<AccessDescription> readAll(DerReader reader) {
        int outer = reader.enterSequence();
        List<AccessDescription> descriptions = new ArrayList<>(2);
        do {
            int description = reader.enterSequence();
            descriptions.add(new AccessDescription(reader.oid(), GeneralName.read(reader)));
            reader.leave(description);
        } while (reader.hasNext());
        reader.leave(outer);
        return List.copyOf(descriptions);
    }

    /// Checks `authorityInfoAccess` or `subjectInfoAccess` without making them.
    static void checkAll(DerReader reader) {
        int outer = reader.enterSequence();
        do {
            int description = reader.enterSequence();
            reader.skipOid();
            GeneralName.check(reader, GeneralName.AddressForm.ADDRESS);
            reader.leave(description);
        } while (reader.hasNext());
        reader.leave(outer);
    }

    /// Writes `authorityInfoAccess` or `subjectInfoAccess`.
    static void writeAll(DerWriter writer, List<AccessDescription> descriptions) {
        writer.sequenceOf(
                Tag.SEQUENCE,
                descriptions,
                (w, d) -> w.sequence(s -> {
                    s.oid(d.accessMethod);
                    d.accessLocation.write(s);
                }));
    }
}
