package kakehashi.profiles;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.contract.Visibility;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.profiles.ProfileKind.Holder;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.DerReader;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;

/// What a profile of each kind must promise, whatever else its text says: RFC 5280, RFC 3161, RFC 6960 and, for
/// cross-certificates, the worksheets of the US Federal Bridge.
final class ProfileChecks {
    private final ProfileKind kind;
    private final CertificateProfile.Content content;
    private final Extensions fixed;
    private final TomlSection root;

    private ProfileChecks(ProfileKind kind, CertificateProfile.Content content, TomlSection root) {
        this.kind = kind;
        this.content = content;
        this.root = root;
        this.fixed = Extensions.of(content.extensions().stream()
                .flatMap(rule -> rule instanceof ExtensionRule.Fixed(Extension e) ? Stream.of(e) : Stream.empty())
                .filter(ProfileChecks::isWellFormed)
                .toList());
    }

    /// A value that its section has already called faulty, such as an empty list, is left out here.
    private static boolean isWellFormed(Extension extension) {
        try {
            return !Extensions.of(List.of(extension)).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Notes every promise that a profile of the kind does not make.
    static void check(ProfileKind kind, Visibility visibility, CertificateProfile.Content content, TomlSection root) {
        ProfileChecks checks = new ProfileChecks(kind, content, root);
        checks.checkHolder();
        checks.checkPolicies();
        checks.checkLists();
        checks.checkPublication(visibility == Visibility.PUBLISHED);
        switch (kind) {
            case CROSS_TO_CA -> checks.checkCross(0, 0);
            case CROSS_TO_BRIDGE -> checks.checkCross(1, Integer.MAX_VALUE);
            case LINK -> checks.checkLink();
            case SELF_SIGNED, SUBORDINATE_CA -> {}
            case INTERNET_SERVER, INTERNAL_SERVER -> checks.checkServer();
            case OFFICIAL_POST -> checks.bearer(SubjectRule.Bearer.POST);
            case USER, LRA_OPERATOR -> checks.bearer(SubjectRule.Bearer.PERSON);
            case CODE_SIGNING -> checks.purpose(ExtendedKeyUsage.CODE_SIGNING, "codeSigning");
            case DOCUMENT_SIGNING, VALIDATION_SERVER -> checks.bearer(SubjectRule.Bearer.SERVICE);
            case OCSP_RESPONDER -> checks.purpose(ExtendedKeyUsage.OCSP_SIGNING, "OCSPSigning");
            case TIME_STAMP -> checks.checkTimeStamp();
        }
    }

    private void require(boolean promise, String key, String japanese, String english) {
        if (!promise) {
            root.fault(key, ProfileProblem.AGAINST_KIND, kind.key(), new Detail(japanese, english));
        }
    }

    private <T> Optional<T> value(KnownExtension type, Function<DerReader, T> read) {
        return fixed.value(type).map(value -> read.apply(new DerReader(value)));
    }

    private boolean allows(KeyUsage.Bit bit) {
        return value(KnownExtension.KEY_USAGE, KeyUsage::read)
                .map(u -> u.allows(bit))
                .orElse(false);
    }

    private boolean has(Class<? extends ExtensionRule> rule) {
        return content.extensions().stream().anyMatch(rule::isInstance);
    }

    /// "If the cA boolean is not asserted, then the keyCertSign bit in the key usage extension MUST NOT be
    /// asserted" (RFC 5280 §4.2.1.9).
    private void checkHolder() {
        boolean authority = kind.holder() == Holder.AUTHORITY;
        boolean ca = value(KnownExtension.BASIC_CONSTRAINTS, BasicConstraints::read)
                .map(BasicConstraints::ca)
                .orElse(false);
        require(
                ca == authority,
                "basicConstraints",
                authority ? "ca = true が要ります" : "ca は認められません",
                authority ? "ca = true is needed" : "ca is not allowed");
        boolean signs = allows(KeyUsage.Bit.KEY_CERT_SIGN);
        require(
                signs == authority,
                "keyUsage",
                authority ? "keyCertSign が要ります" : "keyCertSign は認められません",
                authority ? "keyCertSign is needed" : "keyCertSign is not allowed");
        require(authority || !allows(KeyUsage.Bit.CRL_SIGN), "keyUsage", "cRLSign は認められません", "cRLSign is not allowed");
        require(
                (content.subject().bearer() == SubjectRule.Bearer.AUTHORITY) == authority,
                "subject",
                "bearer の値が合いません",
                "bearer does not agree");
        // "The keyIdentifier field of the authorityKeyIdentifier extension MUST be included in all certificates
        // [...] There is one exception; where a CA distributes its public key in the form of a self-signed
        // certificate" (RFC 5280 §4.2.1.1)
        require(
                kind == ProfileKind.SELF_SIGNED || has(ExtensionRule.AuthorityKeyIdentifier.class),
                "authorityKeyIdentifier",
                "省けません",
                "it cannot be left out");
    }

    /// Constraints and mappings stand in CA certificates only (RFC 5280 §4.2.1.5, §4.2.1.10, §4.2.1.11, §4.2.1.14).
    private void checkPolicies() {
        boolean authority = kind.holder() == Holder.AUTHORITY;
        require(
                authority || !fixed.has(KnownExtension.POLICY_MAPPINGS),
                "policyMapping",
                "CA 証明書にしか書けません",
                "it stands in CA certificates only");
        require(
                authority || !fixed.has(KnownExtension.POLICY_CONSTRAINTS),
                "policyConstraints",
                "CA 証明書にしか書けません",
                "it stands in CA certificates only");
        require(
                authority || !fixed.has(KnownExtension.NAME_CONSTRAINTS),
                "nameConstraints",
                "CA 証明書にしか書けません",
                "it stands in CA certificates only");
        require(
                authority || !fixed.has(KnownExtension.INHIBIT_ANY_POLICY),
                "inhibitAnyPolicy",
                "CA 証明書にしか書けません",
                "it stands in CA certificates only");
        // "Policies MUST NOT be mapped either to or from the special value anyPolicy"
        require(
                mappings().stream()
                        .noneMatch(m -> m.issuerDomainPolicy().equals(PolicyInformation.ANY_POLICY)
                                || m.subjectDomainPolicy().equals(PolicyInformation.ANY_POLICY)),
                "policyMapping",
                "anyPolicy とは対応づけられません",
                "anyPolicy cannot be mapped");
        // "Each issuerDomainPolicy named in the policy mappings extension SHOULD also be asserted in a certificate
        // policies extension in the same certificate."
        List<Oid> asserted = policies();
        require(
                mappings().stream().allMatch(m -> asserted.contains(m.issuerDomainPolicy())),
                "policyMapping",
                "発行者側のポリシーは certificatePolicies にも要ります",
                "a mapped policy must stand in certificatePolicies too");
    }

    private List<PolicyMapping> mappings() {
        return value(KnownExtension.POLICY_MAPPINGS, PolicyMapping::readAll).orElse(List.of());
    }

    private List<Oid> policies() {
        return value(KnownExtension.CERTIFICATE_POLICIES, PolicyInformation::readAll).orElse(List.of()).stream()
                .map(PolicyInformation::policyIdentifier)
                .toList();
    }

    private void checkLists() {
        Optional<ExtensionRule.CrlDistributionPoints> points = points();
        boolean authority = kind.holder() == Holder.AUTHORITY;
        ExtensionRule.CrlList other = authority ? ExtensionRule.CrlList.SHARDED : ExtensionRule.CrlList.AUTHORITIES;
        require(
                points.isEmpty() || points.get().list() != other,
                "crlDistributionPoints",
                authority ? "CRL を分割できません" : "authorities の CRL には載りません",
                authority ? "its CRL is not sharded" : "the list of authorities does not cover it");
        require(
                kind == ProfileKind.OCSP_RESPONDER || !fixed.has(KnownExtension.OCSP_NO_CHECK),
                "ocspNoCheck",
                "OCSP レスポンダだけに書けます",
                "it is for OCSP responders only");
    }

    /// What is published anybody may read, keep and search: no names of natural persons, and no names of servers
    /// that the Internet is not to know of.
    private void checkPublication(boolean published) {
        require(
                !published || content.subject().bearer() != SubjectRule.Bearer.PERSON,
                "publish",
                "個人の証明書は公開できません",
                "certificates of persons are not published");
        require(
                !published || kind != ProfileKind.INTERNAL_SERVER,
                "publish",
                "内部サーバの名前は公開できません",
                "names of internal servers are not published");
        require(
                !root.has("publish") || kind.holder() == Holder.END_ENTITY,
                "publish",
                "CA 証明書は常に公開されます",
                "certificates of CAs are always published");
    }

    private Optional<ExtensionRule.CrlDistributionPoints> points() {
        return content.extensions().stream()
                .filter(ExtensionRule.CrlDistributionPoints.class::isInstance)
                .map(ExtensionRule.CrlDistributionPoints.class::cast)
                .findFirst();
    }

    /// Worksheet 3 of the Federal Bridge's profile: "requireExplicitPolicy=0, inhibitPolicyMapping=0 to a
    /// non-bridge, ≥ 1 to a bridge", inhibitAnyPolicy 0, an HTTP address first.
    private void checkCross(int leastMapping, int mostMapping) {
        requireOwnPolicy();
        Optional<PolicyConstraints> constraints = value(KnownExtension.POLICY_CONSTRAINTS, PolicyConstraints::read);
        OptionalInt explicit =
                constraints.map(PolicyConstraints::requireExplicitPolicy).orElse(OptionalInt.empty());
        OptionalInt mapping =
                constraints.map(PolicyConstraints::inhibitPolicyMapping).orElse(OptionalInt.empty());
        require(
                explicit.equals(OptionalInt.of(0)),
                "policyConstraints",
                "requireExplicitPolicy = 0 が要ります",
                "requireExplicitPolicy = 0 is needed");
        require(
                mapping.isPresent() && mapping.getAsInt() >= leastMapping && mapping.getAsInt() <= mostMapping,
                "policyConstraints",
                leastMapping == 0 ? "inhibitPolicyMapping = 0 が要ります" : "inhibitPolicyMapping は 1 以上が要ります",
                leastMapping == 0
                        ? "inhibitPolicyMapping = 0 is needed"
                        : "inhibitPolicyMapping of 1 or more is needed");
        require(
                value(KnownExtension.INHIBIT_ANY_POLICY, r -> r.smallInteger(Integer.MAX_VALUE))
                        .equals(Optional.of(0)),
                "inhibitAnyPolicy",
                "inhibitAnyPolicy = 0 が要ります",
                "inhibitAnyPolicy = 0 is needed");
        require(
                points().map(p -> p.forms().indexOf(Publication.Form.HTTP) == 0).orElse(false),
                "crlDistributionPoints",
                "最初は http でなければなりません",
                "the first form must be http");
    }

    private void requireOwnPolicy() {
        require(
                !policies().isEmpty() && !policies().contains(PolicyInformation.ANY_POLICY),
                "certificatePolicies",
                "anyPolicy でないポリシーが要ります",
                "policies other than anyPolicy are needed");
    }

    /// Worksheet 2: a link certificate has a policy and no path length.
    private void checkLink() {
        require(!policies().isEmpty(), "certificatePolicies", "ポリシーが要ります", "a policy is needed");
        require(
                value(KnownExtension.BASIC_CONSTRAINTS, BasicConstraints::read)
                        .map(c -> c.pathLenConstraint().isEmpty())
                        .orElse(true),
                "basicConstraints",
                "pathLength は書けません",
                "pathLength is not allowed");
    }

    private void bearer(SubjectRule.Bearer bearer) {
        require(
                content.subject().bearer() == bearer,
                "subject",
                "bearer = \"" + bearer.key() + "\" が要ります",
                "bearer = \"" + bearer.key() + "\" is needed");
    }

    private void checkServer() {
        bearer(SubjectRule.Bearer.SERVER);
        purpose(ExtendedKeyUsage.SERVER_AUTH, "serverAuth");
        require(
                content.alternativeNames().forms().stream()
                        .anyMatch(f -> f.form() == AlternativeNameRule.Form.DNS
                                && f.count().least() >= 1),
                "subjectAltName",
                "dns の名前が 1 つ以上要ります",
                "at least one dns name is needed");
    }

    private List<Oid> purposes() {
        return value(KnownExtension.EXTENDED_KEY_USAGE, ExtendedKeyUsage::read)
                .map(ExtendedKeyUsage::purposes)
                .orElse(List.of());
    }

    private void purpose(Oid purpose, String word) {
        require(purposes().contains(purpose), "extendedKeyUsage", word + " が要ります", word + " is needed");
    }

    /// "The corresponding certificate MUST contain only one instance of the extended key usage field extension
    /// [...] with KeyPurposeID having value: id-kp-timeStamping. This extension MUST be critical." (RFC 3161 §2.3)
    private void checkTimeStamp() {
        require(
                purposes().equals(List.of(ExtendedKeyUsage.TIME_STAMPING))
                        && fixed.isCritical(KnownExtension.EXTENDED_KEY_USAGE),
                "extendedKeyUsage",
                "timeStamping だけを critical で書きます",
                "timeStamping alone is needed, critical");
    }
}
