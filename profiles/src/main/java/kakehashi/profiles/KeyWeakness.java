package kakehashi.profiles;

/// Why a public key must not be certified.
public enum KeyWeakness implements LintRule {
    /// What x509 does not verify with either: a form that the key's standard does not know, an even modulus or
    /// exponent, an exponent of 1, a point that is not on its curve or at infinity, a length that is not the
    /// kind's.
    KEY_UNSOUND("RFC 5280 §4.1.2.7", Severity.ERROR),
    KEY_KIND("Kakehashi", Severity.ERROR),
    RSA_SIZE("NIST SP 800-131A §3", Severity.ERROR),
    RSA_WHOLE_OCTETS("CA/Browser Forum BR §6.1.5", Severity.ERROR),
    RSA_PARAMETERS("RFC 3279 §2.3.1", Severity.ERROR),
    RSA_EXPONENT("FIPS 186-5 §5.1", Severity.ERROR),
    RSA_SMALL_FACTOR("CA/Browser Forum BR §6.1.6", Severity.ERROR),
    RSA_ROCA("CVE-2017-15361", Severity.ERROR),
    RSA_CLOSE_PRIMES("FIPS 186-5 §A.1.1", Severity.ERROR),
    RSA_BLOCKED("CVE-2008-0166", Severity.ERROR),
    EC_NAMED_CURVE("RFC 5480 §2.1.1", Severity.ERROR),
    EC_CURVE("FIPS 186-5 §6.1.1", Severity.ERROR),
    /// Two encodings of one point would be two keys to whoever compares octets.
    EC_UNCOMPRESSED("RFC 5480 §2.2", Severity.ERROR),
    ED25519_CANONICAL("RFC 8032 §5.1.3", Severity.ERROR),
    ED25519_ON_CURVE("RFC 8032 §5.1.3", Severity.ERROR),
    /// Providers take keys of any length and fail when they verify.
    ML_DSA_LENGTH("FIPS 204 §4", Severity.ERROR);

    private final String clause;
    private final Severity severity;

    KeyWeakness(String clause, Severity severity) {
        this.clause = clause;
        this.severity = severity;
    }

    @Override
    public String clause() {
        return clause;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
