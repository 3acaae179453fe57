package kakehashi.profiles;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kakehashi.testkit.TestKey;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Tag;

/// Certificates of every purpose that break no rule, to be bent. Rules do not look at signatures, so there are
/// none.
final class LintSamples {
    static final Oid POLICY = Oid.of("1.2.392.200999.1");
    static final Oid PARTNER_POLICY = Oid.of("1.2.392.200999.2");
    static final Instant FROM = Instant.parse("2025-12-31T15:00:00Z");
    static final TestKey CA_KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    static final TestKey KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    static final TestKey PARTNER_KEY = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
    static final Name CA_NAME = Name.of("CN=Bridge CA,OU=GPKI,O=Japanese Government,C=JP");
    static final Name CA_JAPANESE = Name.of("CN=ブリッジ認証局,OU=政府認証基盤,O=日本国政府,C=JP");
    static final Name PARTNER_NAME = Name.of("CN=Partner CA,O=Partner,C=JP");
    static final Certificate CA = certificate(LintPurpose.SELF_SIGNED, c -> {}, UnaryOperator.identity());
    static final Certificate PARTNER = build(
            ca(new CertificateBuilder(), PARTNER_KEY)
                    .issuer(PARTNER_NAME)
                    .subject(PARTNER_NAME)
                    .validity(FROM.minus(Duration.ofDays(100)), FROM.plus(Duration.ofDays(3650))),
            UnaryOperator.identity());

    private LintSamples() {}

