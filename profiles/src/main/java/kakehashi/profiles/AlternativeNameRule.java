package kakehashi.profiles;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import kakehashi.profiles.SubjectRule.Count;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;

/// Which alternative names of the subject may, and which must, come with the request.
///
/// @param forms the forms that are allowed; none of them means no extension
public record AlternativeNameRule(List<FormRule> forms) {
    /// The forms of names that a profile can allow.
    public enum Form {
        DNS("dns"),
        MAIL("mail"),
        URI("uri"),
        IP("ip"),
        DIRECTORY_NAME("directoryName"),
        OTHER_NAME("otherName");

        private final String key;

        Form(String key) {
            this.key = key;
        }

        /// The word for it in a profile's text.
        public String key() {
            return key;
        }
    }

    /// Whether `*.` may stand at the beginning of a DNS name.
    public enum Wildcards {
        REFUSED,
        ALLOWED
    }

    /// What is allowed of one form.
    ///
    /// @param form the form
    /// @param count how many names of the form
    /// @param within domains, or directory names, under one of which each must lie; empty means anywhere
    /// @param wildcards for DNS names
    /// @param types the types of other names
    public record FormRule(Form form, Count count, List<GeneralName> within, Wildcards wildcards, Set<Oid> types) {}

    /// Refuses names that the rule does not allow. Answers the DNS names, in lower case.
    Set<String> check(List<GeneralName> names, Consumer<PreparationRefusal> refuse) {
        Map<FormRule, Integer> counts = new LinkedHashMap<>();
        Set<GeneralName> seen = new HashSet<>();
        Set<String> dnsNames = new HashSet<>();
        for (GeneralName name : names) {
            if (!seen.add(name)) {
                refuse.accept(PreparationRefusal.of(PreparationRule.NAME_TWICE, name));
            }
            if (name instanceof GeneralName.DnsName(String domain)) {
                dnsNames.add(domain.toLowerCase(Locale.ROOT));
            }
            Optional<FormRule> rule = ruleOf(name);
            rule.ifPresentOrElse(
                    r -> {
                        counts.merge(r, 1, Integer::sum);
                        check(r, name, refuse);
                    },
                    () -> refuse.accept(PreparationRefusal.of(PreparationRule.NAME_FORM, name)));
        }
        for (FormRule rule : forms) {
            int count = counts.getOrDefault(rule, 0);
            if (count < rule.count.least() || count > rule.count.most()) {
                refuse.accept(PreparationRefusal.of(
                        PreparationRule.NAME_COUNT, rule.form.key, rule.count.least(), rule.count.most(), count));
            }
        }
        return dnsNames;
    }

    private Optional<FormRule> ruleOf(GeneralName name) {
        Optional<Form> form = formOf(name);
        return forms.stream()
                .filter(rule -> form.isPresent() && rule.form == form.get())
                .filter(rule -> !(name instanceof GeneralName.OtherName other) || rule.types.contains(other.type()))
                .findFirst();
    }

    private static Optional<Form> formOf(GeneralName name) {
        return switch (name) {
            case GeneralName.DnsName dns -> Optional.of(Form.DNS);
            case GeneralName.Rfc822Name mail -> Optional.of(Form.MAIL);
            case GeneralName.UniformResourceIdentifier uri -> Optional.of(Form.URI);
            case GeneralName.IpAddress ip -> Optional.of(Form.IP);
            case GeneralName.DirectoryName directory -> Optional.of(Form.DIRECTORY_NAME);
            case GeneralName.OtherName other -> Optional.of(Form.OTHER_NAME);
            case GeneralName.X400Address x400 -> Optional.empty();
            case GeneralName.EdiPartyName edi -> Optional.empty();
            case GeneralName.RegisteredId id -> Optional.empty();
        };
    }

    private static void check(FormRule rule, GeneralName name, Consumer<PreparationRefusal> refuse) {
        boolean wellFormed = switch (name) {
            case GeneralName.DnsName(String domain) -> checkDomain(rule, domain, refuse);
            case GeneralName.Rfc822Name(String mailbox) -> isMailbox(mailbox);
            case GeneralName.UniformResourceIdentifier(String uri) ->
                hostOf(uri).isPresent();
            case GeneralName.DirectoryName(Name directory) -> !directory.isEmpty();
            case GeneralName.IpAddress(Bytes octets) -> octets.length() == 4 || octets.length() == 16;
            case GeneralName.OtherName other -> true;
            case GeneralName.X400Address x400 -> false;
            case GeneralName.EdiPartyName edi -> false;
            case GeneralName.RegisteredId id -> false;
        };
        if (!wellFormed) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NAME_MALFORMED, name));
        } else if (!rule.within.isEmpty() && rule.within.stream().noneMatch(base -> isWithin(name, base))) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NAME_OUTSIDE, name));
        }
    }

    private static boolean checkDomain(FormRule rule, String domain, Consumer<PreparationRefusal> refuse) {
        boolean wildcard = domain.startsWith("*.");
        if (wildcard && rule.wildcards == Wildcards.REFUSED) {
            refuse.accept(PreparationRefusal.of(PreparationRule.NAME_WILDCARD, domain));
        }
        return isHostName(wildcard ? domain.substring(2) : domain);
    }

    /// "The name MUST be in the 'preferred name syntax', as specified by Section 3.5 of [RFC1034] and as modified
    /// by Section 2.1 of [RFC1123]" (RFC 5280 §4.2.1.6).
    static boolean isHostName(String name) {
        return name.length() <= 253 && Arrays.stream(name.split("\\.", -1)).allMatch(AlternativeNameRule::isLabel);
    }

    private static boolean isLabel(String label) {
        boolean letters = label.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
        return letters && !label.isEmpty() && label.length() <= 63 && !label.startsWith("-") && !label.endsWith("-");
    }

    private static boolean isMailbox(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return at > 0
                && isHostName(mailbox.substring(at + 1))
                && mailbox.substring(0, at).chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '@');
    }

    private static Optional<String> hostOf(String uri) {
        int from = uri.indexOf("://");
        if (from < 1) {
            return Optional.empty();
        }
        String rest = uri.substring(from + 3);
        int end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String host = rest.substring(0, end);
        return isHostName(host) ? Optional.of(host) : Optional.empty();
    }

    private static boolean isWithin(GeneralName name, GeneralName base) {
        if (name instanceof GeneralName.DirectoryName(Name directory)) {
            return base instanceof GeneralName.DirectoryName(Name subtree) && directory.isWithin(subtree);
        }
        return base instanceof GeneralName.DnsName(String domain) && isUnder(domainOf(name), domain);
    }

    private static String domainOf(GeneralName name) {
        return switch (name) {
            case GeneralName.DnsName(String domain) -> domain;
            case GeneralName.Rfc822Name(String mailbox) -> mailbox.substring(mailbox.lastIndexOf('@') + 1);
            case GeneralName.UniformResourceIdentifier(String uri) ->
                hostOf(uri).orElse("");
            case GeneralName.DirectoryName directory -> "";
            case GeneralName.IpAddress ip -> "";
            case GeneralName.OtherName other -> "";
            case GeneralName.X400Address x400 -> "";
            case GeneralName.EdiPartyName edi -> "";
            case GeneralName.RegisteredId id -> "";
        };
    }

    private static boolean isUnder(String domain, String base) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.equals(base) || lower.endsWith("." + base);
    }
}
