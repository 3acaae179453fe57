package kakehashi.issuing;

import static kakehashi.issuing.LintPurpose.*;
import static kakehashi.issuing.LintSamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.ReasonFlags;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// One thing wrong breaks one rule.
class LintRulesTest {
    /// A fault, in the builder's fields or in the DER.
    record Fault(
            LintRule rule,
            LintPurpose purpose,
            Consumer<CertificateBuilder> bend,
            UnaryOperator<List<Bytes>> fields,
            UnaryOperator<LintContext> context) {
        @Override
        public String toString() {
            return rule.id() + " of " + purpose;
        }
    }

    private static Fault f(LintRule rule, LintPurpose purpose, Consumer<CertificateBuilder> bend) {
        return new Fault(rule, purpose, bend, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static Fault der(LintRule rule, LintPurpose purpose, int field, Consumer<DerWriter> value) {
        return new Fault(
                rule,
                purpose,
                c -> {},
                parts -> {
                    List<Bytes> bent = new ArrayList<>(parts);
                    bent.set(field, DerWriter.write(value));
                    return bent;
                },
                UnaryOperator.identity());
    }

    private static Fault beside(LintRule rule, LintPurpose purpose, UnaryOperator<LintContext> context) {
        return new Fault(rule, purpose, c -> {}, UnaryOperator.identity(), context);
    }

    private static Extension ext(KnownExtension type, Consumer<DerWriter> value) {
        return Extension.of(type, value);
    }

    private static void utc(DerWriter w, String digits) {
        w.value(Tag.UTC_TIME, Bytes.wrap(digits.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static CertificateBuilder alt(CertificateBuilder c, GeneralName... names) {
        return c.subjectAltNames(List.of(names));
    }

    private static CertificateBuilder usage(CertificateBuilder c, KeyUsage.Bit... bits) {
        return c.keyUsage(KeyUsage.of(bits));
    }

    private static CertificateBuilder recritical(CertificateBuilder c, LintPurpose purpose, KnownExtension type) {
        Extension had = LintSamples.certificate(purpose, x -> {}, UnaryOperator.identity())
                .extensions()
                .find(type.id())
                .orElseThrow();
        return c.extension(new Extension(had.id(), !had.critical(), had.value()));
    }

    private static Name person(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of(NamePart.C, Tag.PRINTABLE_STRING, "JP", NamePart.O, Tag.UTF8_STRING, "Example"));
        all.addAll(Arrays.asList(more));
        return name(all.toArray());
    }

    static Stream<Fault> faults() {
        return Stream.of(
                        fields(),
                        names(),
                        keyIds(),
                        usages(),
                        altNames(),
                        policies(),
                        places(),
                        cas(),
                        japan(),
                        servers())
                .flatMap(s -> s);
    }

    private static Stream<Fault> fields() {
        BigInteger large = BigInteger.ONE.shiftLeft(100);
        return Stream.of(
                f(FieldLint.SERIAL_POSITIVE, GENERAL, c -> c.serialNumber(SerialNumber.of(large.negate()))),
                f(
                        FieldLint.SERIAL_LENGTH,
                        GENERAL,
                        c -> c.serialNumber(SerialNumber.of(BigInteger.ONE.shiftLeft(160)))),
                f(FieldLint.SERIAL_UNPREDICTABLE, GENERAL, c -> c.serialNumber(SerialNumber.of(BigInteger.TEN))),
                der(FieldLint.SIGNATURE_ALGORITHM_KNOWN, GENERAL, 2, w -> w.sequence(s -> s.oid(Oid.of("1.2.3")))),
                der(
                        FieldLint.SIGNATURE_DIGEST_STRONG,
                        GENERAL,
                        2,
                        w -> SignatureAlgorithm.ECDSA_SHA1.identifier().write(w)),
                der(
                        FieldLint.SIGNATURE_FITS_ISSUER_KEY,
                        GENERAL,
                        2,
                        w -> SignatureAlgorithm.RSA_SHA256.identifier().write(w)),
                f(
                        FieldLint.ISSUER_BYTES,
                        SUBORDINATE_CA,
                        c -> c.issuer(Name.of("CN=BRIDGE CA,OU=GPKI,O=Japanese Government,C=JP"))),
                f(FieldLint.VALIDITY_ORDER, GENERAL, c -> c.validity(FROM.plusSeconds(86400), FROM)),
                der(
                        FieldLint.VALIDITY_TIME_TYPE,
                        GENERAL,
                        4,
                        w -> w.sequence(s -> {
                            s.generalizedTime(FROM);
                            utc(s, "261231145959Z");
                        })),
                f(
                        FieldLint.VALIDITY_INSIDE_ISSUER,
                        SUBORDINATE_CA,
                        c -> c.validity(FROM, FROM.plus(Duration.ofDays(4000)))),
                new Fault(
                        FieldLint.NO_UNIQUE_IDS,
                        GENERAL,
                        c -> {},
                        parts -> {
                            List<Bytes> bent = new ArrayList<>(parts);
                            bent.add(7, Bytes.ofHex("81020001"));
                            return bent;
                        },
                        UnaryOperator.identity()),
                f(FieldLint.KEY_BEYOND_2030, SUBORDINATE_CA, c -> {
                    var key = new TestPki().key(SignatureAlgorithm.RSA_SHA256).publicKey();
                    c.publicKey(key)
                            .subjectKeyIdentifier(key.keyIdentifier())
                            .validity(FROM, FROM.plus(Duration.ofDays(3000)).minusSeconds(1));
                }),
                f(
                        FieldLint.CRITICAL_EXTENSION_KNOWN,
                        GENERAL,
                        c -> c.extension(new Extension(Oid.of("1.2.3.4"), true, Bytes.ofHex("0500")))));
    }

    private static Stream<Fault> names() {
        int utf8 = Tag.UTF8_STRING;
        int printable = Tag.PRINTABLE_STRING;
        return Stream.of(
                f(NameLint.SUBJECT_OF_CA, SUBORDINATE_CA, c -> c.subject(Name.EMPTY)),
                f(NameLint.EMPTY_SUBJECT_ALT_NAME, LRA_OPERATOR, c -> c.subject(Name.EMPTY)),
                f(NameLint.STRING_TYPE, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, Tag.BMP_STRING, "Hanako"))),
                f(
                        NameLint.PRINTABLE_TYPE,
                        LRA_OPERATOR,
                        c -> c.subject(person(NamePart.CN, utf8, "H", NamePart.SERIAL_NUMBER, utf8, "12"))),
                f(NameLint.IA5_TYPE, LRA_OPERATOR, c -> c.subject(person(NamePart.DC, utf8, "example"))),
                f(NameLint.PRINTABLE_CHARACTERS, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, printable, "a@b"))),
                f(
                        NameLint.COUNTRY_CODE,
                        LRA_OPERATOR,
                        c -> c.subject(name(NamePart.C, printable, "jp", NamePart.CN, utf8, "H"))),
                f(NameLint.COUNTRY_ONCE, LRA_OPERATOR, c -> c.subject(person(NamePart.C, printable, "US"))),
                f(NameLint.ATTRIBUTE_LENGTH, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, "あ".repeat(65)))),
                f(NameLint.ATTRIBUTE_NOT_BLANK, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, " "))),
                f(NameLint.ATTRIBUTE_SPACES, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, "a  b"))),
                f(NameLint.ATTRIBUTE_CONTROLS, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, "a\u202eb"))),
                f(
                        NameLint.EMAIL_IN_ALT_NAME,
                        LRA_OPERATOR,
                        c -> c.subject(person(NamePart.EMAIL, Tag.IA5_STRING, "a@b.jp"))),
                f(
                        NameLint.ATTRIBUTE_REPEATED,
                        LRA_OPERATOR,
                        c -> c.subject(person(NamePart.OU, utf8, "a", NamePart.OU, utf8, "a"))));
    }

    private static Stream<Fault> keyIds() {
        Bytes other = Bytes.ofHex("00112233445566778899");
        return Stream.of(
                f(KeyIdLint.SKI_IN_CA, SUBORDINATE_CA, c -> c.without(KnownExtension.SUBJECT_KEY_IDENTIFIER)),
                f(KeyIdLint.SKI_IN_END_ENTITY, GENERAL, c -> c.without(KnownExtension.SUBJECT_KEY_IDENTIFIER)),
                f(
                        KeyIdLint.SKI_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.SUBJECT_KEY_IDENTIFIER)),
                f(KeyIdLint.SKI_LENGTH, GENERAL, c -> c.subjectKeyIdentifier(Bytes.ofHex("01"))),
                f(KeyIdLint.AKI_PRESENT, GENERAL, c -> c.without(KnownExtension.AUTHORITY_KEY_IDENTIFIER)),
                f(
                        KeyIdLint.AKI_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.AUTHORITY_KEY_IDENTIFIER)),
                f(KeyIdLint.AKI_OF_ISSUER, GENERAL, c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(other))),
                f(
                        KeyIdLint.AKI_OF_ITSELF,
                        SELF_SIGNED,
                        c -> c.authorityKeyIdentifier(AuthorityKeyIdentifier.of(other))),
                f(
                        KeyIdLint.AKI_PAIR,
                        GENERAL,
                        c -> c.authorityKeyIdentifier(new AuthorityKeyIdentifier(
                                Optional.of(CA_KEY.publicKey().keyIdentifier()),
                                List.of(new GeneralName.DirectoryName(CA_NAME)),
                                Optional.empty()))));
    }

    private static Stream<Fault> usages() {
        ExtendedKeyUsage server = new ExtendedKeyUsage(List.of(ExtendedKeyUsage.SERVER_AUTH));
        return Stream.of(
                f(
                        UsageLint.BASIC_CONSTRAINTS_CRITICAL,
                        SUBORDINATE_CA,
                        c -> recritical(c, SUBORDINATE_CA, KnownExtension.BASIC_CONSTRAINTS)),
                f(
                        UsageLint.CA_SAID,
                        SUBORDINATE_CA,
                        c -> usage(c, KeyUsage.Bit.CRL_SIGN).without(KnownExtension.BASIC_CONSTRAINTS)),
                f(
                        UsageLint.CA_NOT_SAID,
                        LRA_OPERATOR,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_CERT_SIGN)
                                .subject(person(NamePart.CN, Tag.UTF8_STRING, "H"))
                                .basicConstraints(new BasicConstraints(true, OptionalInt.empty()))),
                f(
                        UsageLint.PATH_LENGTH_FOR_CA,
                        GENERAL,
                        c -> c.basicConstraints(new BasicConstraints(false, OptionalInt.of(1)))),
                f(
                        UsageLint.CA_FALSE_WRITTEN,
                        GENERAL,
                        c -> c.extension(ext(KnownExtension.BASIC_CONSTRAINTS, w -> w.sequence(s -> s.bool(false))))),
                f(
                        UsageLint.CERT_SIGN_FOR_CA,
                        GENERAL,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_CERT_SIGN)),
                f(UsageLint.KEY_USAGE_IN_CA, SUBORDINATE_CA, c -> c.without(KnownExtension.KEY_USAGE)),
                f(UsageLint.CERT_SIGN_IN_CA, SUBORDINATE_CA, c -> usage(c, KeyUsage.Bit.CRL_SIGN)),
                f(UsageLint.KEY_USAGE_CRITICAL, GENERAL, c -> recritical(c, GENERAL, KnownExtension.KEY_USAGE)),
                f(UsageLint.KEY_USAGE_NOT_EMPTY, GENERAL, c -> usage(c).without(KnownExtension.EXTENDED_KEY_USAGE)),
                f(
                        UsageLint.KEY_USAGE_SHORTEST,
                        GENERAL,
                        c -> c.extension(critical(KnownExtension.KEY_USAGE, Bytes.ofHex("03020080")))),
                f(
                        UsageLint.KEY_USAGE_KNOWN_BITS,
                        GENERAL,
                        c -> c.extension(critical(KnownExtension.KEY_USAGE, Bytes.ofHex("0303068040")))),
                f(
                        UsageLint.ENCIPHER_ONLY_FOR_AGREEMENT,
                        GENERAL,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.ENCIPHER_ONLY)),
                f(
                        UsageLint.KEY_USAGE_FITS_KEY,
                        GENERAL,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_ENCIPHERMENT)),
                f(
                        UsageLint.ANY_PURPOSE_NOT_CRITICAL,
                        GENERAL,
                        c -> c.extension(critical(
                                KnownExtension.EXTENDED_KEY_USAGE,
                                DerWriter.write(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.ANY))::write)))),
                f(
                        UsageLint.PURPOSE_ONCE,
                        GENERAL,
                        c -> c.extendedKeyUsage(new ExtendedKeyUsage(
                                List.of(ExtendedKeyUsage.CLIENT_AUTH, ExtendedKeyUsage.CLIENT_AUTH)))),
                f(UsageLint.PURPOSE_FITS_KEY_USAGE, GENERAL, c -> usage(c, KeyUsage.Bit.NON_REPUDIATION)),
                f(UsageLint.PURPOSE_STATED, CODE_SIGNING, c -> c.extendedKeyUsage(server)),
                f(
                        UsageLint.TIME_STAMPING_ALONE,
                        TIME_STAMP,
                        c -> c.extension(critical(
                                KnownExtension.EXTENDED_KEY_USAGE,
                                DerWriter.write(
                                        new ExtendedKeyUsage(List.of(
                                                ExtendedKeyUsage.TIME_STAMPING, ExtendedKeyUsage.CODE_SIGNING))
                                                ::write)))),
                f(
                        UsageLint.TIME_STAMPING_CRITICAL,
                        TIME_STAMP,
                        c -> recritical(c, TIME_STAMP, KnownExtension.EXTENDED_KEY_USAGE)),
                f(
                        UsageLint.NO_CHECK_FOR_RESPONDER,
                        GENERAL,
                        c -> c.ocspNoCheck()
                                .validity(FROM, FROM.plus(Duration.ofDays(90)).minusSeconds(1))),
                f(
                        UsageLint.NO_CHECK_NOT_CRITICAL,
                        OCSP_RESPONDER,
                        c -> recritical(c, OCSP_RESPONDER, KnownExtension.OCSP_NO_CHECK)),
                f(UsageLint.RESPONDER_NO_CHECK, OCSP_RESPONDER, c -> c.without(KnownExtension.OCSP_NO_CHECK)),
                f(
                        UsageLint.RESPONDER_LIFETIME,
                        OCSP_RESPONDER,
                        c -> c.validity(FROM, FROM.plus(Duration.ofDays(121)).minusSeconds(1))));
    }

    private static Stream<Fault> altNames() {
        GeneralName good = new GeneralName.DnsName("a.go.jp");
        return Stream.of(
                f(AltNameLint.DNS_SYNTAX, GENERAL, c -> alt(c, new GeneralName.DnsName("a..go.jp"))),
                f(AltNameLint.DNS_SYNTAX, GENERAL, c -> alt(c, new GeneralName.DnsName("-a.go.jp"))),
                f(AltNameLint.DNS_A_LABEL, GENERAL, c -> alt(c, new GeneralName.DnsName("xn--a.go.jp"))),
                f(AltNameLint.DNS_A_LABEL, GENERAL, c -> alt(c, new GeneralName.DnsName("ab--c.go.jp"))),
                f(AltNameLint.MAILBOX_SYNTAX, GENERAL, c -> alt(c, new GeneralName.Rfc822Name("<a@go.jp>"))),
                f(AltNameLint.UTF8_MAILBOX_NEEDED, GENERAL, c -> alt(c, smtp("hanako@go.jp"))),
                f(AltNameLint.URI_SYNTAX, GENERAL, c -> alt(c, uri("index.html"))),
                f(AltNameLint.URI_HOST, GENERAL, c -> alt(c, uri("http://server/x"))),
                f(AltNameLint.ALT_NAME_NOT_EMPTY, GENERAL, c -> alt(c, new GeneralName.DirectoryName(Name.EMPTY))),
                f(AltNameLint.ALT_NAME_ONCE, GENERAL, c -> alt(c, good, good)),
                f(
                        AltNameLint.ALT_NAME_NOT_CRITICAL,
                        INTERNET_SERVER,
                        c -> recritical(c, INTERNET_SERVER, KnownExtension.SUBJECT_ALT_NAME)),
                f(
                        AltNameLint.ISSUER_ALT_NAME_NOT_CRITICAL,
                        OFFICIAL_POST,
                        c -> recritical(c, OFFICIAL_POST, KnownExtension.ISSUER_ALT_NAME)));
    }

    private static GeneralName smtp(String mailbox) {
        return new GeneralName.OtherName(
                GeneralName.OtherName.SMTP_UTF8_MAILBOX, DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, mailbox)));
    }

    private static CertificateBuilder qualified(CertificateBuilder c, Oid kind, Consumer<DerWriter> value) {
        return c.certificatePolicies(List.of(
                new PolicyInformation(POLICY, List.of(new PolicyInformation.Qualifier(kind, DerWriter.write(value))))));
    }

    /// Each breaks the recommendation to have no qualifiers as well.
    static Stream<Fault> qualifierFaults() {
        Oid notice = PolicyInformation.USER_NOTICE;
        return Stream.of(
                f(
                        PolicyLint.CPS_URI,
                        GENERAL,
                        c -> qualified(c, PolicyInformation.CPS, w -> w.ia5String(Tag.IA5_STRING, "cps"))),
                f(
                        PolicyLint.NOTICE_LENGTH,
                        GENERAL,
                        c -> qualified(
                                c, notice, w -> w.sequence(s -> s.utf8String(Tag.UTF8_STRING, "あ".repeat(201))))),
                f(
                        PolicyLint.NOTICE_STRING_TYPE,
                        GENERAL,
                        c -> qualified(c, notice, w -> w.sequence(s -> s.ia5String(Tag.IA5_STRING, "notice")))),
                f(
                        PolicyLint.NOTICE_UTF8,
                        GENERAL,
                        c -> qualified(c, notice, w -> w.sequence(s -> s.ia5String(Tag.VISIBLE_STRING, "notice")))),
                f(
                        PolicyLint.NOTICE_REFERENCE,
                        GENERAL,
                        c -> qualified(
                                c,
                                notice,
                                w -> w.sequence(s -> s.sequence(
                                        r -> r.utf8String(Tag.UTF8_STRING, "o").sequence(n -> n.integer(1)))))),
                f(
                        PolicyLint.ANY_POLICY_QUALIFIERS,
                        GENERAL,
                        c -> c.certificatePolicies(List.of(new PolicyInformation(
                                PolicyInformation.ANY_POLICY,
                                List.of(new PolicyInformation.Qualifier(Oid.of("1.2.3"), Bytes.ofHex("0500"))))))));
    }

    private static Stream<Fault> policies() {
        Oid any = PolicyInformation.ANY_POLICY;
        PolicyMapping good = new PolicyMapping(POLICY, PARTNER_POLICY);
        NameConstraints dns = new NameConstraints(List.of(new GeneralName.DnsName("go.jp")), List.of());
        return Stream.of(
                f(
                        PolicyLint.POLICY_QUALIFIERS,
                        GENERAL,
                        c -> qualified(
                                c, PolicyInformation.CPS, w -> w.ia5String(Tag.IA5_STRING, "http://a.go.jp/cps"))),
                f(PolicyLint.MAPPINGS_IN_CA, GENERAL, c -> c.policyMappings(List.of(good))),
                f(
                        PolicyLint.MAPPINGS_NOT_ANY,
                        CROSS_CERTIFICATE,
                        c -> c.policyMappings(List.of(new PolicyMapping(POLICY, any)))),
                f(
                        PolicyLint.MAPPINGS_CRITICAL,
                        CROSS_CERTIFICATE,
                        c -> recritical(c, CROSS_CERTIFICATE, KnownExtension.POLICY_MAPPINGS)),
                f(
                        PolicyLint.MAPPINGS_OF_OWN_POLICIES,
                        CROSS_CERTIFICATE,
                        c -> c.policyMappings(List.of(good, new PolicyMapping(Oid.of("1.2.3"), PARTNER_POLICY)))),
                f(PolicyLint.MAPPINGS_ONCE, CROSS_CERTIFICATE, c -> c.policyMappings(List.of(good, good))),
                f(
                        PolicyLint.POLICY_CONSTRAINTS_IN_CA,
                        GENERAL,
                        c -> c.policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.empty()))),
                f(
                        PolicyLint.POLICY_CONSTRAINTS_CRITICAL,
                        CROSS_CERTIFICATE,
                        c -> recritical(c, CROSS_CERTIFICATE, KnownExtension.POLICY_CONSTRAINTS)),
                f(PolicyLint.INHIBIT_ANY_POLICY_IN_CA, GENERAL, c -> c.inhibitAnyPolicy(0)),
                f(
                        PolicyLint.INHIBIT_ANY_POLICY_CRITICAL,
                        CROSS_CERTIFICATE,
                        c -> recritical(c, CROSS_CERTIFICATE, KnownExtension.INHIBIT_ANY_POLICY)),
                f(PolicyLint.NAME_CONSTRAINTS_IN_CA, GENERAL, c -> c.nameConstraints(dns)),
                f(
                        PolicyLint.NAME_CONSTRAINTS_CRITICAL,
                        SUBORDINATE_CA,
                        c -> c.extension(ext(KnownExtension.NAME_CONSTRAINTS, dns::write))),
                f(
                        PolicyLint.NAME_CONSTRAINTS_FORMS,
                        SUBORDINATE_CA,
                        c -> c.nameConstraints(
                                new NameConstraints(List.of(new GeneralName.RegisteredId(POLICY)), List.of()))),
                f(
                        PolicyLint.NAME_CONSTRAINTS_DNS,
                        SUBORDINATE_CA,
                        c -> c.nameConstraints(
                                new NameConstraints(List.of(), List.of(new GeneralName.DnsName(".go.jp"))))),
                f(
                        PolicyLint.NAME_CONSTRAINTS_MASK,
                        SUBORDINATE_CA,
                        c -> c.nameConstraints(new NameConstraints(
                                List.of(new GeneralName.IpAddress(Bytes.ofHex("0a000000ff00ff00"))), List.of()))));
    }

    private static Stream<Fault> places() {
        GeneralName good = uri("http://repository.go.jp/bca.crl");
        ReasonFlags reasons = new ReasonFlags(2);
        return Stream.of(
                f(PlaceLint.CRL_PLACE_PRESENT, GENERAL, c -> c.without(KnownExtension.CRL_DISTRIBUTION_POINTS)),
                f(
                        PlaceLint.CRL_PLACE_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.CRL_DISTRIBUTION_POINTS)),
                f(
                        PlaceLint.CRL_PLACE_NOT_REASONS_ONLY,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(
                                point(good),
                                new DistributionPoint(Optional.empty(), Optional.of(reasons), List.of())))),
                f(
                        PlaceLint.CRL_PLACE_ALL_REASONS,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                                point(good).distributionPoint(), Optional.of(reasons), List.of())))),
                f(
                        PlaceLint.CRL_PLACE_FULL_NAME,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(
                                point(good),
                                new DistributionPoint(
                                        Optional.of(new DistributionPointName.NameRelativeToCrlIssuer(Name.of("CN=CRL1")
                                                .relativeNames()
                                                .getFirst())),
                                        Optional.empty(),
                                        List.of())))),
                f(
                        PlaceLint.CRL_PLACE_NO_OWN_ISSUER,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                                point(good).distributionPoint(),
                                Optional.empty(),
                                List.of(new GeneralName.DirectoryName(CA_NAME)))))),
                f(
                        PlaceLint.CRL_PLACE_URI,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(point(good, uri("http://x y"))))),
                f(
                        PlaceLint.CRL_PLACE_FETCHABLE,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(point(new GeneralName.DirectoryName(CA_NAME))))),
                f(
                        PlaceLint.NO_TLS_LOOP,
                        GENERAL,
                        c -> c.crlDistributionPoints(List.of(point(good, uri("https://repository.go.jp/bca.crl"))))),
                f(
                        PlaceLint.FRESHEST_CRL_NOT_CRITICAL,
                        GENERAL,
                        c -> c.extension(critical(
                                KnownExtension.FRESHEST_CRL,
                                LintSamples.certificate(GENERAL, x -> {}, UnaryOperator.identity())
                                        .extensions()
                                        .value(KnownExtension.CRL_DISTRIBUTION_POINTS)
                                        .orElseThrow()))),
                f(
                        PlaceLint.AUTHORITY_ACCESS_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.AUTHORITY_INFO_ACCESS)),
                f(
                        PlaceLint.SUBJECT_ACCESS_NOT_CRITICAL,
                        GENERAL,
                        c -> recritical(c, GENERAL, KnownExtension.SUBJECT_INFO_ACCESS)),
                f(
                        PlaceLint.OCSP_PLACE,
                        GENERAL,
                        c -> c.authorityInfoAccess(List.of(new AccessDescription(
                                AccessDescription.OCSP, new GeneralName.DirectoryName(CA_NAME))))),
                f(
                        PlaceLint.ISSUERS_PLACE,
                        GENERAL,
                        c -> c.authorityInfoAccess(List.of(
                                new AccessDescription(AccessDescription.CA_ISSUERS, uri("http://repository/x"))))),
                f(
                        PlaceLint.ACCESS_METHOD_KNOWN,
                        GENERAL,
                        c -> c.authorityInfoAccess(List.of(
                                new AccessDescription(AccessDescription.CA_REPOSITORY, uri("http://a.go.jp"))))),
                f(
                        PlaceLint.DIRECTORY_ATTRIBUTES_NOT_CRITICAL,
                        GENERAL,
                        c -> c.extension(critical(KnownExtension.SUBJECT_DIRECTORY_ATTRIBUTES, Bytes.ofHex("3000")))));
    }

    private static Certificate withPathLength(int length) {
        return LintSamples.certificate(
                SELF_SIGNED,
                c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(length))),
                UnaryOperator.identity());
    }

    private static Certificate partner(Consumer<CertificateBuilder> bend) {
        return LintSamples.certificate(
                CROSS_CERTIFICATE,
                c -> {
                    c.validity(FROM.minus(Duration.ofDays(1)), FROM.plus(Duration.ofDays(3650)));
                    bend.accept(c);
                },
                UnaryOperator.identity());
    }

    private static Stream<Fault> cas() {
        return Stream.of(
                f(
                        CrossLint.SELF_ISSUED_NAMES,
                        LINK,
                        c -> c.subject(Name.of("CN=Bridge  CA,OU=GPKI,O=Japanese Government,C=JP"))
                                .subject(Name.of("CN=BRIDGE CA,OU=GPKI,O=Japanese Government,C=JP"))),
                beside(
                        CrossLint.CROSS_SUBJECT_BYTES,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(
                                List.of(partner(c -> c.subject(Name.of("CN=PARTNER CA,O=Partner,C=JP")))))),
                beside(CrossLint.CROSS_KEY_REQUESTED, CROSS_CERTIFICATE, x -> x.withRequestedKey(KEY.publicKey())),
                beside(
                        CrossLint.CROSS_KEY_OWN,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(List.of(partner(c -> c.publicKey(KEY.publicKey()))))),
                beside(
                        CrossLint.CROSS_KEY_IDENTIFIER,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(
                                List.of(partner(c -> c.subjectKeyIdentifier(Bytes.ofHex("0011223344556677")))))),
                beside(
                        CrossLint.CROSS_VALIDITY_INSIDE_SUBJECT,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(
                                List.of(partner(c -> c.validity(FROM, FROM.plus(Duration.ofDays(100))))))),
                beside(CrossLint.PATH_LENGTH_WITHIN_ISSUER, SUBORDINATE_CA, x -> x.withIssuer(withPathLength(0))),
                f(
                        CrossLint.CROSS_KEY_USAGE,
                        CROSS_CERTIFICATE,
                        c -> usage(
                                c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN)),
                f(
                        CrossLint.CROSS_POLICIES,
                        CROSS_CERTIFICATE,
                        c -> c.certificatePolicies(List.of(
                                PolicyInformation.of(POLICY), PolicyInformation.of(PolicyInformation.ANY_POLICY)))),
                f(
                        CrossLint.CROSS_EXPLICIT_POLICY,
                        CROSS_CERTIFICATE,
                        c -> c.policyConstraints(new PolicyConstraints(OptionalInt.of(1), OptionalInt.of(0)))),
                f(
                        CrossLint.CROSS_INHIBIT_MAPPING,
                        CROSS_CERTIFICATE,
                        c -> c.policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.empty()))),
                f(CrossLint.CROSS_INHIBIT_ANY_POLICY, CROSS_CERTIFICATE, c -> c.inhibitAnyPolicy(1)),
                f(CrossLint.CROSS_MAPPINGS, CROSS_CERTIFICATE, c -> c.without(KnownExtension.POLICY_MAPPINGS)),
                f(
                        CrossLint.CROSS_AKI_KEY_ONLY,
                        CROSS_CERTIFICATE,
                        c -> c.authorityKeyIdentifier(new AuthorityKeyIdentifier(
                                Optional.of(CA_KEY.publicKey().keyIdentifier()),
                                List.of(new GeneralName.DirectoryName(CA_NAME)),
                                Optional.of(SerialNumber.of(BigInteger.ONE))))),
                f(
                        CrossLint.CROSS_CRL_PLACE,
                        CROSS_CERTIFICATE,
                        c -> c.crlDistributionPoints(List.of(
                                point(new GeneralName.DirectoryName(CA_NAME)), point(uri("http://a.go.jp/crl"))))),
                f(
                        CrossLint.CROSS_ISSUERS_PLACE,
                        CROSS_CERTIFICATE,
                        c -> c.without(KnownExtension.AUTHORITY_INFO_ACCESS)),
                f(CrossLint.CROSS_REPOSITORY, CROSS_CERTIFICATE, c -> c.without(KnownExtension.SUBJECT_INFO_ACCESS)),
                f(
                        CrossLint.LINK_NO_PATH_LENGTH,
                        LINK,
                        c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(1)))),
                f(CrossLint.LINK_POLICIES, LINK, c -> c.without(KnownExtension.CERTIFICATE_POLICIES)));
    }

    private static Name post(Object... attributes) {
        return name(attributes);
    }

    private static Stream<Fault> japan() {
        int utf8 = Tag.UTF8_STRING;
        int printable = Tag.PRINTABLE_STRING;
        String government = "Japanese Government";
        return Stream.of(
                f(
                        JapanLint.JAPAN_ORDER,
                        USER,
                        c -> c.subject(post(
                                NamePart.C,
                                printable,
                                "JP",
                                NamePart.O,
                                utf8,
                                government,
                                NamePart.CN,
                                utf8,
                                "A",
                                NamePart.OU,
                                utf8,
                                "B"))),
                f(
                        JapanLint.JAPAN_COUNTRY,
                        OFFICIAL_POST,
                        c -> c.subject(Name.of("CN=Director,OU=Digital Agency,O=Japanese Government,C=US"))),
                f(
                        JapanLint.JAPAN_ORGANISATION,
                        OFFICIAL_POST,
                        c -> c.subject(Name.of("CN=Director,OU=Digital Agency,O=Japan,C=JP"))),
                f(JapanLint.JAPAN_SUBJECT_ASCII, USER, c -> c.subject(Name.of("CN=山田花子,O=Japanese Government,C=JP"))),
                f(
                        JapanLint.JAPAN_ONE_STRING_TYPE,
                        USER,
                        c -> c.subject(post(
                                NamePart.C,
                                printable,
                                "JP",
                                NamePart.O,
                                utf8,
                                government,
                                NamePart.CN,
                                printable,
                                "A"))),
                f(
                        JapanLint.JAPAN_POST_NOT_PERSON,
                        OFFICIAL_POST,
                        c -> alt(
                                c.subject(
                                        Name.of("SN=Yamada,CN=Director,OU=Digital Agency,O=Japanese Government,C=JP")),
                                new GeneralName.DirectoryName(Name.of("SN=山田,CN=統括官,OU=デジタル庁,O=日本国政府,C=JP")))),
                f(
                        JapanLint.JAPAN_POST_NAME,
                        OFFICIAL_POST,
                        c -> alt(
                                c.subject(Name.of("OU=Digital Agency,O=Japanese Government,C=JP")),
                                new GeneralName.DirectoryName(Name.of("OU=デジタル庁,O=日本国政府,C=JP")))),
                f(
                        JapanLint.JAPAN_POST_OFFICE,
                        OFFICIAL_POST,
                        c -> alt(
                                c.subject(Name.of("CN=Director,O=Japanese Government,C=JP")),
                                new GeneralName.DirectoryName(Name.of("CN=統括官,O=日本国政府,C=JP")))),
                f(JapanLint.JAPAN_ALT_NAME, OFFICIAL_POST, c -> c.without(KnownExtension.SUBJECT_ALT_NAME)),
                f(
                        JapanLint.JAPAN_ALT_NAME_STRING_TYPES,
                        OFFICIAL_POST,
                        c -> alt(
                                c,
                                new GeneralName.DirectoryName(post(
                                        NamePart.C,
                                        printable,
                                        "JP",
                                        NamePart.O,
                                        utf8,
                                        "日本国政府",
                                        NamePart.OU,
                                        Tag.BMP_STRING,
                                        "庁",
                                        NamePart.CN,
                                        utf8,
                                        "長")))),
                f(
                        JapanLint.JAPAN_ALT_NAME_ORGANISATION,
                        OFFICIAL_POST,
                        c -> alt(c, new GeneralName.DirectoryName(Name.of("CN=統括官,OU=デジタル庁,O=日本,C=JP")))),
                f(
                        JapanLint.JAPAN_ALT_NAME_MIRRORS,
                        OFFICIAL_POST,
                        c -> alt(c, new GeneralName.DirectoryName(Name.of("CN=統括官,O=日本国政府,C=JP")))),
                f(
                        JapanLint.JAPAN_ISSUER_ALT_NAME,
                        OFFICIAL_POST,
                        c -> c.issuerAltNames(List.of(new GeneralName.DirectoryName(Name.of("O=日本,C=JP"))))),
                f(
                        JapanLint.JAPAN_POLICIES_CRITICAL,
                        OFFICIAL_POST,
                        c -> recritical(c, OFFICIAL_POST, KnownExtension.CERTIFICATE_POLICIES)),
                f(JapanLint.JAPAN_KEY_USAGE, OFFICIAL_POST, c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE)),
                f(
                        JapanLint.JAPAN_CRL_DIRECTORY_NAME,
                        OFFICIAL_POST,
                        c -> c.crlDistributionPoints(List.of(point(uri("http://a.go.jp/crl"))))),
                f(JapanLint.JAPAN_MIDNIGHT, USER, c -> c.validity(FROM.plusSeconds(1), FROM.plus(Duration.ofDays(9)))),
                f(
                        JapanLint.JAPAN_FIVE_YEARS,
                        LRA_OPERATOR,
                        c -> c.validity(FROM, Instant.parse("2031-01-02T14:59:59Z"))));
    }

    private static CertificateBuilder domain(CertificateBuilder c, String domain) {
        return alt(c.subject(Name.of("O=Digital Agency,C=JP")), new GeneralName.DnsName(domain));
    }

    private static Stream<Fault> servers() {
        ExtendedKeyUsage three = new ExtendedKeyUsage(
                List.of(ExtendedKeyUsage.SERVER_AUTH, ExtendedKeyUsage.CLIENT_AUTH, ExtendedKeyUsage.EMAIL_PROTECTION));
        return Stream.of(
                f(ServerLint.SERVER_ALT_NAME, INTERNET_SERVER, c -> c.without(KnownExtension.SUBJECT_ALT_NAME)),
                f(
                        ServerLint.SERVER_NAME_FORMS,
                        INTERNET_SERVER,
                        c -> alt(
                                c,
                                new GeneralName.DnsName("www.digital.go.jp"),
                                new GeneralName.Rfc822Name("a@go.jp"))),
                f(
                        ServerLint.SERVER_COMMON_NAME,
                        INTERNET_SERVER,
                        c -> alt(c, new GeneralName.DnsName("x.digital.go.jp"))),
                f(ServerLint.SERVER_FULL_DOMAIN, INTERNET_SERVER, c -> domain(c, "server")),
                f(ServerLint.SERVER_FULL_DOMAIN, INTERNET_SERVER, c -> domain(c, "mail.ministry.local")),
                f(ServerLint.SERVER_WILDCARD, INTERNET_SERVER, c -> domain(c, "*.go.jp")),
                f(ServerLint.SERVER_UNDERSCORE, INTERNAL_SERVER, c -> domain(c, "a_b.digital.go.jp")),
                f(
                        ServerLint.SERVER_PUBLIC_ADDRESS,
                        INTERNET_SERVER,
                        c -> alt(c.subject(Name.of("O=A,C=JP")), new GeneralName.IpAddress(Bytes.ofHex("c0a80001")))),
                f(
                        ServerLint.SERVER_PUBLIC_ADDRESS,
                        INTERNET_SERVER,
                        c -> alt(
                                c.subject(Name.of("O=A,C=JP")),
                                new GeneralName.IpAddress(Bytes.ofHex("fd" + "00".repeat(15))))),
                f(ServerLint.SERVER_LIFETIME, INTERNET_SERVER, c -> c.validity(FROM, FROM.plus(Duration.ofDays(398)))),
                f(
                        ServerLint.SERVER_LIFETIME,
                        INTERNET_SERVER,
                        c -> c.validity(
                                Instant.parse("2026-03-15T15:00:00Z"),
                                Instant.parse("2026-03-15T15:00:00Z").plus(Duration.ofDays(201)))),
                f(
                        ServerLint.INTERNAL_SERVER_LIFETIME,
                        INTERNAL_SERVER,
                        c -> c.validity(FROM, FROM.plus(Duration.ofDays(826)))),
                f(ServerLint.SERVER_PURPOSES, INTERNET_SERVER, c -> c.extendedKeyUsage(three)),
                f(ServerLint.SERVER_POLICIES, INTERNET_SERVER, c -> c.without(KnownExtension.CERTIFICATE_POLICIES)),
                f(
                        ServerLint.SERVER_ISSUERS_PLACE,
                        INTERNET_SERVER,
                        c -> c.authorityInfoAccess(
                                List.of(new AccessDescription(AccessDescription.OCSP, uri("http://ocsp.go.jp"))))),
                f(
                        PromiseLint.PROMISED_KEY_USAGE,
                        USER,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION)),
                f(PromiseLint.PROMISED_PURPOSES, USER, c -> c.without(KnownExtension.EXTENDED_KEY_USAGE)),
                f(
                        PromiseLint.PROMISED_POLICIES,
                        USER,
                        c -> c.certificatePolicies(List.of(PolicyInformation.of(PARTNER_POLICY)))),
                f(PromiseLint.PROMISED_SUBJECT, USER, c -> c.subject(Name.of("CN=A,O=Other,C=JP"))),
                f(PromiseLint.PROMISED_LIFETIME, USER, c -> c.validity(FROM, FROM.plus(Duration.ofDays(1200)))));
    }

    private static List<LintFinding> findings(Fault fault) {
        Certificate certificate = LintSamples.certificate(fault.purpose, fault.bend, fault.fields);
        return Lint.check(certificate, fault.context.apply(LintSamples.context(fault.purpose)));
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithACleanCertificate(LintPurpose purpose) {
        Certificate clean = LintSamples.certificate(purpose, c -> {}, UnaryOperator.identity());
        assertThat(Lint.check(clean, LintSamples.context(purpose))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void findsThatAndNothingElse(Fault fault) {
        assertThat(findings(fault)).extracting(LintFinding::rule).containsExactly(fault.rule);
    }

    @ParameterizedTest
    @MethodSource("qualifierFaults")
    void findsTheFaultOfAQualifier(Fault fault) {
        assertThat(findings(fault))
                .extracting(LintFinding::rule)
                .containsExactlyInAnyOrder(PolicyLint.POLICY_QUALIFIERS, fault.rule);
    }

    /// The others need an input that breaks more than one, or stand in tests of their own.
    @Test
    void hasAFaultForNearlyEveryRuleOfCertificates() {
        Set<LintRule> without = new HashSet<>(Lint.rules());
        Stream.concat(faults(), qualifierFaults()).map(Fault::rule).forEach(without::remove);
        without.removeIf(rule -> rule instanceof CrlLint || rule instanceof RequestLint || rule instanceof KeyWeakness);
        assertThat(without)
                .containsExactlyInAnyOrder(
                        FieldLint.WELL_FORMED,
                        FieldLint.VERSION_3,
                        FieldLint.SIGNATURE_ALGORITHMS_EQUAL,
                        FieldLint.SIGNATURE_PARAMETERS,
                        FieldLint.ISSUER_NOT_EMPTY,
                        CrossLint.CROSS_NAMES_DIFFER);
    }

    @Test
    void findsWhatComesWithOtherFaults() {
        List<Fault> faults = List.of(
                f(FieldLint.ISSUER_NOT_EMPTY, GENERAL, c -> c.issuer(Name.EMPTY)),
                f(CrossLint.CROSS_NAMES_DIFFER, CROSS_CERTIFICATE, c -> c.subject(CA_NAME)),
                der(
                        FieldLint.SIGNATURE_PARAMETERS,
                        GENERAL,
                        2,
                        w -> w.sequence(s -> s.oid(Oid.of("1.2.840.113549.1.1.11")))));
        assertThat(faults)
                .allSatisfy(fault -> assertThat(findings(fault))
                        .extracting(LintFinding::rule)
                        .contains(fault.rule));
    }

    @Test
    void holdsPreparedCertificatesToTheSameRules() {
        CertificateBuilder builder = LintSamples.clean(GENERAL).serialNumber(SerialNumber.of(BigInteger.TEN));
        assertThat(Lint.check(builder.toBeSigned(SignatureAlgorithm.ECDSA_SHA256), LintSamples.context(GENERAL)))
                .extracting(LintFinding::rule)
                .containsExactly(FieldLint.SERIAL_UNPREDICTABLE);
        var broken = new kakehashi.x509.ToBeSigned(Bytes.ofHex("3000"), SignatureAlgorithm.ECDSA_SHA256.identifier());
        assertThat(Lint.check(broken, LintSamples.context(GENERAL)))
                .extracting(LintFinding::rule)
                .containsExactly(FieldLint.WELL_FORMED);
    }
}
