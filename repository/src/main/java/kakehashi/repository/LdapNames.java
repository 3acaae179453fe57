package kakehashi.repository;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/// The other names of the attributes and classes that our entries have: their numbers, and the long names of
/// RFC 4519. "Short names … are case insensitive"; a client may say either (RFC 4512 §1.4, §2.5).
final class LdapNames {
    private static final Map<String, String> USUAL = Map.ofEntries(
            entry("2.5.4.0", "objectclass"),
            entry("2.5.18.10", "subschemasubentry"),
            entry("2.5.21.4", "matchingrules"),
            entry("2.5.21.5", "attributetypes"),
            entry("2.5.21.6", "objectclasses"),
            entry("1.3.6.1.4.1.1466.101.120.16", "ldapsyntaxes"),
            entry("2.5.4.3", "cn"),
            entry("commonname", "cn"),
            entry("2.5.4.6", "c"),
            entry("countryname", "c"),
            entry("2.5.4.10", "o"),
            entry("organizationname", "o"),
            entry("2.5.4.11", "ou"),
            entry("organizationalunitname", "ou"),
            entry("2.5.4.36", "usercertificate"),
            entry("2.5.4.37", "cacertificate"),
            entry("2.5.4.38", "authorityrevocationlist"),
            entry("2.5.4.39", "certificaterevocationlist"),
            entry("2.5.4.40", "crosscertificatepair"),
            entry("2.5.4.53", "deltarevocationlist"),
            entry("2.5.17.0", "subentry"),
            entry("2.5.20.1", "subschema"),
            entry("2.5.6.0", "top"),
            entry("2.5.6.2", "country"),
            entry("2.5.6.4", "organization"),
            entry("2.5.6.5", "organizationalunit"),
            entry("2.5.6.11", "applicationprocess"),
            entry("2.5.6.19", "crldistributionpoint"),
            entry("2.5.6.21", "pkiuser"),
            entry("2.5.6.22", "pkica"),
            entry("2.5.6.23", "deltacrl"));

    private LdapNames() {}

    /// The usual name in small letters, of whatever name; a name that is not known is its own.
    static String usual(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return USUAL.getOrDefault(small, small);
    }
}
