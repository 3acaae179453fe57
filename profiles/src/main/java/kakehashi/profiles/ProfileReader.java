package kakehashi.profiles;

import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kakehashi.contract.Id;
import kakehashi.contract.Visibility;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.SubjectRule.AttributeRule;
import kakehashi.profiles.SubjectRule.Count;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;

/// Reads the text of a profile: identity, validity, keys and names here, extensions in [ExtensionReader].
final class ProfileReader {
    private static final int FORMAT = 1;
    private static final Id NO_ID = new Id(Bytes.of(new byte[Id.OCTETS]));
    private static final int MAX_MONTHS = 12 * 50;
    private static final int MAX_COUNT = 100;
    private static final int USUAL_LENGTH = 64;
    private static final Detail PERIOD = new Detail("期間 (P5Y など、50 年まで)", "a period such as P5Y, up to 50 years");
    private static final Detail NAME = new Detail("名前 (RFC 4514)", "a name (RFC 4514)");
    static final Detail OID = new Detail("オブジェクト識別子", "an object identifier");

    private final TomlSection root;
    private final List<ProfileFault> faults;

    private ProfileReader(TomlSection root, List<ProfileFault> faults) {
        this.root = root;
        this.faults = faults;
    }

    static ProfileReading read(Bytes octets) {
        List<ProfileFault> faults = new ArrayList<>();
        return TomlText.read(octets, faults)
                .map(root -> new ProfileReader(root, faults).profile(octets))
                .orElseGet(() -> new ProfileReading.Faulty(List.copyOf(faults)));
    }

