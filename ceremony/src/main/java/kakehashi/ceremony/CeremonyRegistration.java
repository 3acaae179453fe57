package kakehashi.ceremony;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;

/// An officer's registration: the identifiers of officer, person and credential, and the digest of the key, in a
/// file that the credential's maker wrote. A ceremony's file names it by name and SHA-256, so that nobody copies
/// identifiers by hand and nobody exchanges the file after the review. It holds no secret.
///
/// @param officer what the officer is known by
/// @param person whose office it is
/// @param credential with what the officer signs
public record CeremonyRegistration(Id officer, Id person, CeremonyCredential credential) {
    static final Map<String, Credential.Use> USES = CeremonyReader.words(Credential.Use.values());
    static final Map<String, Credential.Display> DISPLAYS = CeremonyReader.words(Credential.Display.values());
    private static final Detail DIGEST = new Detail("64 桁の 16 進数", "64 hexadecimal digits");

    /// Reads a registration; empty when the text is none.
    public static Optional<CeremonyRegistration> read(Bytes text) {
        List<ProfileFault> faults = new ArrayList<>();
        Optional<TomlSection> root = TomlText.read(text, faults);
        Optional<CeremonyRegistration> read = root.flatMap(CeremonyRegistration::read);
        root.ifPresent(TomlSection::refuseUnknownKeys);
        return faults.isEmpty() ? read : Optional.empty();
    }

    private static Optional<CeremonyRegistration> read(TomlSection root) {
        root.number("format", 1, 1);
        Optional<Id> officer = CeremonyReader.id(root, "officer");
        Optional<Id> person = CeremonyReader.id(root, "person");
        Optional<Id> credential = CeremonyReader.id(root, "credential");
        Optional<Credential.Use> use = root.neededWord("use", USES);
        Optional<Credential.Display> display = root.neededWord("display", DISPLAYS);
        Optional<Digest> key = root.neededText("key-sha256").flatMap(text -> digest(root, "key-sha256"));
        Optional<Bytes> passkey =
                root.parsed("passkey", CeremonyReader::id, CeremonyReader.HEX).map(Id::octets);
        return officer.isEmpty()
                        || person.isEmpty()
                        || credential.isEmpty()
                        || use.isEmpty()
                        || display.isEmpty()
                        || key.isEmpty()
                ? Optional.empty()
                : Optional.of(new CeremonyRegistration(
                        officer.get(),
                        person.get(),
                        new CeremonyCredential(credential.get(), use.get(), display.get(), passkey, key)));
    }

    /// A digest that a text names in hexadecimal digits.
    static Optional<Digest> digest(TomlSection section, String key) {
        return section.parsed(
                key, text -> text.matches("[0-9a-f]{64}") ? Optional.of(Digest.ofHex(text)) : Optional.empty(), DIGEST);
    }

    /// The text that [#read] reads.
    public Bytes text() {
        StringBuilder text = new StringBuilder("# 担当職員の登録票 / an officer's registration. No secret is in it.\n");
        text.append("format = 1\n");
        line(text, "officer", officer);
        line(text, "person", person);
        line(text, "credential", credential.id());
        line(text, "use", word(credential.use()));
        line(text, "display", word(credential.display()));
        credential.key().ifPresent(key -> line(text, "key-sha256", key));
        credential.passkey().ifPresent(passkey -> line(text, "passkey", passkey));
        return CeremonyCa.utf8(text.toString());
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(" = \"").append(value).append("\"\n");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
