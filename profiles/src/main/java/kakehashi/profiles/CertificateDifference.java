package kakehashi.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Extension;
import kakehashi.x509.Oid;

/// What differs between two certificates, signatures aside: field by field, extension by extension, octet by octet.
///
/// @param before the older certificate
/// @param after the newer certificate
/// @param changes every difference: fields in the order of the certificate, then extensions
public record CertificateDifference(Certificate before, Certificate after, List<Change> changes) {
    /// The fields of a certificate.
    public enum Field {
        VERSION,
        SERIAL_NUMBER,
        SIGNATURE_ALGORITHM,
        ISSUER,
        NOT_BEFORE,
        NOT_AFTER,
        SUBJECT,
        PUBLIC_KEY,
        /// The order in which the extensions that both have stand.
        EXTENSION_ORDER
    }

    /// One difference. The certificates tell the values.
    public sealed interface Change {
        /// A field has another value, or another encoding of it.
        record OfField(Field field) implements Change {}

        /// Only the newer has the extension.
        record Added(Extension extension) implements Change {}

        /// Only the older has the extension.
        record Removed(Extension extension) implements Change {}

        /// Both have the extension, with another value or criticality.
        record OfExtension(Extension before, Extension after) implements Change {}
    }

    /// Compares.
    public static CertificateDifference between(Certificate before, Certificate after) {
        List<Change> changes = new ArrayList<>();
        for (Field field : Field.values()) {
            if (!value(before, after, field).equals(value(after, before, field))) {
                changes.add(new Change.OfField(field));
            }
        }
        for (Extension old : before.extensions().all()) {
            Optional<Extension> now = after.extensions().find(old.id());
            if (now.isEmpty()) {
                changes.add(new Change.Removed(old));
            } else if (!now.get().equals(old)) {
                changes.add(new Change.OfExtension(old, now.get()));
            }
        }
        after.extensions().all().stream()
                .filter(e -> before.extensions().find(e.id()).isEmpty())
                .map(Change.Added::new)
                .forEach(changes::add);
        return new CertificateDifference(before, after, List.copyOf(changes));
    }

    /// A field in a form that is equal when the octets are.
    private static Object value(Certificate one, Certificate other, Field field) {
        return switch (field) {
            case VERSION -> one.version();
            case SERIAL_NUMBER -> one.serialNumber();
            case SIGNATURE_ALGORITHM -> octets(one.tbsSignatureAlgorithm());
            case ISSUER -> one.issuer().der();
            case NOT_BEFORE -> one.notBefore();
            case NOT_AFTER -> one.notAfter();
            case SUBJECT -> one.subject().der();
            case PUBLIC_KEY -> one.subjectPublicKeyInfo().der();
            case EXTENSION_ORDER -> common(one, other);
        };
    }

    private static Bytes octets(AlgorithmIdentifier algorithm) {
        return DerWriter.write(algorithm::write);
    }

    private static List<Oid> common(Certificate one, Certificate other) {
        return one.extensions().all().stream()
                .map(Extension::id)
                .filter(id -> other.extensions().find(id).isPresent())
                .toList();
    }

    /// Whether the certificates differ in nothing but their signatures.
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
