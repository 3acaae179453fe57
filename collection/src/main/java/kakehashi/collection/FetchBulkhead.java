package kakehashi.collection;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kakehashi.x509.Bytes;

/// Keeps fetches for requests apart from those who wait for them, and from each other. Who comes when it is full is
/// told so at once; nobody queues. Hosts that the operator configured have threads of their own, so that strangers,
/// under however many names, cannot take them; and no host has more than its share.
///
/// The same fetch is not made twice at a time, nor again within half a minute.
final class FetchBulkhead implements AutoCloseable {
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 500;
    private static final long MAX_REMEMBERED_OCTETS = 32L << 20;

    private final Fetcher fetcher;
    private final CollectPlan.OnDemand limits;
    private final Set<String> configured;
    private final ThreadPoolExecutor friends;
    private final ThreadPoolExecutor strangers;
    private final Map<String, Integer> perHost = new HashMap<>();
    private final Map<String, CompletableFuture<FetchOutcome>> underWay = new HashMap<>();
    private final Map<String, Memo> memos = new LinkedHashMap<>();
    private long memoOctets;

    private record Memo(FetchOutcome outcome, long until, long octets) {}

    /// @param configured the hosts that the operator named
    FetchBulkhead(Fetcher fetcher, CollectPlan.OnDemand limits, Set<String> configured) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.configured = Set.copyOf(configured);
        int half = Math.max(1, limits.parallel() / 2);
        this.friends = pool(half);
        this.strangers = pool(half);
    }

    /// Threads of the platform: name resolution blocks in native code.
    private static ThreadPoolExecutor pool(int threads) {
        return new ThreadPoolExecutor(
                0,
                threads,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("on-demand-", 0).factory());
    }

    /// Begins a fetch, or joins the same one under way. Never blocks.
    ///
    /// @param key what is the same
    synchronized CompletableFuture<FetchOutcome> fetch(String key, FetchPlace place, FetchAsk ask) {
        Memo memo = memos.get(key);
        if (memo != null && memo.until - System.nanoTime() > 0) {
            return CompletableFuture.completedFuture(memo.outcome);
        }
        CompletableFuture<FetchOutcome> same = underWay.get(key);
        if (same != null) {
            return same;
        }
        if (perHost.getOrDefault(place.host(), 0) >= limits.perHost()) {
            return busy("host " + place.host());
        }
        CompletableFuture<FetchOutcome> future = new CompletableFuture<>();
        try {
            (configured.contains(place.host()) ? friends : strangers).execute(() -> run(key, place, ask, future));
        } catch (RejectedExecutionException e) {
            return busy("all fetches");
        }
        underWay.put(key, future);
        perHost.merge(place.host(), 1, Integer::sum);
        return future;
    }

    private static CompletableFuture<FetchOutcome> busy(String what) {
        return CompletableFuture.completedFuture(new FetchOutcome.Failed(FetchFailure.BUSY, what));
    }

    private void run(String key, FetchPlace place, FetchAsk ask, CompletableFuture<FetchOutcome> future) {
        FetchOutcome outcome = new FetchOutcome.Failed(FetchFailure.BAD_ANSWER, "fault");
        try {
            outcome = fetcher.fetch(place, ask, limits.limits());
        } finally {
            settle(key, place, outcome);
            future.complete(outcome);
        }
    }

    private synchronized void settle(String key, FetchPlace place, FetchOutcome outcome) {
        underWay.remove(key);
        perHost.computeIfPresent(place.host(), (host, count) -> count == 1 ? null : count - 1);
        forget(key);
        if (outcome instanceof FetchOutcome.Failed(FetchFailure failure, String _) && failure == FetchFailure.BUSY) {
            return;
        }
        long octets = outcome instanceof FetchOutcome.Fetched fetched
                ? fetched.pieces().stream().mapToLong(Bytes::length).sum()
                : 0;
        memos.put(key, new Memo(outcome, System.nanoTime() + REMEMBERED.toNanos(), octets));
        memoOctets += octets;
        while (memos.size() > MAX_REMEMBERED || memoOctets > MAX_REMEMBERED_OCTETS) {
            forget(memos.keySet().iterator().next());
        }
    }

    private void forget(String key) {
        Memo old = memos.remove(key);
        memoOctets -= old == null ? 0 : old.octets;
    }

    @Override
    public void close() {
        friends.shutdownNow();
        strangers.shutdownNow();
    }
}
