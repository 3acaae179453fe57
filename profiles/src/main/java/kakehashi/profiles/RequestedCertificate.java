package kakehashi.profiles;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// What the request of an order says of the certificate; everything else comes from profile and CA.
///
/// @param subject the subject's name, taken over octet by octet
/// @param names further names of the subject; absent or one at least
/// @param key the key
/// @param notAfter the end of validity, otherwise the profile's longest
/// @param keyIdentifier the identifier by which the subject, a CA, already names its key; otherwise the key's own
public record RequestedCertificate(
        Name subject,
        Optional<List<GeneralName>> names,
        SubjectPublicKeyInfo key,
        Optional<Instant> notAfter,
        Optional<Bytes> keyIdentifier) {
    /// A request for a key that has no identifier yet.
    public RequestedCertificate(
            Name subject, Optional<List<GeneralName>> names, SubjectPublicKeyInfo key, Optional<Instant> notAfter) {
        this(subject, names, key, notAfter, Optional.empty());
    }
}
