package kakehashi.profiles;

import static kakehashi.profiles.LintRule.Severity.ERROR;
import static kakehashi.profiles.LintRule.Severity.WARNING;
import static kakehashi.profiles.LintTest.each;
import static kakehashi.profiles.LintTest.that;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.Bytes;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;

/// Certificates of servers (CA/Browser Forum Baseline Requirements, where they do not need the Internet to judge).
enum ServerLint implements TermedRule<LintedCertificate> {
    SERVER_ALT_NAME("CA/Browser Forum BR §7.1.2.7.12", ERROR, c -> true, that(c -> !c.altNames.isEmpty())),
    SERVER_NAME_FORMS(
            "CA/Browser Forum BR §7.1.2.7.12",
            ERROR,
            c -> c.purpose == LintPurpose.INTERNET_SERVER,
            each(c -> c.altNames, n -> n instanceof GeneralName.DnsName || n instanceof GeneralName.IpAddress)),
    /// "If present, this attribute MUST contain a single IP address or Fully-Qualified Domain Name that is one of
    /// the values contained in the Certificate's subjectAltName".
    SERVER_COMMON_NAME(
            "CA/Browser Forum BR §7.1.4.3",
            ERROR,
            c -> !c.altNames.isEmpty(),
            each(
                    c -> c.textsOf(NamePart.CN).stream()
                            .filter(s -> !isNamed(c, s))
                            .toList(),
                    s -> false)),
    /// "CAs SHALL NOT issue certificates with a subjectAltName […] containing […] an Internal Name".
    SERVER_FULL_DOMAIN(
            "CA/Browser Forum BR §4.2.2",
            ERROR,
            c -> c.purpose == LintPurpose.INTERNET_SERVER,
            each(c -> c.dnsNames, ServerLint::isOnInternet)),
    /// The asterisk is the whole leftmost label, and not next to a registry's own domain.
    SERVER_WILDCARD(
            "CA/Browser Forum BR §3.2.2.6", ERROR, c -> true, each(c -> c.dnsNames, ServerLint::isWildcardWellPlaced)),
    /// "underscore characters ('_') MUST NOT be present in dNSName entries".
    SERVER_UNDERSCORE("CA/Browser Forum BR §7.1.4.2", ERROR, c -> true, each(c -> c.dnsNames, s -> s.indexOf('_') < 0)),
    SERVER_PUBLIC_ADDRESS(
            "CA/Browser Forum BR §4.2.2",
            ERROR,
            c -> c.purpose == LintPurpose.INTERNET_SERVER,
            each(c -> c.altNames, n -> !(n instanceof GeneralName.IpAddress(Bytes octets)) || isPublic(octets))),
    /// 398 days, and from 2026-03-15 on 200, from 2027-03-15 on 100, from 2029-03-15 on 47.
    SERVER_LIFETIME(
            "CA/Browser Forum BR §6.3.2",
            ERROR,
            c -> c.purpose == LintPurpose.INTERNET_SERVER,
            that(
                    c -> c.seconds() / LintedCertificate.DAY + " d > " + mostDays(c) + " d",
                    c -> c.seconds() <= mostDays(c) * LintedCertificate.DAY)),
    /// An internal server is renewed as often as the strictest reader once asked of the Internet.
    INTERNAL_SERVER_LIFETIME(
            "CA/Browser Forum BR §6.3.2",
            WARNING,
            c -> c.purpose == LintPurpose.INTERNAL_SERVER,
            that(c -> c.seconds() / LintedCertificate.DAY + " d", c -> c.seconds() <= 825 * LintedCertificate.DAY)),
    /// "id-kp-serverAuth MUST be present, id-kp-clientAuth MAY; other values SHOULD NOT".
    SERVER_PURPOSES(
            "CA/Browser Forum BR §7.1.2.7.10",
            WARNING,
            c -> true,
            each(
                    c -> c.purposes,
                    p -> p.equals(ExtendedKeyUsage.SERVER_AUTH) || p.equals(ExtendedKeyUsage.CLIENT_AUTH))),
    SERVER_POLICIES(
            "CA/Browser Forum BR §7.1.2.7.9",
            ERROR,
            c -> c.purpose == LintPurpose.INTERNET_SERVER,
            that(c -> !c.policies.isEmpty())),
    /// "The certificate MUST contain" where its issuer's is found.
    SERVER_ISSUERS_PLACE(
            "CA/Browser Forum BR §7.1.2.7.7",
            WARNING,
            c -> c.purpose == LintPurpose.INTERNET_SERVER,
            that(c -> !LintedCertificate.uris(c.services, AccessDescription.CA_ISSUERS)
                    .isEmpty()));

