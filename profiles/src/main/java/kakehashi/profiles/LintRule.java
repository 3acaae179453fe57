package kakehashi.profiles;

import java.util.Locale;
import kakehashi.path.Language;

/// One thing that a certificate, CRL, request or key must be, should be, or had better be.
///
/// Rules of one family stand together in one enum, a constant each: the constant is the rule, with its clause, its
/// severity, when it applies, and its test.
public sealed interface LintRule permits TermedRule, KeyWeakness {
    /// How grave a breach is.
    enum Severity {
        /// "MUST", or a promise of our own: nothing with one is signed.
        ERROR,
        /// "SHOULD", or what readers in the field stumble over.
        WARNING,
        /// Worth a look; good reasons exist.
        NOTICE
    }

    /// The constant's name.
    String name();

    /// Where the rule is written, such as `RFC 5280 §4.1.2.2`.
    String clause();

    /// How grave a breach is.
    Severity severity();

    /// The stable name of the rule, such as `serial-positive`.
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What holds where the rule is kept, one sentence.
    default String words(Language language) {
        return LintWords.of(id(), language);
    }
}
