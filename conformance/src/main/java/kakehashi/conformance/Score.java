package kakehashi.conformance;

/// How a case came out.
enum Score {
    VALID_PASSED("validPassed"),
    INVALID_PASSED("invalidPassed"),
    /// The worst: what must not be trusted was trusted.
    WRONGLY_ACCEPTED("wronglyAccepted"),
    WRONGLY_REJECTED("wronglyRejected"),
    /// Another answer than the suite's, which we know and keep.
    KNOWN_DIVERGENCE("knownDivergence"),
    /// The suite's answer where a divergence is listed: the list must shrink.
    UNEXPECTED_PASS("unexpectedPass"),
    NOT_SCORED("notScored"),
    /// The case could not be run.
    ERROR("errors");

    private final String key;

    Score(String key) {
        this.key = key;
    }

    /// The key in JSON.
    String key() {
        return key;
    }

    boolean isFailure() {
        return switch (this) {
            case WRONGLY_ACCEPTED, WRONGLY_REJECTED, UNEXPECTED_PASS, ERROR -> true;
            case VALID_PASSED, INVALID_PASSED, KNOWN_DIVERGENCE, NOT_SCORED -> false;
        };
    }

    /// How an answer to a scored case came out.
    static Score of(SuiteCase aCase, Answer answer, boolean listed) {
        if (answer.asExpected()) {
            return listed ? UNEXPECTED_PASS : aCase.expectsGood() ? VALID_PASSED : INVALID_PASSED;
        }
        if (listed) {
            return KNOWN_DIVERGENCE;
        }
        boolean revocationMissed = aCase.expected().equals("REVOKED");
        return answer.good() || revocationMissed ? WRONGLY_ACCEPTED : WRONGLY_REJECTED;
    }
}
