package kakehashi.profiles;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.Tag;

/// Reads which extensions certificates of a profile have. They stand in one order whatever the order of the text:
/// that of the GPKI roots (SKI, KU, SAN, then CRLs, basic constraints and AKI as LGPKI's), then those about
/// policies, names, purposes and access.
final class ExtensionReader {
    private static final int MAX_SKIP = 100;
    private static final int MAX_NOTICE = 200;
    private static final Detail URI = new Detail("http 又は https の URI", "a URI of http or https");
    private static final Detail SUBTREE = new Detail(
            "dns:・mail:・uri:・ip:・directoryName: で始まる名前",
            "a name beginning with dns:, mail:, uri:, ip: or directoryName:");

    private final TomlSection root;
    private final List<ExtensionRule> rules = new ArrayList<>();

    private ExtensionReader(TomlSection root) {
        this.root = root;
    }

    static List<ExtensionRule> read(TomlSection root) {
        ExtensionReader reader = new ExtensionReader(root);
        reader.rules.add(new ExtensionRule.SubjectKeyIdentifier());
        reader.keyUsage(root.neededSection("keyUsage"));
        reader.names();
        root.section("crlDistributionPoints").ifPresent(reader::crlDistributionPoints);
        root.section("basicConstraints").ifPresent(reader::basicConstraints);
        if (root.word("authorityKeyIdentifier", Map.of("keyid", true, "none", false), true)) {
            reader.rules.add(new ExtensionRule.AuthorityKeyIdentifier());
        }
        reader.policies();
        root.section("nameConstraints").ifPresent(reader::nameConstraints);
        root.section("extendedKeyUsage").ifPresent(reader::purposes);
        reader.access();
        if (root.flag("ocspNoCheck")) {
            reader.fixed(Criticality.NON_CRITICAL, KnownExtension.OCSP_NO_CHECK, DerWriter::nul);
        }
        return List.copyOf(reader.rules);
    }

    private void fixed(Criticality criticality, KnownExtension type, Consumer<DerWriter> value) {
        Extension extension = Extension.of(type, value);
        rules.add(new ExtensionRule.Fixed(criticality == Criticality.CRITICAL ? extension.asCritical() : extension));
    }

    private void keyUsage(TomlSection section) {
        List<KeyUsage.Bit> bits = section.words("bits", keyUsageWords());
        if (bits.isEmpty() && !section.has("bits")) {
            section.fault("bits", ProfileProblem.MISSING_KEY, "keyUsage.bits");
        }
        KeyUsage usage = KeyUsage.of(bits.toArray(KeyUsage.Bit[]::new));
        fixed(Criticality.CRITICAL, KnownExtension.KEY_USAGE, usage::write);
        ProfileReader.period(root, "privateKeyUsage")
                .ifPresent(period -> rules.add(new ExtensionRule.PrivateKeyUsage(period)));
    }

    /// The names of the bits in RFC 5280 §4.2.1.3.
    private static Map<String, KeyUsage.Bit> keyUsageWords() {
        Map<String, KeyUsage.Bit> words = new LinkedHashMap<>();
        List<String> names = List.of(
                "digitalSignature",
                "nonRepudiation",
                "keyEncipherment",
                "dataEncipherment",
                "keyAgreement",
                "keyCertSign",
                "cRLSign",
                "encipherOnly",
                "decipherOnly");
        for (KeyUsage.Bit bit : KeyUsage.Bit.values()) {
            words.put(names.get(bit.ordinal()), bit);
        }
        return words;
    }

    private void names() {
        root.section("subjectAltName")
                .ifPresent(section ->
                        rules.add(new ExtensionRule.SubjectAlternativeNames(Criticality.of(section.flag("critical")))));
        if (root.flag("issuerAltName")) {
            rules.add(new ExtensionRule.IssuerAlternativeNames());
        }
    }

    private void crlDistributionPoints(TomlSection section) {
        Map<String, ExtensionRule.CrlList> lists = new LinkedHashMap<>();
        lists.put("sharded", ExtensionRule.CrlList.SHARDED);
        lists.put("authorities", ExtensionRule.CrlList.AUTHORITIES);
        lists.put("whole", ExtensionRule.CrlList.WHOLE);
        Optional<ExtensionRule.CrlList> list = section.neededWord("list", lists);
        List<Publication.Form> forms =
                section.words("forms", ProfileReader.words(Publication.Form.values(), Publication.Form::key));
        if (forms.isEmpty()) {
            section.fault("forms", ProfileProblem.MISSING_KEY, "crlDistributionPoints.forms");
        }
        list.ifPresent(l -> rules.add(new ExtensionRule.CrlDistributionPoints(l, forms)));
        boolean freshest = section.flag("freshest");
        list.filter(l -> freshest).ifPresent(l -> rules.add(new ExtensionRule.FreshestCrl(l, forms)));
    }

