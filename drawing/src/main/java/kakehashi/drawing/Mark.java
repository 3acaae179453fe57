package kakehashi.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import kakehashi.path.Language;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;

/// A limit that a certificate sets on the paths through it, in a few letters and in words.
///
/// @param code the kind of limit
/// @param brief as on a line of the picture, such as `map12`
/// @param full in words
record Mark(String code, String brief, String full) {
    /// The limits of a certificate, in the order of RFC 5280.
    static List<Mark> of(Certificate certificate, Language language) {
        List<Mark> marks = new ArrayList<>();
        certificate.basicConstraints().ifPresent(basic -> number(marks, basic.pathLenConstraint(), "pathLen", "pl"));
        int mappings = certificate.policyMappings().size();
        if (mappings > 0) {
            marks.add(new Mark("policyMappings", "map" + mappings, mappings(certificate, language)));
        }
        certificate.nameConstraints().ifPresent(constraints -> {
            String full = Words.PERMITTED.in(language) + ": " + subtrees(constraints.permittedSubtrees()) + "; "
                    + Words.EXCLUDED.in(language) + ": " + subtrees(constraints.excludedSubtrees());
            marks.add(new Mark("nameConstraints", "NC", Words.NAME_CONSTRAINTS.in(language) + " " + full));
        });
        certificate.policyConstraints().ifPresent(constraints -> {
            number(marks, constraints.requireExplicitPolicy(), "requireExplicitPolicy", "E");
            number(marks, constraints.inhibitPolicyMapping(), "inhibitPolicyMapping", "M");
        });
        number(marks, certificate.inhibitAnyPolicy(), "inhibitAnyPolicy", "A");
        return List.copyOf(marks);
    }

    private static void number(List<Mark> marks, OptionalInt number, String code, String brief) {
        number.ifPresent(n -> marks.add(new Mark(code, brief + n, code + " " + n)));
    }

    private static String mappings(Certificate certificate, Language language) {
        return Words.POLICY_MAPPINGS.in(language) + " "
                + String.join(
                        ", ",
                        certificate.policyMappings().stream()
                                .map(m -> m.issuerDomainPolicy() + " → " + m.subjectDomainPolicy())
                                .toList());
    }

    static String subtrees(List<GeneralName> bases) {
        return bases.isEmpty()
                ? "–"
                : String.join(", ", bases.stream().map(Mark::subtree).toList());
    }

    /// A subtree's base as text, its form before it.
    static String subtree(GeneralName base) {
        return switch (base) {
            case GeneralName.DirectoryName(var name) -> "DN:" + name;
            case GeneralName.DnsName(var domain) -> "DNS:" + domain;
            case GeneralName.Rfc822Name(var mailbox) -> "email:" + mailbox;
            case GeneralName.UniformResourceIdentifier(var uri) -> "URI:" + uri;
            case GeneralName.IpAddress address -> "IP:" + address;
            case GeneralName.OtherName(var type, var value) -> "other:" + type;
            case GeneralName.RegisteredId(var id) -> "RID:" + id;
            case GeneralName.X400Address address -> "X.400";
            case GeneralName.EdiPartyName party -> "EDI";
        };
    }
}
