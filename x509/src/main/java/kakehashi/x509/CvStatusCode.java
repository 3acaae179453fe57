package kakehashi.x509;

/// How an SCVP server fared with a request as a whole (RFC 5055 §4.4).
public enum CvStatusCode {
    OKAY(0, "okay"),
    SKIP_UNRECOGNIZED_ITEMS(1, "skipUnrecognizedItems"),
    TOO_BUSY(10, "tooBusy"),
    INVALID_REQUEST(11, "invalidRequest"),
    INTERNAL_ERROR(12, "internalError"),
    BAD_STRUCTURE(20, "badStructure"),
    UNSUPPORTED_VERSION(21, "unsupportedVersion"),
    ABORT_UNRECOGNIZED_ITEMS(22, "abortUnrecognizedItems"),
    UNRECOGNIZED_SIG_KEY(23, "unrecognizedSigKey"),
    BAD_SIGNATURE_OR_MAC(24, "badSignatureOrMAC"),
    UNABLE_TO_DECODE(25, "unableToDecode"),
    NOT_AUTHORIZED(26, "notAuthorized"),
    UNSUPPORTED_CHECKS(27, "unsupportedChecks"),
    UNSUPPORTED_WANT_BACKS(28, "unsupportedWantBacks"),
    UNSUPPORTED_SIGNATURE_OR_MAC(29, "unsupportedSignatureOrMAC"),
    INVALID_SIGNATURE_OR_MAC(30, "invalidSignatureOrMAC"),
    PROTECTED_RESPONSE_UNSUPPORTED(31, "protectedResponseUnsupported"),
    UNRECOGNIZED_RESPONDER_NAME(32, "unrecognizedResponderName"),
    RELAYING_LOOP(40, "relayingLoop"),
    UNRECOGNIZED_VAL_POL(50, "unrecognizedValPol"),
    UNRECOGNIZED_VAL_ALG(51, "unrecognizedValAlg"),
    FULL_REQUEST_IN_RESPONSE_UNSUPPORTED(52, "fullRequestInResponseUnsupported"),
    FULL_POL_RESPONSE_UNSUPPORTED(53, "fullPolResponseUnsupported"),
    INHIBIT_POLICY_MAPPING_UNSUPPORTED(54, "inhibitPolicyMappingUnsupported"),
    REQUIRE_EXPLICIT_POLICY_UNSUPPORTED(55, "requireExplicitPolicyUnsupported"),
    INHIBIT_ANY_POLICY_UNSUPPORTED(56, "inhibitAnyPolicyUnsupported"),
    VALIDATION_TIME_UNSUPPORTED(57, "validationTimeUnsupported"),
    UNRECOGNIZED_CRIT_QUERY_EXT(63, "unrecognizedCritQueryExt"),
    UNRECOGNIZED_CRIT_REQUEST_EXT(64, "unrecognizedCritRequestExt");

    private final int code;
    private final String word;

    CvStatusCode(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /// The number of the standard.
    public int code() {
        return code;
    }

    /// The word of the standard, such as `tooBusy`.
    public String word() {
        return word;
    }

    /// Whether the server worked on the request: "okay" and "skipUnrecognizedItems".
    public boolean isSuccess() {
        return code < TOO_BUSY.code;
    }

    static CvStatusCode read(DerReader reader) {
        int code = reader.smallInteger(Tag.ENUMERATED, UNRECOGNIZED_CRIT_REQUEST_EXT.code);
        for (CvStatusCode status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw reader.malformed("SCVP status code " + code + ", which is not used");
    }
}
