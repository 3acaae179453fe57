package kakehashi.validation;

import java.util.List;
import java.util.Map;
import kakehashi.web.Metrics;
import kakehashi.web.Tally;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.OcspResponseStatus;
import kakehashi.x509.SingleResponse;

/// What an OCSP response says, as the figures count it.
public enum OcspOutcome {
    GOOD("good"),
    REVOKED("revoked"),
    UNKNOWN("unknown"),
    /// It speaks of several certificates.
    SEVERAL("several"),
    MALFORMED_REQUEST("malformedRequest"),
    INTERNAL_ERROR("internalError"),
    TRY_LATER("tryLater"),
    SIG_REQUIRED("sigRequired"),
    UNAUTHORIZED("unauthorized");

    private final String word;

    OcspOutcome(String word) {
        this.word = word;
    }

    static OcspOutcome of(OcspResponseStatus status) {
        return switch (status) {
            case MALFORMED_REQUEST -> MALFORMED_REQUEST;
            case INTERNAL_ERROR -> INTERNAL_ERROR;
            case TRY_LATER -> TRY_LATER;
            case SIG_REQUIRED -> SIG_REQUIRED;
            case UNAUTHORIZED -> UNAUTHORIZED;
        };
    }

    static OcspOutcome of(List<SingleResponse> said) {
        if (said.size() > 1) {
            return SEVERAL;
        }
        return switch (said.getFirst().status()) {
            case CertificateStatus.Good _ -> GOOD;
            case CertificateStatus.Revoked _ -> REVOKED;
            case CertificateStatus.Unknown _ -> UNKNOWN;
        };
    }

    /// A count that the figures show.
    static Tally<OcspOutcome> tally(Metrics metrics) {
        Tally<OcspOutcome> told = new Tally<>(OcspOutcome.class);
        told.offer(
                metrics,
                new Tally.Series("kakehashi_ocsp_answers_total", "OCSP responses given.", Map.of(), "status"),
                one -> one.word);
        return told;
    }
}