    private void basicConstraints(TomlSection section) {
        boolean ca = section.flag("ca");
        OptionalInt pathLength = ca ? section.number("pathLength", 0, MAX_SKIP) : OptionalInt.empty();
        fixed(Criticality.of(ca), KnownExtension.BASIC_CONSTRAINTS, w -> new BasicConstraints(ca, pathLength).write(w));
    }

    private void policies() {
        root.section("certificatePolicies").ifPresent(section -> {
            List<PolicyInformation> policies = section.sections("policy").stream()
                    .flatMap(one -> policy(one).stream())
                    .toList();
            if (policies.isEmpty()) {
                section.fault("policy", ProfileProblem.MISSING_KEY, "certificatePolicies.policy");
            }
            refuseTwice(policies, section);
            fixed(
                    Criticality.of(section.flag("critical")),
                    KnownExtension.CERTIFICATE_POLICIES,
                    w -> PolicyInformation.writeAll(w, policies));
        });
        List<PolicyMapping> mappings = root.sections("policyMapping").stream()
                .flatMap(one -> mapping(one).stream())
                .toList();
        if (!mappings.isEmpty()) {
            fixed(Criticality.CRITICAL, KnownExtension.POLICY_MAPPINGS, w -> PolicyMapping.writeAll(w, mappings));
        }
        root.section("policyConstraints").ifPresent(this::policyConstraints);
        root.number("inhibitAnyPolicy", 0, MAX_SKIP)
                .ifPresent(n -> fixed(Criticality.CRITICAL, KnownExtension.INHIBIT_ANY_POLICY, w -> w.integer(n)));
    }

    /// "A certificate policy OID MUST NOT appear more than once in a certificate policies extension".
    private static void refuseTwice(List<PolicyInformation> policies, TomlSection section) {
        long different = policies.stream()
                .map(PolicyInformation::policyIdentifier)
                .distinct()
                .count();
        if (different < policies.size()) {
            section.fault(
                    "policy",
                    ProfileProblem.MALFORMED,
                    "certificatePolicies.policy",
                    policies.size(),
                    new Detail("すべて異なるもの", "all different"));
        }
    }

    private static Optional<Oid> oid(TomlSection section, String key) {
        section.neededText(key);
        return section.parsed(key, text -> Oid.parse(text).toOptional(), ProfileReader.OID);
    }

    private static Optional<PolicyInformation> policy(TomlSection section) {
        List<PolicyInformation.Qualifier> qualifiers = new ArrayList<>();
        section.parsed("cps", checked(ExtensionReader::isWebUri), URI)
                .ifPresent(cps -> qualifiers.add(new PolicyInformation.Qualifier(
                        PolicyInformation.CPS, DerWriter.write(w -> w.ia5String(Tag.IA5_STRING, cps)))));
        // "explicitText [...] with a maximum size of 200 characters", as a UTF8String (RFC 5280 §4.2.1.4)
        section.parsed(
                        "notice",
                        checked(text -> !text.isBlank() && text.codePointCount(0, text.length()) <= MAX_NOTICE),
                        new Detail("200 文字までの文", "a text of at most 200 characters"))
                .ifPresent(notice -> qualifiers.add(new PolicyInformation.Qualifier(
                        PolicyInformation.USER_NOTICE,
                        DerWriter.write(w -> w.sequence(s -> s.utf8String(Tag.UTF8_STRING, notice))))));
        return oid(section, "id").map(id -> new PolicyInformation(id, List.copyOf(qualifiers)));
    }

    private static Function<String, Optional<String>> checked(Predicate<String> good) {
        return text -> Optional.of(text).filter(good);
    }

