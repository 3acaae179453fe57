package kakehashi.profiles;

import java.util.List;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Visibility;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;

/// What certificates of one kind hold, read from a text that officers have reviewed and approved.
///
/// A profile that exists keeps the rules of its kind, see [ProfileChecks]. It is known by its id through all its
/// versions, and by the digest of its octets in one.
public final class CertificateProfile {
    /// The longest text that is read, in octets.
    public static final int MAX_OCTETS = 1 << 16;

    private final Identity identity;
    private final Digest digest;
    private final ProfileKind kind;
    private final ValidityRule validity;
    private final KeyRule keys;
    private final Content content;
    private final Promises promises;

    /// Which profile it is.
    record Identity(Id id, Bytes text, String japaneseTitle, String englishTitle, Visibility visibility) {}

    /// What is in the certificates.
    record Content(SubjectRule subject, AlternativeNameRule alternativeNames, List<ExtensionRule> extensions) {}

    CertificateProfile(Identity identity, ProfileKind kind, ValidityRule validity, KeyRule keys, Content content) {
        this.identity = identity;
        this.digest = Digest.of(identity.text());
        this.kind = kind;
        this.validity = validity;
        this.keys = keys;
        this.content = content;
        this.promises = Promises.of(content.extensions(), content.subject(), validity);
    }

    /// Reads a profile: TOML 1.0 in UTF-8. Unknown keys are faults, and all faults are answered together.
    public static ProfileReading read(Bytes text) {
        return ProfileReader.read(text);
    }

    /// The identity through all versions.
    public Id id() {
        return identity.id();
    }

    /// The SHA-256 digest of the text: the identity of this version, which requests name.
    public Digest digest() {
        return digest;
    }

    /// The text, octet by octet.
    public Bytes text() {
        return identity.text();
    }

    /// The name for people.
    public String title(Language language) {
        return switch (language) {
            case JAPANESE -> identity.japaneseTitle();
            case ENGLISH -> identity.englishTitle();
        };
    }

    /// The kind of certificates.
    public ProfileKind kind() {
        return kind;
    }

    /// Whether they are published, or only how they stand.
    public Visibility visibility() {
        return identity.visibility();
    }

    /// How long they are valid.
    public ValidityRule validity() {
        return validity;
    }

    /// For which keys, and signed how.
    public KeyRule keys() {
        return keys;
    }

    /// For which subjects.
    public SubjectRule subject() {
        return content.subject();
    }

    /// With which further names.
    public AlternativeNameRule alternativeNames() {
        return content.alternativeNames();
    }

    /// With which extensions, in the order in which they stand.
    public List<ExtensionRule> extensions() {
        return content.extensions();
    }

    /// What it promises of every certificate.
    public Promises promises() {
        return promises;
    }

    /// Kind and digest.
    @Override
    public String toString() {
        return kind.key() + " profile " + digest;
    }
}
