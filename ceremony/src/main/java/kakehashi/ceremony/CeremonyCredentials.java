package kakehashi.ceremony;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.TomlSection;
import kakehashi.x509.Bytes;

/// Reads the credentials of one officer, and who he is: from the registrations that they name, or from the file
/// itself.
final class CeremonyCredentials {
    private static final Detail REGISTRATION = new Detail("担当職員の登録票", "an officer's registration");
    private static final Detail SAME = new Detail("同じ担当職員の登録票", "a registration of the same officer");

    /// Who the officer is.
    record Owner(Id officer, Id person) {}

    private final CeremonyReader reader;
    private final TomlSection officer;
    private final List<TomlSection> sections;
    private final Map<TomlSection, CeremonyRegistration> registrations = new LinkedHashMap<>();

    CeremonyCredentials(CeremonyReader reader, TomlSection officer) {
        this.reader = reader;
        this.officer = officer;
        this.sections = officer.sections("credential");
        for (TomlSection section : sections) {
            registration(section).ifPresent(read -> registrations.put(section, read));
        }
    }

    private Optional<CeremonyRegistration> registration(TomlSection section) {
        if (!section.has("registration")) {
            return Optional.empty();
        }
        section.neededText("sha256");
        Optional<Digest> named = CeremonyRegistration.digest(section, "sha256");
        Optional<Bytes> text = section.parsed("registration", reader::octets, CeremonyReader.KNOWN_FILE);
        if (named.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        Digest found = Digest.of(text.get());
        if (!found.equals(named.get())) {
            Detail now = new Detail("登録票のもの（いまの登録票は " + found + "）", "that of the registration, now " + found);
            section.fault("sha256", ProfileProblem.MALFORMED, "sha256", named.get(), now);
            return Optional.empty();
        }
        return section.parsed("registration", file -> CeremonyRegistration.read(text.get()), REGISTRATION);
    }

    /// Who the officer is: as the registrations say, which must agree, or where there are none as the file says.
    Optional<Owner> owner() {
        boolean registered = sections.stream().anyMatch(section -> section.has("registration"));
        if (!registered) {
            Optional<Id> id = CeremonyReader.id(officer, "id");
            Optional<Id> person = CeremonyReader.id(officer, "person");
            return id.flatMap(one -> person.map(other -> new Owner(one, other)));
        }
        List<Owner> owners = registrations.values().stream()
                .map(one -> new Owner(one.officer(), one.person()))
                .distinct()
                .toList();
        if (owners.size() > 1) {
            officer.fault("credential", ProfileProblem.MALFORMED, "registration", "", SAME);
        }
        return owners.stream().findFirst();
    }

    /// The credentials, in the file's order.
    List<CeremonyFile.OfficerCredential> read() {
        List<CeremonyFile.OfficerCredential> credentials = new ArrayList<>();
        for (TomlSection section : sections) {
            credential(section).ifPresent(credentials::add);
        }
        return credentials;
    }

    private Optional<CeremonyFile.OfficerCredential> credential(TomlSection section) {
        if (section.has("enrolment")) {
            return section.parsed("enrolment", reader::octets, CeremonyReader.KNOWN_FILE)
                    .map(CeremonyFile.Elsewhere::new);
        }
        Optional<CeremonyCredential> credential = section.has("registration")
                ? Optional.ofNullable(registrations.get(section)).map(CeremonyRegistration::credential)
                : written(section);
        String token = CeremonyReader.needed(section, "token");
        return credential.map(one -> new CeremonyFile.AtConsole(one, reader.path(token)));
    }

    private static Optional<CeremonyCredential> written(TomlSection section) {
        Optional<Id> id = CeremonyReader.id(section, "id");
        Optional<Credential.Use> use = section.neededWord("use", CeremonyRegistration.USES);
        Optional<Credential.Display> display = section.neededWord("display", CeremonyRegistration.DISPLAYS);
        Optional<Bytes> passkey = section.text("passkey").map(Bytes::ofHex);
        return id.isEmpty() || use.isEmpty() || display.isEmpty()
                ? Optional.empty()
                : Optional.of(new CeremonyCredential(id.get(), use.get(), display.get(), passkey, Optional.empty()));
    }
}
