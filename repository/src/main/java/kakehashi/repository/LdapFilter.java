package kakehashi.repository;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Judges entries by a filter, in three values (RFC 4511 §4.5.1.7): "A filter of … evaluates to TRUE, FALSE, or
/// Undefined".
final class LdapFilter {
    private static final Set<String> BINARY = binary();

    private static final int USUAL_NAME = 64;

    private LdapFilter() {}

    private enum Truth {
        TRUE,
        FALSE,
        UNDEFINED;

        private static Truth of(boolean holds) {
            return holds ? TRUE : FALSE;
        }
    }

    /// Whether the entry is one of those that are meant.
    static boolean selects(Filter filter, Entry entry) {
        return judge(filter, entry) == Truth.TRUE;
    }

    /// How many leaves and branches a filter has; a long name counts as several, for it is taken apart for each
    /// attribute of each entry.
    static int size(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR ->
                1
                        + Arrays.stream(filter.getComponents())
                                .mapToInt(LdapFilter::size)
                                .sum();
            case Filter.FILTER_TYPE_NOT -> 1 + size(filter.getNOTComponent());
            default -> size(String.valueOf(filter.getAttributeName()));
        };
    }

    /// What the name of an attribute with its options counts.
    static int size(String name) {
        return 1 + name.length() / USUAL_NAME;
    }

    private static Truth judge(Filter filter, Entry entry) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> all(filter, entry, Truth.FALSE, Truth.TRUE);
            case Filter.FILTER_TYPE_OR -> all(filter, entry, Truth.TRUE, Truth.FALSE);
            case Filter.FILTER_TYPE_NOT ->
                switch (judge(filter.getNOTComponent(), entry)) {
                    case TRUE -> Truth.FALSE;
                    case FALSE -> Truth.TRUE;
                    case UNDEFINED -> Truth.UNDEFINED;
                };
            // RFC 4512 §2.5: who asks for an attribute means its subtypes too, so a filter over `cACertificate`
            // finds `cACertificate;binary`.
            case Filter.FILTER_TYPE_PRESENCE ->
                Truth.of(entry.getAttributes().stream().anyMatch(a -> isMeant(a, filter.getAttributeName())));
            case Filter.FILTER_TYPE_EQUALITY -> equality(filter, entry);
            // No matching rule is known by name.
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> Truth.UNDEFINED;
            default -> isBinary(filter.getAttributeName()) ? Truth.UNDEFINED : plain(filter, entry);
        };
    }

    /// The value that decides, as soon as one component has it; else Undefined where one has that; else the other.
    private static Truth all(Filter filter, Entry entry, Truth deciding, Truth otherwise) {
        Truth truth = otherwise;
        for (Filter component : filter.getComponents()) {
            Truth one = judge(component, entry);
            if (one == deciding) {
                return deciding;
            }
            truth = one == Truth.UNDEFINED ? one : truth;
        }
        return truth;
    }

    /// Certificates and CRLs are compared octet by octet. RFC 4523 has no other rule for parts of them than
    /// matching by number and issuer, and as texts a CRL of 100 kB would be folded to lower case for every leaf.
    private static Truth equality(Filter filter, Entry entry) {
        if (!isBinary(filter.getAttributeName())) {
            return plain(filter, entry);
        }
        byte[] wanted = filter.getAssertionValueBytes();
        return Truth.of(entry.getAttributes().stream()
                .filter(a -> isMeant(a, filter.getAttributeName()))
                .flatMap(a -> Arrays.stream(a.getValueByteArrays()))
                .anyMatch(value -> Arrays.equals(value, wanted)));
    }

    private static Truth plain(Filter filter, Entry entry) {
        try {
            return Truth.of(named(filter).matchesEntry(entry));
        } catch (LDAPException e) {
            return Truth.UNDEFINED;
        }
    }

    /// The filter under the usual name of its attribute, and of the class that it asks for.
    private static Filter named(Filter filter) {
        String name = LdapNames.usual(filter.getAttributeName());
        boolean isClass = name.equals("objectclass");
        if (name.equalsIgnoreCase(filter.getAttributeName()) && !isClass) {
            return filter;
        }
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_EQUALITY ->
                isClass
                        ? Filter.createEqualityFilter(name, LdapNames.usual(filter.getAssertionValue()))
                        : Filter.createEqualityFilter(name, filter.getAssertionValue());
            case Filter.FILTER_TYPE_SUBSTRING ->
                Filter.createSubstringFilter(
                        name, filter.getSubInitialString(), filter.getSubAnyStrings(), filter.getSubFinalString());
            default -> filter;
        };
    }

    private static Set<String> binary() {
        Set<String> names = new HashSet<>();
        DirectoryTree.OWN.forEach(name -> names.add(base(name)));
        return Set.copyOf(names);
    }

    private static String base(String name) {
        return LdapNames.usual(name.split(";", 2)[0]);
    }

    private static boolean isBinary(String name) {
        return BINARY.contains(base(name));
    }

    /// Whether an attribute is meant by a name, options and all (RFC 4512 §2.5).
    static boolean isMeant(Attribute attribute, String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split(";");
        Set<String> options = new HashSet<>();
        attribute.getOptions().forEach(option -> options.add(option.toLowerCase(Locale.ROOT)));
        return parts.length > 0
                && attribute.getBaseName().equalsIgnoreCase(LdapNames.usual(parts[0]))
                && options.containsAll(List.of(parts).subList(1, parts.length));
    }
}
