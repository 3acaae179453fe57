package kakehashi.demo;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import kakehashi.demo.Telling.Held;

/// How soon what the vault has settled is to be served everywhere: within a second, measured from the vault's
/// outcome to the answer that shows it. A step that takes longer has not held.
///
/// The second is that of a machine that has a processor for whoever wants one. Where more tasks want to run than
/// there are processors, each gets but its share, and the same work takes that many times longer; the limit is
/// multiplied by just that, and a step that needed more than the second says so. What the demonstration itself
/// makes the machine do counts in the load, too.
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
        if (millis <= SECOND) {
            return Held.yes(text("%,d ミリ秒。1 秒以内", millis), text("%,d ms, within a second", millis));
        }
        if (millis > limit()) {
            return Held.no("遅すぎます。" + tooLong(millis), "too late: " + tooLongInEnglish(millis));
        }
        return Held.yes(tooLong(millis), tooLongInEnglish(millis));
    }

    private String tooLong(long millis) {
        String told = text("%,d ミリ秒。1 秒を超えました", millis);
        return isBusy()
                ? told + text("が、%d 個のプロセッサに仕事が %.1f あるこの計算機では、%,d ミリ秒までよいものとします", processors, load, limit())
                : told;
    }

    private String tooLongInEnglish(long millis) {
        String told = text("%,d ms, more than the second", millis);
        return isBusy()
                ? told + text("; with %.1f tasks on %d processors, as now, %,d ms would do", load, processors, limit())
                : told;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
