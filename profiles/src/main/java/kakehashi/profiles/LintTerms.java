package kakehashi.profiles;

import java.util.function.Predicate;

/// What a rule is made of.
///
/// @param <T> what it is about
/// @param clause where it is written
/// @param severity how grave a breach is
/// @param applies whether it has anything to say
/// @param test whether it is kept
record LintTerms<T>(String clause, LintRule.Severity severity, Predicate<T> applies, LintTest<T> test) {}