    private ProfileReading profile(Bytes octets) {
        root.number("format", FORMAT, FORMAT).ifPresentOrElse(n -> {}, () -> root.neededText("format"));
        Optional<ProfileKind> kind = root.neededWord("kind", words(ProfileKind.values(), ProfileKind::key));
        CertificateProfile.Identity identity = identity(octets);
        ValidityRule validity = validity(root.neededSection("validity"));
        KeyRule keys = keys(root.neededSection("keys"));
        SubjectRule subject = subject(root.neededSection("subject"));
        AlternativeNameRule names = root.section("subjectAltName")
                .map(ProfileReader::alternativeNames)
                .orElse(new AlternativeNameRule(List.of()));
        List<ExtensionRule> extensions = ExtensionReader.read(root);
        root.refuseUnknownKeys();
        CertificateProfile.Content content = new CertificateProfile.Content(subject, names, extensions);
        kind.ifPresent(k -> ProfileChecks.check(k, identity.visibility(), content, root));
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(ProfileFault::line));
            return new ProfileReading.Faulty(List.copyOf(faults));
        }
        return new ProfileReading.Read(new CertificateProfile(identity, kind.orElseThrow(), validity, keys, content));
    }

    /// The words of an enum for a profile's text, in the enum's order.
    static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }

    private CertificateProfile.Identity identity(Bytes octets) {
        root.neededText("id");
        Id id = root.parsed("id", ProfileReader::hex, new Detail("32 桁の 16 進数", "32 hexadecimal digits"))
                .orElse(NO_ID);
        TomlSection title = root.neededSection("title");
        String japanese = title.neededText("ja").orElse("");
        String english = title.neededText("en").orElse("");
        Visibility visibility = root.flag("publish") ? Visibility.PUBLISHED : Visibility.STATUS_ONLY;
        return new CertificateProfile.Identity(id, octets.compact(), japanese, english, visibility);
    }

    private static Optional<Id> hex(String text) {
        boolean digits = text.length() == 2 * Id.OCTETS && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return digits && text.chars().allMatch(c -> c < 0x80) ? Optional.of(Id.ofHex(text)) : Optional.empty();
    }

    private static ValidityRule validity(TomlSection section) {
        section.neededText("longest");
        return new ValidityRule(
                period(section, "longest").orElse(Period.ofDays(1)),
                section.neededWord("boundary", words(ValidityRule.Boundary.values(), ValidityRule.Boundary::key))
                        .orElse(ValidityRule.Boundary.SECOND),
                section.word(
                        "beyondIssuer",
                        words(ValidityRule.BeyondIssuer.values(), ValidityRule.BeyondIssuer::key),
                        ValidityRule.BeyondIssuer.REFUSE));
    }

    static Optional<Period> period(TomlSection section, String key) {
        return section.parsed(key, ProfileReader::period, PERIOD);
    }

    private static Optional<Period> period(String text) {
        try {
            Period period = Period.parse(text);
            boolean sensible = !period.isNegative()
                    && !period.isZero()
                    && period.toTotalMonths() + period.getDays() / 28 <= MAX_MONTHS;
            return sensible ? Optional.of(period) : Optional.empty();
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static KeyRule keys(TomlSection section) {
        Map<String, PublicKeyAlgorithm> kinds = words(PublicKeyAlgorithm.values(), PublicKeyAlgorithm::label);
        kinds.values()
                .removeAll(Set.of(PublicKeyAlgorithm.DSA, PublicKeyAlgorithm.OTHER_CURVE, PublicKeyAlgorithm.OTHER));
        Set<PublicKeyAlgorithm> allowed = EnumSet.noneOf(PublicKeyAlgorithm.class);
        allowed.addAll(section.words("kinds", kinds));
        Map<String, SignatureAlgorithm> algorithms = words(SignatureAlgorithm.values(), SignatureAlgorithm::label);
        // SHA-1 and older are broken for certificates; 224 bits and DSA are not used by any PKI that we know.
        algorithms
                .values()
                .removeIf(a -> a.family() == SignatureAlgorithm.Family.DSA
                        || Set.of("MD5", "SHA1", "SHA224").contains(a.digest()));
        Set<SignatureAlgorithm> signatures = EnumSet.noneOf(SignatureAlgorithm.class);
        signatures.addAll(section.words("signatures", algorithms));
        needItems(section, "kinds", allowed.isEmpty());
        needItems(section, "signatures", signatures.isEmpty());
        int least = section.number("rsaLeast", 2048, 16384).orElse(3072);
        return new KeyRule(
                allowed, least, section.number("rsaMost", least, 16384).orElse(Math.max(least, 4096)), signatures);
    }

    private static void needItems(TomlSection section, String key, boolean none) {
        if (none && !section.has(key)) {
            section.fault(key, ProfileProblem.MISSING_KEY, key);
        }
    }

    private static SubjectRule subject(TomlSection section) {
        SubjectRule.Bearer bearer = section.neededWord(
                        "bearer", words(SubjectRule.Bearer.values(), SubjectRule.Bearer::key))
                .orElse(SubjectRule.Bearer.SERVICE);
        List<AttributeRule> attributes = section.sections("attribute").stream()
                .flatMap(one -> attribute(one).stream())
                .toList();
        return new SubjectRule(bearer, attributes, section.allParsed("within", ProfileReader::name, NAME));
    }

    private static Optional<AttributeRule> attribute(TomlSection section) {
        section.neededText("type");
        Optional<Oid> type = section.parsed("type", ProfileReader::attributeType, OID);
        SubjectRule.StringForm form = section.neededWord(
                        "string", words(SubjectRule.StringForm.values(), SubjectRule.StringForm::label))
                .orElse(SubjectRule.StringForm.UTF8);
        Count count = count(section, 1, 1);
        String label = section.text("type").orElse("");
        int usual = label.equals("C") ? 2 : USUAL_LENGTH;
        int longest = section.number("longest", 1, 32_768).orElse(usual);
        Set<String> values = Set.copyOf(section.texts("values"));
        return type.map(t -> new AttributeRule(label, t, form, count, longest, values));
    }

    private static Count count(TomlSection section, int usualLeast, int usualMost) {
        int least = section.number("least", 0, MAX_COUNT).orElse(usualLeast);
        return new Count(
                least, section.number("most", Math.max(1, least), MAX_COUNT).orElse(Math.max(least, usualMost)));
    }

    private static Optional<Oid> attributeType(String text) {
        try {
            return text.isEmpty() || text.indexOf('=') >= 0 || text.indexOf(',') >= 0
                    ? Optional.empty()
                    : Optional.of(Name.of(text + "=JP")
                            .relativeNames()
                            .getFirst()
                            .getFirst()
                            .type());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<Name> name(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Name.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static AlternativeNameRule alternativeNames(TomlSection section) {
        return new AlternativeNameRule(section.sections("name").stream()
                .flatMap(one -> form(one).stream())
                .toList());
    }

    private static Optional<AlternativeNameRule.FormRule> form(TomlSection section) {
        Optional<AlternativeNameRule.Form> form =
                section.neededWord("form", words(AlternativeNameRule.Form.values(), AlternativeNameRule.Form::key));
        List<GeneralName> within = switch (form.orElse(AlternativeNameRule.Form.IP)) {
            case DNS, MAIL, URI ->
                section.allParsed("within", ProfileReader::domain, new Detail("ドメイン名", "a domain name"));
            case DIRECTORY_NAME -> section.allParsed("within", ProfileReader::directoryName, NAME);
            case IP, OTHER_NAME -> List.of();
        };
        Set<Oid> types = Set.of();
        AlternativeNameRule.Wildcards wildcards = AlternativeNameRule.Wildcards.REFUSED;
        if (form.equals(Optional.of(AlternativeNameRule.Form.OTHER_NAME))) {
            types = Set.copyOf(
                    section.allParsed("types", text -> Oid.parse(text).toOptional(), OID));
        } else if (form.equals(Optional.of(AlternativeNameRule.Form.DNS)) && section.flag("wildcards")) {
            wildcards = AlternativeNameRule.Wildcards.ALLOWED;
        }
        Count count = count(section, 0, 1);
        AlternativeNameRule.Wildcards mayBe = wildcards;
        Set<Oid> known = types;
        return form.map(f -> new AlternativeNameRule.FormRule(f, count, within, mayBe, known));
    }

    private static Optional<GeneralName> domain(String text) {
        return AlternativeNameRule.isHostName(text)
                ? Optional.of(new GeneralName.DnsName(text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static Optional<GeneralName> directoryName(String text) {
        return name(text).map(GeneralName.DirectoryName::new);
    }
}
