package kakehashi.x509;

import java.math.BigInteger;

/// Why a certificate was revoked (RFC 5280 §5.3.1).
public enum CrlReason {
    UNSPECIFIED(0, "unspecified"),
    KEY_COMPROMISE(1, "keyCompromise"),
    CA_COMPROMISE(2, "cACompromise"),
    AFFILIATION_CHANGED(3, "affiliationChanged"),
    SUPERSEDED(4, "superseded"),
    CESSATION_OF_OPERATION(5, "cessationOfOperation"),
    CERTIFICATE_HOLD(6, "certificateHold"),
    REMOVE_FROM_CRL(8, "removeFromCRL"),
    PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn"),
    AA_COMPROMISE(10, "aACompromise");

    private static final CrlReason[] BY_CODE = new CrlReason[11];

    static {
        for (CrlReason reason : values()) {
            BY_CODE[reason.code] = reason;
        }
    }

    private final int code;
    private final String word;

    CrlReason(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /// The number of the standard.
    public int code() {
        return code;
    }

    /// The word of the standard, such as `keyCompromise`.
    public String word() {
        return word;
    }

    /// Reads the `reasonCode` extension's value.
    public static CrlReason read(DerReader reader) {
        return read(reader, Tag.ENUMERATED);
    }

    /// Reads a reason under a tag.
    static CrlReason read(DerReader reader, int tag) {
        int code = reader.smallInteger(tag, AA_COMPROMISE.code);
        CrlReason reason = BY_CODE[code];
        if (reason == null) {
            throw reader.malformed("reason code 7, which is not used");
        }
        return reason;
    }

    /// Writes a reason under a tag.
    public void write(DerWriter writer, int tag) {
        writer.integer(tag, BigInteger.valueOf(code));
    }
}
