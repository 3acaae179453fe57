package kakehashi.path;

import java.time.Instant;

/// A stretch of time, both ends included, in which an answer stays the same.
///
/// @param from the first moment
/// @param until the last moment
public record Period(Instant from, Instant until) {
    /// All of time.
    public static final Period ALWAYS = new Period(Instant.MIN, Instant.MAX);

    /// One moment only.
    static Period at(Instant moment) {
        return new Period(moment, moment);
    }

    /// Whether the time lies in the period.
    public boolean contains(Instant time) {
        return !time.isBefore(from) && !time.isAfter(until);
    }

    /// The part that both periods share; empty (containing no time) when there is none.
    public Period intersect(Period other) {
        return new Period(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }
}
