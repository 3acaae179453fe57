package kakehashi.profiles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.Tag;

/// Which subjects a profile allows. Preparation takes the subject over octet by octet, so a subject that differs
/// even in a string type is refused and not mended.
///
/// @param bearer who or what the subject is; for a server, a common name must be one of the DNS names
/// @param attributes the relative names in their order, the most general first, one attribute each
/// @param within names under one of which the subject must lie; empty means anywhere
public record SubjectRule(Bearer bearer, List<AttributeRule> attributes, List<Name> within) {
    private static final Oid COMMON_NAME = Oid.of("2.5.4.3");

    /// Who or what bears the name. Lint judges a common name by it.
    public enum Bearer {
        /// A post in an office, never a person.
        POST,
        PERSON,
        SERVER,
        /// A service of the PKI or a body that signs.
        SERVICE,
        AUTHORITY;

        /// The word for it in a profile's text.
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The string types that a value may have.
    public enum StringForm {
        PRINTABLE("PrintableString", Set.of(Tag.PRINTABLE_STRING)),
        UTF8("UTF8String", Set.of(Tag.UTF8_STRING)),
        IA5("IA5String", Set.of(Tag.IA5_STRING)),
        PRINTABLE_OR_UTF8("PrintableString or UTF8String", Set.of(Tag.PRINTABLE_STRING, Tag.UTF8_STRING));

        private final String label;
        private final Set<Integer> tags;

        StringForm(String label, Set<Integer> tags) {
            this.label = label;
            this.tags = tags;
        }

        /// The standard's name of it, which is also the word in a profile's text.
        public String label() {
            return label;
        }
    }

    /// What may stand in one place of the subject.
    ///
    /// @param label the short name of the attribute type
    /// @param type the attribute type
    /// @param form its string type
    /// @param count how often it may stand here
    /// @param longest the most characters
    /// @param values the values that are allowed, character by character; empty means any
    public record AttributeRule(
            String label, Oid type, StringForm form, Count count, int longest, Set<String> values) {}

    /// How often something may stand.
    ///
    /// @param least at least
    /// @param most at most
    public record Count(int least, int most) {}

    /// The name with the string types that the rule asks for, for a request that is still to be made: a name that
    /// somebody typed has none.
    public Name written(Name typed) {
        List<Name.Attribute> written = typed.relativeNames().stream()
                .map(List::getFirst)
                .map(attribute -> attributes.stream()
                        .filter(rule -> rule.type.equals(attribute.type()))
                        .findFirst()
                        .map(rule -> written(attribute, rule.form))
                        .orElse(attribute))
                .toList();
        return Name.ofAttributes(written);
    }

    private static Name.Attribute written(Name.Attribute attribute, StringForm form) {
        int tag = switch (form) {
            case PRINTABLE, PRINTABLE_OR_UTF8 -> Tag.PRINTABLE_STRING;
            case UTF8 -> Tag.UTF8_STRING;
            case IA5 -> Tag.IA5_STRING;
        };
        Bytes octets = Bytes.wrap(attribute.text().getBytes(StandardCharsets.UTF_8));
        Name.Attribute other = new Name.Attribute(attribute.type(), DerWriter.write(w -> w.value(tag, octets)));
        // Text that the string type cannot hold stays as it is.
        return Name.parse(DerWriter.write(w -> w.sequence(n -> n.constructed(Tag.SET, set -> set.raw(other.der())))))
                        .toOptional()
                        .isPresent()
                ? other
                : attribute;
    }

    /// What the rule has against a subject; nothing when it allows it.
    public List<PreparationRefusal> faults(Name subject) {
        List<PreparationRefusal> faults = new ArrayList<>();
        check(subject, faults::add);
        return List.copyOf(faults);
    }

    /// Refuses a subject that the rule does not allow.
    void check(Name subject, Consumer<PreparationRefusal> refuse) {
        List<List<Name.Attribute>> names = subject.relativeNames();
        if (names.stream().anyMatch(relative -> relative.size() > 1)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_MULTI_VALUED));
            return;
        }
        int at = 0;
        for (AttributeRule rule : attributes) {
            int count = 0;
            while (at < names.size()
                    && count < rule.count.most
                    && names.get(at).getFirst().type().equals(rule.type)) {
                check(rule, names.get(at).getFirst(), refuse);
                at++;
                count++;
            }
            if (count < rule.count.least) {
                refuse.accept(
                        PreparationRefusal.of(PreparationRule.SUBJECT_MISSING, rule.label, rule.count.least, count));
            }
        }
        if (at < names.size()) {
            Name rest = Name.ofAttributes(List.of(names.get(at).getFirst()));
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_UNEXPECTED, rest));
        }
        if (!within.isEmpty() && within.stream().noneMatch(subject::isWithin)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_OUTSIDE, subject));
        }
    }

    private static void check(AttributeRule rule, Name.Attribute attribute, Consumer<PreparationRefusal> refuse) {
        if (!rule.form.tags.contains(attribute.value().at(0))) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_STRING_TYPE, rule.label, rule.form.label));
            return;
        }
        String text = attribute.text();
        if (!rule.values.isEmpty() && !rule.values.contains(text)) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_VALUE, rule.label + "=" + text));
        }
        if (text.isBlank() || text.codePointCount(0, text.length()) > rule.longest) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_LENGTH, rule.label, rule.longest));
        }
    }

    /// A server's common name, where it
    /// has one, repeats one of its DNS names: clients that follow RFC 9525 look at those alone.
    void checkCommonName(Name subject, Set<String> dnsNames, Consumer<PreparationRefusal> refuse) {
        if (bearer != Bearer.SERVER) {
            return;
        }
        subject.first(COMMON_NAME)
                .filter(name -> !dnsNames.contains(name.toLowerCase(Locale.ROOT)))
                .ifPresent(name -> refuse.accept(PreparationRefusal.of(PreparationRule.COMMON_NAME, name)));
    }
}
