package kakehashi.x509;

import java.util.Optional;

/// The extensions of certificates, CRLs and CRL entries whose syntax is checked when they are parsed.
public enum KnownExtension {
    SUBJECT_DIRECTORY_ATTRIBUTES("subjectDirectoryAttributes", "2.5.29.9"),
    SUBJECT_KEY_IDENTIFIER("subjectKeyIdentifier", "2.5.29.14"),
    KEY_USAGE("keyUsage", "2.5.29.15"),
    PRIVATE_KEY_USAGE_PERIOD("privateKeyUsagePeriod", "2.5.29.16"),
    SUBJECT_ALT_NAME("subjectAltName", "2.5.29.17"),
    ISSUER_ALT_NAME("issuerAltName", "2.5.29.18"),
    BASIC_CONSTRAINTS("basicConstraints", "2.5.29.19"),
    CRL_NUMBER("cRLNumber", "2.5.29.20"),
    REASON_CODE("reasonCode", "2.5.29.21"),
    INVALIDITY_DATE("invalidityDate", "2.5.29.24"),
    DELTA_CRL_INDICATOR("deltaCRLIndicator", "2.5.29.27"),
    ISSUING_DISTRIBUTION_POINT("issuingDistributionPoint", "2.5.29.28"),
    CERTIFICATE_ISSUER("certificateIssuer", "2.5.29.29"),
    NAME_CONSTRAINTS("nameConstraints", "2.5.29.30"),
    CRL_DISTRIBUTION_POINTS("cRLDistributionPoints", "2.5.29.31"),
    CERTIFICATE_POLICIES("certificatePolicies", "2.5.29.32"),
    POLICY_MAPPINGS("policyMappings", "2.5.29.33"),
    AUTHORITY_KEY_IDENTIFIER("authorityKeyIdentifier", "2.5.29.35"),
    POLICY_CONSTRAINTS("policyConstraints", "2.5.29.36"),
    EXTENDED_KEY_USAGE("extKeyUsage", "2.5.29.37"),
    FRESHEST_CRL("freshestCRL", "2.5.29.46"),
    INHIBIT_ANY_POLICY("inhibitAnyPolicy", "2.5.29.54"),
    AUTHORITY_INFO_ACCESS("authorityInfoAccess", "1.3.6.1.5.5.7.1.1"),
    SUBJECT_INFO_ACCESS("subjectInfoAccess", "1.3.6.1.5.5.7.1.11"),
    OCSP_NO_CHECK("ocsp-nocheck", "1.3.6.1.5.5.7.48.1.5");

    private static final KnownExtension[] BY_CE_ARC = new KnownExtension[128];

    static {
        for (KnownExtension type : values()) {
            if (type.id.contents().length() == 3) {
                BY_CE_ARC[type.id.contents().at(2)] = type;
            }
        }
    }

    private final String rfcName;
    private final Oid id;

    KnownExtension(String rfcName, String id) {
        this.rfcName = rfcName;
        this.id = Oid.of(id);
    }

    /// The name that its standard gives the extension, such as `keyUsage`.
    public String rfcName() {
        return rfcName;
    }

    /// The extension's type.
    public Oid id() {
        return id;
    }

    /// The known extension of a type.
    public static Optional<KnownExtension> of(Oid id) {
        Bytes contents = id.contents();
        return Optional.ofNullable(at(contents.array(), 0, contents.length()));
    }

    /// The known extension whose type has these contents octets, or null.
    static KnownExtension at(byte[] array, int from, int to) {
        if (to - from == 3 && array[from] == 0x55 && array[from + 1] == 0x1d && array[from + 2] >= 0) {
            return BY_CE_ARC[array[from + 2]];
        }
        for (KnownExtension type : new KnownExtension[] {AUTHORITY_INFO_ACCESS, SUBJECT_INFO_ACCESS, OCSP_NO_CHECK}) {
            if (type.id.isAt(array, from, to)) {
                return type;
            }
        }
        return null;
    }

    /// Checks the extension's value without making it.
    void check(DerReader reader) {
        switch (this) {
            case SUBJECT_DIRECTORY_ATTRIBUTES, PRIVATE_KEY_USAGE_PERIOD -> reader.skipAny();
            case SUBJECT_KEY_IDENTIFIER -> reader.skip(Tag.OCTET_STRING);
            case KEY_USAGE -> reader.namedBits(Tag.BIT_STRING);
            case SUBJECT_ALT_NAME, ISSUER_ALT_NAME, CERTIFICATE_ISSUER -> GeneralName.checkAll(reader, Tag.SEQUENCE);
            case BASIC_CONSTRAINTS -> BasicConstraints.read(reader);
            case CRL_NUMBER, DELTA_CRL_INDICATOR -> checkNatural(reader);
            case REASON_CODE -> CrlReason.read(reader);
            case INVALIDITY_DATE -> reader.generalizedTimeSeconds(Tag.GENERALIZED_TIME);
            case ISSUING_DISTRIBUTION_POINT -> IssuingDistributionPoint.read(reader);
            case NAME_CONSTRAINTS -> NameConstraints.check(reader);
            case CRL_DISTRIBUTION_POINTS, FRESHEST_CRL -> DistributionPoint.checkAll(reader);
            case CERTIFICATE_POLICIES -> PolicyInformation.checkAll(reader);
            case POLICY_MAPPINGS -> PolicyMapping.readAll(reader);
            case AUTHORITY_KEY_IDENTIFIER -> AuthorityKeyIdentifier.check(reader);
            case POLICY_CONSTRAINTS -> PolicyConstraints.read(reader);
            case EXTENDED_KEY_USAGE -> ExtendedKeyUsage.check(reader);
            case INHIBIT_ANY_POLICY -> reader.smallInteger(Integer.MAX_VALUE);
            case AUTHORITY_INFO_ACCESS, SUBJECT_INFO_ACCESS -> AccessDescription.checkAll(reader);
            case OCSP_NO_CHECK -> reader.nul();
        }
    }

    /// `CRLNumber ::= INTEGER (0..MAX)`.
    private static void checkNatural(DerReader reader) {
        if (reader.integer().signum() < 0) {
            throw reader.malformed("negative CRL number");
        }
    }
}
