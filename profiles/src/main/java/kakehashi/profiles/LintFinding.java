package kakehashi.profiles;

import kakehashi.path.Language;

/// A rule that is broken.
///
/// @param rule the rule
/// @param detail the value that breaks it, in no language; empty where the rule says it all
public record LintFinding(LintRule rule, String detail) {
    /// Whether nothing with this finding may be signed.
    public boolean isError() {
        return rule.severity() == LintRule.Severity.ERROR;
    }

    /// The rule's words, and the value that breaks it.
    public String words(Language language) {
        return rule.words(language) + (detail.isEmpty() ? "" : " [" + detail + "]");
    }

    /// Severity, id and value, for logs.
    @Override
    public String toString() {
        return rule.severity() + " " + rule.id() + (detail.isEmpty() ? "" : " [" + detail + "]");
    }
}
