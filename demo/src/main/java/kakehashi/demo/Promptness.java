package kakehashi.demo;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import kakehashi.demo.Telling.Held;

/// How soon what the vault has settled is to be served everywhere: within a second, measured from the vault's
/// outcome to the answer that shows it. A step that takes longer has not held.
///
/// The second is that of a machine that has a processor for whoever wants one. Where more tasks want to run than
/// there are processors, each gets but its share, and the same work takes that many times longer; the limit is
/// multiplied by just that, and both numbers are told. What the demonstration itself makes the machine do counts in
/// the load, too.
///
/// @param load the tasks that want to run, averaged over the last minute; negative where the system does not say
/// @param processors of this machine
record Promptness(double load, int processors) {
    private static final long SECOND = 1_000;

    /// That of this machine, now.
    static Promptness now() {
        return new Promptness(
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }

    /// The most milliseconds.
    long limit() {
        return Math.round(SECOND * Math.max(1, load / processors));
    }

    private boolean isBusy() {
        return load > processors;
    }

    /// Whether it came in time.
    ///
    /// @param millis how long it took; negative when it did not come at all
    Held held(long millis) {
        if (millis < 0) {
            return Held.no("起きませんでした", "it did not come");
        }
        String busy = isBusy() ? String.format(Locale.ROOT, "、負荷 %.1f、プロセッサ %d 個", load, processors) : "";
        String english = isBusy() ? String.format(Locale.ROOT, ", load %.1f on %d processors", load, processors) : "";
        String told = String.format(Locale.ROOT, "%,d ミリ秒、上限 %,d ミリ秒%s", millis, limit(), busy);
        String said = String.format(Locale.ROOT, "%,d ms of %,d ms allowed%s", millis, limit(), english);
        return millis <= limit() ? Held.yes(told, said) : Held.no("遅すぎます。" + told, "too late: " + said);
    }
}
