package kakehashi.profiles;

import java.util.List;

/// What comes of reading the text of a profile.
public sealed interface ProfileReading {
    /// The text is a profile.
    record Read(CertificateProfile profile) implements ProfileReading {}

    /// The text is none, and this is all that is wrong with it.
    ///
    /// @param faults one at least, in the order of their lines
    record Faulty(List<ProfileFault> faults) implements ProfileReading {}

    /// The profile, where the text is known to be one.
    ///
    /// @throws IllegalArgumentException when it is not
    default CertificateProfile orElseThrow() {
        return switch (this) {
            case Read(CertificateProfile profile) -> profile;
            case Faulty(List<ProfileFault> faults) -> throw new IllegalArgumentException(faults.toString());
        };
    }
}
