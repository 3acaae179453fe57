package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kakehashi.console.Phrase;
import kakehashi.path.Language;
import kakehashi.profiles.AlternativeNameRule.FormRule;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ExtensionRule;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.Publication;
import kakehashi.profiles.SubjectRule;
import kakehashi.profiles.ValidityRule;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.GeneralName;
import kakehashi.x509.PublicKeyAlgorithm;
import kakehashi.x509.SignatureAlgorithm;

/// A profile in words.
final class ProfileFacts {
    private ProfileFacts() {}

    static List<Fact> of(CertificateProfile profile) {
        ValidityRule validity = profile.validity();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(Label.PROFILE_KIND, kind(profile.kind())));
        facts.add(Fact.of(Label.PROFILE_ID, profile.id().octets()));
        facts.add(Fact.of(Label.FINGERPRINT_SHA256, profile.digest().octets()));
        facts.add(Fact.of(Label.LONGEST_VALIDITY, validity.longest().toString()));
        facts.add(Fact.of(Label.BOUNDARY, word(validity.boundary())));
        facts.add(Fact.of(Label.BEYOND_ISSUER, word(validity.beyondIssuer())));
        facts.add(Fact.items(Label.ALLOWED_KEYS, keys(profile)));
        facts.add(Fact.items(
                Label.ALLOWED_ALGORITHMS,
                List.copyOf(profile.keys().signatures()),
                (SignatureAlgorithm a) -> new Value.Text(a.label())));
        facts.add(Fact.of(Label.BEARER, word(profile.subject().bearer())));
        facts.add(new Fact(Label.PUBLISHED, published(profile)));
        facts.add(Fact.items(Label.SUBJECT, profile.subject().attributes(), ProfileFacts::attribute));
        facts.add(Fact.items(Label.SUBJECT_ALT_NAMES, profile.alternativeNames().forms(), ProfileFacts::form));
        facts.add(Fact.items(Label.MADE_EXTENSIONS, made(profile)));
        facts.add(ExtensionFacts.of(Extensions.of(profile.extensions().stream()
                .flatMap(rule -> rule instanceof ExtensionRule.Fixed(Extension e) ? Stream.of(e) : Stream.empty())
                .toList())));
        return facts;
    }

    private static Value kind(ProfileKind kind) {
        return new Value.Coded(kind.key(), new Phrase(kind.words(Language.JAPANESE), kind.words(Language.ENGLISH)));
    }

    private static Value published(CertificateProfile profile) {
        return switch (profile.visibility()) {
            case PUBLISHED -> new Value.Coded("true", new Phrase("HTTP と LDAP で公開する", "by HTTP and LDAP"));
            case STATUS_ONLY -> new Value.Coded("false", new Phrase("公開しない（失効の状態だけ）", "no, only how they stand"));
        };
    }

    /// The word of an enum as profiles write it.
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<Value> keys(CertificateProfile profile) {
        return profile.keys().kinds().stream()
                .map(kind -> (Value) new Value.Text(
                        kind == PublicKeyAlgorithm.RSA || kind == PublicKeyAlgorithm.RSA_PSS
                                ? kind.label() + " " + profile.keys().rsaLeast() + "–"
                                        + profile.keys().rsaMost()
                                : kind.label()))
                .toList();
    }

    private static Value attribute(SubjectRule.AttributeRule rule) {
        String values = rule.values().isEmpty() ? "" : " = " + String.join(" | ", rule.values());
        return new Value.Text(
                rule.label() + " " + count(rule.count()) + " " + rule.form().label() + values);
    }

    private static String count(SubjectRule.Count count) {
        return count.least() == count.most() ? count.least() + "×" : count.least() + "–" + count.most() + "×";
    }

    private static Value form(FormRule rule) {
        String within = String.join(
                " | ", rule.within().stream().map(ProfileFacts::base).toList());
        return new Value.Text(rule.form().key() + " " + count(rule.count()) + (within.isEmpty() ? "" : " ⊂ " + within));
    }

    private static String base(GeneralName name) {
        return NameFacts.text(name);
    }

    private static String places(ExtensionRule.CrlList list, List<Publication.Form> forms) {
        return word(list) + ": "
                + String.join(" ", forms.stream().map(Publication.Form::key).toList());
    }

    /// The extensions that differ from certificate to certificate.
    private static List<Value> made(CertificateProfile profile) {
        return profile.extensions().stream()
                .flatMap(rule -> switch (rule) {
                    case ExtensionRule.Fixed fixed -> Stream.<String>empty();
                    case ExtensionRule.SubjectKeyIdentifier() -> Stream.of("subjectKeyIdentifier");
                    case ExtensionRule.AuthorityKeyIdentifier() -> Stream.of("authorityKeyIdentifier");
                    case ExtensionRule.PrivateKeyUsage use -> Stream.of("privateKeyUsagePeriod " + use.period());
                    case ExtensionRule.SubjectAlternativeNames names -> Stream.of("subjectAltName");
                    case ExtensionRule.IssuerAlternativeNames() -> Stream.of("issuerAltName");
                    case ExtensionRule.CrlDistributionPoints points ->
                        Stream.of("cRLDistributionPoints " + places(points.list(), points.forms()));
                    case ExtensionRule.FreshestCrl(var list, var forms) ->
                        Stream.of("freshestCRL " + places(list, forms));
                    case ExtensionRule.AuthorityAccess access ->
                        Stream.of("authorityInfoAccess: "
                                + String.join(
                                        " ",
                                        access.services().stream()
                                                .map(ProfileFacts::word)
                                                .toList()));
                    case ExtensionRule.SubjectAccess access -> Stream.of("subjectInfoAccess");
                })
                .map(words -> (Value) new Value.Text(words))
                .toList();
    }
}
