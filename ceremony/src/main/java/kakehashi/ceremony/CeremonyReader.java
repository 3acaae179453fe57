package kakehashi.ceremony;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kakehashi.authority.AuthoritySettings;
import kakehashi.contract.Id;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.ProfileReading;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;

/// Reads a ceremony's text, fault by fault.
final class CeremonyReader {
    static final Detail KNOWN_FILE = new Detail("読めるファイル", "a file that can be read");
    static final Detail HEX = new Detail("32 桁の 16 進数", "32 hexadecimal digits");
    private static final Detail NAME = new Detail("識別名", "a distinguished name");
    private static final Detail TOKEN = new Detail("[[tokens]] にある名前", "a name of [[tokens]]");
    private static final Detail SETTINGS = new Detail("CA の設定", "settings of a CA");
    private static final Detail PROFILE =
            new Detail("プロファイルのファイル又は名前", "a profile's file or the name of a shipped one");
    private static final Detail ALONE = new Detail("一つだけの名前", "a name of one only");
    private static final int MOST_OCTETS = 1 << 20;

    private final Path folder;
    private final Map<String, CeremonyCa> authorities = new LinkedHashMap<>();
    private final Map<String, CertificateProfile> profiles = new HashMap<>();

    private CeremonyReader(Path folder) {
        this.folder = folder;
    }

    static CeremonyFile.Reading read(Bytes text, Path folder) {
        List<ProfileFault> faults = new ArrayList<>();
        Optional<TomlSection> root = TomlText.read(text, faults);
        Optional<CeremonyFile> file = root.map(section -> new CeremonyReader(folder).file(text, section));
        root.ifPresent(TomlSection::refuseUnknownKeys);
        return faults.isEmpty() && file.isPresent()
                ? new CeremonyFile.Reading.Read(file.get())
                : new CeremonyFile.Reading.Faulty(faults);
    }

    private CeremonyFile file(Bytes text, TomlSection root) {
        root.number("format", 1, 1);
        CeremonyFile.Heading heading = heading(root);
        Set<String> tokens = home(root);
        boolean founds = root.has("installation");
        for (TomlSection section : root.sections("ca")) {
            Optional<CeremonyCa> ca = ca(section, name -> !founds || tokens.contains(name));
            ca.ifPresent(one -> addAlone(section, one));
        }
        CeremonyOfficers people = new CeremonyOfficers(this);
        List<CeremonyFile.Officer> officers = people.officers(root.sections("officer"));
        Optional<CeremonyFile.Founded> founding = root.section("installation").flatMap(people::founding);
        CeremonySteps steps = new CeremonySteps(this, officers, founding.isPresent());
        return new CeremonyFile(
                text,
                heading,
                founding,
                officers,
                List.copyOf(authorities.values()),
                steps.read(root.sections("step")));
    }

    /// The table of the home is for who makes it; here its keys are known, so that they are no faults.
    ///
    /// @return the names of its further tokens
    private static Set<String> home(TomlSection root) {
        root.section("database").ifPresent(places -> {
            places.number("port", 0, 65_535);
            for (String key : List.of("host", "name", "passwords", "roots")) {
                places.text(key);
            }
        });
        List<TomlSection> tokens = new ArrayList<>(root.sections("tokens"));
        root.section("token").ifPresent(tokens::add);
        for (TomlSection places : tokens) {
            for (String key : List.of("name", "open", "library", "label", "pin", "file")) {
                places.text(key);
            }
        }
        return tokens.stream().flatMap(places -> places.text("name").stream()).collect(Collectors.toSet());
    }

    private static CeremonyFile.Heading heading(TomlSection root) {
        List<CeremonyFile.Present> people = new ArrayList<>();
        for (TomlSection section : root.sections("present")) {
            people.add(new CeremonyFile.Present(needed(section, "name"), needed(section, "part")));
        }
        return new CeremonyFile.Heading(needed(root, "title"), needed(root, "place"), people);
    }

