package kakehashi.drawing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kakehashi.x509.Name;
import kakehashi.x509.Name.Attribute;
import kakehashi.x509.Oid;

/// What stands on a box for a name.
///
/// @param shown the most specific attribute, by which people call a CA
/// @param domain the organisation, taken for the PKI domain; for drawing only
/// @param full the whole name, RFC 4514
/// @param domainKey what equal domains share, however their organisation is written
record CaLabel(String shown, String domain, String full, String domainKey) {
    private static final Oid ORGANISATION = Oid.of("2.5.4.10");
    private static final Oid DOMAIN_COMPONENT = Oid.of("0.9.2342.19200300.100.1.25");

    static CaLabel of(Name name) {
        List<List<Attribute>> relative = name.relativeNames();
        String full = Xml.visible(name.toString());
        if (relative.isEmpty()) {
            return new CaLabel("–", "–", full, "–");
        }
        String shown = Xml.visible(relative.getLast().getFirst().text()).strip();
        String domain = domain(name, relative);
        String key = domain.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return new CaLabel(shown.isEmpty() ? full : shown, domain, full, key);
    }

    /// The same box with the words of another name of the CA, such as its Japanese one.
    CaLabel called(Name other) {
        CaLabel words = of(other);
        return new CaLabel(words.shown, words.domain, full, domainKey);
    }

    private static String domain(Name name, List<List<Attribute>> relative) {
        String components = relative.reversed().stream()
                .flatMap(List::stream)
                .filter(a -> a.type().equals(DOMAIN_COMPONENT))
                .map(Attribute::text)
                .collect(Collectors.joining("."));
        String domain = name.first(ORGANISATION)
                .or(() -> components.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(components))
                .orElseGet(() -> relative.getLast().getFirst().text());
        return Xml.visible(domain).strip();
    }
}
