package kakehashi.ceremony;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Scope;
import kakehashi.issuing.CeremonyDoor;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.ProfileProblem;
import kakehashi.profiles.TomlSection;
import kakehashi.x509.Name;

/// Reads the people of a ceremony: officers, custodians, and the rules by which officers approve.
final class CeremonyOfficers {
    private static final Map<String, Role> ROLES = CeremonyReader.words(Role.values());
    private static final Map<String, OrderKind> KINDS = CeremonyReader.words(OrderKind.values());
    private static final Detail TIME = new Detail("RFC 3339 の時刻", "a time of RFC 3339");
    private static final Detail ALONE = new Detail("一つだけの名前", "a name of one only");
    private static final Detail SCOPE = new Detail("知られたもの", "known here");
    private static final Detail FLOORS = new Detail("満たすべき規則", "rules that keep the floors");
    private static final Detail QUORUM = new Detail("二人以上かつ過半数", "two or more, and more than half");
    private static final int MOST_PERSONS = 16;
    private static final int MOST_DAYS = 90;
    private static final long DAY = 86_400;

    private final CeremonyReader reader;

    CeremonyOfficers(CeremonyReader reader) {
        this.reader = reader;
    }

    List<CeremonyFile.Officer> officers(List<TomlSection> sections) {
        List<CeremonyFile.Officer> officers = new ArrayList<>();
        Set<Object> known = new HashSet<>();
        for (TomlSection section : sections) {
            officer(section).ifPresent(officer -> {
                boolean fresh = known.add(officer.key()) & known.add(officer.officer()) & known.add(officer.person());
                if (!fresh) {
                    section.fault("key", ProfileProblem.MALFORMED, "key", officer.key(), ALONE);
                }
                officers.add(officer);
            });
        }
        return officers;
    }

    private Optional<CeremonyFile.Officer> officer(TomlSection section) {
        String key = CeremonyReader.needed(section, "key");
        String name = CeremonyReader.needed(section, "name");
        List<Role> roles = section.words("roles", ROLES);
        section.neededText("not-after");
        Optional<Instant> notAfter = section.parsed("not-after", CeremonyOfficers::time, TIME);
        Scope scope = scope(section.neededSection("scope"));
        CeremonyCredentials credentials = new CeremonyCredentials(reader, section);
        Optional<CeremonyCredentials.Owner> owner = credentials.owner();
        return owner.isEmpty() || notAfter.isEmpty()
                ? Optional.empty()
                : Optional.of(new CeremonyFile.Officer(
                        key,
                        name,
                        owner.get().officer(),
                        owner.get().person(),
                        roles,
                        scope,
                        credentials.read(),
                        notAfter.get()));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Scope scope(TomlSection section) {
        List<Id> authorities = section.allParsed(
                "authorities",
                text -> reader.authority(text).map(CeremonyCa::id).or(() -> CeremonyReader.id(text)),
                SCOPE);
        return new Scope(
                authorities,
                section.allParsed("profiles", CeremonyReader::id, SCOPE),
                section.allParsed("offices", CeremonyReader::id, SCOPE),
                section.texts("subtrees").stream().map(Name::of).toList(),
                section.texts("domains"));
    }

    /// How the installation is founded.
    Optional<CeremonyFile.Founded> founding(TomlSection section) {
        List<CeremonyFile.Custodian> custodians = new ArrayList<>();
        for (TomlSection one : section.sections("custodian")) {
            custodians.add(new CeremonyFile.Custodian(
                    CeremonyReader.needed(one, "key"),
                    CeremonyReader.needed(one, "name"),
                    reader.path(CeremonyReader.needed(one, "token"))));
        }
        OptionalInt quorum = section.number("quorum", 2, 255);
        long names =
                custodians.stream().map(CeremonyFile.Custodian::key).distinct().count();
        int needed = quorum.orElse(0);
        if (names < custodians.size() || needed > names || needed * 2L <= names) {
            section.fault("quorum", ProfileProblem.MALFORMED, "quorum", needed, QUORUM);
        }
        Rules rules = rules(section.neededSection("rules"));
        if (!CeremonyDoor.keepsTheFloors(rules)) {
            section.fault("rules", ProfileProblem.MALFORMED, "rules", "", FLOORS);
        }
        return Optional.of(new CeremonyFile.Founded(
                CeremonyReader.needed(section, "name"),
                CeremonyReader.needed(section, "origin"),
                custodians,
                needed,
                rules,
                section.allParsed("standby", CeremonyReader::id, CeremonyReader.HEX)));
    }

    private static Rules rules(TomlSection section) {
        List<Rules.Rule> rules = new ArrayList<>();
        for (TomlSection one : section.sections("rule")) {
            List<Rules.Need> needs = new ArrayList<>();
            for (TomlSection need : one.sections("needs")) {
                need.neededWord("role", ROLES).ifPresent(role -> needs.add(need(role, need)));
            }
            long life = one.number("days", 1, MOST_DAYS).orElse(MOST_DAYS) * DAY;
            Optional<Rules.Alone> alone = one.section("alone").flatMap(CeremonyOfficers::alone);
            for (OrderKind kind : one.words("kinds", KINDS)) {
                rules.add(new Rules.Rule(kind, Optional.empty(), needs, life, alone));
            }
        }
        List<Rules.Exclusive> exclusive = new ArrayList<>();
        for (TomlSection pair : section.sections("exclusive")) {
            Optional<Role> one = pair.neededWord("one", ROLES);
            Optional<Role> other = pair.neededWord("other", ROLES);
            one.ifPresent(role -> other.ifPresent(second -> exclusive.add(new Rules.Exclusive(role, second))));
        }
        return new Rules(
                rules, exclusive, party(section, "filing"), party(section, "portal"), party(section, "client"));
    }

    private static Rules.Need need(Role role, TomlSection section) {
        return new Rules.Need(
                role,
                section.number("persons", 1, MOST_PERSONS).orElse(1),
                section.number("from-client", 0, MOST_PERSONS).orElse(0));
    }

    private static Optional<Rules.Alone> alone(TomlSection section) {
        long perDay = section.number("per-day", 1, 10_000).orElse(1);
        return section.neededWord("role", ROLES).map(role -> new Rules.Alone(role, perDay));
    }

    private static RelyingParty party(TomlSection section, String key) {
        TomlSection party = section.neededSection(key);
        return new RelyingParty(CeremonyReader.needed(party, "id"), CeremonyReader.needed(party, "origin"));
    }
}
