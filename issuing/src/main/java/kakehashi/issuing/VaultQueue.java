package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What waits for the thread that writes the chain, taken group by group.
final class VaultQueue {
    /// How long an empty group is waited for.
    static final long TICK_MILLIS = 200;

    private static final int MOST_IN_GROUP = 512;
    private static final long GATHER_MILLIS = 5;

    private final LinkedBlockingQueue<VaultTask> tasks = new LinkedBlockingQueue<>();

    void add(VaultTask task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /// All that is left, when nothing is done any more.
    List<VaultTask> rest() {
        List<VaultTask> rest = new ArrayList<>();
        tasks.drainTo(rest);
        return rest;
    }

    /// The tasks of the next group; none when there was nothing to do for a while.
    ///
    /// @param inFlight how many certificates are at the token
    List<VaultTask> next(LongSupplier inFlight) throws InterruptedException {
        List<VaultTask> taken = new ArrayList<>();
        VaultTask first = tasks.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            tasks.drainTo(taken, MOST_IN_GROUP);
            gather(taken, inFlight.getAsLong());
        }
        return taken;
    }

    /// Waits a little for the signatures that are under way, so that one commit takes them all.
    private void gather(List<VaultTask> taken, long inFlight) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
        long missing = inFlight - VaultTask.answers(taken, 0);
        while (missing > 0 && taken.size() < MOST_IN_GROUP) {
            VaultTask task = tasks.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (task == null) {
                return;
            }
            int from = taken.size();
            taken.add(task);
            tasks.drainTo(taken, MOST_IN_GROUP);
            missing -= VaultTask.answers(taken, from);
        }
    }
}