    private static boolean isWebUri(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f)
                && (text.startsWith("http://") || text.startsWith("https://"));
    }

    private static Optional<PolicyMapping> mapping(TomlSection section) {
        Optional<Oid> issuer = oid(section, "issuer");
        Optional<Oid> subject = oid(section, "subject");
        return issuer.flatMap(i -> subject.map(s -> new PolicyMapping(i, s)));
    }

    private void policyConstraints(TomlSection section) {
        OptionalInt explicit = section.number("requireExplicitPolicy", 0, MAX_SKIP);
        OptionalInt mapping = section.number("inhibitPolicyMapping", 0, MAX_SKIP);
        if (explicit.isEmpty() && mapping.isEmpty()) {
            section.fault("requireExplicitPolicy", ProfileProblem.MISSING_KEY, "policyConstraints");
            return;
        }
        fixed(
                Criticality.CRITICAL,
                KnownExtension.POLICY_CONSTRAINTS,
                w -> new PolicyConstraints(explicit, mapping).write(w));
    }

    private void nameConstraints(TomlSection section) {
        List<GeneralName> permitted = section.allParsed("permitted", ExtensionReader::subtree, SUBTREE);
        List<GeneralName> excluded = section.allParsed("excluded", ExtensionReader::subtree, SUBTREE);
        if (permitted.isEmpty() && excluded.isEmpty()) {
            section.fault("permitted", ProfileProblem.MISSING_KEY, "nameConstraints.permitted");
            return;
        }
        fixed(
                Criticality.CRITICAL,
                KnownExtension.NAME_CONSTRAINTS,
                w -> new NameConstraints(permitted, excluded).write(w));
    }

    /// A base of a subtree (RFC 5280 §4.2.1.10): a leading dot, where the clause allows one, is part of the text.
    private static Optional<GeneralName> subtree(String text) {
        int colon = text.indexOf(':');
        String base = text.substring(colon + 1);
        boolean host = AlternativeNameRule.isHostName(base.startsWith(".") ? base.substring(1) : base);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "dns" ->
                Optional.<GeneralName>of(new GeneralName.DnsName(base)).filter(n -> host);
            case "mail" ->
                Optional.<GeneralName>of(new GeneralName.Rfc822Name(base)).filter(n -> host);
            case "uri" ->
                Optional.<GeneralName>of(new GeneralName.UniformResourceIdentifier(base))
                        .filter(n -> host);
            case "directoryName" -> ProfileReader.name(base).map(GeneralName.DirectoryName::new);
            case "ip" -> network(base).map(GeneralName.IpAddress::new);
            default -> Optional.empty();
        };
    }

    /// Address and mask of CIDR text such as `10.0.0.0/8`.
    private static Optional<Bytes> network(String text) {
        int slash = text.indexOf('/');
        boolean plain = text.chars().allMatch(c -> "0123456789abcdefABCDEF.:/".indexOf(c) >= 0);
        if (slash < 0 || !plain || text.length() > 64) {
            return Optional.empty();
        }
        try {
            byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
            int prefix = Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > 8 * address.length ? Optional.empty() : Optional.of(masked(address, prefix));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Bytes masked(byte[] address, int prefix) {
        byte[] both = Arrays.copyOf(address, 2 * address.length);
        for (int i = 0; i < address.length; i++) {
            int bits = Math.clamp(prefix - 8L * i, 0, 8);
            both[address.length + i] = (byte) (0xff00 >>> bits);
            both[i] &= both[address.length + i];
        }
        return Bytes.wrap(both);
    }

    private void purposes(TomlSection section) {
        List<Oid> purposes = section.allParsed("purposes", ExtensionReader::purpose, ProfileReader.OID);
        if (purposes.isEmpty()) {
            section.fault("purposes", ProfileProblem.MISSING_KEY, "extendedKeyUsage.purposes");
            return;
        }
        fixed(
                Criticality.of(section.flag("critical")),
                KnownExtension.EXTENDED_KEY_USAGE,
                new ExtendedKeyUsage(purposes)::write);
    }

    private static Optional<Oid> purpose(String text) {
        return switch (text) {
            case "serverAuth" -> Optional.of(ExtendedKeyUsage.SERVER_AUTH);
            case "clientAuth" -> Optional.of(ExtendedKeyUsage.CLIENT_AUTH);
            case "codeSigning" -> Optional.of(ExtendedKeyUsage.CODE_SIGNING);
            case "emailProtection" -> Optional.of(ExtendedKeyUsage.EMAIL_PROTECTION);
            case "timeStamping" -> Optional.of(ExtendedKeyUsage.TIME_STAMPING);
            case "OCSPSigning" -> Optional.of(ExtendedKeyUsage.OCSP_SIGNING);
            case "documentSigning" -> Optional.of(ExtendedKeyUsage.DOCUMENT_SIGNING);
            default -> Oid.parse(text).toOptional();
        };
    }

    private void access() {
        List<ExtensionRule.Service> services = root.section("authorityInfoAccess")
                .map(s -> s.words(
                        "services",
                        Map.of("caIssuers", ExtensionRule.Service.CA_ISSUERS, "ocsp", ExtensionRule.Service.OCSP)))
                .orElse(List.of());
        if (!services.isEmpty()) {
            rules.add(new ExtensionRule.AuthorityAccess(services));
        }
        root.section("subjectInfoAccess").ifPresent(section -> {
            List<AccessDescription> others = new ArrayList<>();
            section.allParsed("caRepository", checked(ExtensionReader::isWebUri), URI)
                    .forEach(uri -> others.add(description(AccessDescription.CA_REPOSITORY, uri)));
            section.allParsed("timeStamping", checked(ExtensionReader::isWebUri), URI)
                    .forEach(uri -> others.add(description(AccessDescription.TIME_STAMPING, uri)));
            boolean own = section.flag("own");
            if (!own && others.isEmpty()) {
                section.fault("caRepository", ProfileProblem.MISSING_KEY, "subjectInfoAccess.caRepository");
            }
            rules.add(new ExtensionRule.SubjectAccess(
                    own ? ExtensionRule.Repository.OWN : ExtensionRule.Repository.OTHERS_ONLY, List.copyOf(others)));
        });
    }

    private static AccessDescription description(Oid method, String uri) {
        return new AccessDescription(method, new GeneralName.UniformResourceIdentifier(uri));
    }
}