    static LintContext context(LintPurpose purpose) {
        LintContext context = LintContext.of(purpose).withIssuer(CA);
        return switch (purpose) {
            case CROSS_CERTIFICATE ->
                context.withSubjectCertificates(List.of(PARTNER)).withRequestedKey(PARTNER_KEY.publicKey());
            case USER ->
                context.withPromises(new Promises(
                        Optional.of(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE)),
                        List.of(ExtendedKeyUsage.CLIENT_AUTH),
                        List.of(POLICY),
                        List.of(Name.of("O=Japanese Government,C=JP")),
                        new ValidityRule(
                                java.time.Period.ofDays(1100),
                                ValidityRule.Boundary.SECOND,
                                ValidityRule.BeyondIssuer.REFUSE)));
            default -> context;
        };
    }

    /// The certificate of a purpose, bent in the builder and then in its DER.
    static Certificate certificate(
            LintPurpose purpose, Consumer<CertificateBuilder> bend, UnaryOperator<List<Bytes>> fields) {
        CertificateBuilder builder = clean(purpose);
        bend.accept(builder);
        return build(builder, fields);
    }

    private static Certificate build(CertificateBuilder builder, UnaryOperator<List<Bytes>> fields) {
        var toBeSigned = builder.toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        DerReader reader = new DerReader(toBeSigned.content());
        reader.enterSequence();
        List<Bytes> parts = new java.util.ArrayList<>();
        while (reader.hasNext()) {
            parts.add(reader.any());
        }
        List<Bytes> bent = fields.apply(parts);
        Bytes content = DerWriter.write(w -> w.sequence(s -> bent.forEach(s::raw)));
        Bytes algorithm = toBeSigned.algorithm().equals(SignatureAlgorithm.ECDSA_SHA256.identifier())
                ? bent.get(bent.getFirst().at(0) == 0xa0 ? 2 : 1)
                : Bytes.EMPTY;
        Bytes der = DerWriter.write(
                w -> w.sequence(s -> s.raw(content).raw(algorithm).bitString(Bytes.ofHex("00"))));
        return switch (Certificate.parse(der)) {
            case Parsed.Value<Certificate>(Certificate certificate) -> certificate;
            case Parsed.Malformed<Certificate> malformed -> throw new AssertionError(malformed.toString());
        };
    }

    static CertificateBuilder clean(LintPurpose purpose) {
        CertificateBuilder builder = new CertificateBuilder();
        return switch (purpose) {
            case SELF_SIGNED, LINK, SUBORDINATE_CA, CROSS_CERTIFICATE -> cleanCa(purpose, builder);
            case OFFICIAL_POST ->
                officialPost(entity(builder, "CN=Director,OU=Digital Agency,O=Japanese Government,C=JP"));
            case INTERNET_SERVER ->
                server(entity(builder, "CN=www.digital.go.jp,O=Digital Agency,C=JP"), "www.digital.go.jp");
            case INTERNAL_SERVER -> server(entity(builder, "CN=db.intra,O=Digital Agency,C=JP"), "db.intra");
            case OCSP_RESPONDER ->
                purpose(entity(builder, "CN=OCSP,O=Japanese Government,C=JP"), ExtendedKeyUsage.OCSP_SIGNING)
                        .validity(FROM, FROM.plus(Duration.ofDays(90)).minusSeconds(1))
                        .ocspNoCheck();
            case TIME_STAMP -> {
                purpose(entity(builder, "CN=TSA,O=Japanese Government,C=JP"), ExtendedKeyUsage.TIME_STAMPING);
                yield builder.extension(Extension.of(
                                KnownExtension.EXTENDED_KEY_USAGE,
                                new ExtendedKeyUsage(List.of(ExtendedKeyUsage.TIME_STAMPING))::write)
                        .asCritical());
            }
            case CODE_SIGNING ->
                purpose(entity(builder, "CN=Code,O=Japanese Government,C=JP"), ExtendedKeyUsage.CODE_SIGNING);
            case DOCUMENT_SIGNING ->
                purpose(entity(builder, "CN=Documents,O=Japanese Government,C=JP"), ExtendedKeyUsage.DOCUMENT_SIGNING);
            case USER, LRA_OPERATOR, VALIDATION_SERVER, GENERAL ->
                purpose(
                        entity(builder, "CN=Yamada Hanako,OU=Digital Agency,O=Japanese Government,C=JP"),
                        ExtendedKeyUsage.CLIENT_AUTH);
        };
    }

    private static CertificateBuilder cleanCa(LintPurpose purpose, CertificateBuilder builder) {
        return switch (purpose) {
            case SELF_SIGNED ->
                ca(builder, CA_KEY)
                        .issuer(CA_NAME)
                        .subject(CA_NAME)
                        .subjectAltNames(List.of(new GeneralName.DirectoryName(CA_JAPANESE)))
                        .validity(FROM, FROM.plus(Duration.ofDays(3652)).minusSeconds(1));
            case LINK ->
                published(ca(builder, KEY).subject(CA_NAME))
                        .subjectAltNames(List.of(new GeneralName.DirectoryName(CA_JAPANESE)))
                        .validity(FROM, FROM.plus(Duration.ofDays(1825)).minusSeconds(1));
            case SUBORDINATE_CA ->
                published(ca(builder, KEY).subject(Name.of("CN=Application CA,OU=GPKI,O=Japanese Government,C=JP")))
                        .subjectAltNames(
                                List.of(new GeneralName.DirectoryName(Name.of("CN=応用認証局,OU=政府認証基盤,O=日本国政府,C=JP"))))
                        .validity(FROM, FROM.plus(Duration.ofDays(1825)).minusSeconds(1));
            default ->
                published(ca(builder, PARTNER_KEY).subject(PARTNER_NAME))
                        .validity(FROM, FROM.plus(Duration.ofDays(1825)).minusSeconds(1))
                        .policyMappings(List.of(new PolicyMapping(POLICY, PARTNER_POLICY)))
                        .policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.of(0)))
                        .inhibitAnyPolicy(0);
        };
    }

    private static CertificateBuilder ca(CertificateBuilder builder, TestKey key) {
        return builder.serialNumber(serial())
                .publicKey(key.publicKey())
                .subjectKeyIdentifier(key.publicKey().keyIdentifier())
                .basicConstraints(new BasicConstraints(true, OptionalInt.empty()))
                .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN));
    }

    private static SerialNumber serial() {
        return SerialNumber.of(BigInteger.ONE.shiftLeft(120).add(BigInteger.TWO));
    }

    private static CertificateBuilder entity(CertificateBuilder builder, String subject) {
        return published(builder.serialNumber(serial())
                .subject(Name.of(subject))
                .validity(FROM, FROM.plus(Duration.ofDays(365)).minusSeconds(1))
                .publicKey(KEY.publicKey())
                .subjectKeyIdentifier(KEY.publicKey().keyIdentifier())
                .keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE)));
    }

    /// Issued by [#CA] and with everything found where it says.
    private static CertificateBuilder published(CertificateBuilder builder) {
        return builder.issuer(CA_NAME)
                .authorityKeyIdentifier(
                        AuthorityKeyIdentifier.of(CA_KEY.publicKey().keyIdentifier()))
                .certificatePolicies(List.of(PolicyInformation.of(POLICY)))
                .crlDistributionPoints(List.of(point(uri("http://repository.go.jp/bca.crl"))))
                .authorityInfoAccess(List.of(
                        new AccessDescription(AccessDescription.OCSP, uri("http://ocsp.go.jp")),
                        new AccessDescription(AccessDescription.CA_ISSUERS, uri("http://repository.go.jp/bca.p7c"))))
                .subjectInfoAccess(List.of(new AccessDescription(
                        AccessDescription.CA_REPOSITORY, uri("http://repository.go.jp/issued.p7c"))));
    }

    private static CertificateBuilder purpose(CertificateBuilder builder, Oid purpose) {
        return builder.extendedKeyUsage(new ExtendedKeyUsage(List.of(purpose)));
    }

    private static CertificateBuilder server(CertificateBuilder builder, String domain) {
        return purpose(builder, ExtendedKeyUsage.SERVER_AUTH).subjectAltNames(List.of(new GeneralName.DnsName(domain)));
    }

    private static CertificateBuilder officialPost(CertificateBuilder builder) {
        return builder.keyUsage(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.NON_REPUDIATION))
                .subjectAltNames(List.of(new GeneralName.DirectoryName(Name.of("CN=統括官,OU=デジタル庁,O=日本国政府,C=JP"))))
                .issuerAltNames(List.of(new GeneralName.DirectoryName(CA_JAPANESE)))
                .crlDistributionPoints(List.of(
                        point(uri("http://repository.go.jp/bca.crl")), point(new GeneralName.DirectoryName(CA_NAME))))
                .extension(critical(KnownExtension.CERTIFICATE_POLICIES, policies(POLICY)));
    }

    static GeneralName uri(String uri) {
        return new GeneralName.UniformResourceIdentifier(uri);
    }

    static DistributionPoint point(GeneralName... names) {
        return new DistributionPoint(
                Optional.of(new DistributionPointName.FullName(List.of(names))), Optional.empty(), List.of());
    }

    static Bytes policies(Oid policy) {
        return DerWriter.write(w -> w.sequence(s -> s.sequence(p -> p.oid(policy))));
    }

    static Extension critical(KnownExtension type, Bytes value) {
        return new Extension(type.id(), true, value);
    }

    /// A name of attributes in this order, each value of the string type of its tag.
    static Name name(Object... typeTagText) {
        List<Name.Attribute> attributes = new java.util.ArrayList<>();
        for (int i = 0; i < typeTagText.length; i += 3) {
            int tag = (Integer) typeTagText[i + 1];
            String text = (String) typeTagText[i + 2];
            byte[] octets = text.getBytes(
                    tag == Tag.BMP_STRING
                            ? java.nio.charset.StandardCharsets.UTF_16BE
                            : java.nio.charset.StandardCharsets.UTF_8);
            attributes.add(
                    new Name.Attribute((Oid) typeTagText[i], DerWriter.write(w -> w.value(tag, Bytes.wrap(octets)))));
        }
        return Name.ofAttributes(attributes);
    }
}
