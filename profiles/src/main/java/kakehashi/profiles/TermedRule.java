package kakehashi.profiles;

import java.util.List;

/// A rule made of [LintTerms].
///
/// @param <T> what it is about
sealed interface TermedRule<T> extends LintRule
        permits FieldLint,
                NameLint,
                KeyIdLint,
                UsageLint,
                AltNameLint,
                PolicyLint,
                PlaceLint,
                CrossLint,
                JapanLint,
                ServerLint,
                PromiseLint,
                CrlLint,
                RequestLint {
    /// What the rule is made of.
    LintTerms<T> terms();

    /// Whether the rule can have anything to say about certificates of the purpose; asked once a purpose.
    default boolean concerns(LintPurpose purpose) {
        return true;
    }

    @Override
    default String clause() {
        return terms().clause();
    }

    @Override
    default Severity severity() {
        return terms().severity();
    }

    /// Adds a finding where the rule applies and is broken.
    default void check(T subject, List<LintFinding> findings) {
        LintTerms<T> terms = terms();
        if (terms.applies().test(subject)) {
            terms.test().breach(subject).ifPresent(detail -> findings.add(new LintFinding(this, detail)));
        }
    }
}
