package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import kakehashi.console.Phrase;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerReader;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.GeneralName;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Parsed;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.Tag;

/// Every extension in words.
final class ExtensionFacts {
    private ExtensionFacts() {}

    static Fact of(Extensions extensions) {
        return Fact.items(Label.EXTENSIONS, extensions.all(), ExtensionFacts::of);
    }

    private static Value of(Extension extension) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.TYPE, extension.id()));
        facts.add(Fact.of(Label.CRITICAL, extension.critical()));
        facts.addAll(KnownExtension.of(extension.id())
                .map(known -> known(known, extension.value()))
                .orElseGet(() -> List.of(Fact.of(Label.VALUE, extension.value()))));
        return new Value.Group(facts);
    }

    private static List<Fact> known(KnownExtension type, Bytes value) {
        return switch (Parsed.of(() -> read(type, new DerReader(value)))) {
            case Parsed.Value<List<Fact>>(List<Fact> facts) -> facts;
            case Parsed.Malformed<List<Fact>> malformed ->
                List.of(Fact.of(Label.VALUE, value), Fact.of(Label.MALFORMED, malformed.toString()));
        };
    }

    private static List<Fact> read(KnownExtension type, DerReader reader) {
        return switch (type) {
            case SUBJECT_KEY_IDENTIFIER -> List.of(Fact.of(Label.KEY_IDENTIFIER, reader.octetString()));
            case KEY_USAGE -> List.of(Fact.items(Label.USAGES, usages(KeyUsage.read(reader))));
            case SUBJECT_ALT_NAME, ISSUER_ALT_NAME, CERTIFICATE_ISSUER ->
                List.of(names(Label.NAMES, GeneralName.readAll(reader, Tag.SEQUENCE)));
            case BASIC_CONSTRAINTS -> basicConstraints(BasicConstraints.read(reader));
            case CRL_NUMBER ->
                List.of(Fact.of(Label.CRL_NUMBER, reader.integer().toString()));
            case DELTA_CRL_INDICATOR ->
                List.of(Fact.of(Label.BASE_CRL_NUMBER, reader.integer().toString()));
            case REASON_CODE -> List.of(new Fact(Label.REASON, NameFacts.of(CrlReason.read(reader))));
            case INVALIDITY_DATE -> List.of(Fact.of(Label.INVALIDITY_DATE, reader.generalizedTime()));
            case ISSUING_DISTRIBUTION_POINT -> issuingPoint(IssuingDistributionPoint.read(reader));
            case NAME_CONSTRAINTS -> nameConstraints(NameConstraints.read(reader));
            case CRL_DISTRIBUTION_POINTS, FRESHEST_CRL ->
                List.of(Fact.items(Label.POINTS, DistributionPoint.readAll(reader), ExtensionFacts::point));
            case CERTIFICATE_POLICIES ->
                List.of(Fact.items(Label.POLICIES, PolicyInformation.readAll(reader), ExtensionFacts::policy));
            case POLICY_MAPPINGS ->
                List.of(Fact.items(Label.MAPPINGS, PolicyMapping.readAll(reader), ExtensionFacts::mapping));
            case AUTHORITY_KEY_IDENTIFIER -> authorityKey(AuthorityKeyIdentifier.read(reader));
            case POLICY_CONSTRAINTS -> policyConstraints(PolicyConstraints.read(reader));
            case EXTENDED_KEY_USAGE ->
                List.of(Fact.items(Label.PURPOSES, ExtendedKeyUsage.read(reader).purposes(), Value.Identifier::new));
            case INHIBIT_ANY_POLICY ->
                List.of(Fact.of(Label.SKIP_CERTIFICATES, reader.integer().longValue()));
            case AUTHORITY_INFO_ACCESS, SUBJECT_INFO_ACCESS ->
                List.of(Fact.items(Label.ACCESS, AccessDescription.readAll(reader), ExtensionFacts::access));
            case OCSP_NO_CHECK -> List.of();
            case SUBJECT_DIRECTORY_ATTRIBUTES, PRIVATE_KEY_USAGE_PERIOD -> List.of(Fact.of(Label.VALUE, reader.any()));
        };
    }

    private static Fact names(Label label, List<GeneralName> names) {
        return Fact.items(label, names, NameFacts::of);
    }

    private static List<Value.Coded> usages(KeyUsage usage) {
        return usage.asSet().stream()
                .map(bit -> switch (bit) {
                    case DIGITAL_SIGNATURE -> coded("digitalSignature", "電子署名");
                    case NON_REPUDIATION -> coded("nonRepudiation", "否認防止");
                    case KEY_ENCIPHERMENT -> coded("keyEncipherment", "鍵の暗号化");
                    case DATA_ENCIPHERMENT -> coded("dataEncipherment", "データの暗号化");
                    case KEY_AGREEMENT -> coded("keyAgreement", "鍵共有");
                    case KEY_CERT_SIGN -> coded("keyCertSign", "証明書への署名");
                    case CRL_SIGN -> coded("cRLSign", "CRL への署名");
                    case ENCIPHER_ONLY -> coded("encipherOnly", "暗号化のみ");
                    case DECIPHER_ONLY -> coded("decipherOnly", "復号のみ");
                })
                .toList();
    }

    private static Value.Coded coded(String code, String japanese) {
        return new Value.Coded(code, new Phrase(japanese + " (" + code + ")", code));
    }

    private static List<Fact> basicConstraints(BasicConstraints constraints) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.CA, constraints.ca()));
        constraints.pathLenConstraint().ifPresent(n -> facts.add(Fact.of(Label.PATH_LENGTH, n)));
        return facts;
    }

    private static List<Fact> issuingPoint(IssuingDistributionPoint point) {
        List<Fact> facts = new ArrayList<>();
        point.distributionPoint().map(NameFacts::of).ifPresent(facts::add);
        facts.add(new Fact(
                Label.SCOPE,
                switch (point.scope()) {
                    case ALL -> new Value.Coded("all", new Phrase("すべての証明書", "every certificate"));
                    case USER_CERTIFICATES ->
                        new Value.Coded("userCertificates", new Phrase("利用者の証明書のみ", "end-entity certificates only"));
                    case CA_CERTIFICATES ->
                        new Value.Coded("caCertificates", new Phrase("CA の証明書のみ (ARL)", "CA certificates only (ARL)"));
                    case ATTRIBUTE_CERTIFICATES ->
                        new Value.Coded("attributeCertificates", new Phrase("属性証明書のみ", "attribute certificates only"));
                }));
        point.onlySomeReasons().map(NameFacts::of).ifPresent(facts::add);
        facts.add(Fact.of(Label.INDIRECT, point.indirectCrl()));
        return facts;
    }

    private static List<Fact> nameConstraints(NameConstraints constraints) {
        return List.of(
                names(Label.PERMITTED, constraints.permittedSubtrees()),
                names(Label.EXCLUDED, constraints.excludedSubtrees()));
    }

    private static Value point(DistributionPoint point) {
        List<Fact> facts = new ArrayList<>();
        point.distributionPoint().map(NameFacts::of).ifPresent(facts::add);
        point.reasons().map(NameFacts::of).ifPresent(facts::add);
        if (!point.crlIssuer().isEmpty() || facts.isEmpty()) {
            facts.add(names(Label.CRL_ISSUER, point.crlIssuer()));
        }
        return new Value.Group(facts);
    }

    private static Value policy(PolicyInformation policy) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.POLICY, policy.policyIdentifier()));
        if (!policy.qualifiers().isEmpty()) {
            facts.add(Fact.items(Label.QUALIFIERS, policy.qualifiers(), ExtensionFacts::qualifier));
        }
        return new Value.Group(facts);
    }

    private static Value qualifier(PolicyInformation.Qualifier qualifier) {
        Optional<String> cps = qualifier.qualifierId().equals(PolicyInformation.CPS)
                ? Parsed.of(() -> new DerReader(qualifier.value()).ia5String(Tag.IA5_STRING))
                        .toOptional()
                : Optional.empty();
        Fact value = cps.map(uri -> Fact.of(Label.CPS, uri))
                .orElseGet(() -> Fact.of(Label.NOTICE, String.join(" ", texts(qualifier.value()))));
        return new Value.Group(List.of(Fact.of(Label.TYPE, qualifier.qualifierId()), value));
    }

    /// The strings in a value, in their order: of a user notice, the organization and the explicit text.
    private static List<String> texts(Bytes value) {
        List<String> texts = new ArrayList<>();
        Asn1Tree.read(value).roots().forEach(root -> texts(root, texts));
        return texts;
    }

    private static void texts(Asn1Node node, List<String> texts) {
        node.valueText().filter(text -> !text.isEmpty()).ifPresent(texts::add);
        node.children().forEach(child -> texts(child, texts));
    }

    private static Value mapping(PolicyMapping mapping) {
        return new Value.Group(List.of(
                Fact.of(Label.ISSUER_DOMAIN_POLICY, mapping.issuerDomainPolicy()),
                Fact.of(Label.SUBJECT_DOMAIN_POLICY, mapping.subjectDomainPolicy())));
    }

    private static List<Fact> authorityKey(AuthorityKeyIdentifier key) {
        List<Fact> facts = new ArrayList<>();
        key.keyIdentifier().ifPresent(id -> facts.add(Fact.of(Label.KEY_IDENTIFIER, id)));
        if (!key.authorityCertIssuer().isEmpty()) {
            facts.add(names(Label.AUTHORITY_ISSUER, key.authorityCertIssuer()));
        }
        key.authorityCertSerialNumber()
                .ifPresent(serial -> facts.add(Fact.of(Label.AUTHORITY_SERIAL, serial.contents())));
        return facts;
    }

    private static List<Fact> policyConstraints(PolicyConstraints constraints) {
        List<Fact> facts = new ArrayList<>();
        addCount(facts, Label.REQUIRE_EXPLICIT_POLICY, constraints.requireExplicitPolicy());
        addCount(facts, Label.INHIBIT_POLICY_MAPPING, constraints.inhibitPolicyMapping());
        return facts;
    }

    private static void addCount(List<Fact> facts, Label label, OptionalInt count) {
        count.ifPresent(n -> facts.add(Fact.of(label, n)));
    }

    private static Value access(AccessDescription access) {
        return new Value.Group(List.of(
                Fact.of(Label.METHOD, access.accessMethod()),
                Fact.of(Label.LOCATION, NameFacts.text(access.accessLocation()))));
    }
}