    static String needed(TomlSection section, String key) {
        return section.neededText(key).orElse("");
    }

    private void addAlone(TomlSection section, CeremonyCa ca) {
        boolean known = authorities.values().stream()
                .anyMatch(other -> other.id().equals(ca.id()) || other.key().equals(ca.key()));
        if (known) {
            section.fault("key", ProfileProblem.MALFORMED, "key", ca.key(), ALONE);
        }
        authorities.put(ca.key(), ca);
    }

    /// @param known whether the home that is made has a further token of this name
    private Optional<CeremonyCa> ca(TomlSection section, Predicate<String> known) {
        String key = needed(section, "key");
        Optional<Id> id = id(section, "id");
        String settings = needed(section, "settings");
        switch (AuthoritySettings.read(CeremonyCa.utf8(settings))) {
            case AuthoritySettings.Reading.Faulty(var faults) ->
                section.fault("settings", ProfileProblem.MALFORMED, "settings", faults, SETTINGS);
            case AuthoritySettings.Reading.Read(AuthoritySettings read) ->
                read.token()
                        .filter(known.negate())
                        .ifPresent(name -> section.fault("settings", ProfileProblem.MALFORMED, "token", name, TOKEN));
        }
        section.neededText("subject");
        Optional<Name> subject = section.parsed("subject", CeremonyReader::name, NAME);
        Optional<Name> japanese = section.parsed("subject-ja", CeremonyReader::name, NAME);
        Optional<CertificateProfile> profile = profile(section, "profile");
        return id.isEmpty() || subject.isEmpty() || profile.isEmpty()
                ? Optional.empty()
                : Optional.of(new CeremonyCa(key, id.get(), settings, subject.get(), japanese, profile.get()));
    }

    private static Optional<Name> name(String text) {
        try {
            return Optional.of(Name.of(text));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /// A CA that the file names.
    Optional<CeremonyCa> authority(TomlSection section, String key) {
        return section.neededWord(key, authorities);
    }

    Optional<CeremonyCa> authority(String key) {
        return Optional.ofNullable(authorities.get(key));
    }

    /// An identifier that must be there.
    static Optional<Id> id(TomlSection section, String key) {
        section.neededText(key);
        return section.parsed(key, CeremonyReader::id, HEX);
    }

    static Optional<Id> id(String text) {
        return text.matches("[0-9a-f]{32}") ? Optional.of(Id.ofHex(text)) : Optional.empty();
    }

    /// A profile: a file, or the name of a shipped one.
    Optional<CertificateProfile> profile(TomlSection section, String key) {
        section.neededText(key);
        return section.parsed(key, this::profile, PROFILE);
    }

    private Optional<CertificateProfile> profile(String text) {
        CertificateProfile known = profiles.get(text);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ProfileKind> shipped = Arrays.stream(ProfileKind.values())
                .filter(kind -> kind.key().equals(text))
                .findFirst();
        Optional<Bytes> octets = shipped.map(ShippedProfiles::text).or(() -> octets(text));
        Optional<CertificateProfile> profile = octets.flatMap(
                bytes -> CertificateProfile.read(bytes) instanceof ProfileReading.Read(CertificateProfile read)
                        ? Optional.of(read)
                        : Optional.empty());
        profile.ifPresent(read -> profiles.put(text, read));
        return profile;
    }

    Path path(String text) {
        return folder.resolve(text);
    }

    /// The octets of a file that the text names; empty when it cannot be read or has more than 1 MiB.
    Optional<Bytes> octets(String text) {
        try {
            Path file = path(text);
            return Files.isRegularFile(file) && Files.size(file) <= MOST_OCTETS
                    ? Optional.of(Bytes.wrap(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// The constants of an enum by their words: `IA_SUPERVISOR` is `ia-supervisor`.
    static <E extends Enum<E>> Map<String, E> words(E[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(
                        value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        Function.identity(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}
