package kakehashi.x509;

import java.math.BigInteger;

/// Why a responder gives no answer (RFC 6960 §4.2.1).
public enum OcspResponseStatus {
    /// The request was not understood.
    MALFORMED_REQUEST(1),
    /// The responder is in an inconsistent state.
    INTERNAL_ERROR(2),
    /// The responder cannot answer now.
    TRY_LATER(3),
    /// The request must be signed.
    SIG_REQUIRED(5),
    /// The client may not ask, or the responder has no authority over the certificate.
    UNAUTHORIZED(6);

    private final int code;

    OcspResponseStatus(int code) {
        this.code = code;
    }

    /// The number of the standard.
    public int code() {
        return code;
    }

    static OcspResponseStatus of(DerReader reader, int code) {
        for (OcspResponseStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw reader.malformed("OCSP response status " + code + ", which is not used");
    }

    void write(DerWriter writer) {
        writer.integer(Tag.ENUMERATED, BigInteger.valueOf(code));
    }
}
