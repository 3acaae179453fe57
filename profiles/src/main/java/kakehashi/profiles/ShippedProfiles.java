package kakehashi.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import kakehashi.x509.Bytes;

/// The profiles that come with the product: one of each kind, as a pattern. Policy identifiers in them are of the
/// arc for examples, 2.999, and an installation puts in its own, with an id of its own, before officers approve
/// them.
public final class ShippedProfiles {
    private ShippedProfiles() {}

    /// The text of the profile of a kind.
    public static Bytes text(ProfileKind kind) {
        String file = "shipped/" + kind.key() + ".toml";
        try (InputStream in = ShippedProfiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the product ships no " + file);
            }
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The profile of a kind.
    public static CertificateProfile of(ProfileKind kind) {
        return CertificateProfile.read(text(kind)).orElseThrow();
    }
}
