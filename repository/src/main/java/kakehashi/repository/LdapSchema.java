package kakehashi.repository;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.MatchingRuleDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The subschema subentry (RFC 4512 §4.2): the definitions of the classes that our entries have, of all attributes
/// that these allow, and of the attributes of names, with their syntaxes and matching rules, as RFC 4512, 4519,
/// 4523 and 4524 have them. Clients read it to know how to show an entry; it is the same for every entry here.
final class LdapSchema {
    /// Its name, to which the root DSE points by `subschemaSubentry`.
    static final String NAME = "cn=Subschema";

    private static final List<String> CLASSES = List.of(
            "top",
            "country",
            "organization",
            "organizationalUnit",
            "locality",
            "domain",
            "applicationProcess",
            "pkiCA",
            "pkiUser",
            "cRLDistributionPoint",
            "deltaCRL",
            "subschema");

    /// What the classes do not name: attributes of names, and those of the root DSE and of the subentry.
    private static final List<String> ATTRIBUTES = List.of(
            "sn",
            "serialNumber",
            "title",
            "givenName",
            "initials",
            "generationQualifier",
            "dnQualifier",
            "uid",
            "ldapSyntaxes",
            "subschemaSubentry",
            "namingContexts",
            "supportedLDAPVersion",
            "vendorName");

    /// RFC 3672 §2.4, §2.3, which the library's schema lacks.
    private static final String SUBENTRY =
            "( 2.5.17.0 NAME 'subentry' SUP top STRUCTURAL MUST ( cn $ subtreeSpecification ) X-ORIGIN 'RFC 3672' )";

    private static final String SUBTREE = "( 2.5.18.6 NAME 'subtreeSpecification' "
            + "SYNTAX 1.3.6.1.4.1.1466.115.121.1.45 USAGE directoryOperation X-ORIGIN 'RFC 3672' )";

    private final Schema standard;
    private final Set<String> classes = new TreeSet<>();
    private final Set<String> attributes = new TreeSet<>();
    private final Set<String> rules = new TreeSet<>();
    private final Set<String> syntaxes = new TreeSet<>();

    private LdapSchema(Schema standard) {
        this.standard = standard;
        classes.add(SUBENTRY);
        attributes.add(SUBTREE);
        syntax("1.3.6.1.4.1.1466.115.121.1.45");
        CLASSES.forEach(this::objectClass);
        ATTRIBUTES.forEach(this::attribute);
    }

    /// Made when it is first asked for.
    private static final class Made {
        private static final Entry ENTRY = make();

        private static Entry make() {
            try {
                return new LdapSchema(Schema.getDefaultStandardSchema()).entry();
            } catch (LDAPException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Whether it is the entry that a name means.
    static boolean isMeant(DN name) {
        return name.toNormalizedString().equals("cn=subschema");
    }

    /// The entry. Nobody changes it.
    static Entry subentry() {
        return Made.ENTRY;
    }

    private Entry entry() {
        Entry entry = new Entry(NAME);
        entry.addAttribute("objectClass", "top", "subentry", "subschema");
        entry.addAttribute("cn", "Subschema");
        entry.addAttribute("subtreeSpecification", "{}");
        entry.addAttribute("objectClasses", classes.toArray(String[]::new));
        entry.addAttribute("attributeTypes", attributes.toArray(String[]::new));
        entry.addAttribute("matchingRules", rules.toArray(String[]::new));
        entry.addAttribute("ldapSyntaxes", syntaxes.toArray(String[]::new));
        return entry;
    }

    private void objectClass(String name) {
        ObjectClassDefinition found = standard.getObjectClass(name);
        classes.add(text(found));
        Stream.of(found.getRequiredAttributes(), found.getOptionalAttributes())
                .flatMap(Arrays::stream)
                .forEach(this::attribute);
    }

    /// An attribute and those above it. One that the library does not know is passed over.
    private void attribute(String name) {
        Deque<String> names = new ArrayDeque<>(List.of(name));
        while (!names.isEmpty()) {
            Optional<AttributeTypeDefinition> found = Optional.ofNullable(standard.getAttributeType(names.remove()));
            found.filter(one -> attributes.add(text(one))).ifPresent(one -> {
                Stream.of(one.getEqualityMatchingRule(), one.getOrderingMatchingRule(), one.getSubstringMatchingRule())
                        .filter(Objects::nonNull)
                        .forEach(this::rule);
                Optional.ofNullable(one.getBaseSyntaxOID()).ifPresent(this::syntax);
                Optional.ofNullable(one.getSuperiorType()).ifPresent(names::add);
            });
        }
    }

    private void rule(String name) {
        Optional<MatchingRuleDefinition> found = Optional.ofNullable(standard.getMatchingRule(name));
        found.ifPresent(one -> {
            rules.add(text(one));
            syntax(one.getSyntaxOID());
        });
    }

    private void syntax(String number) {
        Optional.ofNullable(standard.getAttributeSyntax(number)).ifPresent(one -> syntaxes.add(text(one)));
    }

    /// As RFC 4512 §4.1 writes it; the library keeps the spaces of folded lines.
    private static String text(Object definition) {
        return definition.toString().replaceAll(" +", " ");
    }
}