    private final LintTerms<LintedCertificate> terms;

    ServerLint(
            String clause, Severity severity, Predicate<LintedCertificate> applies, LintTest<LintedCertificate> test) {
        this.terms = new LintTerms<>(clause, severity, applies, test);
    }

    @Override
    public LintTerms<LintedCertificate> terms() {
        return terms;
    }

    private static final Set<String> NOT_ON_INTERNET = Set.of(
            "local",
            "localhost",
            "localdomain",
            "internal",
            "intranet",
            "intra",
            "lan",
            "home",
            "corp",
            "private",
            "test",
            "example",
            "invalid",
            "onion",
            "arpa",
            "alt",
            "host",
            "domain",
            "workgroup",
            "mail");
    /// The domains under jp that a registry shares out.
    private static final Set<String> JP_REGISTRY = Set.of("ac", "ad", "co", "ed", "go", "gr", "lg", "ne", "or");
    private static final List<Limit> LIMITS = List.of(
            new Limit(Instant.parse("2029-03-15T00:00:00Z"), 47),
            new Limit(Instant.parse("2027-03-15T00:00:00Z"), 100),
            new Limit(Instant.parse("2026-03-15T00:00:00Z"), 200));

    /// So many days for certificates from then on.
    private record Limit(Instant from, int days) {}

    @Override
    public boolean concerns(LintPurpose purpose) {
        return purpose.isServer();
    }

    private static boolean isNamed(LintedCertificate c, String commonName) {
        for (GeneralName name : c.altNames) {
            boolean same = name instanceof GeneralName.DnsName(String domain)
                    ? domain.equalsIgnoreCase(commonName)
                    : name instanceof GeneralName.IpAddress && name.toString().equals(commonName);
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnInternet(String domain) {
        int dot = domain.lastIndexOf('.');
        String top = domain.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean digits = top.chars().allMatch(c -> c >= '0' && c <= '9');
        return dot > 0 && !digits && !NOT_ON_INTERNET.contains(top);
    }

    private static boolean isWildcardWellPlaced(String domain) {
        int star = domain.lastIndexOf('*');
        if (star < 0) {
            return true;
        }
        String[] below = InternetText.withoutWildcard(domain).split("\\.");
        boolean registry = below.length < 2
                || (below.length == 2
                        && below[1].equalsIgnoreCase("jp")
                        && JP_REGISTRY.contains(below[0].toLowerCase(Locale.ROOT)));
        return star == 0 && domain.startsWith("*.") && !registry;
    }

    private static boolean isPublic(Bytes octets) {
        int a = octets.at(0);
        int b = octets.at(1);
        if (octets.length() == 4) {
            return a != 0
                    && a != 10
                    && a != 127
                    && a < 224
                    && !(a == 100 && b >= 64 && b < 128)
                    && !(a == 169 && b == 254)
                    && !(a == 172 && b >= 16 && b < 32)
                    && !(a == 192 && b == 168);
        }
        // Global unicast is 2000::/3 (RFC 4291 §2.4); 2001:db8::/32 is for documentation.
        return a >> 5 == 1 && !(a == 0x20 && b == 1 && octets.at(2) == 0x0d && octets.at(3) == 0xb8);
    }

    private static int mostDays(LintedCertificate c) {
        for (Limit limit : LIMITS) {
            if (!c.certificate.notBefore().isBefore(limit.from)) {
                return limit.days;
            }
        }
        return 398;
    }
}
