package kakehashi.profiles;

import java.nio.charset.StandardCharsets;
import kakehashi.x509.Bytes;

/// The text of a shipped profile, bent for a test.
///
/// @param text the text
record ProfileTexts(String text) {
    static ProfileTexts of(ProfileKind kind) {
        return new ProfileTexts(new String(ShippedProfiles.text(kind).toArray(), StandardCharsets.UTF_8));
    }

    static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Another text in place of one that must be there.
    ProfileTexts replace(String old, String now) {
        if (!text.contains(old)) {
            throw new AssertionError("the profile does not have " + old);
        }
        return new ProfileTexts(text.replace(old, now));
    }

    ProfileReading read() {
        return CertificateProfile.read(bytes(text));
    }

    CertificateProfile profile() {
        return read().orElseThrow();
    }
}
