package kakehashi.path;

import java.time.Instant;
import java.util.Optional;

/// Whether evidence is current at a time, by a policy.
///
/// @param policy how old evidence may be
/// @param at the time
record Freshness(RevocationPolicy policy, Instant at) {
    /// What the time says about a piece of evidence.
    enum Verdict {
        CURRENT,
        NOT_YET_VALID,
        /// Its `nextUpdate`, and the policy's grace, have passed.
        EXPIRED,
        /// It is older than the policy's greatest age.
        TOO_OLD,
        /// It names no `nextUpdate` and the policy no greatest age: nothing would ever end it.
        ENDLESS
    }

    /// Judges evidence by its times.
    Verdict judge(Instant thisUpdate, Optional<Instant> nextUpdate) {
        if (at.isBefore(thisUpdate)) {
            return Verdict.NOT_YET_VALID;
        }
        if (nextUpdate.filter(next -> at.isAfter(next.plus(policy.grace()))).isPresent()) {
            return Verdict.EXPIRED;
        }
        if (policy.maxAge().filter(age -> at.isAfter(thisUpdate.plus(age))).isPresent()) {
            return Verdict.TOO_OLD;
        }
        return nextUpdate.isEmpty() && policy.maxAge().isEmpty() ? Verdict.ENDLESS : Verdict.CURRENT;
    }

    /// The period in which evidence of these times is current.
    Period window(Instant thisUpdate, Optional<Instant> nextUpdate) {
        Period byNextUpdate = new Period(
                thisUpdate, nextUpdate.map(next -> next.plus(policy.grace())).orElse(Instant.MAX));
        Period byAge =
                new Period(thisUpdate, policy.maxAge().map(thisUpdate::plus).orElse(Instant.MAX));
        return byNextUpdate.intersect(byAge);
    }

    /// The part of a period around this time in which evidence that is not current now stays so.
    Period without(Period period, Period window) {
        if (window.from().isAfter(at)) {
            return period.intersect(new Period(Instant.MIN, window.from().minusNanos(1)));
        }
        return window.until().isBefore(at)
                ? period.intersect(new Period(window.until().plusNanos(1), Instant.MAX))
                : period;
    }
}
