package kakehashi.bench;

import java.util.Locale;

/// One figure beside its goal.
///
/// @param id the key under which JSON shows it; never changes its meaning
/// @param what what was measured, in words
/// @param measured the value
/// @param unit the unit; `×` for a ratio
/// @param goal which way the value must lie
/// @param limit the value of the goal
record Figure(String id, String what, double measured, String unit, Goal goal, double limit) {
    /// Which way a value must lie.
    enum Goal {
        AT_MOST("≤"),
        AT_LEAST("≥"),
        /// Shown for comparison.
        NONE("");

        private final String sign;

        Goal(String sign) {
            this.sign = sign;
        }
    }

    /// A figure that must not exceed a limit.
    static Figure atMost(String id, String what, double measured, String unit, double limit) {
        return new Figure(id, what, measured, unit, Goal.AT_MOST, limit);
    }

    /// A figure that must reach a limit.
    static Figure atLeast(String id, String what, double measured, String unit, double limit) {
        return new Figure(id, what, measured, unit, Goal.AT_LEAST, limit);
    }

    /// A figure to compare others with.
    static Figure beside(String id, String what, double measured, String unit) {
        return new Figure(id, what, measured, unit, Goal.NONE, 0);
    }

    /// Whether the goal is met; a figure without a goal meets it.
    boolean isMet() {
        return switch (goal) {
            case AT_MOST -> measured <= limit;
            case AT_LEAST -> measured >= limit;
            case NONE -> true;
        };
    }

    /// The goal as the table shows it.
    String goalText() {
        return goal == Goal.NONE ? "" : goal.sign + " " + text(limit) + " " + unit;
    }

    /// The value as the table shows it.
    String measuredText() {
        return text(measured) + " " + unit;
    }

    /// The verdict as the table shows it.
    String verdict() {
        return goal == Goal.NONE ? "" : isMet() ? "met" : "MISSED";
    }

    private static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(
                Locale.ROOT, value < 0.1 ? "%.3f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
