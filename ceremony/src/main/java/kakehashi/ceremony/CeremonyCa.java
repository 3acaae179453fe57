package kakehashi.ceremony;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kakehashi.authority.AuthoritySettings;
import kakehashi.contract.Id;
import kakehashi.profiles.CertificateProfile;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;

/// A CA of a ceremony, as its file says.
///
/// @param key how the file calls it
/// @param id what the chain knows it by
/// @param settings the text that officers approve with its key, see [AuthoritySettings]
/// @param subject its name
/// @param japanese its name in Japanese
/// @param profile the profile of its own certificate
public record CeremonyCa(
        String key, Id id, String settings, Name subject, Optional<Name> japanese, CertificateProfile profile) {
    /// The name with the string types that its profile asks for.
    Name writtenSubject() {
        return profile.subject().written(subject);
    }

    AuthoritySettings readSettings() {
        return AuthoritySettings.read(utf8(settings)).orElseThrow();
    }

    static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
